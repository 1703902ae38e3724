"""Every event is linked to the one before it, and an act that cannot be written down does not happen."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import asyncpg
import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from tests.core.attendance.acts import entry, send
from tests.core.audit.trail import act, checked, found, lane, own_lane, owner
from tests.factories.world import World
from xuanpai_core.audit.chain import GENESIS, WRITERS, link_hash
from xuanpai_core.audit.content import plain
from xuanpai_core.audit.service import record, record_read
from xuanpai_core.context import Grant
from xuanpai_core.db.session import Database
from xuanpai_core.db.types import new_id
from xuanpai_core.units.models import OrgUnit, OrgUnitKind

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(st.sampled_from('aZ键 "\\'), max_size=3), inner)
    ),
    max_leaves=12,
)


async def units(world: World) -> list[str]:
    async with world.database.read(world.ctx("admin")) as work:
        found = await work.session.scalars(
            text("SELECT name FROM org_unit WHERE tenant_id = :tenant ORDER BY name"), {"tenant": world.tenant_id}
        )
        return list(found)


async def add_unit(world: World, name: str) -> None:
    """An act with its event."""
    async with world.database.work(world.ctx("admin")) as work:
        work.session.add(
            OrgUnit(
                tenant_id=world.tenant_id,
                id=new_id(),
                name=name,
                kind=OrgUnitKind.SENDING_UNIT,
                region_code="21",
                level=1,
            )
        )
        record(work, "unit:add", "org_unit", name)


async def test_an_event_says_who_in_which_capacity_when_from_where_what_and_why(world: World) -> None:
    ctx = replace(world.ctx("clerk"), request_id="r-1", address="10.1.2.3")
    async with world.database.work(ctx) as work:
        record(
            work,
            "attendance:register",
            "posting",
            7,
            before="ABSENT",
            after="ON_DUTY",
            reason="补登",
            detail={"a": 1},
            b=2,
        )

    row = (await lane(world))[-1]

    assert row["account_id"] == world.people["clerk"].account_id
    assert row["at"] == datetime(2025, 10, 24, 1, 0, tzinfo=UTC)
    assert (row["address"], row["request_id"]) == ("10.1.2.3", "r-1")
    assert (row["action"], row["subject_type"], row["subject_id"]) == ("attendance:register", "posting", "7")
    assert (row["before"], row["after"], row["reason"]) == ("ABSENT", "ON_DUTY", "补登")
    assert (row["detail"], row["kind"]) == ({"a": 1, "b": 2}, "WRITE")
    assert row["capacity"] == ["township_clerk@210726101"]


async def test_the_capacity_is_the_role_that_allows_the_act_and_for_whom(world: World) -> None:
    person = world.people["clerk"]
    absent = new_id()
    secretary = Grant("township_secretary", "210726101", acting_for=absent)
    both = replace(person, grants=(*person.grants, secretary))
    async with world.database.work(replace(world.ctx("clerk"), actor=both)) as work:
        record(work, "sheet:sign", "monthly_sheet", "a")
        record(work, "nobody:knows", "monthly_sheet", "b")

    signed, unknown = (await lane(world))[-2:]

    assert signed["capacity"] == [f"township_secretary@210726101#for:{absent}"]
    assert unknown["capacity"] == ["township_clerk@210726101", f"township_secretary@210726101#for:{absent}"]


async def test_each_lane_counts_on_from_one_without_a_gap(world: World) -> None:
    await act(world, 3)
    async with world.database.work(world.ctx("clerk")) as work:
        for number in range(4):
            record(work, "paper:file", "paper", number)

    rows = await lane(world)

    assert [row["seq"] for row in rows] == list(range(1, len(rows) + 1))
    assert len({row["hash"] for row in rows}) == len(rows)
    assert await found(world) == []


async def test_a_check_in_is_linked_by_its_own_statement(world: World) -> None:
    await send(world, "王建国", entry())
    before = await lane(world, "王建国")
    await send(world, "王建国", entry(hour=8))

    rows = await lane(world, "王建国")

    assert [row["action"] for row in rows[-2:]] == ["attendance:check_in"] * 2
    assert rows[-1]["seq"] == before[-1]["seq"] + 1
    assert rows[-2]["after"] == {
        "counted": True,
        "day": "2025-10-24",
        "on_duty_days": 1,
        "posting_id": str(world.postings["王建国"]),
    }
    assert rows[-2]["capacity"] == ["posted_cadre"]
    assert await found(world) == []


async def test_the_first_link_of_a_lane_stands_on_nothing_else(world: World) -> None:
    await send(world, "王建国", entry())
    findings = await checked(world)

    async with world.database.read(world.ctx("clerk")) as work:
        events = await work.driver.fetchval("SELECT count(*) FROM audit_event WHERE tenant_id = $1", world.tenant_id)
    assert (findings.events, findings.breaks, findings.before_the_chain) == (events, [], 0)
    assert link_hash(GENESIS, bytes(32)).hex() == "f5a5fd42d16a20302798ef6ed309979b43003d2320d9f0e8ea9831a92759fb4b"


@pytest_asyncio.fixture
async def wide(world: World) -> AsyncIterator[World]:
    """The world over a pool wide enough for everybody at once."""
    source = world.database
    database = Database(source.settings.model_copy(update={"database_pool_size": 20}), source.ports, source.clock)
    yield replace(world, database=database)
    await database.close()


async def test_many_at_once_in_one_lane_and_in_many_make_sound_chains(wide: World) -> None:
    people = ["clerk", "county", "city", "secretary", "province", "admin", "finance", "village", "unit"]
    before = (await checked(wide)).events

    await asyncio.gather(
        *(act(wide, 3, person) for person in people),
        *(act(wide, 5) for _ in range(4)),
        *(
            send(wide, name, entry(hour=hour))
            for hour in (6, 7, 8)
            for name in ("王建国", "李秀英", "张伟", "刘洋", "陈静")
        ),
    )

    findings = await checked(wide)
    assert findings.breaks == []
    assert findings.events == before + 27 + 20 + 15


async def test_an_act_whose_event_cannot_be_written_does_not_happen(world: World) -> None:
    before, events = await units(world), (await checked(world)).events
    async with owner(world) as connection:
        await connection.execute("REVOKE INSERT ON audit_event FROM xuanpai_app")
    try:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await add_unit(world, "不留痕的单位")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await send(world, "王建国", entry())
    finally:
        async with owner(world) as connection:
            await connection.execute("GRANT INSERT ON audit_event TO xuanpai_app")

    assert await units(world) == before
    assert (await checked(world)).events == events
    async with world.database.read(world.ctx("admin")) as work:
        assert await work.driver.fetchval("SELECT count(*) FROM check_in WHERE tenant_id = $1", world.tenant_id) == 0
    await add_unit(world, "留痕的单位")
    assert len(await units(world)) == len(before) + 1


async def test_an_act_that_fails_leaves_no_event(world: World) -> None:
    events = (await checked(world)).events

    async def fail() -> None:
        async with world.database.work(world.ctx("clerk")) as work:
            record(work, "paper:file", "paper", 1)
            await work.driver.execute("SELECT 1 / 0")

    with pytest.raises(asyncpg.DivisionByZeroError):
        await fail()

    findings = await checked(world)
    assert (findings.events, findings.breaks) == (events, [])


async def test_nothing_can_be_recorded_in_a_transaction_that_only_reads(world: World) -> None:
    with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
        async with world.database.read(world.ctx("clerk")) as work:
            record(work, "paper:file", "paper", 1)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET reason = 'x' WHERE tenant_id = $1",
        "DELETE FROM audit_event WHERE tenant_id = $1",
        "UPDATE audit_anchor SET object_key = 'x' WHERE tenant_id = $1",
        "DELETE FROM audit_anchor WHERE tenant_id = $1",
        "DELETE FROM audit_head WHERE tenant_id = $1",
        "TRUNCATE audit_event",
        "TRUNCATE audit_head",
        "TRUNCATE audit_anchor",
        "ALTER TABLE audit_event DISABLE ROW LEVEL SECURITY",
        "DROP TABLE audit_event",
    ],
)
async def test_the_applications_role_can_only_add(world: World, statement: str) -> None:
    events = (await checked(world)).events
    arguments = [world.tenant_id] if "$1" in statement else []

    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with world.database.work(world.ctx("admin")) as work:
            await work.driver.execute(statement, *arguments)

    assert (await checked(world)).events == events


async def test_one_tenants_lanes_are_not_anothers(world: World, other_world: World) -> None:
    await act(world, 2)
    before = (await checked(other_world)).events

    await act(world, 2)

    findings = await checked(other_world)
    assert (findings.events, findings.breaks) == (before, [])


async def test_a_person_keeps_one_lane(world: World) -> None:
    lanes = {own_lane(world, person) for person in world.people}

    assert lanes <= set(range(WRITERS))
    assert len(lanes) > 1


async def test_what_was_read_names_its_subjects_up_to_two_hundred(world: World) -> None:
    async with world.database.work(world.ctx("county")) as work:
        record_read(work, "cadre:unmask", "cadre", ["one"], ["phone"], reason="核对电话")
        record_read(work, "cadre:export", "cadre", range(450), ["name", "phone"])

    single, many = (await lane(world, "county"))[-2:]

    assert (single["kind"], single["subject_id"], single["reason"]) == ("READ", "one", "核对电话")
    assert single["detail"] == {"fields": ["phone"], "rows": 1, "subjects": ["one"]}
    assert (many["subject_id"], many["detail"]["rows"], len(many["detail"]["subjects"])) == ("*", 450, 200)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=JSON)
async def test_whatever_json_an_event_holds_its_hash_is_found_again(world: World, value: Any) -> None:
    async with world.database.work(world.ctx("clerk")) as work:
        record(work, "paper:file", "paper", "x", before=value, after=value, detail={"deep": [value]})

    row = (await lane(world))[-1]

    assert await found(world) == []
    assert plain(value) == plain(row["detail"])["deep"][0]
