"""A compiled statement: SQL text, how to read each of its values from a request, and what it requires."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

# ``Any``: the SQL type of an expression is data here, not a type of ours.
from typing import Any
from uuid import UUID

from graphql import FieldNode
from sqlalchemy import (
    CTE,
    Alias,
    BindParameter,
    ClauseElement,
    ColumnElement,
    Dialect,
    FromClause,
    Join,
    Select,
    Subquery,
    Table,
)
from sqlalchemy.dialects.postgresql import asyncpg
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import AsBoolean, BinaryExpression, BooleanClauseList, False_

from xuanpai_graphql.lookahead.context import SCOPE_PREFIX, TENANT
from xuanpai_graphql.lookahead.errors import DeclarationError, refused
from xuanpai_graphql.lookahead.selection import Variables

_DIALECT: Dialect = asyncpg.PGDialect_asyncpg()  # type: ignore[no-untyped-call]
TENANT_COLUMN = "tenant_id"


@dataclass(frozen=True, slots=True)
class Frame:
    """One execution: the tenant, the scope's values, the operation's variables, and what a ``fetch_*`` call brought."""

    tenant_id: UUID
    scope_binds: Mapping[str, object]
    variables: Variables
    values: Sequence[Any]


Getter = Callable[[Frame], Any]


@dataclass(frozen=True, slots=True)
class Requirement:
    """An action that a selected field requires, where it stands in the document and in the response."""

    action: str
    node: FieldNode
    path: tuple[str, ...]


PersonalFields = Mapping[str, tuple[str, ...]]
"""The personal fields that a statement reads, ``Type.field``, by the kind of thing that they are about."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One statement, ready to run for every caller whose scope has the same shape.

    ``keeps`` holds the syntax tree, under whose identity the plan is remembered, in memory.
    """

    sql: str
    getters: tuple[Getter, ...]
    requirements: tuple[Requirement, ...]
    keeps: tuple[object, ...]
    personal: PersonalFields


def demand_permission(
    requirements: Sequence[Requirement], permits: Callable[[str], bool], root: Sequence[str | int]
) -> None:
    """Raise ``GraphQLError`` (FORBIDDEN), located at the field, for the first action that is not permitted."""
    for requirement in requirements:
        if not permits(requirement.action):
            raise refused(requirement.node, [*root, *requirement.path])


def make_plan(
    statement: Select[Any],
    getters: dict[str, Getter],
    requirements: Sequence[Requirement],
    keeps: tuple[object, ...],
    personal: PersonalFields,
) -> Plan:
    """Render the statement; raises ``DeclarationError`` when a table in it does not name the tenant."""
    demand_tenant(statement)
    compiled = statement.compile(dialect=_DIALECT)
    if compiled.post_compile_params or compiled.literal_execute_params:
        raise DeclarationError("a declared expression may not use IN with values: compare with any_() instead")
    ordered = tuple(_getter(compiled.binds[name], getters.get(name)) for name in compiled.positiontup or ())
    return Plan(str(compiled), ordered, tuple(requirements), keeps, personal)


def _getter(bind: BindParameter[Any], given: Getter | None) -> Getter:
    """How the value of one bind is read, in the form that the driver takes."""
    process = bind.type.dialect_impl(_DIALECT).bind_processor(_DIALECT)
    get = given or _well_known(bind.key)
    if get is None:
        constant = process(bind.effective_value) if process else bind.effective_value
        return lambda _: constant
    if process is None:
        return get
    return lambda frame: process(get(frame))


def _well_known(name: str) -> Getter | None:
    if name == TENANT:
        return lambda frame: frame.tenant_id
    if name.startswith(SCOPE_PREFIX):
        key = name.removeprefix(SCOPE_PREFIX)
        return lambda frame: frame.scope_binds[key]
    return None


def demand_tenant(statement: Select[Any]) -> None:
    """Raise ``DeclarationError`` unless each SELECT says ``tenant_id = <the caller's tenant>`` for each of its tables.

    And unless it means the rows of its enclosing SELECTs where it names them, instead of reading them all anew.

    Row-level security would hide foreign rows anyway; but only a statement that names the tenant everywhere goes to
    one node of a database sharded by tenant (performance.md).
    """
    _check(statement, frozenset())


def _check(part: ClauseElement, outer: frozenset[FromClause], nearest: frozenset[FromClause] = frozenset()) -> None:
    """Walk down; ``outer`` holds the rows of enclosing SELECTs, ``nearest`` those of the one right above."""
    if isinstance(part, Table) or (isinstance(part, Alias) and isinstance(part.element, Table)):
        return
    if isinstance(part, Subquery | CTE):
        # A derived table does not correlate: a bare table in it is read anew.
        outer, nearest = frozenset(rows for rows in outer if isinstance(rows, Alias)), frozenset()
    if isinstance(part, Select):
        read = _tables(part)
        own = read - outer
        _demand_correlation(part, read & outer, nearest)
        # An impossible condition swallows its neighbours; such a SELECT reads nothing.
        if not _impossible(part.whereclause):
            for rows in own - _named(part):
                raise DeclarationError(f"{rows}: the statement reads it without tenant_id = the caller's tenant")
        outer, nearest = outer | own, own
    for child in part.get_children():
        _check(child, outer, nearest)


def _demand_correlation(part: Select[Any], meant: frozenset[FromClause], nearest: frozenset[FromClause]) -> None:
    """A SELECT finds by itself only the rows right above it; those further up it must name, or it reads them anew."""
    # SQLAlchemy tells it nowhere else.
    named, all_but = part._correlate, part._correlate_except  # noqa: SLF001 -- see above
    lost = meant - (frozenset(named) or nearest) if all_but is None else meant & frozenset(all_but)
    for rows in lost:
        raise DeclarationError(f"{rows}: a nested query would read it anew, name it with correlate()")


def _impossible(condition: ColumnElement[Any] | None) -> bool:
    return isinstance(condition, False_) or (isinstance(condition, AsBoolean) and isinstance(condition.element, False_))


def _tables(part: Select[Any]) -> frozenset[FromClause]:
    """The tables of a tenant that it reads or refers to."""
    pending = [child for child in part.get_children() if isinstance(child, FromClause)]
    found: set[FromClause] = set()
    while pending:
        rows = pending.pop()
        if isinstance(rows, Join):
            pending += [rows.left, rows.right]
        elif isinstance(rows, Table | Alias) and TENANT_COLUMN in rows.c:
            found.add(rows)
    return frozenset(found)


def _named(part: Select[Any]) -> frozenset[FromClause]:
    """The rows whose tenant a condition of this SELECT names, in a place where it must hold."""
    pending: list[ColumnElement[Any]] = [] if part.whereclause is None else [part.whereclause]
    joins = [child for child in part.get_children() if isinstance(child, Join)]
    while joins:
        join = joins.pop()
        joins += [side for side in (join.left, join.right) if isinstance(side, Join)]
        if join.onclause is not None:
            pending.append(join.onclause)
    found: set[FromClause] = set()
    while pending:
        condition = pending.pop()
        if isinstance(condition, BooleanClauseList) and condition.operator is operators.and_:
            pending += condition.clauses
        elif isinstance(condition, BinaryExpression) and _names_tenant(condition):
            found.add(condition.left.table)
    return frozenset(found)


def _names_tenant(condition: BinaryExpression[Any]) -> bool:
    return (
        condition.operator is operators.eq
        and getattr(condition.left, "name", None) == TENANT_COLUMN
        and isinstance(condition.right, BindParameter)
        and condition.right.key == TENANT
    )
