"""Each member of the leading body takes on two counties; which is nobody's (JZ-13)."""

from uuid import UUID

from xuanpai_core.inspections.patrols import judge_patrols

FIRST, SECOND, THIRD = (UUID(int=number) for number in (1, 2, 3))
MEMBERS = [(FIRST, "赵一"), (SECOND, "钱二"), (THIRD, "孙三")]
COUNTIES = {f"2107{number:02}": f"第{number}县" for number in range(1, 8)}


def taken(**counties: str) -> list[tuple[UUID, str]]:
    """``a="01 02"``: the first member has these."""
    who = dict(zip("abc", (FIRST, SECOND, THIRD), strict=True))
    return [(who[name], f"2107{number}") for name, numbers in counties.items() for number in numbers.split()]


def test_three_members_cover_six_of_seven_counties() -> None:
    found = judge_patrols(MEMBERS, COUNTIES, taken(a="01 02", b="03 04", c="05 06"))

    assert (len(found.covered), found.uncovered) == (6, ("210707",))
    assert [member.lacking for member in found.members] == [0, 0, 0]
    assert found.warning == "7个县(市、区)已覆盖6个,未覆盖1个:第7县。"


def test_a_member_with_one_county_has_fewer_than_two() -> None:
    found = judge_patrols(MEMBERS, COUNTIES, taken(a="01 02", b="03", c="05 06"))

    assert [(member.name, member.lacking) for member in found.members] == [("赵一", 0), ("钱二", 1), ("孙三", 0)]
    assert found.members[1].reason == "承包1个,不足2个"
    assert found.warning == "7个县(市、区)已覆盖5个,未覆盖2个:第4县、第7县;钱二承包1个,不足2个。"


def test_too_many_are_told_as_well_and_twice_the_same_is_once() -> None:
    found = judge_patrols(MEMBERS[:1], COUNTIES, taken(a="01 02 02 03"))

    assert found.members[0].reason == "承包3个,超过2个"
    assert found.members[0].lacking == -1


def test_two_who_share_a_county_cover_it_once() -> None:
    found = judge_patrols(MEMBERS[:2], COUNTIES, taken(a="01 02", b="02 03"))

    assert found.covered == ("210701", "210702", "210703")


def test_a_county_elsewhere_does_not_count_and_the_number_is_a_parameter() -> None:
    three = [(FIRST, "210801"), *taken(a="01 02 03")]

    found = judge_patrols(MEMBERS[:1], {code: COUNTIES[code] for code in ("210701", "210702", "210703")}, three, 3)

    assert (found.required, found.uncovered, found.warning) == (3, (), None)
