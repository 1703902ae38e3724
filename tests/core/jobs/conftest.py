"""A queue of its own: a worker that follows the timetable works for every tenant it finds."""

from collections.abc import AsyncIterator, Iterator
from datetime import date

import pytest
import pytest_asyncio

from tests.fixtures.cluster import Cluster
from tests.fixtures.installation import installation, opened
from xuanpai_core.clock import FixedClock
from xuanpai_core.config import Settings
from xuanpai_core.db.partitions import make_partitions
from xuanpai_core.db.session import Database
from xuanpai_core.db.types import new_id
from xuanpai_core.ports import Ports


@pytest.fixture(scope="session")
def quiet_settings(cluster: Cluster, settings: Settings) -> Iterator[Settings]:
    """An installation in which only these tests have tenants."""
    with installation(cluster, settings, "jobs", "44" * 32) as own:
        yield own


@pytest_asyncio.fixture
async def database(quiet_settings: Settings, ports: Ports, clock: FixedClock) -> AsyncIterator[Database]:
    """That installation's database, with partitions from 2024 to 2027."""
    database = await opened(quiet_settings, ports, clock)
    async with database.transaction(new_id()) as transaction:
        await make_partitions(transaction.driver, date(2024, 1, 1), date(2027, 1, 1))
    yield database
    await database.close()
