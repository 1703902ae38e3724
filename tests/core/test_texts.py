"""What people write is trimmed, and refused when it is empty, endless, or cannot be shown."""

import pytest

from xuanpai_core.errors import Invalid
from xuanpai_core.texts import one_line, paragraphs


def test_texts_are_trimmed_and_otherwise_kept() -> None:
    assert one_line("  第一书记产业园　", path="name", title="名称") == "第一书记产业园"
    assert paragraphs("一、正常\r\n\t二、继续\n", path="topics", title="议题") == "一、正常\n\t二、继续"
    assert one_line("𠮷" * 100, path="name", title="名称") == "𠮷" * 100


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "REQUIRED"),
        (" \n　", "REQUIRED"),
        ("字" * 101, "TOO_LONG"),
        ("两\n行", "UNREADABLE"),
        ("空\x00字", "UNREADABLE"),
        ("零\u200b宽", "UNREADABLE"),
        ("半\ud800个", "UNREADABLE"),
    ],
)
def test_a_line_that_cannot_be_stored_names_its_field(text: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        one_line(text, path="name", title="名称")

    assert refused.value.error_code == "INVALID_TEXT"
    assert [(problem.path, problem.code) for problem in refused.value.fields] == [("name", code)]


def test_paragraphs_may_have_lines_but_nothing_that_cannot_be_shown() -> None:
    with pytest.raises(Invalid) as refused:
        paragraphs("一\n\x07二", path="topics", title="议题")

    assert refused.value.fields[0].code == "UNREADABLE"
