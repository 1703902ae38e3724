"""A plugin's card has no holes, and what is set in it is read strictly and refused in Chinese."""

from decimal import Decimal
from typing import Any

import pytest
from pydantic import BaseModel, Field, ValidationError, field_validator

from tests.plugins.sample_region import SampleParameters, Tone, card
from xuanpai_core.plugins.errors import InvalidPluginParameters
from xuanpai_core.plugins.metadata import NoParameters, ParameterModel


class EvenParameters(ParameterModel):
    """One number, which must be even."""

    pairs: int = Field(default=2, title="成对的数", description="须是偶数。")

    @field_validator("pairs")
    @classmethod
    def must_be_even(cls, value: int) -> int:
        """Refuse odd numbers, in Chinese."""
        if value % 2:
            raise ValueError("须是偶数。")
        return value


class Nameless(ParameterModel):
    """A field that no form could show."""

    days: int = Field(default=2, title="days", description="天数。")


class Demanding(ParameterModel):
    """A field without the natural reading."""

    days: int = Field(title="天数", description="天数。")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"code": "Region-Jinzhou"}, "元数据 code 的写法不对:'Region-Jinzhou'"),
        ({"version": "first"}, "元数据 version 的写法不对:'first'"),
        ({"requires_api": "1"}, "元数据 requires_api 的写法不对:'1'"),
        ({"name": "Jinzhou"}, "元数据 name 须用中文填写"),
        ({"description": ""}, "元数据 description 须用中文填写"),
        ({"parameters": BaseModel}, "元数据 parameters 须是 ParameterModel 的子类"),
        ({"parameters": Nameless}, r"参数 days 缺少中文名称\(title\)或中文说明"),
        ({"parameters": Demanding}, "参数 days 没有默认值"),
    ],
)
def test_a_card_with_a_hole_is_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        card(**change)


@pytest.mark.parametrize(
    ("offered", "required", "accepted"),
    [
        ("1.0", "1.0", True),
        ("1.3", "1.0", True),
        ("1.10", "1.9", True),
        ("1.0", "1.1", False),
        ("2.0", "1.0", False),
        ("1.0", "2.0", False),
    ],
)
def test_an_api_of_the_same_major_and_no_older_minor_is_accepted(offered: str, required: str, accepted: bool) -> None:
    assert card(requires_api=required).accepts_api(offered) is accepted


def test_nothing_set_means_the_defaults() -> None:
    assert card().parse_parameters({}) == SampleParameters(min_days=12, tone=Tone.PLAIN)


def test_set_values_are_read_as_json() -> None:
    assert card().parse_parameters({"min_days": 28, "tone": "formal"}) == SampleParameters(
        min_days=28, tone=Tone.FORMAL
    )


def test_parameters_stored_as_json_are_read_back_the_same() -> None:
    formal = SampleParameters(min_days=14, tone=Tone.FORMAL)

    stored = formal.model_dump(mode="json")

    assert stored == {"min_days": 14, "tone": "formal"}
    assert card().parse_parameters(stored) == formal


FAULTS = [
    ({"min_days": 0}, "min_days", "TOO_SMALL", "最少天数:不能小于1。"),
    ({"min_days": 29}, "min_days", "TOO_LARGE", "最少天数:不能大于28。"),
    ({"min_days": "12"}, "min_days", "NOT_AN_INTEGER", "最少天数:请填整数,不带引号和小数点。"),
    ({"min_days": True}, "min_days", "NOT_AN_INTEGER", "最少天数:请填整数,不带引号和小数点。"),
    ({"min_days": 12.5}, "min_days", "NOT_AN_INTEGER", "最少天数:请填整数,不带引号和小数点。"),
    ({"min_days": float("nan")}, "min_days", "NOT_AN_INTEGER", "最少天数:请填整数,不带引号和小数点。"),
    ({"min_days": None}, "min_days", "NOT_AN_INTEGER", "最少天数:请填整数,不带引号和小数点。"),
    ({"tone": "loud"}, "tone", "NOT_A_CHOICE", "语气:请从这些值中选一个:plain(平实)、formal(正式)。"),
    ({"tone": 1}, "tone", "NOT_A_CHOICE", "语气:请从这些值中选一个:plain(平实)、formal(正式)。"),
    ({"min_dayz": 12}, "min_dayz", "UNKNOWN_FIELD", "min_dayz:没有这个参数,请删去或改正名称。"),
    ({"min_days": Decimal(12)}, "", "NOT_JSON", "参数只能是文字、数字、是否、列表或空值。"),
]


@pytest.mark.parametrize(("raw", "path", "code", "message"), FAULTS)
def test_a_fault_is_refused_with_its_field_and_a_chinese_message(
    raw: dict[str, object], path: str, code: str, message: str
) -> None:
    with pytest.raises(InvalidPluginParameters) as refused:
        card().parse_parameters(raw)

    assert refused.value.error_code == "INVALID_PLUGIN_PARAMETERS"
    assert [(problem.path, problem.code, problem.message) for problem in refused.value.fields] == [
        (path, code, message)
    ]
    assert refused.value.message == f"“样例办法”的参数有误:{message}"


def test_every_fault_is_reported_at_once() -> None:
    with pytest.raises(InvalidPluginParameters) as refused:
        card().parse_parameters({"min_days": 99, "tone": "loud", "more": 1})

    assert [problem.path for problem in refused.value.fields] == ["min_days", "tone", "more"]


def test_a_plugin_s_own_check_speaks_for_itself() -> None:
    with pytest.raises(InvalidPluginParameters) as refused:
        card(parameters=EvenParameters).parse_parameters({"pairs": 3})

    assert [(problem.code, problem.message) for problem in refused.value.fields] == [
        ("INVALID_VALUE", "成对的数:须是偶数。")
    ]


def test_parameters_cannot_be_changed_after_they_were_read() -> None:
    parameters = card().parse_parameters({})

    with pytest.raises(ValidationError):
        parameters.min_days = 1  # type: ignore[attr-defined]

    assert parameters == SampleParameters()


def test_the_schema_shows_chinese_titles_bounds_and_labelled_choices() -> None:
    schema = card().parameter_schema()

    assert schema["title"] == "样例办法"
    assert schema["additionalProperties"] is False
    assert schema["properties"]["min_days"] == {
        "default": 12,
        "description": "每月最少到岗天数。",
        "maximum": 28,
        "minimum": 1,
        "title": "最少天数",
        "type": "integer",
    }
    assert schema["$defs"]["Tone"] == {
        "enum": ["plain", "formal"],
        "oneOf": [{"const": "plain", "title": "平实"}, {"const": "formal", "title": "正式"}],
        "type": "string",
    }


def test_a_plugin_without_parameters_takes_none() -> None:
    quiet = card(parameters=NoParameters)

    assert quiet.parse_parameters({}) == NoParameters()
    with pytest.raises(InvalidPluginParameters, match="没有这个参数"):
        quiet.parse_parameters({"min_days": 1})
