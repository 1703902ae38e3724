"""Relay's global ids and opaque cursors: made inside PostgreSQL, read back here."""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar
from uuid import UUID

import orjson
from sqlalchemy import BigInteger, ColumnElement, Enum, SmallInteger, Text, cast, func, literal_column
from sqlalchemy.types import TypeEngine

from xuanpai_graphql.lookahead.errors import bad_cursor, bad_id
from xuanpai_graphql.lookahead.json_sql import inline

SEPARATOR = ":"
LARGEST_EXPONENT = 1000

Key = TypeVar("Key")

# How a value that PostgreSQL wrote into JSON or text becomes the value that asyncpg binds.
_READERS: dict[type, Callable[[str], object]] = {
    UUID: UUID,
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    Decimal: Decimal,
    int: int,
    str: str,
}


@dataclass(frozen=True, slots=True)
class GlobalId:
    """A decoded global id: the type's node name and its key's parts as text."""

    node: str
    key: tuple[str, ...]


def global_id(node: str, *key: object) -> str:
    """The global id of the row of ``node`` with ``key`` (the primary key without the tenant)."""
    return b64encode(SEPARATOR.join((node, *map(str, key))).encode()).decode()


def parse_global_id(value: str) -> GlobalId:
    """Decode a global id; raises ``Invalid`` (BAD_ID) for anything that is not one."""
    try:
        node, *key = b64decode(value, validate=True).decode().split(SEPARATOR)
    except (NotBase64, ValueError):
        raise bad_id() from None
    if not node or not key:
        raise bad_id()
    return GlobalId(node, tuple(key))


def key_of(node: str, read: Callable[[str], Key]) -> Callable[[str], Key]:
    """A reader of global ids of ``node`` whose key is one part, such as ``key_of("Posting", UUID)``.

    The reader raises ``Invalid`` (BAD_ID) for an id of another type or with a malformed key.
    """

    def read_id(value: str) -> Key:
        parsed = parse_global_id(value)
        if parsed.node != node or len(parsed.key) != 1:
            raise bad_id()
        try:
            return read(parsed.key[0])
        except ValueError:
            raise bad_id() from None

    return read_id


# ``Any``: SQLAlchemy's own way to say "whatever type this column has".
def is_readable(type_: TypeEngine[Any]) -> bool:
    """Tell whether a value of this type can come back from text, as ids and cursors need."""
    return _python_type(type_) in _READERS


def read_value(type_: TypeEngine[Any], text: str) -> object:
    """The bindable value behind ``text``; raises ``ValueError`` when it is not one of ``type_``."""
    try:
        value = _READERS[_python_type(type_)](text)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not _fits(value, type_):
        raise ValueError(text)
    return value


def _fits(value: object, type_: TypeEngine[Any]) -> bool:
    """Whether PostgreSQL could hold the value: what comes from outside may be anything."""
    match value:
        case str():
            return "\0" not in value
        case int():
            bits = 16 if isinstance(type_, SmallInteger) else 64 if isinstance(type_, BigInteger) else 32
            return -(1 << bits - 1) <= value < 1 << bits - 1
        case Decimal():
            return bool(value.is_finite()) and abs(value.adjusted()) < LARGEST_EXPONENT
        case datetime():
            return (value.tzinfo is not None) == bool(getattr(type_, "timezone", False))
    return True


def _python_type(type_: TypeEngine[Any]) -> type:
    # An enum is stored as text.
    return str if isinstance(type_, Enum) else type_.python_type


def global_id_sql(node: str, key: Sequence[ColumnElement[Any]]) -> ColumnElement[str]:
    """The expression that makes what :func:`global_id` makes."""
    text: ColumnElement[str] = inline(node)
    for part in key:
        text = text.concat(inline(SEPARATOR)).concat(cast(part, Text))
    return _base64(text)


def cursor_sql(signature: str, values: Sequence[ColumnElement[Any]]) -> ColumnElement[str]:
    """The opaque cursor of a row: its place in the order that ``signature`` names."""
    # Numbers travel as text as well, so that no value passes through a float on its way back.
    parts = [value if _is_text_in_json(value.type) else cast(value, Text) for value in values]
    return _base64(cast(func.json_build_array(inline(signature), *parts), Text))


def read_cursor(cursor: str, signature: str, types: Sequence[TypeEngine[Any]]) -> tuple[object, ...]:
    """The values of a cursor; raises ``Invalid`` (BAD_CURSOR) unless it was made in this very order."""
    try:
        found, *values = orjson.loads(b64decode(cursor, validate=True))
        if found != signature or len(values) != len(types) or not all(isinstance(value, str) for value in values):
            raise bad_cursor()
        return tuple(read_value(type_, value) for type_, value in zip(types, values, strict=True))
    except (NotBase64, TypeError, ValueError):
        raise bad_cursor() from None


def _is_text_in_json(type_: TypeEngine[Any]) -> bool:
    return _python_type(type_) in {UUID, date, datetime, str}


def _base64(text: ColumnElement[str]) -> ColumnElement[str]:
    # PostgreSQL breaks base64 into lines of 76 characters.
    encoded: ColumnElement[str] = func.encode(func.convert_to(text, inline("UTF8")), inline("base64"))
    return func.replace(encoded, func.chr(literal_column("10")), inline(""))
