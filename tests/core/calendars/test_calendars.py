"""The calendar of holidays is the province's own: brought along, imported, dated, and honest about what is unknown."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from tests.factories.world import World
from xuanpai_core.audit.models import AuditEvent
from xuanpai_core.calendars.errors import CalendarContradicts, CalendarKnown
from xuanpai_core.calendars.models import CalendarDay, CalendarYear
from xuanpai_core.calendars.seeding import known_years
from xuanpai_core.calendars.service import (
    CalendarDayKind,
    NamedDay,
    NewCalendar,
    PublishedYear,
    WorkdayAnswer,
    import_calendar,
    published_year,
    workdays_of,
)
from xuanpai_core.calendars.tasks import seed_years
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Conflict, Forbidden, Invalid

NOTICE = "国务院办公厅关于2027年部分节假日安排的通知"
YEAR = NewCalendar(
    year=2027,
    document=NOTICE,
    published_on=date(2026, 11, 4),
    holidays=(
        NamedDay(date(2027, 1, 1), "元旦"),
        NamedDay(date(2027, 2, 5), "春节"),
        NamedDay(date(2027, 2, 6), "春节"),
        NamedDay(date(2027, 2, 8), "春节"),
    ),
    shifted_workdays=(NamedDay(date(2027, 2, 14), "春节"),),
)


async def take(world: World, new: NewCalendar, who: str = "admin", reason: str | None = None) -> int:
    async with world.database.work(world.ctx(who)) as work:
        return await import_calendar(work, new, str(new_id()), reason)


async def known(world: World, year: int) -> PublishedYear:
    async with world.database.read(world.ctx("county")) as work:
        return await published_year(work, year)


async def asked(world: World, first: date, after: date) -> WorkdayAnswer:
    async with world.database.read(world.ctx("county")) as work:
        return await workdays_of(work, first, after)


async def stored(world: World) -> tuple[int, int]:
    """How many years and days the tenant has."""
    async with world.database.read(world.ctx("admin")) as work:
        years = await work.session.scalars(select(CalendarYear.year).where(CalendarYear.tenant_id == work.tenant_id))
        days = await work.session.scalars(select(CalendarDay.day).where(CalendarDay.tenant_id == work.tenant_id))
        return len(years.all()), len(days.all())


async def test_the_years_that_are_known_are_brought_along_once(world: World) -> None:
    await seed_years(world.database, world.tenant_id)
    there = await stored(world)
    await seed_years(world.database, world.tenant_id)

    years = known_years()
    assert there == (len(years), sum(len(days) for days in years.values())) == await stored(world)
    october = await asked(world, date(2025, 10, 1), date(2025, 11, 1))
    assert (len(october.workdays), len(october.holidays), october.unpublished) == (18, 8, ())
    assert date(2025, 10, 11) in october.workdays  # a Saturday
    assert [(await known(world, year)).workday_count for year in (2024, 2025)] == [251, 248]


async def test_a_year_nobody_has_published_is_a_state_and_not_an_error(world: World) -> None:
    await seed_years(world.database, world.tenant_id)

    turn = await asked(world, date(2026, 12, 28), date(2027, 1, 4))

    assert turn.unpublished == (2027,)
    assert turn.known_workdays is None
    assert sorted(turn.workdays) == [date(2026, 12, day) for day in (28, 29, 30, 31)]
    assert (await known(world, 2027)).source is None
    assert await asked(world, date(2025, 1, 1), date(2025, 1, 1)) == WorkdayAnswer(frozenset(), frozenset())


async def test_what_was_imported_is_not_overwritten_by_what_is_brought_along(world: World) -> None:
    mine = replace(
        YEAR, year=2025, holidays=(NamedDay(date(2025, 1, 1), "元旦"),), shifted_workdays=(), published_on=None
    )
    await take(world, mine)

    await seed_years(world.database, world.tenant_id)

    year = await known(world, 2025)
    assert [(row.day, row.name) for row in year.days] == [(date(2025, 1, 1), "元旦")]
    assert year.source is not None
    assert year.source.document == NOTICE


async def test_an_imported_year_has_its_holidays_and_shifted_weekends(world: World) -> None:
    await take(world, YEAR)

    year = await known(world, 2027)
    february = await asked(world, date(2027, 2, 1), date(2027, 3, 1))

    assert year.source is not None
    assert (year.source.document, year.source.published_on) == (NOTICE, date(2026, 11, 4))
    assert year.source.imported_by == world.people["admin"].account_id
    assert [(row.day.day, row.kind) for row in year.days if row.day.month == 2] == [
        (5, CalendarDayKind.HOLIDAY),
        (6, CalendarDayKind.HOLIDAY),
        (8, CalendarDayKind.HOLIDAY),
        (14, CalendarDayKind.WORKDAY_SHIFT),
    ]
    # 20 days from Monday to Friday, without the 5th and the 8th, with the 14th.
    assert (len(february.workdays), february.unpublished) == (19, ())


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"holidays": (NamedDay(date(2027, 1, 1), "元旦"), NamedDay(date(2027, 1, 1), "元旦"))}, ["DAY_TWICE"]),
        ({"shifted_workdays": (NamedDay(date(2027, 2, 6), "春节"),)}, ["DAY_TWICE"]),
        ({"shifted_workdays": (NamedDay(date(2027, 2, 15), "春节"),)}, ["SHIFT_ON_WEEKDAY"]),
        ({"holidays": (NamedDay(date(2026, 12, 31), "元旦"),)}, ["DAY_OF_ANOTHER_YEAR"]),
        ({"holidays": ()}, ["REQUIRED"]),
    ],
    ids=["twice", "both", "weekday", "other-year", "empty"],
)
async def test_an_arrangement_that_contradicts_itself_is_refused_whole(
    world: World, changes: dict[str, Any], codes: list[str]
) -> None:
    with pytest.raises(CalendarContradicts) as refused:
        await take(world, replace(YEAR, **changes))

    assert [problem.code for problem in refused.value.fields] == codes
    assert await stored(world) == (0, 0)


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"year": 1948}, "INVALID_YEAR"), ({"document": " "}, "INVALID_TEXT"), ({"document": "长" * 201}, "INVALID_TEXT")],
)
async def test_an_arrangement_without_a_source_or_a_year_is_refused(
    world: World, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        await take(world, replace(YEAR, **changes))

    assert refused.value.error_code == code
    assert await stored(world) == (0, 0)


async def test_a_year_is_replaced_only_with_a_reason_and_the_trail_tells_both(world: World) -> None:
    await take(world, YEAR)
    other = replace(YEAR, holidays=YEAR.holidays[:1], shifted_workdays=())

    with pytest.raises(CalendarKnown):
        await take(world, other)
    kept = await stored(world)
    await take(world, other, reason="原文有误,国务院办公厅重新发布")

    assert kept == (1, 5)
    assert await stored(world) == (1, 1)
    async with world.database.read(world.ctx("admin")) as work:
        events = await work.session.scalars(
            select(AuditEvent)
            .where(AuditEvent.tenant_id == work.tenant_id, AuditEvent.action == "calendar:import")
            .order_by(AuditEvent.at, AuditEvent.id)
        )
        first, second = events.all()
    assert (first.before, first.reason) == (None, None)
    assert second.reason == "原文有误,国务院办公厅重新发布"
    assert second.before is not None
    assert second.after is not None
    assert (second.before["days"]["2027-02-14"], second.after["days"]) == (
        "WORKDAY_SHIFT 春节",
        {"2027-01-01": "HOLIDAY 元旦"},
    )


async def test_the_same_year_again_changes_nothing_and_needs_no_reason(world: World) -> None:
    await take(world, YEAR)

    assert await take(world, YEAR) == 2027

    assert await stored(world) == (1, 5)


async def test_one_key_has_one_effect(world: World) -> None:
    async with world.database.work(world.ctx("province")) as work:
        await import_calendar(work, YEAR, "calendar-2027")
    async with world.database.work(world.ctx("province")) as work:
        again = await import_calendar(work, YEAR, "calendar-2027")
    with pytest.raises(Conflict):
        async with world.database.work(world.ctx("province")) as work:
            await import_calendar(work, replace(YEAR, document="另一份"), "calendar-2027")

    assert again == 2027
    assert await stored(world) == (1, 5)


@pytest.mark.parametrize("who", ["city", "county", "clerk", "王建国", "security"])
async def test_nobody_below_the_province_changes_its_calendar(world: World, who: str) -> None:
    with pytest.raises(Forbidden):
        await take(world, YEAR, who)

    assert await stored(world) == (0, 0)


async def test_one_province_does_not_see_what_another_imported(world: World, other_world: World) -> None:
    await take(world, YEAR)

    assert (await known(other_world, 2027)).source is None
    assert (await asked(other_world, date(2027, 1, 1), date(2027, 2, 1))).unpublished == (2027,)
