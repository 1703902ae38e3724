"""The vocabulary of declarations: where a field's value comes from, and the words for order, filters and openness."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

# ``Any`` throughout: the SQL type of an expression and the GraphQL type of a field are data here, not types of ours.
from typing import Any

from sqlalchemy import ColumnElement, FromClause

RowExpression = Callable[[FromClause], ColumnElement[Any]]
Join = Callable[[FromClause, FromClause], ColumnElement[bool]]
Condition = Callable[[FromClause, ColumnElement[Any]], ColumnElement[bool]]
ScopeFilter = Callable[[FromClause, str | None, Hashable], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Public:
    """Said in place of an action or a scope: open to every signed-in person of the tenant, and why."""

    reason: str


def public(reason: str) -> Public:
    """Open to every signed-in person of the tenant, because of ``reason``."""
    return Public(reason)


@dataclass(frozen=True, slots=True)
class Order:
    """One key of an order; the expression may never be null, or pages would lose rows."""

    expression: str | RowExpression
    descending: bool = False


def asc(expression: str | RowExpression) -> Order:
    """Smallest first."""
    return Order(expression)


def desc(expression: str | RowExpression) -> Order:
    """Largest first."""
    return Order(expression, descending=True)


@dataclass(frozen=True, slots=True, eq=False)
class Filter:
    """One GraphQL argument that narrows a list; an absent or null value leaves the list as it is.

    ``convert`` turns the argument into what is bound (``key_of`` for an id); refusals it raises reach the caller.
    """

    type: object
    condition: Condition
    required: bool = False
    convert: Callable[[Any], object] | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A leaf: a column's name, or an expression over the row; ``None`` is the column named like the field."""

    expression: str | RowExpression | None


@dataclass(frozen=True, slots=True, eq=False)
class Identity:
    """A leaf: the row's global id."""


@dataclass(frozen=True, slots=True, eq=False)
class Computed:
    """A leaf that needs Python: ``make(values, context)`` over the named columns in their JSON form."""

    needs: Mapping[str, str | RowExpression]
    make: Callable[[Mapping[str, Any], Any], object]


class Kind(Enum):
    """How many rows a relation has, and in which dress."""

    ONE = auto()
    MANY = auto()
    PAGE = auto()


@dataclass(frozen=True, slots=True, eq=False)
class Relation:
    """Rows of another declared type; without ``on`` they are the root's own.

    ``scope_from_parent`` is the reason why whoever sees the parent may see these rows, instead of their own scope.
    """

    kind: Kind
    on: Join | None
    order: tuple[Order, ...] = ()
    orders: Mapping[Enum, Sequence[Order]] = field(default_factory=dict)
    filters: Mapping[str, Filter] = field(default_factory=dict)
    limit: int | None = None
    scope_from_parent: str | None = None


Source = Column | Identity | Computed | Relation


def row_expression(row: FromClause, expression: str | RowExpression) -> ColumnElement[Any]:
    """The expression over this alias of the rows."""
    return row.c[expression] if isinstance(expression, str) else expression(row)
