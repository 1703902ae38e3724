"""Which logs say what a log has to say, as a table (DY-06)."""

import pytest

from xuanpai_core.worklogs.completeness import LogPart, incomplete

SKELETON = "一、工作内容:\n二、走访情况:\n三、存在问题:"
CONTENT, PLACE = LogPart.CONTENT, LogPart.PLACE


@pytest.mark.parametrize(
    ("content", "place", "lacking"),
    [
        ("上午走访两户。", "徐家村", []),
        ("上午走访两户。", None, [PLACE]),
        ("上午走访两户。", "  ", [PLACE]),
        (" ", "徐家村", [CONTENT]),
        (" ", None, [CONTENT, PLACE]),
        (SKELETON, "徐家村", [CONTENT]),
        (SKELETON.replace("内容:", "内容:修渠"), "徐家村", []),
        (SKELETON.replace("内容:", "内容:\n修渠放水。"), "徐家村", []),
        (SKELETON.replace("内容:", "内容:无"), "徐家村", [CONTENT]),
        # Something stands there, but not what the day's work was.
        (SKELETON + "灌溉缺水", "徐家村", [CONTENT]),
        ("走访:两户", "徐家村", []),
        ("走访:\n调解:", "徐家村", [CONTENT]),
        ("【工作内容】:组织春耕", "徐家村", []),
        ("9:30到村,走访三户。", "徐家村", []),
        ("无", "徐家村", [CONTENT]),
    ],
)
def test_a_log_lacks_what_nobody_filled_in(content: str, place: str | None, lacking: list[LogPart]) -> None:
    assert incomplete(content, place) == lacking


def test_only_what_is_required_can_be_lacking() -> None:
    assert incomplete(" ", None, {CONTENT}) == [CONTENT]
    assert incomplete("修渠", None, {CONTENT}) == []
