"""Giving leave back, reporting back, staying away: the days are what leave says, never silently both (JZ-11)."""

from datetime import date, timedelta

from tests.core.attendance.acts import change_posting, register, seal
from tests.core.leave.acts import (
    CADRE,
    ask,
    back,
    be_there,
    conflicts,
    day,
    days,
    do,
    extensions,
    granted,
    move,
    night,
    seen,
    stored,
)
from tests.core.leave.test_requesting import longer, refusal
from tests.factories.world import World
from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.authz.actions import Action
from xuanpai_core.clock import FixedClock
from xuanpai_core.judgement.month import DayPart
from xuanpai_core.leave import service
from xuanpai_core.leave.models import LeaveKind, LeaveState
from xuanpai_core.leave.slots import slot
from xuanpai_core.postings.service import end_posting

CANCEL, REPORT, CONFIRM = service.cancel_leave, service.report_back, service.confirm_return
AFTERNOON = DayPart.AFTERNOON


def returned(leave_id: object, on: int, part: DayPart = DayPart.WHOLE) -> service.Return:
    return service.Return(leave_id=leave_id, on=day(on), part=part)  # type: ignore[arg-type]


async def test_back_on_the_second_of_three_days_makes_one_day_of_leave(world: World, clock: FixedClock) -> None:
    leave_id = await granted(world, 24, 26)
    move(clock, 25)

    await back(world, leave_id, 25)
    await be_there(world, 25)

    leave = await seen(world, leave_id)
    assert (leave.state, leave.reported_back_on) == (LeaveState.CLOSED, day(25))
    assert (leave.after_slot - leave.first_slot, leave.asked_after_slot - leave.first_slot) == (2, 6)
    assert await days(world) == {24: "LEAVE", 25: "ON_DUTY"}


async def test_back_at_noon_leaves_the_morning_leave_and_the_afternoon_to_the_check_in(
    world: World, clock: FixedClock
) -> None:
    leave_id = await granted(world, 24, 26)
    move(clock, 25, hour=14)

    await back(world, leave_id, 25, AFTERNOON)
    await be_there(world, 25, hour=13)

    assert await days(world) == {24: "LEAVE", 25: "LEAVE/ON_DUTY"}
    assert await conflicts(world) == []


async def test_a_check_in_during_leave_that_ends_early_counts_as_soon_as_the_return_is_reported(
    world: World, clock: FixedClock
) -> None:
    leave_id = await granted(world, 24, 26)
    move(clock, 25)
    await be_there(world, 25)
    disputed = await conflicts(world)

    await back(world, leave_id, 25)

    assert disputed == [(day(25), "LEAVE", "ON_DUTY")]
    assert await conflicts(world) == []
    assert await days(world) == {24: "LEAVE", 25: "ON_DUTY"}


async def test_whoever_approves_confirms_the_return_too(world: World, clock: FixedClock) -> None:
    leave_id = await granted(world, 24, 26)
    move(clock, 26)

    denied = [
        await refusal(world, person, CONFIRM, returned(leave_id, 26)) for person in ("clerk", "other_county", CADRE)
    ]
    await back(world, leave_id, 26, person="secretary")

    assert denied == ["FORBIDDEN", "LEAVE_NOT_FOUND", "FORBIDDEN"]
    assert (await seen(world, leave_id)).reported_by == world.people["secretary"].account_id
    assert await days(world) == {24: "LEAVE", 25: "LEAVE"}


async def test_back_on_time_leaves_the_leave_as_it_was_approved(world: World, clock: FixedClock) -> None:
    in_the_evening, the_day_after = await granted(world, 24, 24), await granted(world, 27, 27)
    move(clock, 24, hour=20)
    await back(world, in_the_evening, 25)
    move(clock, 28)
    await back(world, the_day_after, 28)

    states = [(await seen(world, leave_id)).state for leave_id in (in_the_evening, the_day_after)]
    assert states == [LeaveState.CLOSED] * 2
    assert await days(world) == {24: "LEAVE", 27: "LEAVE"}


async def test_back_before_anything_was_taken_cancels_it(world: World, clock: FixedClock) -> None:
    leave_id = await granted(world, 24, 26)
    move(clock, 24, hour=15)

    await back(world, leave_id, 24)

    leave = await seen(world, leave_id)
    assert (leave.state, leave.after_slot, leave.reported_back_on) == (LeaveState.CANCELLED, leave.first_slot, None)
    assert await days(world) == {}


async def test_a_return_that_cannot_be_is_refused(world: World, clock: FixedClock) -> None:
    waiting, later, leave_id = await ask(world, 40, 41), await granted(world, 30, 31), await granted(world, 24, 26)
    move(clock, 25)

    codes = [
        await refusal(world, CADRE, REPORT, returned(waiting, 25)),
        await refusal(world, CADRE, REPORT, returned(later, 30)),
        await refusal(world, CADRE, REPORT, returned(leave_id, 23)),
        await refusal(world, CADRE, REPORT, returned(leave_id, 27)),
        await refusal(world, "李秀英", REPORT, returned(leave_id, 25)),
    ]
    move(clock, 28)
    codes.append(await refusal(world, CADRE, REPORT, returned(leave_id, 29)))
    await back(world, leave_id, 27)
    codes.append(await refusal(world, CADRE, REPORT, returned(leave_id, 27)))

    assert codes == [
        "WRONG_LEAVE_STATE",
        "INVALID_RETURN",
        "INVALID_RETURN",
        "INVALID_RETURN",
        "LEAVE_NOT_FOUND",
        "INVALID_RETURN",
        "WRONG_LEAVE_STATE",
    ]


async def test_leave_is_cancelled_whole_before_it_begins(world: World) -> None:
    leave_id = await granted(world, 27, 29)

    await do(world, CADRE, CANCEL, leave_id, "行程取消")

    leave = await seen(world, leave_id)
    assert (leave.state, leave.ended_reason) == (LeaveState.CANCELLED, "行程取消")
    assert await days(world) == {}


async def test_the_rest_of_leave_is_cancelled_from_now_or_from_a_later_day(world: World, clock: FixedClock) -> None:
    now, later = await granted(world, 24, 27), await granted(world, 30, 34)
    move(clock, 25, hour=13)
    await do(world, CADRE, CANCEL, now, "提前办完")
    await do(world, CADRE, CANCEL, later, "缩短", from_day=day(31), part=AFTERNOON)

    closed, going_on = await seen(world, now), await seen(world, later)
    assert (closed.state, closed.reported_back_on) == (LeaveState.CLOSED, day(25))
    assert (going_on.state, going_on.after_slot) == (LeaveState.APPROVED, slot(day(31)) + 1)
    assert await days(world) == {24: "LEAVE", 25: "LEAVE/UNRECORDED", 30: "LEAVE", 31: "LEAVE/UNRECORDED"}


async def test_cancelled_days_become_what_the_check_ins_say(world: World, clock: FixedClock) -> None:
    await be_there(world, 24)
    leave_id = await granted(world, 24, 25, from_part=AFTERNOON)
    assert await days(world) == {24: "ON_DUTY/LEAVE", 25: "LEAVE"}

    await do(world, CADRE, CANCEL, leave_id, "不去了")

    assert await days(world) == {24: "ON_DUTY"}


async def test_what_is_past_or_over_is_not_cancelled(world: World, clock: FixedClock) -> None:
    waiting, leave_id = await ask(world, 40, 41), await granted(world, 24, 26)
    move(clock, 25, hour=14)

    codes = [
        await refusal(world, CADRE, CANCEL, waiting, "不去了"),
        await refusal(world, CADRE, CANCEL, leave_id, "不去了", from_day=day(24)),
        await refusal(world, CADRE, CANCEL, leave_id, "不去了", from_day=day(25)),
        await refusal(world, CADRE, CANCEL, leave_id, "不去了", from_day=day(27)),
        await refusal(world, CADRE, CANCEL, leave_id, " "),
        await refusal(world, "secretary", CANCEL, leave_id, "不去了"),
    ]
    move(clock, 27)
    codes.append(await refusal(world, CADRE, CANCEL, leave_id, "不去了"))

    assert codes == [
        "WRONG_LEAVE_STATE",
        "LEAVE_BEGUN",
        "LEAVE_BEGUN",
        "INVALID_PERIOD",
        "INVALID_TEXT",
        "FORBIDDEN",
        "LEAVE_OVER",
    ]


async def test_nothing_of_a_sealed_month_is_given_back(world: World, clock: FixedClock) -> None:
    leave_id = await granted(world, 30, 34)
    move(clock, 33)
    await seal(world, CADRE)

    assert await refusal(world, CADRE, REPORT, returned(leave_id, 31)) == "MONTH_SEALED"
    await back(world, leave_id, 33)
    assert await days(world) == {30: "LEAVE", 31: "LEAVE", 32: "LEAVE"}


async def test_a_return_withdraws_the_extension_that_waits(world: World, clock: FixedClock) -> None:
    leave_id = await granted(world, 24, 26)
    await do(world, CADRE, service.extend_leave, longer(leave_id, 28))
    move(clock, 26)

    await back(world, leave_id, 26)

    assert await extensions(world, leave_id) == [(1, "WITHDRAWN")]
    assert (await seen(world, leave_id)).waits_at is None
    assert await refusal(world, "secretary", service.approve_leave, leave_id, None) == "WRONG_LEAVE_STATE"


async def test_days_after_leave_without_any_record_are_absent_night_by_night(world: World, clock: FixedClock) -> None:
    """逾期未销假 → 超期天数计“未到岗”."""
    await granted(world, 24, 26)
    for on, expected in ((27, {}), (28, {27: "ABSENT"}), (30, dict.fromkeys((27, 28, 29), "ABSENT"))):
        move(clock, on)
        await night(world)
        await night(world)
        assert await days(world) == {**dict.fromkeys((24, 25, 26), "LEAVE"), **expected}


async def test_a_late_return_marks_the_days_between_at_once(world: World, clock: FixedClock) -> None:
    leave_id = await granted(world, 24, 26)
    move(clock, 29)

    await back(world, leave_id, 29)
    await be_there(world, 29)

    assert await days(world) == {
        **dict.fromkeys((24, 25, 26), "LEAVE"),
        27: "ABSENT",
        28: "ABSENT",
        29: "ON_DUTY",
    }


async def test_a_check_in_after_leave_counts_and_ends_the_absence(world: World, clock: FixedClock) -> None:
    leave_id = await granted(world, 24, 24)
    move(clock, 26)
    await be_there(world, 26)
    move(clock, 29)

    await night(world)

    assert await days(world) == {24: "LEAVE", 25: "ABSENT", 26: "ON_DUTY"}
    assert (await seen(world, leave_id)).state is LeaveState.APPROVED


async def test_a_day_that_was_registered_after_leave_stands(world: World, clock: FixedClock) -> None:
    await granted(world, 24, 24)
    move(clock, 28)
    await register(world, "village", CADRE, day(26), AttendanceStatus.OFFICIAL_TRIP)

    await night(world)

    assert await days(world) == {24: "LEAVE", 25: "ABSENT", 26: "OFFICIAL_TRIP", 27: "ABSENT"}


async def test_nobody_is_overdue_while_an_extension_waits(world: World, clock: FixedClock) -> None:
    leave_id = await granted(world, 24, 24)
    await do(world, CADRE, service.extend_leave, longer(leave_id, 26))
    move(clock, 29)

    await night(world)
    waiting = await days(world)
    await do(world, "secretary", service.reject_leave, leave_id, "不准")
    await night(world)

    assert waiting == {24: "LEAVE", 27: "ABSENT", 28: "ABSENT"}
    assert await days(world) == {24: "LEAVE", **dict.fromkeys((25, 26, 27, 28), "ABSENT")}


async def test_an_overdue_night_leaves_a_sealed_month_alone(world: World, clock: FixedClock) -> None:
    await granted(world, 29, 29)
    move(clock, 34)
    await seal(world, CADRE)

    await night(world)

    assert await days(world) == {29: "LEAVE", 32: "ABSENT", 33: "ABSENT"}


async def test_leave_ends_with_the_posting(world: World, clock: FixedClock) -> None:
    going_on, not_begun = await granted(world, 24, 30), await granted(world, 33, 34)
    await change_posting(world, CADRE, end_date=day(26))
    move(clock, 28)

    await night(world)

    ended, cancelled = await seen(world, going_on), await seen(world, not_begun)
    assert (ended.state, ended.after_slot, ended.reported_back_on) == (LeaveState.CLOSED, slot(day(27)), None)
    assert cancelled.state is LeaveState.CANCELLED
    before = await stored(world)
    await night(world)
    assert await stored(world) == before


async def test_days_beyond_the_storage_are_laid_when_it_is_there(world: World, clock: FixedClock) -> None:
    clock.instant = clock.instant.replace(year=2035, month=1, day=25)
    given = service.NewLeave(
        kind=LeaveKind.OFFICIAL_TRIP,
        purpose="脱产培训",
        reason="省里安排",
        stretch=service.Stretch(from_day=date(2035, 1, 30), to_day=date(2035, 2, 2)),
    )
    leave_id = await do(world, CADRE, service.request_leave, given)
    await do(world, "secretary", service.approve_leave, leave_id, None)
    unlaid = await seen(world, leave_id)
    assert unlaid.laid_to_slot == unlaid.first_slot
    assert await days(world) == {}

    async with world.database.work(world.ctx("admin")) as work:
        await work.driver.fetchval("SELECT xuanpai_make_partitions($1, $2)", date(2035, 1, 1), date(2035, 1, 31))
    await night(world)
    half_way = await seen(world, leave_id)
    async with world.database.work(world.ctx("admin")) as work:
        await work.driver.fetchval("SELECT xuanpai_make_partitions($1, $2)", date(2035, 2, 1), date(2035, 2, 1))
    await night(world)

    laid = await seen(world, leave_id)
    assert half_way.laid_to_slot == slot(date(2035, 2, 1))
    assert laid.laid_to_slot == laid.after_slot
    first = (date(2035, 1, 30) - date(2025, 9, 30)) // timedelta(days=1)
    assert await days(world) == dict.fromkeys(range(first, first + 4), "OFFICIAL_TRIP")


async def test_a_return_at_noon_leaves_the_disputed_morning_in_dispute(world: World, clock: FixedClock) -> None:
    """The request goes on speaking of the morning, and nobody has decided yet."""
    await be_there(world, 24)
    leave_id = await granted(world, 24, 25)
    move(clock, 24, hour=14)

    await back(world, leave_id, 24, AFTERNOON)

    assert await days(world) == {24: "ON_DUTY"}
    async with world.database.read(world.ctx("admin")) as work:
        rows = await work.driver.fetch(
            "SELECT part, state FROM attendance_conflict WHERE tenant_id = $1", world.tenant_id
        )
    assert [tuple(row) for row in rows] == [("MORNING", "OPEN")]


async def test_whoever_reported_back_from_later_leave_is_not_absent_for_the_earlier_one(
    world: World, clock: FixedClock
) -> None:
    earlier, later = await granted(world, 24, 24), await granted(world, 25, 26)
    move(clock, 27)
    await back(world, later, 27)
    move(clock, 29)

    await night(world)

    assert (await seen(world, earlier)).state == LeaveState.APPROVED
    assert await days(world) == {24: "LEAVE", 25: "LEAVE", 26: "LEAVE"}


async def test_a_report_from_earlier_leave_excuses_nothing_after_the_next_one(world: World, clock: FixedClock) -> None:
    earlier = await granted(world, 24, 26)
    move(clock, 25)
    await back(world, earlier, 25)
    await granted(world, 25, 25, to_part=DayPart.MORNING)
    move(clock, 27)

    await night(world)

    assert await days(world) == {24: "LEAVE", 25: "LEAVE/UNRECORDED", 26: "ABSENT"}


async def test_days_of_other_leave_are_not_told_as_absent(world: World, clock: FixedClock) -> None:
    earlier = await granted(world, 24, 24)
    await granted(world, 26, 27)
    move(clock, 28)

    await back(world, earlier, 28)

    async with world.database.read(world.ctx("admin")) as work:
        told = await work.driver.fetchval(
            "SELECT after FROM audit_event WHERE tenant_id = $1 AND action = 'leave:report_back'", world.tenant_id
        )
    assert told["absent"] == ["2025-10-25"]
    assert await days(world) == {24: "LEAVE", 25: "ABSENT", 26: "LEAVE", 27: "LEAVE"}


async def test_leave_beyond_the_end_of_a_posting_leaves_no_day_behind(world: World, clock: FixedClock) -> None:
    leave_id = await granted(world, 27, 31)
    async with world.database.work(world.ctx("county")) as work:
        await end_posting(work, world.postings[CADRE], day(28), action=Action.POSTING_APPOINT)
    ended = await days(world)
    move(clock, 30)
    await night(world)

    leave = await seen(world, leave_id)
    assert ended == {27: "LEAVE", 28: "LEAVE"}
    assert await days(world) == ended
    assert (leave.state, leave.after_slot) == (LeaveState.CLOSED, slot(day(29)))
