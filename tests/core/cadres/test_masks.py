"""A mask shows three signs at the head and four at the tail, and nothing of what is between."""

import string

from hypothesis import given
from hypothesis import strategies as st

from xuanpai_core.cadres.masks import mask

NUMBERS = st.text(alphabet=string.digits + "X", min_size=8, max_size=30)


@given(NUMBERS)
def test_a_mask_keeps_the_length_and_only_the_two_ends(number: str) -> None:
    masked = mask(number)

    assert len(masked) == len(number)
    assert (masked[:3], masked[-4:]) == (number[:3], number[-4:])
    assert set(masked[3:-4]) == {"*"}


@given(NUMBERS, NUMBERS)
def test_numbers_that_differ_only_between_the_ends_look_the_same(number: str, other: str) -> None:
    middle = (other * len(number))[: len(number) - 7]

    assert mask(number[:3] + middle + number[-4:]) == mask(number)


@given(st.text(alphabet=string.digits, max_size=7))
def test_a_short_number_is_hidden_whole(number: str) -> None:
    assert mask(number) == "*" * len(number)


def test_identity_numbers_and_phones_as_people_see_them() -> None:
    assert mask("210700198001010010") == "210***********0010"
    assert mask("13812345678") == "138****5678"
