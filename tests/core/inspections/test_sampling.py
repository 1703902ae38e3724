"""A draw that anyone can do again with the seed and SHA-256 alone."""

from collections import Counter
from decimal import Decimal
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuanpai_core.inspections.sampling import ALGORITHM, UnknownAlgorithm, new_seed, ranked, recompute, size_of


@pytest.mark.parametrize(
    ("population", "percent", "size"),
    [
        (37, "10", 4),
        (40, "10", 4),
        (41, "10", 5),
        (600, "10", 60),
        (3, "10", 1),
        (1, "0.01", 1),
        (5000, "0.01", 1),
        (7, "100", 7),
        (8, "12.5", 1),
        (9, "12.5", 2),
        (0, "10", 0),
    ],
)
def test_a_percentage_is_rounded_up_and_never_less_than_one(population: int, percent: str, size: int) -> None:
    assert size_of(population, Decimal(percent)) == size


def test_the_algorithm_is_what_its_words_say() -> None:
    keys = [f"村{number}" for number in range(1, 8)]
    by_hand = sorted(keys, key=lambda key: int(sha256(f"种子20251024{key}".encode()).hexdigest(), 16))

    assert recompute(ALGORITHM, "种子20251024", keys, 3) == by_hand[:3]


def test_a_draw_known_by_heart() -> None:
    """Pinned, so that no later version draws otherwise from what is kept."""
    drawn = recompute("SHA256-1", "0123456789abcdef", [str(number) for number in range(1, 38)], 4)

    assert drawn == ["12", "6", "31", "1"]


def test_an_algorithm_of_another_day_is_not_guessed() -> None:
    with pytest.raises(UnknownAlgorithm, match="SHA256-9"):
        recompute("SHA256-9", "0123456789abcdef", ["a"], 1)


def test_no_two_seeds_are_the_same() -> None:
    seeds = {new_seed() for _ in range(50)}

    assert len(seeds) == 50
    assert {len(seed) for seed in seeds} == {64}


@given(st.lists(st.text(min_size=1, max_size=12), unique=True, max_size=40), st.text(min_size=8, max_size=20))
def test_the_order_of_the_population_makes_no_difference_and_nobody_is_lost(keys: list[str], seed: str) -> None:
    order = ranked(seed, keys)

    assert order == ranked(seed, list(reversed(keys)))
    assert Counter(order) == Counter(keys)


def test_everybody_is_drawn_about_as_often() -> None:
    """5 of 50, 2,000 times: each 200 times, give or take five standard deviations."""
    keys = [str(number) for number in range(50)]
    times = Counter(key for seed in range(2000) for key in recompute(ALGORITHM, f"seed{seed:08}", keys, 5))

    assert set(times) == set(keys)
    assert all(133 < times[key] < 267 for key in keys)
