"""Facts of one first secretary for judging presence, and the real holidays of 2024 to 2026."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import Any

from tests.plugins.facts import posting
from xuanpai_core.calendars.models import CalendarDayKind
from xuanpai_core.calendars.seeding import known_years
from xuanpai_core.judgement.month import DayMark, DayPart, DayStatus
from xuanpai_core.judgement.presence import PresenceFacts, PresenceVerdict, judge_presence
from xuanpai_core.judgement.presence_periods import period_on
from xuanpai_core.judgement.workdays import WorkdayAnswer
from xuanpai_core.plugins.decisions import Clause
from xuanpai_core.plugins.duties import Cadence
from xuanpai_core.plugins.facts import PostingFacts
from xuanpai_core.plugins.presence import Measure, PresenceNorm

CLAUSE = Clause(document="《办法》", words="每周到村工作 2-3 天", reference="HD-12")
LATER = date(2027, 12, 31)


@cache
def calendar(first_year: int = 2024, last_year: int = 2026) -> WorkdayAnswer:
    """The years as the system brings them along; those it does not know are not published."""
    known = known_years()
    special = {day: kind for year in known.values() for day, kind, _ in year}
    days = [
        date.fromordinal(ordinal)
        for ordinal in range(date(first_year, 1, 1).toordinal(), date(last_year + 1, 1, 1).toordinal())
    ]
    published = [day for day in days if day.year in known]
    return WorkdayAnswer(
        workdays=frozenset(
            day
            for day in published
            if special.get(day, CalendarDayKind.WORKDAY_SHIFT if day.weekday() < 5 else None)
            is CalendarDayKind.WORKDAY_SHIFT
        ),
        holidays=frozenset(day for day in published if special.get(day) is CalendarDayKind.HOLIDAY),
        unpublished=tuple(year for year in range(first_year, last_year + 1) if year not in known),
        names=tuple((day, name) for year in known.values() for day, kind, name in year if kind == "HOLIDAY"),
    )


def norm(cadence: Cadence, at_least: int, **changes: Any) -> PresenceNorm:
    """A norm of that many days a period."""
    fields = {"matter": "presence.test", "title": "在村", "clause": CLAUSE, "cadence": cadence, "at_least": at_least}
    return PresenceNorm(**{**fields, **changes})


def day(text: str) -> date:
    """``2025-10-24``."""
    return date.fromisoformat(text)


def days(first: str, count: int) -> list[date]:
    """So many days in a row."""
    return [day(first) + timedelta(days=offset) for offset in range(count)]


def marks(
    on: Iterable[date],
    status: DayStatus = DayStatus.ON_DUTY,
    *,
    confirmed: bool = True,
    part: DayPart = DayPart.WHOLE,
) -> tuple[DayMark, ...]:
    """One mark for each of the days."""
    return tuple(DayMark(day=one, status=status, confirmed=confirmed, part=part) for one in on)


def judge(
    by: PresenceNorm,
    on: str,
    *told: tuple[DayMark, ...],
    today: date = LATER,
    nights: Iterable[date] = (),
    of: PostingFacts | None = None,
    published: WorkdayAnswer | None = None,
) -> PresenceVerdict:
    """The verdict of the period that holds ``on``, looked at on ``today``."""
    held = of or posting()
    period = period_on(by.cadence, by.year_of, held, day(on))
    assert period is not None
    facts = PresenceFacts(
        posting=held,
        marks=sum(told, ()),
        nights=frozenset(nights),
        calendar=published or calendar(),
        today=today,
    )
    return judge_presence(by, period, facts)


__all__ = ["CLAUSE", "Cadence", "Measure", "calendar", "day", "days", "judge", "marks", "norm", "posting"]
