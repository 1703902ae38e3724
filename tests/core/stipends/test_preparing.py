"""A county's quarter of stipends: who is paid what for which month, and why not (JZ-29, JZ-30, JZ-31)."""

import asyncio
from datetime import date

import pytest

from tests.core.plugins.activating import activate_jinzhou
from tests.core.stipends.paying import AUGUST, JULY, Q3, Q4, SEPTEMBER, County, paid
from tests.factories.world import FANGSHAN, World
from xuanpai_core.errors import Conflict, Forbidden, Invalid, NotFound, XuanpaiError
from xuanpai_core.stipends.models import BatchState

NOBODY_TO_CITY = [("张伟", month, "NOT_ENTITLED", 0) for month in (7, 8, 9)]


async def test_city_sent_cadres_who_were_there_are_paid_and_county_sent_ones_are_not_entitled(world: World) -> None:
    await activate_jinzhou(world)
    county = County(world)
    await county.attend(["王建国", "李秀英", "张伟"])
    await county.meet()

    batch = await county.batch(await county.prepare())

    assert await county.lines(batch.id) == [*paid("王建国", 7, 8, 9), *paid("李秀英", 7, 8, 9), *NOBODY_TO_CITY]
    assert (batch.county_code, batch.quarter, batch.plugin) == ("210726", Q3, "region_jinzhou")
    assert (batch.state, batch.payable_fen, batch.on_hold_fen) == (BatchState.READY, 1_020_000, 0)
    assert batch.gate["passed"] is True
    assert batch.prepared_by == world.people["county"].account_id
    assert (batch.released_by, batch.released_at) == (None, None)
    first = (await county.rows(batch.id))[0]
    assert first.clause["reference"] == "JZ-29"
    assert "1700元" in first.reason


@pytest.mark.parametrize("days", [0, 19])
async def test_a_month_short_of_attendance_is_held_for_the_county_to_confirm(world: World, days: int) -> None:
    await activate_jinzhou(world)
    county = County(world)
    await county.attend(["王建国"], months=[JULY, SEPTEMBER])
    await county.attend(["王建国"], days=days, months=[AUGUST])
    await county.attend(["李秀英"])
    await county.meet()

    batch = await county.batch(await county.prepare())

    held = [row for row in await county.rows(batch.id) if row.state.value == "ON_HOLD"]
    assert [(row.posting_id, row.month, row.amount_fen) for row in held] == [
        (world.postings["王建国"], AUGUST, 170_000)
    ]
    assert held[0].clause["reference"] == "JZ-31"
    assert f"到岗{days}天" in held[0].reason
    assert (batch.state, batch.payable_fen, batch.on_hold_fen) == (BatchState.READY, 850_000, 170_000)


async def test_without_a_dispatch_meeting_the_batch_is_blocked_and_says_so(world: World) -> None:
    await activate_jinzhou(world, stipend_absence="none")
    county = County(world)
    await county.meet(date(2025, 6, 30))

    batch = await county.batch(await county.prepare())

    assert (batch.state, batch.payable_fen) == (BatchState.BLOCKED, 1_020_000)
    assert batch.gate["passed"] is False
    assert "2025年第3季度还没有调度会记录" in batch.gate["reason"]
    assert batch.gate["clause"]["reference"] == "JZ-24"


async def test_a_meeting_that_did_not_hear_the_problems_blocks_until_one_has(world: World) -> None:
    await activate_jinzhou(world, stipend_absence="none")
    county = County(world)
    await county.meet(PROGRESS="正常", NEXT_STEPS="继续")
    batch_id = await county.prepare()
    assert (await county.batch(batch_id)).state is BatchState.BLOCKED
    assert "“存在的问题”" in (await county.batch(batch_id)).gate["reason"]

    await county.meet(date(2025, 9, 30))
    again = await county.prepare()

    assert again == batch_id
    assert (await county.batch(batch_id)).state is BatchState.READY


@pytest.mark.parametrize(("partial", "july_fen"), [("whole_month", 170_000), ("prorata_day", 93_226)])
async def test_a_month_of_arrival_is_paid_as_the_region_says(world: World, partial: str, july_fen: int) -> None:
    await activate_jinzhou(world, stipend_absence="none", stipend_partial=partial)
    county = County(world)
    await county.change("王建国", start_date=date(2025, 7, 15))
    await county.change("李秀英", end_date=date(2025, 6, 30))

    batch_id = await county.prepare()

    assert await county.lines(batch_id) == [
        *NOBODY_TO_CITY,
        *paid("王建国", 7, fen=july_fen),
        *paid("王建国", 8, 9),
    ]


async def test_the_last_day_served_still_counts_and_the_month_after_does_not(world: World) -> None:
    await activate_jinzhou(world, stipend_absence="none")
    county = County(world)
    await county.change("王建国", end_date=date(2025, 7, 1))
    await county.change("李秀英", end_date=date(2025, 6, 30))
    await county.change("张伟", end_date=date(2025, 6, 30))

    batch_id = await county.prepare()

    assert await county.lines(batch_id) == [
        *paid("王建国", 7),
        ("王建国", 8, "NOT_ENTITLED", 0),
        ("王建国", 9, "NOT_ENTITLED", 0),
    ]


async def test_a_running_quarter_is_prepared_with_its_open_months_on_hold(world: World) -> None:
    await activate_jinzhou(world)
    county = County(world)
    await county.attend(["王建国"], months=[Q4])

    batch = await county.batch(await county.prepare(Q4))

    lines = [line for line in await county.lines(batch.id) if line[0] == "王建国"]
    assert lines == [("王建国", month, "ON_HOLD", 170_000) for month in (10, 11, 12)]
    assert batch.payable_fen == 0


async def test_preparing_again_refreshes_the_same_batch(world: World) -> None:
    await activate_jinzhou(world)
    county = County(world)
    await county.attend(["王建国"], days=19, months=[JULY])
    first = await county.batch(await county.prepare())
    assert first.payable_fen == 0

    await county.attend(["李秀英"])
    await county.change("张伟", end_date=date(2025, 6, 30))
    again = await county.batch(await county.prepare())

    assert again.id == first.id
    assert (again.payable_fen, again.on_hold_fen) == (510_000, 510_000)
    assert len(await county.lines(again.id)) == 6


async def test_two_people_preparing_at_once_make_one_batch_with_each_line_once(world: World) -> None:
    await activate_jinzhou(world, stipend_absence="none")
    county = County(world)

    first, second = await asyncio.gather(county.prepare(), county.prepare())

    assert first == second
    assert len(await county.batches()) == 1
    assert len(await county.lines(first)) == 9


async def test_a_retry_is_answered_and_the_same_key_for_another_quarter_refused(world: World) -> None:
    await activate_jinzhou(world)
    county = County(world)
    first, second = await asyncio.gather(county.prepare(key="same-key-1"), county.prepare(key="same-key-1"))

    with pytest.raises(Conflict) as refused:
        await county.prepare(Q4, key="same-key-1")

    assert first == second
    assert refused.value.error_code == "IDEMPOTENCY_KEY_REUSED"
    assert len(await county.batches()) == 1


@pytest.mark.parametrize(
    ("code", "quarter", "kind", "error_code"),
    [
        ("210727", Q3, Forbidden, "FORBIDDEN"),
        ("2107", Q3, Forbidden, "FORBIDDEN"),
        (FANGSHAN, Q3, Invalid, "NOT_A_COUNTY"),
        ("210726999", Q3, NotFound, "UNKNOWN_REGION"),
        ("黑山县", Q3, Invalid, "INVALID_REGION_CODE"),
        ("210726", date(2025, 7, 2), Invalid, "INVALID_QUARTER"),
        ("210726", AUGUST, Invalid, "INVALID_QUARTER"),
        ("210726", date(2026, 1, 1), Invalid, "QUARTER_NOT_STARTED"),
    ],
)
async def test_what_is_no_quarter_of_ones_own_county_is_refused(
    world: World, code: str, quarter: date, kind: type[XuanpaiError], error_code: str
) -> None:
    await activate_jinzhou(world)
    county = County(world)

    with pytest.raises(kind) as refused:
        await county.prepare(quarter, code=code)

    assert refused.value.error_code == error_code
    assert await county.batches() == []


@pytest.mark.parametrize("person", ["admin", "province", "city", "clerk", "finance", "unit", "王建国"])
async def test_only_the_countys_organiser_prepares(world: World, person: str) -> None:
    await activate_jinzhou(world)
    county = County(world)

    with pytest.raises(Forbidden):
        await county.prepare(person=person)

    assert await county.batches() == []


async def test_another_province_pays_its_own_people_only(world: World, other_world: World) -> None:
    await activate_jinzhou(world, stipend_absence="none")
    await activate_jinzhou(other_world, stipend_absence="none")
    ours, theirs = County(world), County(other_world)
    await ours.prepare()
    assert await theirs.batches() == []

    batch_id = await theirs.prepare()

    assert {row.posting_id for row in await theirs.rows(batch_id)} <= set(other_world.postings.values())
    assert len(await ours.batches()) == 1
