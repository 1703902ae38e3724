"""Half days as whole numbers: two a day, so that a stretch of leave is a half-open range of them."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from xuanpai_core.clock import SHANGHAI
from xuanpai_core.judgement.month import DayPart
from xuanpai_core.plugins.wording import day_name

_NOON = 12


class Half(StrEnum):
    """The two halves of a day."""

    MORNING = "MORNING"
    AFTERNOON = "AFTERNOON"


def slot(day: date, half: Half = Half.MORNING) -> int:
    """The number of this half day; the next half day has the next number."""
    return day.toordinal() * 2 + (half is Half.AFTERNOON)


def day_of(number: int) -> date:
    """The day that the half day is part of."""
    return date.fromordinal(number // 2)


def half_of(number: int) -> Half:
    """Which half of its day it is."""
    return Half.AFTERNOON if number % 2 else Half.MORNING


def slot_at(instant: datetime) -> int:
    """The half day in which ``instant`` falls, in Asia/Shanghai."""
    local = instant.astimezone(SHANGHAI)
    return slot(local.date(), Half.MORNING if local.hour < _NOON else Half.AFTERNOON)


def days(first: int, after: int) -> Decimal:
    """How many days the half days from ``first`` to the one before ``after`` make: ``1.5``."""
    return Decimal(max(0, after - first)) / 2


def parts(first: int, after: int) -> Iterator[tuple[date, DayPart]]:
    """The stretch day by day; only its first and its last day may be a half."""
    number = first
    while number < after:
        if number % 2 == 0 and number + 1 < after:
            yield day_of(number), DayPart.WHOLE
            number += 2
        else:
            yield day_of(number), DayPart(half_of(number).value)
            number += 1


def overlap(first: int, after: int, low: int, high: int) -> int:
    """How many half days two stretches have in common."""
    return max(0, min(after, high) - max(first, low))


def stretch_name(first: int, after: int) -> str:
    """The stretch in words: ``2025年10月27日至2025年10月29日上午``."""
    last = after - 1
    start = day_name(day_of(first)) + ("" if half_of(first) is Half.MORNING else "下午")
    end = day_name(day_of(last)) + ("" if half_of(last) is Half.AFTERNOON else "上午")
    if day_of(first) != day_of(last):
        return f"{start}至{end}"
    return start if half_of(last) is Half.AFTERNOON else end
