"""When signals together make a lead: the rule, table-driven."""

from datetime import date
from uuid import UUID

import pytest

from xuanpai_core.signals.doubting import Weighed, worth_a_lead
from xuanpai_core.signals.ruling import DEFAULT

OCTOBER = date(2025, 10, 1)


def weighed(*signals: tuple[date, int]) -> list[Weighed]:
    """Signals of these days and weights, numbered from 0."""
    return [Weighed(UUID(int=number), day, weight) for number, (day, weight) in enumerate(signals)]


def day(month: int, number: int) -> date:
    """That day of 2025."""
    return date(2025, month, number)


@pytest.mark.parametrize(
    ("signals", "chosen"),
    [
        ([], []),
        ([(day(10, 3), 4)], []),
        # One that is strong alone.
        ([(day(10, 3), 5)], [0]),
        # Two together, in any part of the month, on one day or with what came before.
        ([(day(10, 1), 4), (day(10, 30), 2)], [0, 1]),
        ([(day(10, 1), 4), (day(10, 31), 2)], []),
        ([(day(10, 3), 2), (day(10, 3), 4)], [0, 1]),
        ([(day(10, 1), 1), (day(10, 2), 1), (day(10, 3), 1), (day(10, 4), 1), (day(10, 5), 1)], []),
        ([(day(10, number), 1) for number in range(1, 7)], [0, 1, 2, 3, 4, 5]),
        # What weighed in from the month before belongs to it, what did not stays out.
        ([(day(9, 10), 1), (day(9, 25), 4), (day(10, 20), 2)], [1, 2]),
        ([(day(9, 20), 4), (day(10, 20), 2)], []),
        # Once there is one, the whole month is in it; the month before only where it weighed.
        ([(day(10, 1), 1), (day(10, 31), 5)], [0, 1]),
        ([(day(9, 30), 1), (day(10, 2), 5)], [1]),
        # Another month's is not this month's.
        ([(day(9, 30), 5), (day(11, 1), 5)], []),
    ],
)
def test_what_makes_a_lead_of_october(signals: list[tuple[date, int]], chosen: list[int]) -> None:
    assert [signal.id.int for signal in worth_a_lead(weighed(*signals), OCTOBER, lambda _: DEFAULT)] == chosen
