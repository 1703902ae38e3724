"""The month put to the norm of the nearest plugin (JZ-02, JZ-03, JZ-04)."""

from datetime import date
from decimal import Decimal

import pytest

from tests.core.attendance.acts import OCTOBER, change_posting, days, register
from tests.factories.world import World
from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.attendance.service import judge
from xuanpai_core.clock import FixedClock
from xuanpai_core.db.types import new_id
from xuanpai_core.judgement.month import MonthVerdict
from xuanpai_core.plugins.service import NewActivation, activate
from xuanpai_core.vocabulary import Outcome


async def under_jinzhou(world: World, **parameters: object) -> None:
    """Put 锦州's plugin in force over 2107."""
    async with world.database.work(world.ctx("admin")) as work:
        new = NewActivation("region_jinzhou", "2107", date(2025, 1, 1), parameters=parameters)
        await activate(work, new, "activate-jinzhou")


async def verdict(world: World, cadre: str) -> MonthVerdict:
    """The verdict of October."""
    async with world.database.read(world.ctx("clerk")) as work:
        return (await judge(work, [world.postings[cadre]], OCTOBER))[world.postings[cadre]]


async def fill(world: World, cadre: str, count: int, status: AttendanceStatus, first: int = 1) -> None:
    """Register ``count`` days from the ``first`` of October."""
    for day in days(*range(first, first + count)):
        await register(world, "clerk", cadre, day, status)


@pytest.fixture(autouse=True)
def november(clock: FixedClock) -> None:
    """October is over."""
    clock.advance(days=10)


@pytest.mark.parametrize(
    ("count", "outcome", "missing"), [(19, Outcome.UNMET, 1), (20, Outcome.MET, 0), (21, Outcome.MET, 0)]
)
async def test_twenty_days_are_required(world: World, count: int, outcome: Outcome, missing: int) -> None:
    await under_jinzhou(world)
    await fill(world, "王建国", count, AttendanceStatus.ON_DUTY)

    told = await verdict(world, "王建国")

    assert (told.outcome, told.measured, told.required, told.missing) == (
        outcome,
        Decimal(count),
        20,
        Decimal(missing),
    )
    assert told.clause is not None
    assert told.clause.reference == "JZ-02"


async def test_a_trip_that_nobody_approved_does_not_count(world: World) -> None:
    await under_jinzhou(world)
    await fill(world, "王建国", 17, AttendanceStatus.ON_DUTY)
    await fill(world, "王建国", 3, AttendanceStatus.OFFICIAL_TRIP, first=20)

    told = await verdict(world, "王建国")

    assert (told.outcome, told.measured, told.missing) == (Outcome.UNMET, Decimal(17), Decimal(3))
    assert "另有3天未经核实或批准" in told.reason


async def test_a_month_not_served_in_full_is_exempt(world: World) -> None:
    await under_jinzhou(world)
    await change_posting(world, "王建国", start_date=date(2025, 10, 20))

    assert (await verdict(world, "王建国")).outcome is Outcome.EXEMPT


async def test_the_parameters_of_the_activation_decide(world: World) -> None:
    await under_jinzhou(world, min_days_month=22)
    await fill(world, "王建国", 21, AttendanceStatus.ON_DUTY)

    told = await verdict(world, "王建国")

    assert (told.outcome, told.required, told.missing) == (Outcome.UNMET, 22, Decimal(1))


async def test_without_a_rule_nothing_is_judged(world: World) -> None:
    await fill(world, "王建国", 5, AttendanceStatus.ON_DUTY)

    told = await verdict(world, "王建国")

    assert (told.outcome, told.measured, told.clause) == (Outcome.NOT_APPLICABLE, Decimal(5), None)


async def test_the_rule_of_the_months_last_day_decides(world: World) -> None:
    async with world.database.work(world.ctx("admin")) as work:
        new = NewActivation("region_jinzhou", "2107", date(2025, 10, 31))
        await activate(work, new, "activate-jinzhou")

    assert (await verdict(world, "王建国")).outcome is Outcome.UNMET


async def test_an_unknown_posting_has_no_verdict(world: World, other_world: World) -> None:
    foreign = other_world.postings["王建国"]

    async with world.database.read(world.ctx("clerk")) as work:
        assert await judge(work, [new_id(), foreign], OCTOBER) == {}
