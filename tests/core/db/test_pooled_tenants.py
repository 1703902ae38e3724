"""A connection that is lent again carries no tenant, however its last transaction ended."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from uuid import UUID

import asyncpg
import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given
from hypothesis import settings as rounds
from hypothesis import strategies as st

from tests.core.db.conftest import Two
from xuanpai_core.clock import FixedClock
from xuanpai_core.config import Settings
from xuanpai_core.db.connections import Connections
from xuanpai_core.db.session import Database, Transaction, make_engine
from xuanpai_core.errors import Forbidden
from xuanpai_core.ports import Ports

TENANT = "SELECT current_setting('app.tenant', true)"
TENANTS_READ = "SELECT DISTINCT tenant_id FROM cadre UNION SELECT DISTINCT tenant_id FROM account"
ENDINGS = ("commit", "refusal", "failed statement", "cancelled in a statement", "cancelled between statements")


@pytest_asyncio.fixture
async def one(settings: Settings, ports: Ports, clock: FixedClock) -> AsyncIterator[Database]:
    """A database with room for one connection: whoever comes next gets the one used before."""
    database = Database(settings.model_copy(update={"database_pool_size": 1}), ports, clock)
    yield database
    await database.close()


@pytest_asyncio.fixture(scope="module")
async def few(settings: Settings, ports: Ports) -> AsyncIterator[Database]:
    """Three connections for everybody."""
    database = Database(settings.model_copy(update={"database_pool_size": 3}), ports)
    yield database
    await database.close()


async def end_by(database: Database, tenant_id: UUID, ending: str) -> int:
    """Work for ``tenant_id`` until it ends like that; the process of the connection that was used."""
    process = 0
    reached = asyncio.Event()

    async def act() -> None:
        nonlocal process
        async with database.transaction(tenant_id) as transaction:
            process = await transaction.driver.fetchval("SELECT pg_backend_pid()")
            assert await transaction.driver.fetchval(TENANT) == str(tenant_id)
            reached.set()
            await _go_wrong(transaction, ending)

    task = asyncio.create_task(act())
    await reached.wait()
    if ending.startswith("cancelled"):
        # Let it get as far as waiting for the server, or for us.
        await asyncio.sleep(0.05)
        task.cancel()
    (outcome,) = await asyncio.gather(task, return_exceptions=True)
    assert type(outcome) is {
        "commit": type(None),
        "refusal": Forbidden,
        "failed statement": asyncpg.DivisionByZeroError,
    }.get(ending, asyncio.CancelledError)
    return process


async def _go_wrong(transaction: Transaction, ending: str) -> None:
    if ending == "refusal":
        raise Forbidden("不可以")
    if ending == "failed statement":
        await transaction.driver.execute("SELECT 1 / 0")
    if ending == "cancelled in a statement":
        await transaction.driver.execute("SELECT pg_sleep(30)")
    if ending == "cancelled between statements":
        await asyncio.sleep(30)


@pytest.mark.parametrize("ending", ENDINGS)
async def test_the_next_borrower_finds_no_tenant(one: Database, two: Two, ending: str) -> None:
    await end_by(one, two.mine, ending)

    async with one._connections.lent(two.theirs) as opened:
        assert not opened.driver.is_in_transaction()
        assert await opened.driver.fetchval(TENANT) in {None, ""}
        assert await opened.driver.fetch(TENANTS_READ) == []


@pytest.mark.parametrize("ending", ENDINGS)
async def test_the_next_tenant_sees_its_own_rows_alone(one: Database, two: Two, ending: str) -> None:
    await end_by(one, two.mine, ending)

    async with one.transaction(two.theirs) as transaction:
        assert [row[0] for row in await transaction.driver.fetch(TENANTS_READ)] == [two.theirs]


@pytest.mark.parametrize("ending", ["commit", "refusal", "failed statement"])
async def test_the_very_same_connection_is_lent_again(one: Database, two: Two, ending: str) -> None:
    """What was shown above holds of a connection that was used, not of a fresh one."""
    first = await end_by(one, two.mine, ending)

    assert await end_by(one, two.theirs, "commit") == first


async def test_what_remains_of_a_tenant_is_an_empty_text_that_matches_no_row(
    settings: Settings, ports: Ports, two: Two
) -> None:
    """After SET LOCAL the setting is '' rather than NULL: both mean that there is no tenant."""
    engine = make_engine(settings)
    connections = Connections(engine, 1, 1)
    async with connections.lent(two.theirs) as opened:
        await opened.driver.execute(f"BEGIN; SET LOCAL app.tenant = '{two.mine}'")
        await opened.driver.execute("COMMIT")
        assert await opened.driver.fetchval(TENANT) == ""
        assert await opened.driver.fetch(TENANTS_READ) == []
    await connections.close()
    await engine.dispose()


steps = st.lists(st.tuples(st.booleans(), st.sampled_from(ENDINGS[:4])), min_size=1, max_size=12)


@rounds(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
async def test_whatever_the_sequence_each_row_read_is_the_tenants_own(
    few: Database, two: Two, sequence: list[tuple[bool, str]]
) -> None:
    """Random tenants with random endings at once over one small pool."""

    async def read(mine: bool, ending: str) -> Counter[UUID]:
        tenant_id = two.mine if mine else two.theirs
        seen: Counter[UUID] = Counter()

        async def act() -> None:
            async with few.transaction(tenant_id) as transaction:
                for _ in range(2):
                    rows = await transaction.driver.fetch("SELECT tenant_id FROM cadre")
                    seen.update(row["tenant_id"] for row in rows)
                if ending == "cancelled in a statement":
                    asyncio.get_running_loop().call_later(0.002, task.cancel)
                    await transaction.driver.execute("SELECT pg_sleep(5)")
                await _go_wrong(transaction, ending)

        task = asyncio.create_task(act())
        await asyncio.gather(task, return_exceptions=True)
        assert set(seen) == {tenant_id}
        return seen

    counts = await asyncio.gather(*(read(mine, ending) for mine, ending in sequence))

    assert {sum(seen.values()) for seen in counts} == {10}
