"""Amounts and dates read as a village secretary writes them."""

from datetime import date
from decimal import Decimal

import pytest

from xuanpai_core.periods import Month
from xuanpai_core.plugins.wording import day_count, day_name, month_name, quarter_name, yuan


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (170_000, "1700元"),
        (93_226, "932.26元"),
        (50_000_000, "50万元"),
        (49_999_999, "499999.99元"),
        (0, "0元"),
        (1, "0.01元"),
        (-50_001, "-500.01元"),
        (-2_000_000, "-2万元"),
    ],
)
def test_amounts_in_words(fen: int, words: str) -> None:
    assert yuan(fen) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [(20, "20天"), (Decimal("19.5"), "19.5天"), (Decimal("10.0"), "10天"), (Decimal(0), "0天")],
)
def test_days_in_words(days: Decimal | int, words: str) -> None:
    assert day_count(days) == words


def test_dates_in_words() -> None:
    assert day_name(date(2020, 3, 31)) == "2020年3月31日"
    assert month_name(Month(date(2020, 3, 1))) == "2020年3月"
    assert quarter_name(date(2020, 1, 1)) == "2020年第1季度"
    assert quarter_name(date(2020, 10, 1)) == "2020年第4季度"
