"""The calendar of holidays: what is known of a stretch of days, and importing a year's arrangement."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.calendars import repository
from xuanpai_core.calendars.errors import (
    CalendarContradicts,
    CalendarKnown,
    NotForTheProvince,
    other_year,
    twice,
    weekday_shift,
)
from xuanpai_core.calendars.models import CalendarDay, CalendarDayKind, CalendarYear
from xuanpai_core.calendars.seeding import seed_calendar
from xuanpai_core.db.session import Work
from xuanpai_core.errors import FieldProblem, Invalid
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.judgement.workdays import WorkdayAnswer
from xuanpai_core.periods import EARLIEST_YEAR, LATEST_YEAR
from xuanpai_core.texts import one_line

__all__ = [
    "CalendarDayKind",
    "NamedDay",
    "NewCalendar",
    "PublishedYear",
    "WorkdayAnswer",
    "import_calendar",
    "published_year",
    "seed_calendar",
    "workdays_of",
]

_ONE_DAY = timedelta(days=1)
_PROVINCE_DIGITS = 2
_REASON_LIMIT = 500


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day of the arrangement and the holiday it belongs to."""

    day: date
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCalendar:
    """One year's arrangement as the notice ``document`` of ``published_on`` tells it."""

    year: int
    document: str
    published_on: date | None
    holidays: tuple[NamedDay, ...]
    shifted_workdays: tuple[NamedDay, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedYear:
    """What is known of a year: ``source`` None while it is not published."""

    year: int
    source: CalendarYear | None
    days: tuple[CalendarDay, ...]
    workday_count: int | None


async def workdays_of(work: Work, first: date, after: date) -> WorkdayAnswer:
    """The workdays and holidays from ``first`` to the day before ``after``, and which years are not published.

    Asks nobody's permission: the calendar is no secret.
    """
    last = after - _ONE_DAY
    if last < first:
        return WorkdayAnswer(frozenset(), frozenset())
    await work.session.flush()
    known = {row.year for row in await repository.years(work, first.year, last.year)}
    special = {row.day: row for row in await repository.days(work, first.year, last.year) if first <= row.day <= last}
    workdays = set()
    for ordinal in range(first.toordinal(), after.toordinal()):
        day = date.fromordinal(ordinal)
        if day.year not in known:
            continue
        row = special.get(day)
        if (day.weekday() < 5) if row is None else row.kind is CalendarDayKind.WORKDAY_SHIFT:
            workdays.add(day)
    holidays = [row for row in special.values() if row.kind is CalendarDayKind.HOLIDAY]
    return WorkdayAnswer(
        workdays=frozenset(workdays),
        holidays=frozenset(row.day for row in holidays),
        unpublished=tuple(year for year in range(first.year, last.year + 1) if year not in known),
        names=tuple((row.day, row.name) for row in holidays),
    )


async def published_year(work: Work, year: int) -> PublishedYear:
    """What is known of ``year``; nothing is a state, not an error. Raises ``Invalid`` (``INVALID_YEAR``)."""
    _check_year(year)
    found = await repository.years(work, year, year)
    if not found:
        return PublishedYear(year=year, source=None, days=(), workday_count=None)
    answer = await workdays_of(work, date(year, 1, 1), date(year + 1, 1, 1))
    days = tuple(await repository.days(work, year, year))
    return PublishedYear(year=year, source=found[0], days=days, workday_count=len(answer.workdays))


async def import_calendar(work: Work, new: NewCalendar, key: str, reason: str | None = None) -> int:
    """Take a year's arrangement for the whole tenant; returns the year.

    The same arrangement again changes nothing. Raises ``Forbidden``, ``Invalid`` (``INVALID_YEAR``, ``INVALID_TEXT``),
    ``CalendarContradicts``, ``CalendarKnown`` (other days are there, and no reason is given) and ``Conflict`` for a
    reused key.
    """
    reach = require(work.ctx, Action.CALENDAR_IMPORT)
    if not any(len(place) == _PROVINCE_DIGITS for place in reach.places):
        raise NotForTheProvince
    checked = _checked(new)
    said = None if reason is None else one_line(reason, path="reason", title="理由", limit=_REASON_LIMIT)

    async def act() -> Outcome:
        await _take(work, checked, said)
        return {"year": checked.year}

    content = {**asdict(checked), "reason": said}
    year: int = (await once(work, Action.CALENDAR_IMPORT, key, content, act))["year"]
    return year


async def _take(work: Work, new: NewCalendar, reason: str | None) -> None:
    await repository.hold(work, new.year)
    stored = await repository.years(work, new.year, new.year)
    stored_days = await repository.days(work, new.year, new.year)
    before = _told(stored_days)
    rows = _rows(work, new)
    after = {str(row["day"]): f"{row['kind']} {row['name']}" for row in rows}
    if stored:
        source = {"document": stored[0].document, "published_on": stored[0].published_on}
        if before == after and source == {"document": new.document, "published_on": new.published_on}:
            return
        if reason is None:
            raise CalendarKnown(new.year, stored[0].document)
        await repository.forget(work, new.year)
        # What was read is gone: reading the year again must not find it.
        for row in (*stored, *stored_days):
            work.session.expunge(row)
    work.session.add(
        CalendarYear(
            tenant_id=work.tenant_id,
            year=new.year,
            document=new.document,
            published_on=new.published_on,
            imported_by=work.ctx.actor.account_id,
            imported_at=work.clock.now(),
        )
    )
    await work.session.flush()
    await repository.add_days(work, rows)
    record(
        work,
        Action.CALENDAR_IMPORT,
        "calendar_year",
        new.year,
        before={"document": stored[0].document, "days": before} if stored else None,
        after={"document": new.document, "days": after},
        reason=reason,
    )


def _rows(work: Work, new: NewCalendar) -> list[dict[str, object]]:
    kinds = ((CalendarDayKind.HOLIDAY, new.holidays), (CalendarDayKind.WORKDAY_SHIFT, new.shifted_workdays))
    rows: list[dict[str, object]] = [
        {"tenant_id": work.tenant_id, "day": one.day, "year": new.year, "kind": kind, "name": one.name}
        for kind, told in kinds
        for one in told
    ]
    return sorted(rows, key=lambda row: str(row["day"]))


def _told(days: Sequence[CalendarDay]) -> dict[str, Any]:
    return {str(row.day): f"{row.kind} {row.name}" for row in days}


def _check_year(year: int) -> None:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise Invalid(f"年份须在 {EARLIEST_YEAR} 到 {LATEST_YEAR} 之间,请改正。", code="INVALID_YEAR")


def _checked(new: NewCalendar) -> NewCalendar:
    """The arrangement with its texts trimmed; raises what ``import_calendar`` does for one that cannot be right."""
    _check_year(new.year)
    document = one_line(new.document, path="document", title="通知名称", limit=200)
    if not new.holidays:
        raise CalendarContradicts([FieldProblem("holidays", "REQUIRED", "放假安排里没有一天放假,请补全。")])
    problems: list[FieldProblem] = []
    seen: set[date] = set()
    for path, told in (("holidays", new.holidays), ("shiftedWorkdays", new.shifted_workdays)):
        for index, one in enumerate(told):
            where = f"{path}.{index}.day"
            if one.day.year != new.year:
                problems.append(other_year(where, one.day, new.year))
            elif one.day in seen:
                problems.append(twice(where, one.day))
            elif path == "shiftedWorkdays" and one.day.weekday() < 5:
                problems.append(weekday_shift(where, one.day))
            seen.add(one.day)
    if problems:
        raise CalendarContradicts(problems)
    return NewCalendar(
        year=new.year,
        document=document,
        published_on=new.published_on,
        holidays=_named(new.holidays, "holidays"),
        shifted_workdays=_named(new.shifted_workdays, "shiftedWorkdays"),
    )


def _named(days: Sequence[NamedDay], path: str) -> tuple[NamedDay, ...]:
    return tuple(
        NamedDay(one.day, one_line(one.name, path=f"{path}.{index}.name", title="节日名称", limit=20))
        for index, one in enumerate(days)
    )
