"""Which days of a stretch are workdays and which are statutory holidays, as far as the years are published."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class WorkdayAnswer:
    """The ``workdays`` and ``holidays`` of a stretch of days; ``unpublished`` are the years of it that nobody knows.

    A day of an unpublished year is in neither set: whoever judges says so instead of guessing.
    """

    workdays: frozenset[date]
    holidays: frozenset[date]
    unpublished: tuple[int, ...] = ()
    names: tuple[tuple[date, str], ...] = ()
    """What each holiday is called, in order of the days."""

    @property
    def known_workdays(self) -> frozenset[date] | None:
        """The workdays; None while a year of the stretch is not published."""
        return None if self.unpublished else self.workdays

    def between(self, first: date, last: date) -> "WorkdayAnswer":
        """The part from ``first`` to ``last``, both of them days of it."""
        return WorkdayAnswer(
            workdays=frozenset(day for day in self.workdays if first <= day <= last),
            holidays=frozenset(day for day in self.holidays if first <= day <= last),
            unpublished=tuple(year for year in self.unpublished if first.year <= year <= last.year),
            names=tuple((day, name) for day, name in self.names if first <= day <= last),
        )


NOTHING_PUBLISHED = WorkdayAnswer(frozenset(), frozenset())
