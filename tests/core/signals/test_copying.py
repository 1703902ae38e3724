"""When two texts are the same: pure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.signals.noticing import TEXT
from xuanpai_core.signals.copying import letters_of, similarity, sketch


def test_only_letters_count() -> None:
    assert letters_of("10月24日:走访 3 户(ＡＢ）!") == "月日走访户ab"
    assert (
        sketch(TEXT) == sketch(TEXT.replace("四户", "四户 12 人。").replace(" 12 人。", "")) == sketch(f" {TEXT}\n30。")
    )


def test_a_short_text_tells_nothing() -> None:
    assert sketch("入户走访,了解情况。") is None
    assert sketch("走" * 29) is None
    assert sketch("走" * 30) is not None


@pytest.mark.parametrize(
    ("other", "least", "most"),
    [
        (TEXT, 1.0, 1.0),
        (TEXT.replace("张家", "李家"), 0.8, 0.95),
        (TEXT.replace("张家", "李家").replace("四户", "五户").replace("冬季", "夏季"), 0.6, 0.8),
        ("上午参加镇里召开的防汛会议,传达上级精神;下午查看河堤和排水沟,组织党员清理垃圾,慰问两名老党员。", 0.0, 0.1),
        ("", 0.0, 0.0),
    ],
)
def test_what_is_the_same_is_counted_exactly(other: str, least: float, most: float) -> None:
    assert least <= similarity(TEXT, other) <= most
    assert similarity(TEXT, other) == similarity(other, TEXT)


def test_two_empty_texts_are_not_the_same_text() -> None:
    assert similarity("", "12!") == 0.0


LETTERS = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x5E00), min_size=100, max_size=300)


@given(text=LETTERS, after=st.text("0123456789 ,。!\n", max_size=20))
def test_the_same_letters_have_the_same_sketch_whatever_stands_between(text: str, after: str) -> None:
    assert sketch(text + after) == sketch(after + text)
    assert similarity(text + after, text) == 1.0


def test_of_nearly_equal_texts_nearly_all_share_a_band() -> None:
    """One letter in the middle changed of 400 long texts, each of its own words: some nine tenths in common."""
    found = 0
    for number in range(400):
        text = "".join(chr(0x4E00 + (number * 7919 + at * at * 31 + at * 17) % 5000) for at in range(80))
        changed = text[:40] + "鑫" + text[41:]
        one, other = sketch(text), sketch(changed)
        assert one is not None
        assert other is not None
        assert 0.9 < similarity(text, changed) < 1.0
        found += any(left == right for left, right in zip(one.bands, other.bands, strict=True))
    assert found >= 388
