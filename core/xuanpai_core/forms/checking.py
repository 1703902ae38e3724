"""What a person filled into a form's fields, checked and brought to the shape in which it is stored: pure functions.

Stored are texts trimmed, INTEGER and MONEY as whole numbers, NUMBER as exact decimal text (``25.5``), DATE as ISO text
(``2015-04-01``), BOOLEAN as truth values, CHOICE as its stored value. There are no floating-point numbers.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from xuanpai_core.errors import FieldProblem, Invalid
from xuanpai_core.plugins.forms import Field, FieldKind
from xuanpai_core.texts import paragraphs, shown

Value: TypeAlias = str | int | bool
Content: TypeAlias = dict[str, Value]

TEXT_LIMIT = 2000
LARGEST = 10**15
"""No whole number is larger: a JSON number stays exact on its way to every client."""

_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class InvalidContent(Invalid):
    """What was filled in does not fit the fields; ``fields`` names each problem."""

    code = "INVALID_CONTENT"

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        super().__init__(problems[0].message, fields=problems)


class _Misfit(Exception):
    """One value does not fit: a stable code and a Chinese message."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


def check_content(fields: Iterable[Field], values: Mapping[str, object], *, path: str = "content") -> Content:
    """``values`` by field code as they are stored, in the order of ``fields``; what is blank is left out.

    Raises ``InvalidContent`` with every problem (``UNKNOWN_FIELD``, ``REQUIRED``, ``WRONG_TYPE``, ``OUT_OF_RANGE``,
    ``NOT_A_CHOICE``, ``UNREADABLE``), each at ``path``.code.
    """
    known = {field.code: field for field in fields}
    problems = [_unknown(path, code, known.values()) for code in values if code not in known]
    content: Content = {}
    for code, field in known.items():
        try:
            value = _value(field, values.get(code))
        except _Misfit as misfit:
            problems.append(FieldProblem(f"{path}.{code}", misfit.code, misfit.message))
        else:
            if value is not None:
                content[code] = value
    if problems:
        raise InvalidContent(problems)
    return content


def features_of(fields: Iterable[Field], content: Mapping[str, object]) -> tuple[str, ...]:
    """The features ``<code>:<value>`` of those fields that are features, as deeds name them."""
    return tuple(
        f"{field.code}:{_as_text(content[field.code])}" for field in fields if field.feature and field.code in content
    )


def _as_text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _unknown(path: str, code: str, known: Iterable[Field]) -> FieldProblem:
    listed = "、".join(f"{field.code}({field.title})" for field in known) or "无"
    return FieldProblem(f"{path}.{shown(code)}", "UNKNOWN_FIELD", f"没有“{shown(code)}”这一栏,可填的是:{listed}。")


def _value(field: Field, value: object) -> Value | None:
    """The value as stored, None where nothing was filled in; raises ``_Misfit``."""
    if value is None or (isinstance(value, str) and not value.strip()):
        if field.required:
            raise _Misfit("REQUIRED", f"请填写{field.title}。")
        return None
    return _READERS[field.kind](field, value)


def _text(field: Field, value: object) -> str:
    if not isinstance(value, str):
        raise _Misfit("WRONG_TYPE", f"{field.title}应为文字。")
    try:
        text = paragraphs(value, path="", title=field.title, limit=field.most or TEXT_LIMIT)
    except Invalid as problem:
        long = problem.fields[0].code == "TOO_LONG"
        raise _Misfit("OUT_OF_RANGE" if long else "UNREADABLE", problem.message) from None
    if field.least is not None and len(text) < field.least:
        raise _Misfit("OUT_OF_RANGE", f"{field.title}至少{field.least}个字,现在有{len(text)}个,请补充。")
    return text


def _integer(field: Field, value: object) -> int:
    """A whole number; a float is refused even where it is whole, because it may already have lost something."""
    if type(value) is not int:
        what = "整数分(1元写100)" if field.kind is FieldKind.MONEY else "整数"
        raise _Misfit("WRONG_TYPE", f"{field.title}应为{what}。")
    _bound(field, value)
    if abs(value) > LARGEST:
        raise _Misfit("OUT_OF_RANGE", f"{field.title}的数字太大,请核对。")
    return value


def _number(field: Field, value: object) -> str:
    text = str(value) if type(value) is int else value
    if not isinstance(text, str) or not _NUMBER.fullmatch(text.strip()):
        raise _Misfit("WRONG_TYPE", f'{field.title}应为数字,写成文字,如 "25.5",小数最多 6 位。')
    number = Decimal(text.strip())
    _bound(field, number)
    return format(number.normalize() + 0, "f")


def _bound(field: Field, number: int | Decimal) -> None:
    """Refuse what lies beyond the field's bounds; the bounds themselves belong."""
    if field.least is not None and number < field.least:
        raise _Misfit("OUT_OF_RANGE", f"{field.title}不能小于{field.least}{_unit(field)},请核对。")
    if field.most is not None and number > field.most:
        raise _Misfit("OUT_OF_RANGE", f"{field.title}不能大于{field.most}{_unit(field)},请核对。")


def _unit(field: Field) -> str:
    return "分" if field.kind is FieldKind.MONEY else field.unit


def _date(field: Field, value: object) -> str:
    try:
        if isinstance(value, str) and _DATE.fullmatch(value):
            return date.fromisoformat(value).isoformat()
    except ValueError:
        raise _Misfit("WRONG_TYPE", f"{field.title}不是日历上有的日期,请核对。") from None
    raise _Misfit("WRONG_TYPE", f"{field.title}应为日期,如 2025-04-01。")


def _boolean(field: Field, value: object) -> bool:
    if not isinstance(value, bool):
        raise _Misfit("WRONG_TYPE", f"{field.title}应为是或否。")
    return value


def _choice(field: Field, value: object) -> str:
    if isinstance(value, str) and value in {stored for stored, _ in field.choices}:
        return value
    listed = "、".join(f"{stored}({label})" for stored, label in field.choices)
    raise _Misfit("NOT_A_CHOICE", f"{field.title}请从这些中选:{listed}。")


_READERS: Mapping[FieldKind, Callable[[Field, object], Value]] = {
    FieldKind.TEXT: _text,
    FieldKind.INTEGER: _integer,
    FieldKind.MONEY: _integer,
    FieldKind.NUMBER: _number,
    FieldKind.DATE: _date,
    FieldKind.BOOLEAN: _boolean,
    FieldKind.CHOICE: _choice,
}
