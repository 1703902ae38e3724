"""Who a plugin is and what may be set in it: metadata, typed parameters, labelled choices."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler, JsonValue, ValidationError
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, ErrorDetails

from xuanpai_core.errors import FieldProblem
from xuanpai_core.plugins.errors import InvalidPluginParameters
from xuanpai_core.regions.code import RegionLevel

API_VERSION = "1.3"
"""What ``xuanpai_core.plugins.api`` offers: a new major breaks plugins, a new minor only adds."""

_CODE = re.compile(r"[a-z][a-z0-9_]{2,62}")
_VERSION = re.compile(r"\d+\.\d+(\.\d+)?")
_API_VERSION = re.compile(r"\d+\.\d+")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


class Choice(StrEnum):
    """A closed choice whose members carry a Chinese label: ``HOLD = "hold", "暂缓发放"``."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        """Make a member that is its stored value and knows its label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The choice as ``oneOf`` of constants with titles, which form builders show as labels."""
        schema = handler.resolve_ref_schema(handler(core_schema))
        # The class's name and docstring are English and for programmers.
        schema.pop("title", None)
        schema.pop("description", None)
        schema["oneOf"] = [{"const": member.value, "title": member.label} for member in cls]
        return schema


class ParameterModel(BaseModel):
    """What a tenant may set in a plugin. Every field: a default, a Chinese title and description, bounds."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True, allow_inf_nan=False)


_SETTABLE_BY = "settable_by"


def handed_down_to(level: RegionLevel) -> dict[str, JsonValue]:
    """For ``Field(json_schema_extra=...)``: places down to this level may set the parameter for themselves.

    Without it a parameter is set where the plugin is activated, for all places below alike.
    """
    return {_SETTABLE_BY: level.name}


class NoParameters(ParameterModel):
    """For a plugin in which nothing may be set."""


class PluginCategory(Choice):
    """What kind of rules a plugin brings."""

    NATIONAL = "national", "国家政策"
    REGION = "region", "地区规定"


@dataclass(frozen=True, slots=True, kw_only=True)
class PluginMetadata:
    """A plugin's card. ``code`` is its entry point's name; ``region_codes`` hints where it belongs.

    ``requires_api`` is the ``major.minor`` of the API it was written for. ``retired_parameters`` are names that
    earlier versions had and this one has not: what tenants have stored under them is left aside. A card that cannot
    be right raises ``ValueError`` with a Chinese message, which stops the start.
    """

    code: str
    name: str
    version: str
    requires_api: str
    category: PluginCategory
    description: str
    region_codes: tuple[str, ...]
    parameters: type[ParameterModel]
    retired_parameters: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a card with a hole in it."""
        for field, pattern in (("code", _CODE), ("version", _VERSION), ("requires_api", _API_VERSION)):
            if not pattern.fullmatch(getattr(self, field)):
                raise ValueError(f"元数据 {field} 的写法不对:{getattr(self, field)!r}")
        for field in ("name", "description"):
            if not _CHINESE.search(getattr(self, field)):
                raise ValueError(f"元数据 {field} 须用中文填写")
        for problem in _faults_of_parameters(self.parameters):
            raise ValueError(problem)
        for name in self.retired_parameters:
            if name in self.parameters.model_fields:
                raise ValueError(f"参数 {name} 既在使用又列为已取消")

    def accepts_api(self, offered: str = API_VERSION) -> bool:
        """Whether a plugin of this card can run on the ``offered`` API: same major, no newer minor."""
        ours, theirs = (tuple(map(int, text.split("."))) for text in (offered, self.requires_api))
        return ours[0] == theirs[0] and ours[1] >= theirs[1]

    def parse_parameters(self, raw: Mapping[str, object]) -> ParameterModel:
        """Read JSON-like values into the plugin's parameters; what is missing takes its default.

        Raises ``InvalidPluginParameters`` (code ``INVALID_PLUGIN_PARAMETERS``) with one field problem per fault.
        """
        try:
            # Strict JSON: "20" is not 20 and true is not 1, but a choice is written as its text.
            return self.parameters.model_validate_json(json.dumps(dict(raw)), strict=True)
        except ValidationError as error:
            problems = [_problem(self.parameters, detail) for detail in error.errors()]
            raise InvalidPluginParameters(self.name, problems) from None
        except TypeError:
            problem = FieldProblem("", "NOT_JSON", "参数只能是文字、数字、是否、列表或空值。")
            raise InvalidPluginParameters(self.name, [problem]) from None

    def read_parameters(self, stored: Mapping[str, object]) -> ParameterModel:
        """Read what a tenant has stored, perhaps under an earlier version; raises ``InvalidPluginParameters``."""
        return self.parse_parameters({name: stored[name] for name in stored if name not in self.retired_parameters})

    def settable_by(self, name: str) -> RegionLevel | None:
        """The deepest level whose places may set the parameter for themselves; ``None`` if it is not handed down."""
        extra = self.parameters.model_fields[name].json_schema_extra
        level = extra.get(_SETTABLE_BY) if isinstance(extra, Mapping) else None
        return RegionLevel[str(level)] if level is not None else None

    def parameter_schema(self) -> JsonSchemaValue:
        """The parameters as JSON Schema, with Chinese titles, descriptions, bounds and labelled choices.

        ``settable_by`` names the deepest level of places that may set a parameter for themselves.
        """
        schema = self.parameters.model_json_schema()
        return {**schema, "title": self.name, "description": self.description}


def _faults_of_parameters(model: object) -> Iterable[str]:
    if not (isinstance(model, type) and issubclass(model, ParameterModel)):
        yield "元数据 parameters 须是 ParameterModel 的子类"
        return
    for name, field in model.model_fields.items():
        if field.is_required():
            yield f"参数 {name} 没有默认值"
        if not (_CHINESE.search(field.title or "") and _CHINESE.search(field.description or "")):
            yield f"参数 {name} 缺少中文名称(title)或中文说明(description)"
        extra = field.json_schema_extra
        level = extra.get(_SETTABLE_BY) if isinstance(extra, Mapping) else None
        if level is not None and level not in RegionLevel.__members__:
            yield f"参数 {name} 可下放到的层级({_SETTABLE_BY})写得不对"


_MESSAGES: Mapping[str, tuple[str, str]] = {
    "extra_forbidden": ("UNKNOWN_FIELD", "没有这个参数,请删去或改正名称。"),
    "missing": ("REQUIRED", "请填写。"),
    "int_type": ("NOT_AN_INTEGER", "请填整数,不带引号和小数点。"),
    "int_from_float": ("NOT_AN_INTEGER", "请填整数,不带引号和小数点。"),
    "bool_type": ("NOT_A_BOOLEAN", "请选“是”或“否”。"),
    "string_type": ("NOT_A_TEXT", "请填文字。"),
    "greater_than_equal": ("TOO_SMALL", "不能小于{ge}。"),
    "greater_than": ("TOO_SMALL", "须大于{gt}。"),
    "less_than_equal": ("TOO_LARGE", "不能大于{le}。"),
    "less_than": ("TOO_LARGE", "须小于{lt}。"),
    "string_too_short": ("TOO_SHORT", "至少{min_length}个字。"),
    "string_too_long": ("TOO_LONG", "最多{max_length}个字。"),
}


def _problem(model: type[ParameterModel], detail: ErrorDetails) -> FieldProblem:
    path = ".".join(str(part) for part in detail["loc"])
    field = model.model_fields.get(str(detail["loc"][0])) if detail["loc"] else None
    code, sentence = _sentence(detail, field.annotation if field else None)
    return FieldProblem(path, code, f"{field.title if field and field.title else path}:{sentence}".lstrip(":"))


def _sentence(detail: ErrorDetails, annotation: object) -> tuple[str, str]:
    context = detail.get("ctx", {})
    if detail["type"] in _MESSAGES:
        code, sentence = _MESSAGES[detail["type"]]
        return code, sentence.format(**context)
    if isinstance(annotation, type) and issubclass(annotation, Choice):
        choices = "、".join(f"{member.value}({member.label})" for member in annotation)
        return "NOT_A_CHOICE", f"请从这些值中选一个:{choices}。"
    # A plugin's own validator speaks Chinese; whatever else pydantic says in English is not shown.
    own = str(context.get("error", detail["msg"]))
    return "INVALID_VALUE", own if _CHINESE.search(own) else "填写的内容不合要求,请按说明改正。"
