"""Scalars whose output is already in JSON form when PostgreSQL made it, and whose input is checked in Chinese."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import NewType, TypeVar
from uuid import UUID

import strawberry
from graphql import GraphQLError
from strawberry.types.scalar import ScalarDefinition

from xuanpai_core.errors import Invalid

Fen = NewType("Fen", int)
"""Money in integer 分."""

Long = NewType("Long", int)
"""An integer past 32 bits, exact up to 2**53."""

DayT = TypeVar("DayT", bound=date)

LARGEST_EXACT = 2**53

# Nobody concerned was born before, and no term ends after: beyond them a finger slipped, and days cannot be counted on.
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_MOST_DIGITS = 30


def _refusal(message: str) -> GraphQLError:
    return GraphQLError(message, original_error=Invalid(message), extensions={"code": Invalid.code})


def _text_or(make: Callable[[object], str]) -> Callable[[object], str]:
    """A row's leaf arrives as text and passes; a Python value (from a mutation's payload) is made into text."""

    def serialize(value: object) -> str:
        return value if isinstance(value, str) else make(value)

    return serialize


def _iso(value: object) -> str:
    if not isinstance(value, date):
        raise TypeError(f"not a date: {value!r}")
    return value.isoformat()


def _parse_date(value: object) -> date:
    if isinstance(value, str):
        try:
            parsed = date.fromisoformat(value)
        except ValueError:
            parsed = None
        # Python also reads other ISO forms, such as weeks.
        if parsed is not None and parsed.isoformat() == value:
            return _within_reason(parsed)
    raise _refusal("日期格式应为“2026-01-31”这样的年-月-日,且必须是真实存在的日期。")


def _within_reason(day: DayT) -> DayT:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise _refusal(f"日期须在{_FIRST_YEAR}年到{_LAST_YEAR}年之间,请核对年份。")
    return day


def _parse_datetime(value: object) -> datetime:
    if isinstance(value, str):
        try:
            parsed = datetime.fromisoformat(value)
        except ValueError:
            parsed = None
        if parsed is not None and parsed.tzinfo is not None:
            return _within_reason(parsed)
    raise _refusal("时间格式应为“2026-01-31T08:30:00+08:00”,必须带时区。")


def _parse_uuid(value: object) -> UUID:
    if isinstance(value, str):
        try:
            parsed = UUID(value)
        except ValueError:
            parsed = None
        # Python also reads braces and prefixes.
        if parsed is not None and str(parsed) == value.lower():
            return parsed
    raise _refusal("标识应为 UUID,例如“0199a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b”。")


def _parse_decimal(value: object) -> Decimal:
    if isinstance(value, str):
        try:
            parsed = Decimal(value)
        except InvalidOperation:
            parsed = None
        if parsed is not None and parsed.is_finite() and abs(parsed.adjusted()) <= _MOST_DIGITS >= len(value):
            return parsed
    raise _refusal(f"数值应写成字符串形式的十进制数,例如“12.50”,不超过{_MOST_DIGITS}位。")


def _integer(what: str) -> Callable[[object], int]:
    def parse(value: object) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST_EXACT:
            return value
        raise _refusal(f"{what},且不超过 9007199254740992。")

    return parse


def _pass(value: object) -> object:
    return value


SCALARS: dict[object, ScalarDefinition] = {
    date: strawberry.scalar(
        name="Date", description="日期,年-月-日", serialize=_text_or(_iso), parse_value=_parse_date
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        description="带时区的时间,ISO 8601",
        serialize=_text_or(_iso),
        parse_value=_parse_datetime,
    ),
    UUID: strawberry.scalar(name="UUID", description="UUID", serialize=_text_or(str), parse_value=_parse_uuid),
    Decimal: strawberry.scalar(
        name="Decimal",
        description="精确的十进制数,以字符串传递",
        serialize=_text_or(str),
        parse_value=_parse_decimal,
    ),
    Fen: strawberry.scalar(
        name="Fen", description="金额,单位:分", serialize=_pass, parse_value=_integer("金额应为整数,单位是分")
    ),
    Long: strawberry.scalar(
        name="Long", description="不超过 2 的 53 次方的整数", serialize=_pass, parse_value=_integer("应为整数")
    ),
}
"""For ``StrawberryConfig(scalar_map=SCALARS)``."""
