"""The few SQL constructs that SQLAlchemy lacks for building JSON inside PostgreSQL."""

from collections.abc import Sequence

# ``Any`` throughout: the SQL type of an expression is data here, not a type of ours.
from typing import Any

from sqlalchemy import JSON, ColumnElement, Double, Float, Numeric, Text, cast, func
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import literal_column
from sqlalchemy.sql.functions import FunctionElement


class Inline(ColumnElement[str]):
    """A text constant written into the statement, quoted: a response key is part of a plan, not a value of it."""

    inherit_cache = False
    type = Text()

    def __init__(self, text: str) -> None:
        self.text = text


class JsonObject(FunctionElement[Any]):
    """``JSON_OBJECT(key : value, …)``: unlike json_build_object it takes any number of fields."""

    inherit_cache = False
    name = "json_object"
    type = JSON()


@compiles(Inline)
def _render_inline(element: Inline, compiler: SQLCompiler, **_: Any) -> str:
    return str(compiler.render_literal_value(element.text, element.type))


@compiles(JsonObject)
def _render_object(element: JsonObject, compiler: SQLCompiler, **kw: Any) -> str:
    parts = [compiler.process(clause, **kw) for clause in element.clauses]
    return f"JSON_OBJECT({', '.join(f'{key} : {value}' for key, value in zip(parts[::2], parts[1::2], strict=True))})"


def inline(text: str) -> ColumnElement[str]:
    """``text`` as a quoted constant of the statement."""
    return Inline(text)


def json_object(pairs: Sequence[tuple[str, ColumnElement[Any]]]) -> ColumnElement[Any]:
    """A JSON object with its keys in this order."""
    return JsonObject(*(part for key, value in pairs for part in (Inline(key), value)))


def json_array_of(*items: ColumnElement[Any]) -> ColumnElement[Any]:
    """A JSON array of these values."""
    made: ColumnElement[Any] = func.json_build_array(*items)
    return made


def json_array(item: ColumnElement[Any], keep: ColumnElement[bool] | None = None) -> ColumnElement[Any]:
    """The aggregate of ``item`` over the rows to ``keep``, in their order; an empty array for none."""
    items: ColumnElement[Any] = func.json_agg(item)
    if keep is not None:
        items = func.json_agg(item).filter(keep)
    return func.coalesce(items, cast(inline("[]"), JSON))


def json_value(value: ColumnElement[Any]) -> ColumnElement[Any]:
    """A leaf in its JSON form: an exact number is text, so that no client reads it as a float."""
    if isinstance(value.type, Numeric) and not isinstance(value.type, Float | Double):
        return cast(value, Text)
    return value


def json_text(value: ColumnElement[Any]) -> ColumnElement[str]:
    """The whole answer as text, whatever JSON codec the connection carries."""
    return cast(value, Text)


TRUE: ColumnElement[bool] = literal_column("true")
FALSE: ColumnElement[bool] = literal_column("false")
