"""The application as production configures it, and with whatever else a test needs."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx2
import pytest
import pytest_asyncio

from tests.fixtures.api import Api
from xuanpai_core.config import Settings
from xuanpai_core.db.session import Database
from xuanpai_graphql.app import create_app
from xuanpai_graphql.context import Application

Configured = Callable[..., Api]
Connected = Callable[..., Database]


@pytest_asyncio.fixture
async def connected(settings: Settings, database: Database) -> AsyncIterator[Connected]:
    """Makes another pool of connections, with other settings than the run's."""
    made: list[Database] = []

    def connect(**changes: Any) -> Database:
        made.append(Database(settings.model_copy(update=changes), database.ports, database.clock))
        return made[-1]

    yield connect
    for one in made:
        await one.close()


@pytest_asyncio.fixture
async def configured(settings: Settings, database: Database) -> AsyncIterator[Configured]:
    """Makes the application with other settings than the run's, over the test's database or ``over`` another."""
    opened: list[httpx2.AsyncClient] = []

    def configure(over: Database = database, **changes: Any) -> Api:
        changed = settings.model_copy(update=changes)
        scheme = "https" if changed.secure_cookie else "http"
        return Api(create_app(changed, Application(changed, over)), opened, f"{scheme}://xuanpai.test")

    yield configure
    for http in opened:
        await http.aclose()


@pytest.fixture
def production(configured: Configured) -> Api:
    """The application as production configures it."""
    return configured(environment="production")
