"""The clock as a port: judgement and records read the time from here, and tests set it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    """Tells the present instant."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return datetime.now(UTC)


@dataclass(slots=True)
class FixedClock:
    """A clock that stands where it was put, for tests and for seeding the past."""

    instant: datetime

    def now(self) -> datetime:
        """The instant it was set to."""
        return self.instant

    def advance(self, **parts: float) -> None:
        """Move forward by ``timedelta(**parts)``."""
        self.instant += timedelta(**parts)


def civil_date(instant: datetime) -> date:
    """The calendar day in Asia/Shanghai on which ``instant`` falls."""
    return instant.astimezone(SHANGHAI).date()


def today(clock: Clock) -> date:
    """The present calendar day in Asia/Shanghai."""
    return civil_date(clock.now())
