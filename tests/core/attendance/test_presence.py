"""Week, month, year and nights of many postings at once, by the rules of the period's last day."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Engine, event, insert

from tests.core.attendance.acts import change_posting
from tests.factories.world import World
from tests.plugins.longshan import CODE
from xuanpai_core.attendance.models import AttendanceDay, AttendanceStatus, NightSource, Overnight
from xuanpai_core.attendance.presence import PresenceVerdict, verdicts_of
from xuanpai_core.calendars.tasks import seed_years
from xuanpai_core.clock import FixedClock
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.plugins.service import NewActivation, activate
from xuanpai_core.vocabulary import DispatchLevel, Outcome

OCTOBER = date(2025, 10, 24)


async def under(world: World, plugin: str, region: str, since: date = date(2025, 1, 1), **parameters: object) -> None:
    async with world.database.work(world.ctx("admin")) as work:
        await activate(work, NewActivation(plugin, region, since, parameters=parameters), f"activate-{new_id()}")


async def fill(world: World, name: str, first: date, count: int, **halves: object) -> None:
    rows = [
        {
            "tenant_id": world.tenant_id,
            "posting_id": world.postings[name],
            "day": first + timedelta(days=offset),
            "status": AttendanceStatus.ON_DUTY,
            **halves,
        }
        for offset in range(count)
    ]
    async with world.database.work(world.ctx("admin")) as work:
        await work.session.execute(insert(AttendanceDay), rows)


async def said(
    world: World, name: str, on: date = OCTOBER, since: date | None = None
) -> dict[str, list[PresenceVerdict]]:
    """The verdicts of one posting, by cadence."""
    async with world.database.read(world.ctx("clerk")) as work:
        found = (await verdicts_of(work, [world.postings[name]], on, since))[world.postings[name]]
    by: dict[str, list[PresenceVerdict]] = {}
    for verdict in found:
        by.setdefault(verdict.period.cadence.value, []).append(verdict)
    return by


async def test_the_month_of_the_hook_and_the_year_of_the_rulebook_come_together(world: World) -> None:
    await seed_years(world.database, world.tenant_id)
    await under(world, "region_fujian_county", "2107")
    await fill(world, "王建国", date(2025, 10, 1), 20)

    found = await said(world, "王建国")

    assert list(found) == ["MONTH", "YEAR"]
    [month], [year] = found["MONTH"], found["YEAR"]
    assert (month.outcome, month.measured, month.running, month.reachable) == (Outcome.WARNED, Decimal(12), True, False)
    assert month.reason == (
        "2025年10月到岗12天,少于一般要求的22天,差10天,仅作提示。本期到10月31日结束,可计的只剩8天,已无法达到。"
        "国庆节、中秋节在村8天(10月1日至8日)属节假日,按规定不计。其间只有18个工作日,其余须在周末到岗。"
    )
    assert (year.outcome, year.measured, year.clause.reference) == (Outcome.UNMET, Decimal(20), "FJ-01")


async def test_a_period_goes_by_the_rules_of_its_last_day_and_a_running_one_by_todays(world: World) -> None:
    await under(world, "region_hedong", "210726", since=date(2025, 10, 1), min_days_week=3)
    await change_posting(world, "李秀英", dispatch_level=DispatchLevel.TOWNSHIP)

    weeks = (await said(world, "李秀英", since=date(2025, 9, 15)))["WEEK"]

    # The week that ends on 5 October is the first whose last day the rules cover.
    assert [(week.period.first, week.required) for week in weeks] == [
        (date(2025, 9, 29), 3),
        (date(2025, 10, 6), 3),
        (date(2025, 10, 13), 3),
        (date(2025, 10, 20), 3),
    ]
    assert [week.running for week in weeks] == [False, False, False, True]


async def test_half_days_count_half_and_unapproved_trips_nothing(world: World) -> None:
    await under(world, "region_jinzhou", "2107")
    await fill(world, "王建国", date(2025, 10, 1), 2)
    await fill(world, "王建国", date(2025, 10, 3), 1, afternoon=AttendanceStatus.LEAVE)
    await fill(world, "王建国", date(2025, 10, 4), 2, status=AttendanceStatus.OFFICIAL_TRIP)
    await fill(world, "王建国", date(2025, 10, 6), 1, status=AttendanceStatus.OFFICIAL_TRIP, leave_id=new_id())

    [month] = (await said(world, "王建国"))["MONTH"]

    assert month.measured == Decimal("3.5")
    assert "另有2天(10月4日至5日)未经核实或批准,不计。" in month.reason


@pytest.mark.usefixtures("with_longshan")
async def test_nights_that_were_struck_out_do_not_count(world: World, clock: FixedClock) -> None:
    await under(world, CODE, "2107")
    clock.advance(days=15)
    rows = [
        {
            "tenant_id": world.tenant_id,
            "posting_id": world.postings["王建国"],
            "night": date(2025, 10, number),
            "source": NightSource.REGISTERED,
            "spent": number > 1,
            "noted_by": world.people["clerk"].account_id,
            "noted_at": clock.now(),
        }
        for number in range(1, 12)
    ]
    async with world.database.work(world.ctx("admin")) as work:
        await work.session.execute(insert(Overnight), rows)

    months = (await said(world, "王建国"))["MONTH"]

    assert [(found.measure.value, found.outcome, found.measured) for found in months] == [
        ("DAYS", Outcome.UNMET, Decimal(0)),
        ("NIGHTS", Outcome.MET, Decimal(10)),
    ]


@pytest.mark.usefixtures("with_longshan")
async def test_the_number_of_statements_does_not_grow_with_the_postings(world: World) -> None:
    await seed_years(world.database, world.tenant_id)
    await under(world, CODE, "2107")
    await under(world, "region_fujian_county", "210726")
    for name in world.postings:
        await fill(world, name, date(2025, 10, 1), 5)

    async def judge(work: Work, names: list[str]) -> int:
        found = await verdicts_of(work, [world.postings[name] for name in names], OCTOBER)
        return sum(len(verdicts) for verdicts in found.values())

    one = await _counted(world, lambda work: judge(work, ["王建国"]))
    five = await _counted(world, lambda work: judge(work, list(world.postings)))

    # 龙山's days and nights for all; the month and the year of the county for the three who are there.
    assert (one[0], five[0]) == (4, 5 * 2 + 3 * 2)
    assert one[1] == five[1]
    assert 5 <= five[1] <= 8


async def _counted(world: World, act: Callable[[Work], Awaitable[int]]) -> tuple[int, int]:
    """What ``act`` returns, and how many statements it took, of the session's and of the driver's."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    async with world.database.read(world.ctx("county")) as work:
        work.driver.add_query_logger(lambda told: statements.append(told.query))
        event.listen(Engine, "before_cursor_execute", note)
        try:
            told = await act(work)
        finally:
            event.remove(Engine, "before_cursor_execute", note)
    return told, len(statements)


async def test_whoever_no_norm_concerns_has_no_verdict(world: World) -> None:
    async with world.database.read(world.ctx("county")) as work:
        found = await verdicts_of(work, [world.postings["王建国"], new_id()], OCTOBER)

    assert found == {world.postings["王建国"]: ()}
