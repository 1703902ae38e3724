"""Half days: registered, checked in, on leave; the totals are exact in halves."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from tests.core.attendance.acts import (
    OCTOBER,
    TODAY,
    buckets,
    conflicts,
    corrections,
    days,
    decide,
    entry,
    halves,
    lay,
    lift,
    month_row,
    open_for_all,
    register,
    seal,
    send,
    totals,
)
from tests.core.attendance.footprint import footprint, rows
from tests.factories.world import World
from xuanpai_core.attendance.models import AttendanceStatus, ConflictDecision, ConflictState
from xuanpai_core.attendance.service import CheckedIn, days_of, decide_conflict, mark_absent, marks_of
from xuanpai_core.clock import SHANGHAI, FixedClock
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.judgement.month import DayPart
from xuanpai_core.periods import Month

ON_DUTY, LEAVE, TRIP, ABSENT = (
    AttendanceStatus.ON_DUTY,
    AttendanceStatus.LEAVE,
    AttendanceStatus.OFFICIAL_TRIP,
    AttendanceStatus.ABSENT,
)
MORNING, AFTERNOON, WHOLE = DayPart.MORNING, DayPart.AFTERNOON, DayPart.WHOLE
WHO = "王建国"


async def test_registered_halves_add_up_to_whole_days(world: World) -> None:
    await open_for_all(world)
    first, second, third = days(20, 21, 22)

    answers = [
        await register(world, "clerk", WHO, first, ON_DUTY, part=MORNING),
        await register(world, "clerk", WHO, second, ON_DUTY, part=AFTERNOON),
        await register(world, "clerk", WHO, third, ON_DUTY),
    ]

    assert [(one.on_duty_days, one.half_day) for one in answers] == [(0, True), (1, False), (2, False)]
    assert await halves(world, WHO) == {20: "OU", 21: "UO", 22: "OO"}
    assert await buckets(world) == {
        ("210726", "CITY", 0): 1,
        ("210726", "CITY", 2): 1,
        ("210726", "COUNTY", 0): 1,
        ("210727", "CITY", 0): 2,
    }
    taken_back = await register(world, "clerk", WHO, third, ABSENT, "下午不在村", AFTERNOON)
    assert (taken_back.before, taken_back.on_duty_days, taken_back.half_day) == (ON_DUTY, 1, True)
    assert await halves(world, WHO) == {20: "OU", 21: "UO", 22: "OA"}
    assert await month_row(world, WHO) == (1, 0, third)
    assert await corrections(world) == (0, 0)


async def test_a_check_in_is_on_duty_for_what_is_not_known_otherwise(world: World) -> None:
    for day, status in zip(days(21, 22, 23), (LEAVE, ABSENT, ON_DUTY), strict=True):
        await register(world, "clerk", WHO, day, status, part=MORNING)

    answers = [await send(world, WHO, entry(day)) for day in days(21, 22, 23)]

    assert [(one.counted, one.conflict) for one in answers] == [(True, False)] * 3
    assert await halves(world, WHO) == {21: "LO", 22: "AO", 23: "OO"}
    assert await totals(world, WHO) == 2.0
    assert await conflicts(world, WHO) == []


async def test_leave_of_half_a_day_leaves_the_other_half_to_the_check_in_in_either_order(world: World) -> None:
    before, after = days(22, 23)
    await lay(world, WHO, new_id(), [(before, AFTERNOON)])
    await send(world, WHO, entry(before))
    await send(world, WHO, entry(after))
    await lay(world, WHO, new_id(), [(after, MORNING)])

    assert await halves(world, WHO) == {22: "OL", 23: "LO"}
    assert await totals(world, WHO) == 1.0
    assert await conflicts(world, WHO) == []


async def test_two_half_days_of_leave_are_a_whole_day(world: World) -> None:
    first, second = new_id(), new_id()
    await lay(world, WHO, first, [(TODAY, MORNING)])
    await lay(world, WHO, second, [(TODAY, AFTERNOON)])

    (day,) = await rows(world, "attendance_day")
    assert (day["leave_id"], day["afternoon_leave_id"], day["afternoon"]) == (first, second, "LEAVE")
    with pytest.raises(XuanpaiError) as overlapping:
        await lay(world, WHO, new_id(), [(TODAY, WHOLE)])
    assert overlapping.value.error_code == "LEAVE_OVERLAPS"
    assert await rows(world, "attendance_day") == [day]
    # Somebody is there all the same: that is for a person to decide.
    assert (await send(world, WHO, entry())).conflict
    assert await halves(world, WHO) == {24: "LL"}


@pytest.mark.parametrize("status", [LEAVE, TRIP])
async def test_what_was_recorded_first_stands_until_a_person_decides(world: World, status: AttendanceStatus) -> None:
    await open_for_all(world)
    seen, away = days(22, 23)
    leave_id = new_id()
    await send(world, WHO, entry(seen))
    (opened,) = await lay(world, WHO, leave_id, [(seen, WHOLE), (away, WHOLE)], status)
    answer = await send(world, WHO, entry(away))
    again = await send(world, WHO, entry(away, hour=7))

    told = status[0] * 2
    assert (answer.counted, answer.conflict, again.conflict) == (False, True, True)
    assert await halves(world, WHO) == {22: "OO", 23: told}
    assert [(one.day, one.standing, one.claimed) for one in await conflicts(world, WHO)] == [
        (seen, ON_DUTY, status),
        (away, status, ON_DUTY),
    ]
    other = (await conflicts(world, WHO))[1]
    await decide(world, opened.id, ConflictDecision.LEAVE)
    await decide(world, other.id, ConflictDecision.PRESENCE)

    assert await halves(world, WHO) == {22: told, 23: "OO"}
    assert await totals(world, WHO) == 1.0
    # Laid again, as every night, it opens nothing and takes nothing back.
    assert await lay(world, WHO, leave_id, [(seen, WHOLE), (away, WHOLE)], status) == []
    assert await halves(world, WHO) == {22: told, 23: "OO"}
    await lift(world, WHO, leave_id, [(seen, WHOLE), (away, WHOLE)])
    assert await halves(world, WHO) == {22: "OO", 23: "OO"}
    assert await corrections(world) == (0, 0)


async def test_deciding_takes_a_reason_a_place_and_what_was_said(world: World) -> None:
    await send(world, WHO, entry())
    (opened,) = await lay(world, WHO, new_id(), [(TODAY, WHOLE)])
    before = await footprint(world)

    codes = []
    for person, decision, reason in (
        ("secretary", ConflictDecision.LEAVE, "  "),
        ("secretary", ConflictDecision.ABSENCE, "不在"),
        ("other_county", ConflictDecision.LEAVE, "核实"),
        ("clerk", ConflictDecision.LEAVE, "核实"),
        (WHO, ConflictDecision.PRESENCE, "我在"),
    ):
        with pytest.raises(XuanpaiError) as refusal:
            async with world.database.work(world.ctx(person)) as work:
                await decide_conflict(work, opened.id, decision, reason)
        codes.append(refusal.value.error_code)

    assert codes == ["REASON_REQUIRED", "INVALID_DECISION", "CONFLICT_NOT_FOUND", "FORBIDDEN", "FORBIDDEN"]
    assert await footprint(world) == before
    await decide(world, opened.id, ConflictDecision.PRESENCE)
    with pytest.raises(XuanpaiError) as decided:
        await decide(world, opened.id, ConflictDecision.LEAVE)
    assert decided.value.error_code == "CONFLICT_DECIDED"
    assert await halves(world, WHO) == {24: "OO"}


async def test_lifting_leaves_what_check_ins_and_hands_have_said(world: World) -> None:
    leave_id, slots = new_id(), [(day, WHOLE) for day in days(20, 21, 22, 23)]
    await lay(world, WHO, leave_id, slots)
    await send(world, WHO, entry(date(2025, 10, 21)))
    await register(world, "clerk", WHO, date(2025, 10, 22), ON_DUTY, "当天在村")
    await register(world, "clerk", WHO, date(2025, 10, 23), ABSENT, "下午不在村", AFTERNOON)
    assert await halves(world, WHO) == {20: "LL", 21: "LL", 22: "OO", 23: "LA"}
    assert await lay(world, WHO, leave_id, slots) == []
    assert await halves(world, WHO) == {20: "LL", 21: "LL", 22: "OO", 23: "LA"}

    await lift(world, WHO, leave_id, slots)

    assert await halves(world, WHO) == {21: "OO", 22: "OO", 23: "UA"}
    assert await totals(world, WHO) == 2.0
    assert {one.state for one in await conflicts(world, WHO, only_open=False)} == {ConflictState.DECIDED}


async def test_leave_over_a_sealed_month_is_refused_whole_and_lifting_it_too(world: World) -> None:
    september, leave_id = Month(date(2025, 9, 1)), new_id()
    await lay(world, WHO, leave_id, [(date(2025, 9, 29), WHOLE)])
    await seal(world, WHO, month=september)
    before = await footprint(world)

    slots = [(date(2025, 9, 30) + timedelta(days=offset), WHOLE) for offset in range(3)]
    for act in (lay(world, WHO, new_id(), slots), lift(world, WHO, leave_id, [(date(2025, 9, 29), WHOLE)])):
        with pytest.raises(XuanpaiError) as refusal:
            await act
        assert refusal.value.error_code == "MONTH_SEALED"

    assert await footprint(world) == before


async def test_leave_across_the_year_is_laid_as_far_as_there_is_storage(world: World, clock: FixedClock) -> None:
    clock.instant = datetime(2025, 12, 30, 9, 0, tzinfo=SHANGHAI)
    slots = [(date(2025, 12, 30) + timedelta(days=offset), WHOLE) for offset in range(5)]

    await lay(world, WHO, new_id(), [*slots, (date(2031, 5, 6), WHOLE)])

    assert await halves(world, WHO, Month(date(2025, 12, 1))) == {30: "LL", 31: "LL"}
    assert await halves(world, WHO, Month(date(2026, 1, 1))) == {1: "LL", 2: "LL", 3: "LL"}


async def test_an_overdue_return_is_absence_where_nothing_is_recorded(world: World) -> None:
    recorded, empty = days(22, 23)
    await register(world, "clerk", WHO, recorded, ABSENT, part=MORNING)
    async with world.database.work(world.ctx("secretary")) as work:
        await mark_absent(work, world.postings[WHO], [recorded, empty], "逾期未销假")

    assert await halves(world, WHO) == {22: "AU", 23: "AA"}
    # An entry from that day that arrives later contradicts it.
    answer = await send(world, WHO, entry(empty))
    assert answer == CheckedIn(world.postings[WHO], empty, counted=False, on_duty_days=0, conflict=True)
    (opened,) = await conflicts(world, WHO)
    await decide(world, opened.id, ConflictDecision.PRESENCE)
    assert await halves(world, WHO) == {22: "AU", 23: "OO"}


async def test_nineteen_and_a_half_days_are_half_a_day_short(world: World) -> None:
    for number in range(1, 21):
        await register(world, "clerk", WHO, date(2025, 10, number), ON_DUTY)
    await register(world, "clerk", WHO, date(2025, 10, 20), LEAVE, "下午请假", AFTERNOON)

    assert await totals(world, WHO) == 19.5
    async with world.database.read(world.ctx("county")) as work:
        recorded = (await days_of(work, [world.postings[WHO]], OCTOBER))[world.postings[WHO]]
    counted = [mark for day in recorded for mark in marks_of(day) if mark.status == "ON_DUTY"]
    assert Decimal(sum(2 if mark.part is WHOLE else 1 for mark in counted)) / 2 == Decimal("19.5")


async def test_a_decision_on_a_contradiction_sent_twice_is_one(world: World) -> None:
    await lay(world, WHO, new_id(), [(date(2025, 10, 23), DayPart.WHOLE)])
    await send(world, WHO, entry(date(2025, 10, 23)))
    (found,) = await conflicts(world, WHO)
    await decide(world, found.id, ConflictDecision.PRESENCE)
    await register(world, "clerk", WHO, date(2025, 10, 23), AttendanceStatus.ABSENT, "走访核实不在村")
    before = await footprint(world)

    await decide(world, found.id, ConflictDecision.PRESENCE)
    with pytest.raises(XuanpaiError) as other:
        await decide(world, found.id, ConflictDecision.LEAVE)
    with pytest.raises(XuanpaiError) as another_reason:
        await decide(world, found.id, ConflictDecision.PRESENCE, "再次核实")

    assert (other.value.error_code, another_reason.value.error_code) == ("CONFLICT_DECIDED", "CONFLICT_DECIDED")
    assert await footprint(world) == before
    assert await halves(world, WHO) == {23: "AA"}
