"""A compiled statement: SQL text, how to read each of its values from a request, and what it requires."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

# ``Any``: the SQL type of an expression is data here, not a type of ours.
from typing import Any
from uuid import UUID

from graphql import FieldNode
from sqlalchemy import Alias, BindParameter, ColumnElement, Dialect, FromClause, Join, Select, Table
from sqlalchemy.dialects.postgresql import asyncpg
from sqlalchemy.sql import operators, visitors
from sqlalchemy.sql.elements import BinaryExpression, BooleanClauseList, False_

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


@dataclass(frozen=True, slots=True)
class Plan:
    """One statement, ready to run for every caller whose scope has the same shape.

    ``keeps`` holds the syntax tree, under whose identity the plan is remembered, in memory.
    """

    sql: str
    getters: tuple[Getter, ...]
    requirements: tuple[Requirement, ...]
    keeps: tuple[object, ...]


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
) -> Plan:
    """Render the statement; raises ``DeclarationError`` when a table in it does not name the tenant."""
    demand_tenant(statement)
    compiled = statement.compile(dialect=_DIALECT)
    if compiled.post_compile_params or compiled.literal_execute_params:
        raise DeclarationError("a declared expression may not use IN with values: compare with any_() instead")
    ordered = tuple(_getter(compiled.binds[name], getters.get(name)) for name in compiled.positiontup or ())
    return Plan(str(compiled), ordered, tuple(requirements), keeps)


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
    """Raise ``DeclarationError`` unless ``tenant_id = <the caller's tenant>`` stands for every table of a tenant.

    Row-level security would hide foreign rows anyway; but only a statement that names the tenant everywhere goes to
    one node of a database sharded by tenant (performance.md).
    """
    # An impossible condition swallows its neighbours; such a SELECT reads nothing.
    selects = [
        part
        for part in visitors.iterate(statement)
        if isinstance(part, Select) and not isinstance(part.whereclause, False_)
    ]
    named = {id(rows) for select in selects for rows in _named(select)}
    for select in selects:
        here = {id(rows) for rows in _named(select)}
        for rows in _tables(select):
            # An alias is one occurrence of a table wherever it is named; a bare table is one in every SELECT.
            if id(rows) not in (here if isinstance(rows, Table) else named):
                raise DeclarationError(f"{rows}: the statement reads it without tenant_id = the caller's tenant")


def _tables(select: Select[Any]) -> list[FromClause]:
    pending: list[FromClause] = list(select.get_final_froms())
    found: list[FromClause] = []
    while pending:
        rows = pending.pop()
        if isinstance(rows, Join):
            pending += [rows.left, rows.right]
        elif TENANT_COLUMN in rows.c and isinstance(rows, Table | Alias):
            found.append(rows)
    return found


def _named(select: Select[Any]) -> list[FromClause]:
    """The rows whose tenant a condition of this SELECT names, in a place where it must hold."""
    pending: list[ColumnElement[Any]] = [] if select.whereclause is None else [select.whereclause]
    joins: list[FromClause] = list(select.get_final_froms())
    while joins:
        rows = joins.pop()
        if isinstance(rows, Join):
            joins += [rows.left, rows.right]
            # The ON of an outer join does not restrict its left side; naming the left there is an author's error
            # that the left's own condition in WHERE corrects.
            if rows.onclause is not None:
                pending.append(rows.onclause)
    found: list[FromClause] = []
    while pending:
        condition = pending.pop()
        if isinstance(condition, BooleanClauseList) and condition.operator is operators.and_:
            pending += condition.clauses
        elif isinstance(condition, BinaryExpression) and _names_tenant(condition):
            found.append(condition.left.table)
    return found


def _names_tenant(condition: BinaryExpression[Any]) -> bool:
    return (
        condition.operator is operators.eq
        and getattr(condition.left, "name", None) == TENANT_COLUMN
        and isinstance(condition.right, BindParameter)
        and condition.right.key == TENANT
    )
