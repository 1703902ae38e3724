"""A posting that ends: nothing after its last day counts any more, and no sealed month changes by it."""

from datetime import date

import pytest

from tests.core.attendance.acts import (
    buckets,
    conflicts,
    corrections,
    decide,
    entry,
    halves,
    lay,
    month_row,
    open_for_all,
    register,
    seal,
    send,
    totals,
)
from tests.core.attendance.footprint import footprint, rows
from tests.core.attendance.test_claims import claim, refused, settle
from tests.factories.world import World
from xuanpai_core.attendance.models import AttendanceStatus, ConflictDecision
from xuanpai_core.attendance.nights import register_night
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.judgement.month import DayPart
from xuanpai_core.periods import Month
from xuanpai_core.postings.appointing import dismiss
from xuanpai_core.postings.service import end_posting

WHO = "王建国"
ON_DUTY, ABSENT = AttendanceStatus.ON_DUTY, AttendanceStatus.ABSENT
NOVEMBER = Month(date(2025, 11, 1))


def october(day: int) -> date:
    return date(2025, 10, day)


async def end(world: World, last_day: date, person: str = "county") -> None:
    """Dismiss 王建国, as the county does."""
    async with world.database.work(world.ctx(person)) as work:
        await dismiss(work, world.postings[WHO], last_day, "调回原单位", str(new_id()))


async def test_days_and_nights_after_the_last_day_are_taken_out_and_the_totals_stay_those_of_a_recount(
    world: World,
) -> None:
    await open_for_all(world)
    for day in (13, 14, 15):
        await register(world, "clerk", WHO, october(day), ON_DUTY)
    await send(world, WHO, entry(october(22)))
    await lay(world, WHO, new_id(), [(october(23), DayPart.WHOLE)])
    async with world.database.work(world.ctx("clerk")) as work:
        for night in (14, 20):
            await register_night(work, world.postings[WHO], october(night))

    await end(world, october(14))

    assert await halves(world, WHO) == {13: "OO", 14: "OO"}
    assert await month_row(world, WHO) == (2, 0, october(14))
    assert [row["night"] for row in await rows(world, "overnight")] == [october(14)]
    assert [row["day"] for row in await rows(world, "check_in")] == [october(22)]
    assert await corrections(world) == (0, 0)
    [event] = [row for row in await rows(world, "audit_event") if row["action"] == "attendance:end_with_posting"]
    assert event["before"] == {
        "days": ["2025-10-15", "2025-10-22", "2025-10-23"],
        "nights": ["2025-10-20"],
        "conflicts": 0,
    }


async def test_whoever_has_left_is_counted_in_no_later_month(world: World) -> None:
    await open_for_all(world)
    await open_for_all(world, NOVEMBER)
    before = await buckets(world, NOVEMBER)

    await end(world, october(31))

    assert before[("210726", "CITY", 0)] - (await buckets(world, NOVEMBER))[("210726", "CITY", 0)] == 1
    assert (await month_row(world, WHO), await month_row(world, WHO, NOVEMBER)) == ((0, 0, None), None)
    assert (await corrections(world), await corrections(world, NOVEMBER)) == ((0, 0), (0, 0))


@pytest.mark.parametrize("last", [date(2025, 9, 30), october(15), october(30)])
async def test_a_sealed_month_with_a_day_after_the_last_one_refuses_the_end(world: World, last: date) -> None:
    await register(world, "clerk", WHO, october(8), ON_DUTY)
    await seal(world, WHO)
    before = await footprint(world)

    with pytest.raises(XuanpaiError) as refusal:
        await end(world, last)

    assert refusal.value.error_code == "MONTH_SEALED"
    assert await footprint(world) == before
    assert [row["end_date"] for row in await rows(world, "posting") if row["id"] == world.postings[WHO]] == [None]


async def test_a_posting_ends_with_the_last_day_of_a_sealed_month(world: World) -> None:
    await register(world, "clerk", WHO, october(8), ON_DUTY)
    await seal(world, WHO)

    await end(world, october(31))

    assert await halves(world, WHO) == {8: "OO"}


async def test_what_waits_on_days_out_of_post_is_settled_or_can_only_be_rejected(world: World) -> None:
    await register(world, "clerk", WHO, october(22), ABSENT)
    await send(world, WHO, entry(october(22)))
    await register(world, "clerk", WHO, october(23), ABSENT)
    await send(world, WHO, entry(october(23)))
    late = await claim(world, WHO, october(24))
    (kept, closed) = await conflicts(world, WHO)

    await end(world, october(22))

    assert [one.id for one in await conflicts(world, WHO)] == [kept.id]
    settled = next(one for one in await conflicts(world, WHO, only_open=False) if one.id == closed.id)
    assert (settled.decision, settled.decided_by, settled.reason) == (None, None, "任职已经结束,这一天不在任")
    assert await refused(world, settle(world, "secretary", late, approve=True)) == "POSTING_NOT_IN_FORCE"
    assert await refused(world, decide(world, closed.id, ConflictDecision.PRESENCE)) == "CONFLICT_DECIDED"
    await settle(world, "secretary", late, approve=False, reason="当天已不在任")
    assert await halves(world, WHO) == {22: "AA"}
    assert await totals(world, WHO) == 0


async def test_the_roster_ends_a_posting_in_the_same_way(world: World) -> None:
    await open_for_all(world)
    await register(world, "clerk", WHO, october(15), ON_DUTY)

    async with world.database.work(world.ctx("admin")) as work:
        await end_posting(work, world.postings[WHO], october(14))

    assert await halves(world, WHO) == {}
    assert await corrections(world) == (0, 0)
