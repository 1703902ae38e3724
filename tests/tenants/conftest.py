"""Two installations of their own for tests of the directory: provinces are opened here, and carried over there."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import date

import pytest
import pytest_asyncio

from tests.fixtures.cluster import Cluster
from tests.fixtures.installation import installation, opened
from xuanpai_core.clock import FixedClock
from xuanpai_core.config import Settings
from xuanpai_core.context import RequestContext
from xuanpai_core.db.partitions import make_partitions
from xuanpai_core.db.session import Database
from xuanpai_core.db.types import new_id
from xuanpai_core.ports import Ports
from xuanpai_tenants.operators import server_operator
from xuanpai_tenants.resolution import PLATFORM_TENANT_ID


@pytest.fixture(scope="session")
def home_settings(cluster: Cluster, settings: Settings) -> Iterator[Settings]:
    """The installation in which provinces are opened."""
    with installation(cluster, settings, "home", "22" * 32) as own:
        yield own


@pytest.fixture(scope="session")
def abroad_settings(cluster: Cluster, settings: Settings) -> Iterator[Settings]:
    """Another installation, with a database, a bucket and a master key of its own."""
    with installation(cluster, settings, "abroad", "33" * 32) as own:
        yield own


@pytest_asyncio.fixture
async def home(home_settings: Settings, ports: Ports, clock: FixedClock) -> AsyncIterator[Database]:
    """Where provinces are opened; each test finds all codes free."""
    database = await opened(home_settings, ports, clock)
    async with database.transaction(new_id()) as transaction:
        await make_partitions(transaction.driver, date(2024, 1, 1), date(2026, 12, 1))
    yield database
    await retire(database)
    await database.close()


@pytest_asyncio.fixture
async def abroad(abroad_settings: Settings, ports: Ports, clock: FixedClock) -> AsyncIterator[Database]:
    """The other installation; each test finds all codes free."""
    database = await opened(abroad_settings, ports, clock)
    yield database
    await retire(database)
    await database.close()


async def retire(database: Database) -> None:
    """Free the codes of the provinces that a test has opened."""
    async with database.transaction(PLATFORM_TENANT_ID) as transaction:
        await transaction.driver.execute("UPDATE tenant SET code = code || id::text WHERE kind = 'PROVINCE'")


@pytest.fixture
def operator() -> RequestContext:
    """An operator of the platform, another one in each test."""
    ctx = server_operator()
    return replace(ctx, actor=replace(ctx.actor, account_id=new_id()))
