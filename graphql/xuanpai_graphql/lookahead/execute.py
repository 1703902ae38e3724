"""Runs root fields: finds or compiles the plan, binds the request's values, returns plain dicts."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import lru_cache

# ``Any``: rows are JSON here; what they hold is said by the declared types.
from typing import Any, Generic, TypeVar, cast

import orjson
import strawberry
from graphql import FieldNode, GraphQLObjectType, GraphQLResolveInfo, GraphQLSchema
from graphql.execution.values import VariableValues
from sqlalchemy import ColumnElement, FromClause

from xuanpai_core.errors import Invalid
from xuanpai_graphql.lookahead.compile import Call, Compiler
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.context import ReadContext
from xuanpai_graphql.lookahead.declare import Node, declaration_of
from xuanpai_graphql.lookahead.errors import bad_text
from xuanpai_graphql.lookahead.ids import parse_global_id, read_value
from xuanpai_graphql.lookahead.personal import take_subjects
from xuanpai_graphql.lookahead.plan import Frame, Getter, Plan, demand_permission
from xuanpai_graphql.lookahead.selection import Document, Selected, Variables, VariableUse, variables_used
from xuanpai_graphql.lookahead.sources import Condition, Kind, Order

EXTENSION = "lookahead"

Shown = TypeVar("Shown")
Kept = TypeVar("Kept")
MakeCall = Callable[[Variables], Call]
Where = Mapping[Condition, object]


class NodeRow(dict[str, Any]):
    """A row whose type GraphQL cannot tell from the field alone."""

    def __init__(self, row: Mapping[str, Any], typename: str) -> None:
        super().__init__(row)
        self.typename = typename


class Recent(Generic[Kept]):
    """The ``limit`` values used last."""

    def __init__(self, limit: int) -> None:
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._limit = limit

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable) -> Kept | None:
        """The value, which is now the one used last."""
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
        return kept

    def put(self, key: Hashable, value: Kept) -> None:
        """Keep the value; the one unused for longest goes."""
        self._kept[key] = value
        if len(self._kept) > self._limit:
            self._kept.popitem(last=False)


class Lookahead:
    """The engine of one schema: its declared types, and the plans compiled so far.

    A plan is remembered under the identity of the syntax tree: keep parsed documents, or every request compiles.
    """

    def __init__(
        self, types: Mapping[type, GraphQLObjectType], connections: Mapping[type, GraphQLObjectType], plans: int
    ) -> None:
        self.types = types
        self.connections = connections
        nodes = [type_ for type_ in types.values() if any(face.name == Node.__name__ for face in type_.interfaces)]
        self.nodes = {declaration_of(type_).node: type_ for type_ in nodes}
        self.plans: Recent[Plan] = Recent(plans)
        self._uses: Recent[tuple[VariableUse, object]] = Recent(plans)

    async def read(
        self,
        info: GraphQLResolveInfo[Any],
        type_: GraphQLObjectType,
        key: Hashable,
        make_call: MakeCall,
        values: Sequence[object] = (),
    ) -> Any:
        """The JSON of a root field as plain dicts and lists, or ``None`` where there is no row.

        ``key`` stands for ``make_call``: equal keys must make equal calls for the same variables.
        Raises ``GraphQLError`` (FORBIDDEN) before anything is read when a selected field is not permitted.
        """
        plan = self._plan(info, type_, key, make_call)
        context: ReadContext = info.context
        demand_permission(plan.requirements, context.permits, info.path.as_list())
        frame = Frame(context.tenant_id, context.scope_binds, coerced_variables(info), values)
        arguments = [get(frame) for get in plan.getters]
        # PostgreSQL would refuse it too, but would abort the caller's transaction as well.
        if any(isinstance(value, str) and "\0" in value for value in arguments):
            raise bad_text()
        async with context.connection() as connection:
            text = await connection.fetchval(plan.sql, *arguments)
        found = None if text is None else orjson.loads(text)
        if plan.personal:
            operation = info.operation.name.value if info.operation.name else None
            context.note_personal(operation, plan.personal, list(take_subjects(found)))
        return found

    def _plan(
        self, info: GraphQLResolveInfo[Any], type_: GraphQLObjectType, key: Hashable, make_call: MakeCall
    ) -> Plan:
        nodes: Sequence[FieldNode] = info.field_nodes
        tree = (id(info.operation), *[id(node) for node in nodes])
        kept = self._uses.get(tree)
        if kept is None:
            use = variables_used(Document(info.schema, info.fragments), nodes)
            kept = (use, (info.operation, *nodes))
            self._uses.put(tree, kept)
        scope_key = info.context.scope_key
        variables = coerced_variables(info)
        whole = (tree, type_.name, key, scope_key, kept[0].shape(variables))
        plan = self.plans.get(whole)
        if plan is None:
            document = Document(info.schema, info.fragments)
            compiler = Compiler(document, info.path.as_list(), variables, scope_key, info.context.permits)
            plan = compiler.plan(make_call(variables), Selected(type_, nodes, ()), info.operation)
            self.plans.put(whole, plan)
        return plan


@lru_cache(maxsize=1024)
def equals(column: str) -> Condition:
    """The condition that a column has the value; the same object for the same name."""

    # ``Any``: whatever type the column has.
    def condition(row: FromClause, value: ColumnElement[Any]) -> ColumnElement[bool]:
        return row.c[column] == value

    return condition


async def fetch_one(
    info: strawberry.Info, type_: type[Shown], *, where: Where, order: Sequence[Order] = ()
) -> Shown | None:
    """The row that meets every condition, or the first in ``order``; ``None`` without one, or when a value is null.

    Conditions are module-level functions (or ``equals``), because plans are remembered under them.
    """
    if any(value is None for value in where.values()):
        return None
    engine, raw = _engine(info)
    return cast("Shown | None", await _fetch(engine, raw, engine.types[type_], Kind.ONE, where, order))


async def fetch_list(
    info: strawberry.Info, type_: type[Shown], *, limit: int, where: Where | None = None, order: Sequence[Order] = ()
) -> list[Shown]:
    """The rows that meet every condition whose value is not null, at most ``limit``."""
    engine, raw = _engine(info)
    rows = await _fetch(engine, raw, engine.types[type_], Kind.MANY, where or {}, order, limit=limit)
    return cast("list[Shown]", rows)


async def fetch_connection(
    info: strawberry.Info,
    type_: type[Shown],
    *,
    first: int | None = None,
    after: str | None = None,
    where: Where | None = None,
    order: Sequence[Order] = (),
) -> Connection[Shown]:
    """A page of the rows that meet every condition whose value is not null.

    Raises ``Invalid``: PAGE_TOO_LARGE, PAGE_TOO_SMALL, BAD_CURSOR.
    """
    engine, raw = _engine(info)
    page = await _fetch(engine, raw, engine.connections[type_], Kind.PAGE, where or {}, order, first=first, after=after)
    return cast("Connection[Shown]", page)


async def fetch_node(info: strawberry.Info, global_id: str) -> Node | None:
    """The object with this id; ``None`` for one that is unknown, malformed or not for the caller, all alike."""
    engine, raw = _engine(info)
    try:
        parsed = parse_global_id(global_id)
    except Invalid:
        return None
    type_ = engine.nodes.get(parsed.node)
    if type_ is None:
        return None
    declaration = declaration_of(type_)
    if declaration.action is not None and not info.context.permits(declaration.action):
        return None
    columns = [declaration.rows.c[part] for part in declaration.key]
    try:
        key = [read_value(column.type, part) for column, part in zip(columns, parsed.key, strict=True)]
    except ValueError:
        return None
    where = {equals(part): value for part, value in zip(declaration.key, key, strict=True)}
    row = await _fetch(engine, raw, type_, Kind.ONE, where, ())
    return None if row is None else cast("Node", NodeRow(row, type_.name))


async def _fetch(
    engine: Lookahead,
    info: GraphQLResolveInfo[Any],
    type_: GraphQLObjectType,
    kind: Kind,
    where: Where,
    order: Sequence[Order],
    *,
    limit: int | None = None,
    first: int | None = None,
    after: str | None = None,
) -> Any:
    given = [(condition, value) for condition, value in where.items() if value is not None]
    values = [*(value for _, value in given), first, after]
    key = (kind, tuple(condition for condition, _ in given), tuple(order), limit, after is None)

    def make_call(_: Variables) -> Call:
        conditions = tuple((condition, _value(at)) for at, (condition, _) in enumerate(given))
        cursor = None if after is None else _value(len(given) + 1)
        return Call(kind, tuple(order), conditions, limit, _value(len(given)), cursor)

    return await engine.read(info, type_, key, make_call, values)


def coerced_variables(info: GraphQLResolveInfo[Any]) -> Variables:
    """The coerced variables: Strawberry's executor hands them bare, graphql-core's wraps them."""
    found: object = info.variable_values
    return found.coerced if isinstance(found, VariableValues) else cast("Variables", found)


def _value(position: int) -> Getter:
    return lambda frame: frame.values[position]


def _engine(info: strawberry.Info) -> tuple[Lookahead, GraphQLResolveInfo[Any]]:
    # Strawberry shows neither the syntax nodes nor the fragments of a field in its public interface.
    raw: GraphQLResolveInfo[Any] = info._raw_info  # noqa: SLF001
    engine: Lookahead = raw.schema.extensions[EXTENSION]
    return engine, raw


def engine_of(schema: GraphQLSchema) -> Lookahead:
    """The engine that ``install`` put into the schema."""
    engine: Lookahead = schema.extensions[EXTENSION]
    return engine
