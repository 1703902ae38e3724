"""What people write for a place, against the place's own name."""

import pytest

from xuanpai_core.roster.place_names import NameMatch, compare_name

SAME, OTHER, TOWNSHIP = NameMatch.SAME, NameMatch.OTHER_PLACE, NameMatch.OTHER_TOWNSHIP
XUXIAO = ("徐小村委会", "安徽省滁州市定远县界牌集镇徐小村委会")
HESHAN = ("小新村民委员会", "辽宁省锦州市黑山县芳山镇小新村民委员会")
NANHU = ("南湖社区居民委员会", "辽宁省锦州市黑山县黑山街道南湖社区居民委员会")
WANG = ("王家庄村村委会", "山东省临沂市河东区汤头街道王家庄村村委会")


@pytest.mark.parametrize(
    ("region", "written", "match"),
    [
        (XUXIAO, "徐小村委会", SAME),
        (XUXIAO, "徐小村", SAME),
        (XUXIAO, "徐小村村民委员会", SAME),
        (XUXIAO, "界牌集镇徐小村", SAME),
        (XUXIAO, "定远县界牌集镇 徐小村", SAME),
        (XUXIAO, "安徽省滁州市定远县界牌集镇徐小村委会", SAME),
        (XUXIAO, "德胜村", OTHER),
        (XUXIAO, "大徐小村", OTHER),
        (XUXIAO, "永康镇徐小村", TOWNSHIP),
        (XUXIAO, "定远县永康镇德胜村", TOWNSHIP),
        (XUXIAO, "永康镇", OTHER),
        (HESHAN, "小新村", SAME),
        (HESHAN, "芳山镇小新村村委会", SAME),
        (NANHU, "南湖社区", SAME),
        (NANHU, "黑山街道南湖社区居委会", SAME),
        (NANHU, "大虎山镇南湖社区", TOWNSHIP),
        (WANG, "王家庄村", SAME),
        (WANG, "王家庄", SAME),
    ],
)
def test_a_village_is_known_by_the_names_people_use(region: tuple[str, str], written: str, match: NameMatch) -> None:
    name, path_name = region

    assert compare_name(written, level=5, name=name, path_name=path_name) is match


@pytest.mark.parametrize(
    ("written", "match"), [("芳山镇", SAME), ("黑山县芳山镇", SAME), ("芳山", OTHER), ("义县芳山镇", OTHER)]
)
def test_a_township_is_written_as_it_is_called(written: str, match: NameMatch) -> None:
    found = compare_name(written, level=4, name="芳山镇", path_name="辽宁省锦州市黑山县芳山镇")

    assert found is match
