"""One province cannot starve another: at most a share of the pool is lent to one tenant at once."""

import asyncio
import time

import pytest

from tests.api.defences.conftest import Configured, Connected
from tests.api.defences.documents import codes
from tests.factories.world import World
from xuanpai_core.db.connections import Connections
from xuanpai_core.db.session import Database, make_engine
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Unavailable

PAGE = "{ regions(first: 5) { nodes { name } } }"
SLEEP = "SELECT pg_sleep(0.5)"


async def test_a_tenant_that_hammers_leaves_the_others_their_connections(
    configured: Configured, connected: Connected, world: World, other_world: World
) -> None:
    database = connected(database_pool_size=2, tenant_share=0.5)
    api = configured(database)
    calm = await api.sign_in(other_world, "county")

    async def hammer() -> None:
        async with database.transaction(world.tenant_id) as transaction:
            await transaction.driver.execute(SLEEP)

    started = time.perf_counter()
    storm = [asyncio.create_task(hammer()) for _ in range(10)]
    await asyncio.sleep(0.1)
    took = []
    for _ in range(5):
        asked = time.perf_counter()
        assert len((await calm(PAGE))["regions"]["nodes"]) == 5
        took.append(time.perf_counter() - asked)
    waiting = sum(not task.done() for task in storm)
    await asyncio.gather(*storm)

    assert waiting >= 5
    assert max(took) < 0.5
    # The storm had one connection of the two, and its ten turns one after the other.
    assert time.perf_counter() - started >= 10 * 0.5


async def test_who_waits_too_long_behind_the_own_tenant_is_told_when_to_come_back(
    configured: Configured, connected: Connected, world: World
) -> None:
    database = connected(database_pool_size=2, tenant_share=0.5)
    database._connections._patience_seconds = 0.2
    client = await configured(database).sign_in(world, "county")

    async with database.transaction(world.tenant_id):
        answer = await client.http.post("/graphql", json={"query": PAGE})

    assert codes(answer) == ["BUSY"]
    assert answer.headers["retry-after"] == "5"
    assert answer.json()["errors"][0]["extensions"]["retryAfter"] == 5
    assert len((await client(PAGE))["regions"]["nodes"]) == 5


async def test_a_page_never_needs_a_second_connection_while_it_holds_one(
    configured: Configured, connected: Connected, world: World
) -> None:
    """With one connection in all, whatever waited for a second would wait for itself."""
    database = connected(database_pool_size=1)
    database._connections._patience_seconds = 1
    client = await configured(database).sign_in(world, "county")

    await client("{ viewer { name } regions { totalCount nodes { name } } postings { nodes { cadre { name } } } }")
    await client('{ countyFigures(regionCode: "210726", month: "2025-10") { countyName } }')
    await client("mutation { signOut }")


async def test_the_last_use_of_a_session_is_noted_after_the_answers_connection_is_given_back(
    configured: Configured, connected: Connected, world: World
) -> None:
    database = connected(database_pool_size=1)
    database._connections._patience_seconds = 1
    client = await configured(database).sign_in(world, "county")
    world.database.clock.advance(minutes=10)  # type: ignore[attr-defined]

    assert len((await client(PAGE))["regions"]["nodes"]) == 5


async def test_a_tenant_may_have_one_connection_of_the_smallest_pool(database: Database) -> None:
    engine = make_engine(database.settings)
    connections = Connections(engine, 1, 0.05, share=1)

    async with connections.lent("a") as opened:
        assert await opened.driver.fetchval("SELECT 1") == 1
        with pytest.raises(Unavailable) as refused:
            async with connections.lent("b"):
                pass

    assert refused.value.error_code == "BUSY"
    await connections.close()
    await engine.dispose()


async def test_nothing_is_remembered_of_tenants_that_are_gone(database: Database) -> None:
    for _ in range(20):
        async with database.transaction(new_id()):
            assert len(database._connections._tenants) == 1

    assert database._connections._tenants == {}


async def test_a_wait_that_is_cut_short_gives_every_place_back(connected: Connected, world: World) -> None:
    database = connected(database_pool_size=2, tenant_share=0.5)

    async def use() -> None:
        async with database.transaction(world.tenant_id) as transaction:
            await transaction.driver.execute(SLEEP)

    first, second = asyncio.create_task(use()), asyncio.create_task(use())
    await asyncio.sleep(0.1)
    second.cancel()
    await asyncio.wait([first, second])

    assert (first.exception(), second.cancelled()) == (None, True)
    assert database._connections._tenants == {}
    await asyncio.gather(*[asyncio.create_task(use()) for _ in range(2)])


async def test_connections_handed_from_tenant_to_tenant_show_each_its_own_rows(
    connected: Connected, world: World, other_world: World
) -> None:
    database = connected(database_pool_size=2, tenant_share=0.5)
    worlds = (world, other_world) * 40

    async def own_rows(here: World) -> bool:
        async with database.transaction(here.tenant_id) as transaction:
            found = await transaction.driver.fetch("SELECT DISTINCT tenant_id FROM cadre")
        return [row["tenant_id"] for row in found] == [here.tenant_id]

    assert await asyncio.gather(*[own_rows(here) for here in worlds]) == [True] * 80


async def test_without_contention_nobody_gives_way_to_the_loop(database: Database) -> None:
    async with database.transaction(new_id()):
        pass
    connections, turned = database._connections, False

    def turn() -> None:
        nonlocal turned
        turned = True

    asyncio.get_running_loop().call_soon(turn)
    async with connections.lent("a"):
        assert not turned
