"""Connections are kept between transactions, and never handed on in a state that would harm the next one."""

import asyncio
from collections.abc import AsyncIterator, Callable

import asyncpg
import psycopg
import pytest
import pytest_asyncio
from pydantic import SecretStr
from sqlalchemy import URL, make_url, select

from tests.factories.world import World
from tests.fixtures.cluster import Cluster
from xuanpai_core.cadres.models import Cadre
from xuanpai_core.db.connections import Connections
from xuanpai_core.db.session import Database, make_engine
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Unavailable

OWN_PROCESS = "SELECT pg_backend_pid()"


def end(cluster: Cluster, process: int) -> None:
    """End a connection from the server's side."""
    with psycopg.connect(cluster.admin_url.replace("+psycopg", ""), autocommit=True) as admin:
        admin.execute("SELECT pg_terminate_backend(%s, 5000)", (process,))


@pytest_asyncio.fixture
async def one(database: Database) -> AsyncIterator[Connections]:
    """Room for one connection, and little patience."""
    engine = make_engine(database.settings)
    connections = Connections(engine, 1, 0.05)
    yield connections
    await connections.close()
    await engine.dispose()


async def test_the_next_one_gets_the_same_connection(one: Connections) -> None:
    async with one.lent("a") as opened:
        first = await opened.driver.fetchval(OWN_PROCESS)
    async with one.lent("a") as opened:
        assert await opened.driver.fetchval(OWN_PROCESS) == first


async def test_who_finds_none_is_told_to_come_again(one: Connections) -> None:
    async with one.lent("a"):
        with pytest.raises(Unavailable) as refused:
            async with one.lent("a"):
                pass
    assert refused.value.error_code == "BUSY"
    async with one.lent("a") as opened:
        assert await opened.driver.fetchval("SELECT 1") == 1


async def test_one_left_in_a_transaction_is_thrown_away(one: Connections) -> None:
    async with one.lent("a") as opened:
        first = await opened.driver.fetchval(OWN_PROCESS)
        await opened.driver.execute("BEGIN")
    async with one.lent("a") as opened:
        assert await opened.driver.fetchval(OWN_PROCESS) != first
        assert not opened.driver.is_in_transaction()


async def test_one_that_sqlalchemy_has_given_up_is_thrown_away(one: Connections) -> None:
    async with one.lent("a") as opened:
        first = opened
        await opened.connection.invalidate()
    async with one.lent("a") as opened:
        assert opened is not first
        assert await opened.driver.fetchval("SELECT 1") == 1


async def test_one_that_the_server_has_ended_is_replaced(one: Connections, cluster: Cluster) -> None:
    async with one.lent("a") as opened:
        first = await opened.driver.fetchval(OWN_PROCESS)
    end(cluster, first)
    # The news of the end comes with the loop's next look at the socket.
    await asyncio.sleep(0.1)
    async with one.lent("a") as opened:
        assert await opened.driver.fetchval(OWN_PROCESS) != first


@pytest.mark.parametrize(
    "change",
    [
        lambda url: url.set(password="not-it"),
        lambda url: url.set(database="nowhere"),
        lambda url: url.set(port=1),
    ],
    ids=["password", "database", "port"],
)
async def test_who_is_not_let_in_is_told_to_come_again(database: Database, change: Callable[[URL], URL]) -> None:
    url = change(make_url(database.settings.database_url.get_secret_value()))
    wrong = SecretStr(url.render_as_string(hide_password=False))
    engine = make_engine(database.settings.model_copy(update={"database_url": wrong}))
    connections = Connections(engine, 1, 0.5)
    with pytest.raises(Unavailable) as refused:
        async with connections.lent("a"):
            pass
    await connections.close()
    await engine.dispose()
    assert refused.value.error_code == "DATABASE_UNAVAILABLE"


async def test_one_that_ends_in_the_middle_gives_its_place_back(one: Connections, cluster: Cluster) -> None:
    async def lose_it() -> None:
        async with one.lent("a") as opened:
            end(cluster, await opened.driver.fetchval(OWN_PROCESS))
            await opened.driver.fetchval("SELECT 1")

    with pytest.raises(asyncpg.PostgresError):
        await lose_it()

    async with one.lent("a") as opened:
        assert await opened.driver.fetchval("SELECT 1") == 1


async def test_a_task_that_is_cancelled_leaves_no_transaction_behind(database: Database, world: World) -> None:
    begun = asyncio.Event()

    async def wait_for_ever() -> None:
        async with database.transaction(world.tenant_id) as transaction:
            await transaction.driver.execute("UPDATE tenant SET quotas = '{\"x\": 1}' WHERE id = $1", world.tenant_id)
            begun.set()
            await transaction.driver.execute("SELECT pg_sleep(60)")

    task = asyncio.create_task(wait_for_ever())
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    async with database.transaction(world.tenant_id) as transaction:
        assert await transaction.driver.fetchval("SELECT quotas FROM tenant WHERE id = $1", world.tenant_id) == {}


async def test_a_session_knows_nothing_of_the_one_before(database: Database, world: World) -> None:
    found = select(Cadre).where(Cadre.tenant_id == world.tenant_id, Cadre.name == "王建国")
    async with database.transaction(world.tenant_id) as transaction:
        first = (await transaction.session.scalars(found)).one()
        first.name = "王建设"
    async with database.transaction(world.tenant_id) as transaction:
        assert (await transaction.session.scalars(found)).one_or_none() is None
    async with database.transaction(new_id()) as transaction:
        again = select(Cadre).where(Cadre.tenant_id == world.tenant_id)
        assert (await transaction.session.scalars(again)).all() == []


async def test_what_a_transaction_remembers_ends_with_it(database: Database, world: World) -> None:
    async with database.transaction(world.tenant_id) as transaction:
        transaction.info["rules"] = "these"
    async with database.transaction(world.tenant_id) as transaction:
        assert transaction.info == {}
