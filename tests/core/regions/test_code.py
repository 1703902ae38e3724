"""What a region code tells by itself, and that its range and its cover are one thing."""

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xuanpai_core.errors import Invalid
from xuanpai_core.regions.code import RegionCode, RegionLevel
from xuanpai_core.regions.errors import InvalidRegionCode

CODES = st.sampled_from([2, 4, 6, 9, 12]).flatmap(
    # Few digits, so that one code is often above another; 9 is the last before the bound.
    lambda length: st.text(alphabet="019", min_size=length, max_size=length).map(RegionCode)
)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("21", RegionLevel.PROVINCE),
        ("2107", RegionLevel.CITY),
        ("210726", RegionLevel.COUNTY),
        ("210726101", RegionLevel.TOWNSHIP),
        ("341125109201", RegionLevel.VILLAGE),
    ],
)
def test_the_number_of_digits_is_the_level(text: str, level: RegionLevel) -> None:
    assert RegionCode.parse(text).level is level
    assert level.digits == len(text)


def test_levels_are_ordered_from_the_province_down_and_named_in_chinese() -> None:
    assert [(level.value, level.label) for level in sorted(RegionLevel)] == [
        (1, "省"),
        (2, "市"),
        (3, "县"),
        (4, "乡"),
        (5, "村"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        *("", "2", "210", "21072", "2107261", "21072610", "2107261011", "21072610111", "3411251092011"),
        *("2１", "२१", " 21", "21 ", "21\n", "2a", "21.0", "-1", "21\x00", "21:", "21" * 1000),
    ],
)
def test_anything_but_a_code_is_refused_in_chinese(text: str) -> None:
    with pytest.raises(InvalidRegionCode) as refusal:
        RegionCode.parse(text)

    assert refusal.value.error_code == "INVALID_REGION_CODE"
    assert isinstance(refusal.value, Invalid)
    assert refusal.value.message.endswith("不正确，请填写 2、4、6、9 或 12 位数字。")
    assert len(refusal.value.message) < 60
    assert refusal.value.message.isprintable()


def test_the_constructor_refuses_what_parse_refuses() -> None:
    with pytest.raises(InvalidRegionCode):
        RegionCode("210")


def test_ancestors_come_nearest_first_without_the_code_itself() -> None:
    village = RegionCode("341125109201")

    assert village.ancestors() == ("341125109", "341125", "3411", "34")
    assert village.parent == "341125109"
    assert village.province == "34"
    assert all(type(code) is RegionCode for code in village.ancestors())


def test_a_province_has_no_parent_and_is_its_own_province() -> None:
    province = RegionCode("21")

    assert province.parent is None
    assert province.ancestors() == ()
    assert province.province == "21"


def test_a_code_is_the_same_as_its_text() -> None:
    code = RegionCode("2107")

    assert code == "2107"
    assert hash(code) == hash("2107")
    assert f"{code}" == "2107"
    assert type(copy.copy(code)) is RegionCode
    assert RegionCode.stored("2107") == code


def test_a_region_covers_itself_and_what_is_below_but_not_its_neighbour() -> None:
    heishan = RegionCode("210726")

    assert heishan.covers(heishan)
    assert heishan.covers(RegionCode("210726101"))
    assert not heishan.covers(RegionCode("210727"))
    assert not heishan.covers(RegionCode("2107"))


def test_the_range_is_half_open_and_closed_by_a_colon() -> None:
    assert RegionCode("2107").range() == ("2107", "2107:")
    assert all(type(bound) is str for bound in RegionCode("2107").range())


@settings(deadline=None)
@given(above=CODES, other=CODES)
def test_a_code_is_in_the_range_exactly_when_it_is_covered(above: RegionCode, other: RegionCode) -> None:
    low, high = (bound.encode() for bound in above.range())

    assert (low <= other.encode() < high) == above.covers(other)


@settings(deadline=None)
@given(code=CODES)
def test_every_ancestor_covers_the_code_and_holds_its_whole_range(code: RegionCode) -> None:
    low, high = code.range()

    for ancestor in code.ancestors():
        assert ancestor.covers(code)
        assert not code.covers(ancestor)
        assert ancestor.range()[0] <= low
        assert high <= ancestor.range()[1]


@settings(deadline=None)
@given(code=CODES)
def test_ancestors_are_the_parents_one_after_another(code: RegionCode) -> None:
    chain = []
    parent = code.parent
    while parent is not None:
        chain.append(parent)
        parent = parent.parent

    assert tuple(chain) == code.ancestors()
    assert len(chain) == code.level - 1
    assert (chain[-1] if chain else code) == code.province


@settings(deadline=None)
@given(first=CODES, second=CODES)
def test_two_ranges_are_nested_or_apart(first: RegionCode, second: RegionCode) -> None:
    (low, high), (other_low, other_high) = first.range(), second.range()

    overlap = low < other_high and other_low < high

    assert overlap == (first.covers(second) or second.covers(first))


@settings(deadline=None)
@given(text=st.text(max_size=13))
def test_parse_gives_the_text_back_or_refuses_it(text: str) -> None:
    is_code = len(text) in {2, 4, 6, 9, 12} and set(text) <= set("0123456789")

    if is_code:
        assert RegionCode.parse(text) == text
    else:
        with pytest.raises(InvalidRegionCode):
            RegionCode.parse(text)
