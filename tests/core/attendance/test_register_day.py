"""The township registers what a day was, and the totals follow."""

from datetime import date

import pytest

from tests.core.attendance.acts import (
    TODAY,
    buckets,
    change_posting,
    corrections,
    days,
    entry,
    month_row,
    register,
    seal,
    send,
)
from tests.core.attendance.footprint import footprint, rows
from tests.factories.world import World
from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.attendance.service import RegisteredDay
from xuanpai_core.errors import XuanpaiError

ON_DUTY, LEAVE, ABSENT = AttendanceStatus.ON_DUTY, AttendanceStatus.LEAVE, AttendanceStatus.ABSENT


async def refused(
    world: World, person: str, cadre: str, day: date, status: AttendanceStatus, reason: str | None = None
) -> str:
    """The code of the refusal, which has left everything as it was."""
    before = await footprint(world)
    with pytest.raises(XuanpaiError) as refusal:
        await register(world, person, cadre, day, status, reason)
    assert await footprint(world) == before
    return refusal.value.error_code


@pytest.mark.parametrize("status", [ON_DUTY, LEAVE, ABSENT, AttendanceStatus.OFFICIAL_TRIP])
async def test_a_day_is_registered_and_audited(world: World, status: AttendanceStatus) -> None:
    answer = await register(world, "clerk", "王建国", TODAY, status)

    counted = int(status is ON_DUTY)
    assert answer == RegisteredDay(world.postings["王建国"], TODAY, None, status, counted)
    assert await month_row(world, "王建国") == (counted, 0, TODAY if counted else None)
    assert await buckets(world) == {("210726", "CITY", counted): 1}
    (event,) = await rows(world, "audit_event")
    assert event["action"] == "attendance:register_day"
    assert event["detail"] == {"day": "2025-10-24"}
    assert (event["before"], event["after"]) == (None, status)


async def test_registering_the_same_again_changes_no_day(world: World) -> None:
    await register(world, "clerk", "王建国", TODAY, ON_DUTY)

    again = await register(world, "clerk", "王建国", TODAY, ON_DUTY)

    assert (again.before, again.on_duty_days) == (ON_DUTY, 1)
    assert await buckets(world) == {("210726", "CITY", 1): 1}


async def test_taking_a_day_back_needs_a_reason_and_moves_the_totals_back(world: World) -> None:
    for day in days(22, 23, 24):
        await send(world, "王建国", entry(day))
    assert await refused(world, "clerk", "王建国", TODAY, ABSENT) == "REASON_REQUIRED"
    assert await refused(world, "clerk", "王建国", TODAY, ABSENT, "  ") == "REASON_REQUIRED"
    assert await refused(world, "clerk", "王建国", TODAY, ABSENT, "长" * 501) == "INVALID_REASON"
    assert await refused(world, "clerk", "王建国", TODAY, ABSENT, "\0") == "INVALID_REASON"

    answer = await register(world, "clerk", "王建国", TODAY, ABSENT, "电话查岗不在村")

    assert (answer.before, answer.on_duty_days) == (ON_DUTY, 2)
    assert await month_row(world, "王建国") == (2, 0, date(2025, 10, 23))
    assert await buckets(world) == {("210726", "CITY", 2): 1}
    restored = await register(world, "clerk", "王建国", TODAY, ON_DUTY, "核实在村开会")
    assert (restored.before, restored.on_duty_days) == (ABSENT, 3)
    assert await month_row(world, "王建国") == (3, 0, TODAY)
    assert (await rows(world, "attendance_day"))[2]["check_ins"] == 1


async def test_the_last_day_taken_back_leaves_none(world: World) -> None:
    await register(world, "clerk", "王建国", TODAY, ON_DUTY)

    await register(world, "clerk", "王建国", TODAY, LEAVE, "补录请假")

    assert await month_row(world, "王建国") == (0, 0, None)
    assert await buckets(world) == {("210726", "CITY", 0): 1}


async def test_days_that_have_not_come_or_lie_outside_the_posting_are_refused(world: World) -> None:
    await change_posting(world, "王建国", start_date=date(2025, 10, 10), end_date=date(2025, 10, 20))

    assert await refused(world, "clerk", "李秀英", date(2025, 10, 25), LEAVE) == "DAY_IN_FUTURE"
    assert await refused(world, "clerk", "王建国", date(2025, 10, 9), ON_DUTY) == "POSTING_NOT_IN_FORCE"
    assert await refused(world, "clerk", "王建国", date(2025, 10, 21), ON_DUTY) == "POSTING_NOT_IN_FORCE"
    assert (await register(world, "clerk", "王建国", date(2025, 10, 20), ON_DUTY)).on_duty_days == 1


async def test_a_sealed_month_takes_no_registration(world: World) -> None:
    await send(world, "王建国", entry())
    await seal(world, "王建国")

    assert await refused(world, "clerk", "王建国", TODAY, ABSENT, "更正") == "MONTH_SEALED"
    assert await refused(world, "clerk", "王建国", date(2025, 10, 1), ON_DUTY) == "MONTH_SEALED"
    assert await corrections(world) == (4, 3)


async def test_a_clerk_registers_nobody_of_another_township_or_tenant(world: World, other_world: World) -> None:
    before = await footprint(other_world)
    assert await refused(world, "clerk", "刘洋", TODAY, ON_DUTY) == "POSTING_NOT_FOUND"

    world.postings["外省"] = other_world.postings["王建国"]
    assert await refused(world, "clerk", "外省", TODAY, ON_DUTY) == "POSTING_NOT_FOUND"
    assert await footprint(other_world) == before


@pytest.mark.parametrize("person", ["王建国", "secretary", "county", "city", "unit", "finance"])
async def test_roles_that_keep_no_sheets_register_nothing(world: World, person: str) -> None:
    assert await refused(world, person, "王建国", TODAY, ON_DUTY) == "FORBIDDEN"
