"""Over which days a norm of presence is judged: the ISO week, the month, the year, the term that holds a day."""

from dataclasses import dataclass
from datetime import date, timedelta

from xuanpai_core.periods import Month, last_day_of_term, month_start
from xuanpai_core.plugins.duties import Cadence
from xuanpai_core.plugins.facts import PostingFacts
from xuanpai_core.plugins.presence import YearOf
from xuanpai_core.plugins.wording import day_name, month_name

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PresencePeriod:
    """The days from ``first`` to ``last``, both of them part of it; ``last`` None: a term whose end nobody has set.

    ``number``: which year of the term.
    """

    cadence: Cadence
    first: date
    last: date | None
    number: int = 0

    @property
    def name(self) -> str:
        """The period in words: ``2025年第43周(10月20日至10月26日)``."""
        if self.cadence is Cadence.MONTH:
            return month_name(Month(self.first))
        if self.cadence is Cadence.WEEK:
            year, week, _ = self.first.isocalendar()
            sunday = self.first + timedelta(days=6)
            return f"{year}年第{week}周({_short(self.first)}至{_short(sunday)})"
        until = f"至{day_name(self.last)}" if self.last else "起"
        if self.cadence is Cadence.TERM:
            return f"任期({day_name(self.first)}{until})"
        if self.number:
            return f"任期第{self.number}年({day_name(self.first)}{until})"
        return f"{self.first.year}年"


def period_on(cadence: Cadence, year_of: YearOf, posting: PostingFacts, day: date) -> PresencePeriod | None:
    """The period that holds ``day``; None before the posting begins or after it has ended.

    A year of the term begins on the same day of the year as the term; where that is 29 February, in other years on
    1 March.
    """
    if not posting.serves(day):
        return None
    if cadence is Cadence.WEEK:
        monday = day - timedelta(days=day.weekday())
        return PresencePeriod(Cadence.WEEK, monday, monday + timedelta(days=6))
    if cadence is Cadence.MONTH:
        month = Month(month_start(day))
        return PresencePeriod(Cadence.MONTH, month.start, month.end - _ONE_DAY)
    if cadence is Cadence.TERM:
        last = posting.planned_end or posting.end_date
        return PresencePeriod(Cadence.TERM, posting.start_date, None if last is None else max(last, day))
    if year_of is YearOf.CALENDAR:
        return PresencePeriod(Cadence.YEAR, date(day.year, 1, 1), date(day.year, 12, 31))
    return _year_of_term(posting.start_date, day)


def periods_between(
    cadence: Cadence, year_of: YearOf, posting: PostingFacts, since: date, until: date
) -> list[PresencePeriod]:
    """The periods that share a day with ``since`` to ``until`` and with the posting, in order."""
    found: list[PresencePeriod] = []
    day = max(since, posting.start_date)
    until = until if posting.end_date is None else min(until, posting.end_date)
    while day <= until:
        period = period_on(cadence, year_of, posting, day)
        if period is None:
            break
        found.append(period)
        if period.last is None:
            break
        day = period.last + _ONE_DAY
    return found


def _year_of_term(start: date, day: date) -> PresencePeriod:
    number = max(1, day.year - start.year)
    while last_day_of_term(start, 12 * number) < day:
        number += 1
    first = start if number == 1 else last_day_of_term(start, 12 * (number - 1)) + _ONE_DAY
    return PresencePeriod(Cadence.YEAR, first, last_day_of_term(start, 12 * number), number)


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"
