"""The periods of each cadence: ISO weeks, and the months, quarters and half-years of the calendar year."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from xuanpai_core.periods import next_month
from xuanpai_core.plugins.duties import Cadence

Period = tuple[date, date]
"""First and last day, both of them part of it."""

_MONTHS = {
    Cadence.MONTH: 1,
    Cadence.BIMONTH: 2,
    Cadence.QUARTER: 3,
    Cadence.HALF_YEAR: 6,
    Cadence.YEAR: 12,
}
_ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=4096)
def period_of(cadence: Cadence, day: date) -> Period:
    """The period of ``cadence`` that holds ``day``.

    Raises ``ValueError`` for TERM and STANDING, whose periods are the subject's own.
    """
    if cadence is Cadence.DAY:
        return day, day
    if cadence is Cadence.WEEK:
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if cadence not in _MONTHS:
        raise ValueError(f"{cadence} has no periods of the calendar")
    months = _MONTHS[cadence]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return first, next_month(date(day.year, first.month + months - 1, 1)) - _ONE_DAY


def periods_between(cadence: Cadence, first: date, last: date) -> Iterator[Period]:
    """The periods that share a day with ``first`` to ``last``, in order; none when ``last`` lies before ``first``."""
    day = first
    while day <= last:
        period = period_of(cadence, day)
        yield period
        day = period[1] + _ONE_DAY
