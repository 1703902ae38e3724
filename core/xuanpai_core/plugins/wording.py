"""Numbers and dates as a village secretary reads them."""

from datetime import date
from decimal import Decimal

from xuanpai_core.periods import Month


def yuan(fen: int) -> str:
    """分 in words: ``1700元``, ``932.26元``, ``50万元``."""
    if fen and fen % 1_000_000 == 0:
        return f"{fen // 1_000_000}万元"
    sign, whole, rest = "-" if fen < 0 else "", abs(fen) // 100, abs(fen) % 100
    return f"{sign}{whole}元" if rest == 0 else f"{sign}{whole}.{rest:02}元"


def day_count(days: Decimal | int) -> str:
    """Days in words: ``20天``, ``19.5天``."""
    return f"{Decimal(days).normalize():f}天"


def day_name(day: date) -> str:
    """A day in words: ``2020年3月31日``."""
    return f"{day.year}年{day.month}月{day.day}日"


def month_name(month: Month) -> str:
    """A month in words: ``2020年3月``."""
    return f"{month.start.year}年{month.start.month}月"


def quarter_name(quarter_start: date) -> str:
    """A quarter in words, from its first day: ``2020年第1季度``."""
    return f"{quarter_start.year}年第{(quarter_start.month + 2) // 3}季度"
