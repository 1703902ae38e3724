"""Civil months and quarters as half-open ranges of days."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from xuanpai_core.errors import Invalid

# No record of ours lies outside these years; beyond them a finger slipped.
EARLIEST_YEAR, LATEST_YEAR = 1949, 2199


def _first_day(year: int, month: int) -> date:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise ValueError(f"no such year: {year}")
    return date(year, month, 1)


def day_come(asked: date | None, today: date) -> date:
    """The day that one looks at, ``today`` unless asked; raises ``Invalid`` (``DAY_IN_FUTURE``)."""
    if asked is not None and asked > today:
        raise Invalid("这一天还没有到,请选择今天或以前的日期。", code="DAY_IN_FUTURE")
    return asked or today


def month_start(day: date) -> date:
    """The first day of the month that holds ``day``."""
    return day.replace(day=1)


def next_month(day: date) -> date:
    """The first day of the month after the one that holds ``day``."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def quarter_start(day: date) -> date:
    """The first day of the calendar quarter that holds ``day``."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def quarter_months(start: date) -> tuple[date, date, date]:
    """The three month starts of the quarter that begins on ``start``."""
    second = next_month(start)
    return start, second, next_month(second)


def quarter_end(start: date) -> date:
    """The first day after the quarter that begins on ``start``."""
    return next_month(quarter_months(start)[2])


def last_day_of_term(start: date, months: int) -> date:
    """The day before the same day ``months`` later; the month's last day where that month has no such day."""
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    days = monthrange(year, month)[1]
    if start.day > days:
        return date(year, month, days)
    return date(year, month, start.day) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Month:
    """One civil month, written ``YYYY-MM``."""

    start: date

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Read ``YYYY-MM``; raises ``Invalid`` with code ``INVALID_MONTH``."""
        try:
            year, month = text.split("-")
            return cls(_first_day(int(year), int(month)))
        except ValueError:
            raise Invalid(f"“{text}”不是月份,请写成 2026-10 这样的格式。", code="INVALID_MONTH") from None

    @property
    def end(self) -> date:
        """The first day of the following month."""
        return next_month(self.start)

    def __str__(self) -> str:
        return self.start.strftime("%Y-%m")


def parse_quarter(text: str) -> date:
    """Read ``YYYYQn`` into the quarter's first day; raises ``Invalid`` with code ``INVALID_QUARTER``."""
    try:
        year, number = text.upper().split("Q")
        if number not in {"1", "2", "3", "4"}:
            raise ValueError(number)
        return _first_day(int(year), 3 * int(number) - 2)
    except ValueError:
        raise Invalid(f"“{text}”不是季度,请写成 2026Q3 这样的格式。", code="INVALID_QUARTER") from None


def quarter_label(start: date) -> str:
    """The quarter as ``YYYYQn``."""
    return f"{start.year}Q{(start.month + 2) // 3}"
