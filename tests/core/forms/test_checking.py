"""What is filled into a form is stored exactly, or refused with every problem named."""

import pytest

from xuanpai_core.forms.checking import InvalidContent, check_content, features_of
from xuanpai_core.plugins.forms import Field, FieldKind

ROADS = Field(code="roads", title="道路", kind=FieldKind.NUMBER, least=0, most=1000, unit="公里")
SUM = Field(code="sum", title="资金", kind=FieldKind.MONEY, least=0)
TEAMS = Field(code="teams", title="宣讲团", kind=FieldKind.INTEGER, least=1, most=10, required=True)
ON = Field(code="on", title="签订日期", kind=FieldKind.DATE)
DONE = Field(code="done", title="已办结", kind=FieldKind.BOOLEAN, feature=True)
KIND = Field(
    code="kind",
    title="送什么",
    kind=FieldKind.CHOICE,
    choices=(("POLICY", "政策信息"), ("MEDICAL", "医疗卫生")),
    feature=True,
)
WORDS = Field(code="words", title="说明", least=2, most=5)
ALL = (ROADS, SUM, TEAMS, ON, DONE, KIND, WORDS)


def test_every_kind_is_stored_in_its_own_exact_shape_and_in_the_order_of_the_form() -> None:
    content = check_content(
        ALL,
        {
            "words": " 两行\r\n字 ",
            "kind": "MEDICAL",
            "done": False,
            "on": "2015-04-01",
            "teams": 3,
            "sum": 5_000_000,
            "roads": "25.50",
        },
    )

    assert list(content.items()) == [
        ("roads", "25.5"),
        ("sum", 5_000_000),
        ("teams", 3),
        ("on", "2015-04-01"),
        ("done", False),
        ("kind", "MEDICAL"),
        ("words", "两行\n字"),
    ]


def test_what_is_blank_is_left_out() -> None:
    assert check_content(ALL, {"teams": 1, "words": "  ", "on": None, "kind": ""}) == {"teams": 1}


@pytest.mark.parametrize(
    ("given", "stored"), [("0", "0"), ("-0", "0"), ("0.10", "0.1"), ("100", "100"), (25, "25"), ("1000.000000", "1000")]
)
def test_a_number_is_kept_as_exact_decimal_text(given: object, stored: str) -> None:
    assert check_content([Field(code="n", title="数", kind=FieldKind.NUMBER)], {"n": given}) == {"n": stored}


@pytest.mark.parametrize(
    ("code", "value", "problem"),
    [
        ("roads", 25.5, "WRONG_TYPE"),
        ("roads", "25km", "WRONG_TYPE"),
        ("roads", "1e3", "WRONG_TYPE"),
        ("roads", "NaN", "WRONG_TYPE"),
        ("roads", "٣", "WRONG_TYPE"),
        ("roads", "-0.1", "OUT_OF_RANGE"),
        ("roads", "1000.01", "OUT_OF_RANGE"),
        ("roads", True, "WRONG_TYPE"),
        ("sum", 100.0, "WRONG_TYPE"),
        ("sum", "100", "WRONG_TYPE"),
        ("sum", -1, "OUT_OF_RANGE"),
        ("sum", 10**15 + 1, "OUT_OF_RANGE"),
        ("teams", True, "WRONG_TYPE"),
        ("teams", 0, "OUT_OF_RANGE"),
        ("teams", 11, "OUT_OF_RANGE"),
        ("teams", None, "REQUIRED"),
        ("teams", "", "REQUIRED"),
        ("on", "2015-02-29", "WRONG_TYPE"),
        ("on", "2015-4-1", "WRONG_TYPE"),
        ("on", "20150401", "WRONG_TYPE"),
        ("done", "是", "WRONG_TYPE"),
        ("done", 1, "WRONG_TYPE"),
        ("kind", "MONEY", "NOT_A_CHOICE"),
        ("kind", ["POLICY"], "NOT_A_CHOICE"),
        ("words", 12, "WRONG_TYPE"),
        ("words", "一", "OUT_OF_RANGE"),
        ("words", "一二三四五六", "OUT_OF_RANGE"),
        ("words", "一\x00二", "UNREADABLE"),
        ("weather", "晴", "UNKNOWN_FIELD"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(code: str, value: object, problem: str) -> None:
    with pytest.raises(InvalidContent) as refused:
        check_content(ALL, {"teams": 1, code: value})

    assert [(one.path, one.code) for one in refused.value.fields] == [(f"content.{code}", problem)]
    assert refused.value.error_code == "INVALID_CONTENT"


def test_the_bounds_themselves_belong() -> None:
    content = check_content(ALL, {"teams": 10, "roads": "1000", "sum": 0, "words": "一二三四五"})

    assert content == {"roads": "1000", "sum": 0, "teams": 10, "words": "一二三四五"}


def test_every_problem_is_named_at_once() -> None:
    with pytest.raises(InvalidContent) as refused:
        check_content(ALL, {"weather": "晴", "sum": 1.5, "kind": "X"}, path="items")

    assert [(one.path, one.code) for one in refused.value.fields] == [
        ("items.weather", "UNKNOWN_FIELD"),
        ("items.sum", "WRONG_TYPE"),
        ("items.teams", "REQUIRED"),
        ("items.kind", "NOT_A_CHOICE"),
    ]


def test_the_fields_that_are_features_are_named_as_deeds_name_them() -> None:
    assert features_of(ALL, {"teams": 1, "done": True, "kind": "POLICY"}) == ("done:true", "kind:POLICY")
    assert features_of(ALL, {"teams": 1}) == ()
