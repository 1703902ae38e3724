"""Which months the demo tells of, and on which days a cadre was in the village."""

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

from xuanpai_core.periods import Month, month_start, quarter_start

_HOLIDAYS = frozenset({(1, 1), (5, 1), (10, 1), (10, 2), (10, 3)})


def month_before(day: date) -> date:
    """The first day of the month before the one that holds ``day``."""
    return month_start(month_start(day) - timedelta(days=1))


def months_back(day: date, count: int) -> date:
    """The first day of the month that lies ``count`` months before the one that holds ``day``."""
    start = month_start(day)
    for _ in range(count):
        start = month_before(start)
    return start


def last_quarter(as_of: date) -> date:
    """The first day of the last full quarter."""
    return quarter_start(quarter_start(as_of) - timedelta(days=1))


def told_months(as_of: date, *, since_last_quarter: bool) -> tuple[Month, ...]:
    """The month before last to the running one; where stipends are paid, the whole of the last quarter too."""
    start = months_back(as_of, 2)
    if since_last_quarter:
        start = min(start, last_quarter(as_of))
    months = [Month(start)]
    while months[-1].end <= as_of:
        months.append(Month(months[-1].end))
    return tuple(months)


def days_of_month(month: Month) -> list[date]:
    """Every day of ``month``."""
    return [month.start + timedelta(days=number) for number in range((month.end - month.start).days)]


def is_workday(day: date) -> bool:
    """Monday to Friday, without the holidays that fall on the same date each year."""
    return day.weekday() < 5 and (day.month, day.day) not in _HOLIDAYS


def workday_from(day: date) -> date:
    """``day``, or the first workday after it."""
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def resident_days(rng: Random, days: list[date], target: int) -> set[date]:
    """``target`` of ``days``: workdays first, then weekends."""
    workdays = [day for day in days if is_workday(day)]
    if target <= len(workdays):
        return set(rng.sample(workdays, target))
    others = [day for day in days if not is_workday(day)]
    return set(workdays) | set(rng.sample(others, min(target - len(workdays), len(others))))


def weekly_days(rng_of_week: Iterable[tuple[date, Random]], least: dict[date, int]) -> set[date]:
    """Two or three workdays of each week, or as many as ``least`` says; weeks are named by their Monday (HD-12)."""
    chosen: set[date] = set()
    for monday, rng in rng_of_week:
        workdays = [day for day in (monday + timedelta(days=number) for number in range(5)) if is_workday(day)]
        wanted = 2 + (rng.random() < 0.4)
        chosen.update(rng.sample(workdays, min(least.get(monday, wanted), len(workdays))))
    return chosen


def mondays(first: date, last: date) -> list[date]:
    """The Monday of every week that has a day from ``first`` to ``last``."""
    monday = first - timedelta(days=first.weekday())
    found = []
    while monday <= last:
        found.append(monday)
        monday += timedelta(days=7)
    return found
