"""A transaction that is cut short writes nothing, and leaves nothing of itself to whoever gets the connection next."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from uuid import UUID

import pytest
import pytest_asyncio

from tests.core.db.test_connections import OWN_PROCESS, end
from tests.factories.world import World
from tests.fixtures.cluster import Cluster
from xuanpai_core.clock import FixedClock
from xuanpai_core.config import Settings
from xuanpai_core.db.session import Database
from xuanpai_core.errors import Unavailable
from xuanpai_core.ports import Ports

WRITE = "UPDATE tenant SET quotas = '{\"x\": 1}' WHERE id = $1"
READ = "SELECT quotas FROM tenant WHERE id = $1"
ROUNDS = 10
"""Whether the server has answered by a certain turn of the loop is a matter of chance."""


@pytest_asyncio.fixture
async def one(settings: Settings, ports: Ports, clock: FixedClock) -> AsyncIterator[Database]:
    """A database with room for one connection: whoever comes next gets the one used before."""
    database = Database(settings.model_copy(update={"database_pool_size": 1}), ports, clock)
    yield database
    await database.close()


async def saved(database: Database, tenant_id: UUID) -> object:
    """What the tenant's row holds now."""
    async with database.transaction(tenant_id, read_only=True) as transaction:
        return await transaction.driver.fetchval(READ, tenant_id)


async def read(database: Database, tenant_id: UUID) -> None:
    async with database.transaction(tenant_id, read_only=True) as transaction:
        await transaction.driver.fetchval(READ, tenant_id)


@pytest.mark.parametrize("times", [1, 2], ids=["once", "again while it rolls back"])
@pytest.mark.parametrize("turns", range(10))
async def test_the_next_one_may_write_whenever_a_reader_was_cut_short(
    one: Database, world: World, turns: int, times: int
) -> None:
    """Also when nobody had yet seen the answer to BEGIN READ ONLY."""
    await read(one, world.tenant_id)

    for _ in range(ROUNDS):
        task = asyncio.create_task(read(one, world.tenant_id))
        for _ in range(turns):
            await asyncio.sleep(0)
        for _ in range(times):
            task.cancel()
            await asyncio.sleep(0)
        await asyncio.gather(task, return_exceptions=True)

        async with one.transaction(world.tenant_id) as transaction:
            assert await transaction.driver.execute(WRITE, world.tenant_id) == "UPDATE 1"


async def test_a_connection_is_kept_when_the_server_has_answered_to_the_rollback(one: Database, world: World) -> None:
    processes = []

    async def wait_for_ever() -> None:
        async with one.transaction(world.tenant_id) as transaction:
            processes.append(await transaction.driver.fetchval(OWN_PROCESS))
            await transaction.driver.execute("SELECT pg_sleep(60)")

    for _ in range(2):
        task = asyncio.create_task(wait_for_ever())
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    assert len(set(processes)) == 1


async def test_what_was_cancelled_is_not_saved_even_if_somebody_caught_it(database: Database, world: World) -> None:
    async def go_on_regardless() -> None:
        async with database.transaction(world.tenant_id) as transaction:
            await transaction.driver.execute(WRITE, world.tenant_id)
            with suppress(asyncio.CancelledError):
                await asyncio.sleep(60)

    task = asyncio.create_task(go_on_regardless())
    await asyncio.sleep(0.1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert await saved(database, world.tenant_id) == {}


async def test_what_ran_out_of_time_is_not_saved_even_if_somebody_caught_it(database: Database, world: World) -> None:
    async def go_on_regardless() -> None:
        async with asyncio.timeout(0.1), database.transaction(world.tenant_id) as transaction:
            await transaction.driver.execute(WRITE, world.tenant_id)
            with suppress(asyncio.CancelledError):
                await asyncio.sleep(60)

    with pytest.raises(TimeoutError):
        await go_on_regardless()

    assert await saved(database, world.tenant_id) == {}


async def test_a_limit_that_the_work_itself_has_met_does_not_keep_it_from_being_saved(
    database: Database, world: World
) -> None:
    async with database.transaction(world.tenant_id) as transaction:
        await transaction.driver.execute(WRITE, world.tenant_id)
        with suppress(TimeoutError):
            async with asyncio.timeout(0.01):
                await asyncio.sleep(60)

    assert await saved(database, world.tenant_id) == {"x": 1}


async def test_whoever_has_lost_the_connection_is_told_to_try_again(
    one: Database, world: World, cluster: Cluster
) -> None:
    async def lose_it() -> None:
        async with one.transaction(world.tenant_id) as transaction:
            await transaction.driver.execute(WRITE, world.tenant_id)
            end(cluster, await transaction.driver.fetchval(OWN_PROCESS))
            # The news of the end comes with the loop's next look at the socket.
            await asyncio.sleep(0.1)

    with pytest.raises(Unavailable) as refused:
        await lose_it()

    assert refused.value.error_code == "DATABASE_UNAVAILABLE"
    assert await saved(one, world.tenant_id) == {}


async def test_one_in_which_a_session_still_has_a_transaction_is_thrown_away(one: Database) -> None:
    async with one._connections.lent("a") as opened:
        first = await opened.driver.fetchval(OWN_PROCESS)
        await opened.connection.begin()

    async with one._connections.lent("a") as opened:
        assert await opened.driver.fetchval(OWN_PROCESS) != first
