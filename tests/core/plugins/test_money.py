"""分 are rounded once, and never lost or invented."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuanpai_core.plugins.money import round_to_fen, share_equally

CODES = st.lists(st.text(alphabet="0123456789", min_size=1, max_size=12), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("exact", "fen"),
    [
        (Fraction(170_000 * 17, 31), 93_226),
        (Fraction(5, 2), 3),
        (Fraction(-5, 2), -3),
        (Fraction(49, 20), 2),
        (Fraction(7, 3), 2),
        (Fraction(8, 3), 3),
        (Fraction(0), 0),
        (Fraction(12), 12),
    ],
)
def test_amounts_round_half_up_to_the_fen(exact: Fraction, fen: int) -> None:
    assert round_to_fen(exact) == fen


def test_the_odd_fen_go_to_the_smallest_codes() -> None:
    shared = share_equally(50_000, ["210727101203", "210727101201", "210727101202"])

    assert shared == {"210727101201": 16_667, "210727101202": 16_667, "210727101203": 16_666}


def test_a_code_named_twice_receives_once() -> None:
    assert share_equally(11, ["b", "a", "b"]) == {"a": 6, "b": 5}


def test_a_negative_total_mirrors_the_positive_one() -> None:
    assert share_equally(-11, ["a", "b"]) == {"a": -6, "b": -5}


def test_nobody_receives_nothing() -> None:
    assert share_equally(11, []) == {}


@given(total=st.integers(-(10**15), 10**15), codes=CODES)
def test_parts_sum_to_the_total_and_differ_by_one_at_most(total: int, codes: list[str]) -> None:
    shared = share_equally(total, codes)

    assert sum(shared.values()) == total
    assert max(shared.values()) - min(shared.values()) <= 1
    assert share_equally(total, reversed(codes)) == shared
