"""Half days as numbers: two a day, across months, years and the leap day."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuanpai_core.clock import SHANGHAI
from xuanpai_core.judgement.month import DayPart
from xuanpai_core.leave.slots import Half, day_of, days, half_of, overlap, parts, slot, slot_at, stretch_name

_DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))


@given(_DAYS, st.sampled_from(Half))
def test_a_half_day_is_found_again_by_its_number(day: date, half: Half) -> None:
    number = slot(day, half)

    assert (day_of(number), half_of(number)) == (day, half)
    assert day_of(number + 2) == day + timedelta(days=1)


@given(_DAYS, st.integers(0, 1), st.integers(1, 900))
def test_the_parts_of_a_stretch_are_exactly_its_half_days(day: date, begins: int, length: int) -> None:
    first = slot(day) + begins
    found = list(parts(first, first + length))

    weight = {DayPart.WHOLE: 2, DayPart.MORNING: 1, DayPart.AFTERNOON: 1}
    assert sum(weight[part] for _, part in found) == length
    assert [part for _, part in found[1:-1]] == [DayPart.WHOLE] * max(0, len(found) - 2)
    assert [one for one, _ in found] == [day + timedelta(days=offset) for offset in range(len(found))]
    assert days(first, first + length) == Decimal(length) / 2


def test_a_stretch_goes_over_the_leap_day_and_over_new_year() -> None:
    leap = parts(slot(date(2028, 2, 28), Half.AFTERNOON), slot(date(2028, 3, 1)) + 1)
    year = parts(slot(date(2025, 12, 31)), slot(date(2026, 1, 2)))

    assert list(leap) == [
        (date(2028, 2, 28), DayPart.AFTERNOON),
        (date(2028, 2, 29), DayPart.WHOLE),
        (date(2028, 3, 1), DayPart.MORNING),
    ]
    assert list(year) == [(date(2025, 12, 31), DayPart.WHOLE), (date(2026, 1, 1), DayPart.WHOLE)]


@pytest.mark.parametrize(
    ("hour", "minute", "half"), [(0, 0, Half.MORNING), (11, 59, Half.MORNING), (12, 0, Half.AFTERNOON)]
)
def test_noon_in_shanghai_divides_the_day(hour: int, minute: int, half: Half) -> None:
    assert slot_at(datetime(2025, 12, 31, hour, minute, tzinfo=SHANGHAI)) == slot(date(2025, 12, 31), half)


def test_what_two_stretches_share_is_counted_and_nothing_less_than_nothing() -> None:
    assert [overlap(0, 10, 4, 6), overlap(0, 5, 4, 9), overlap(0, 4, 4, 9), overlap(8, 9, 0, 2)] == [2, 1, 0, 0]


def test_a_stretch_is_named_as_people_say_it() -> None:
    monday, tuesday = date(2025, 10, 27), date(2025, 10, 28)

    assert stretch_name(slot(monday), slot(tuesday) + 2) == "2025年10月27日至2025年10月28日"
    assert stretch_name(slot(monday) + 1, slot(tuesday) + 1) == "2025年10月27日下午至2025年10月28日上午"
    assert stretch_name(slot(monday), slot(monday) + 2) == "2025年10月27日"
    assert stretch_name(slot(monday), slot(monday) + 1) == "2025年10月27日上午"
    assert stretch_name(slot(monday) + 1, slot(monday) + 2) == "2025年10月27日下午"
