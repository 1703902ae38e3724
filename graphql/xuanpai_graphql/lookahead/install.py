"""Turns a Strawberry schema's declared types into what they declare, and checks each declaration once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

# ``Any``: rows are JSON here; what they hold is said by the declared types.
from typing import Any

import strawberry
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_list_type,
    is_non_null_type,
)
from sqlalchemy import FromClause, Table
from strawberry.types.base import StrawberryObjectDefinition

from xuanpai_graphql.lookahead.compile import call_of
from xuanpai_graphql.lookahead.connection import SHAPES, Connection
from xuanpai_graphql.lookahead.declare import BACKREF, Declaration, DeclaredField, Node, declaration_of, object_type
from xuanpai_graphql.lookahead.errors import DeclarationError
from xuanpai_graphql.lookahead.execute import EXTENSION, Lookahead
from xuanpai_graphql.lookahead.ids import is_readable
from xuanpai_graphql.lookahead.sources import Computed, Kind, Order, Public, Relation, row_expression


@dataclass(frozen=True, slots=True)
class FieldRequirement:
    """What reading one field of a declared type takes: an action, or else the reason why it is open."""

    type_name: str
    field_name: str
    action: str | None
    reason: str | None


def install(schema: strawberry.Schema, *, plans: int = 1024) -> Lookahead:
    """Make every declared type of ``schema`` answer from the engine; once, after the schema is built.

    Raises ``DeclarationError`` for a declaration that contradicts the schema. Keeps at most ``plans`` statements.
    """
    graphql_schema: GraphQLSchema = schema._schema  # noqa: SLF001  # Strawberry offers no public way to it.
    types = {_origin(type_): type_ for type_ in _objects(graphql_schema) if _is_declared(type_)}
    connections = {
        _origin(object_type(type_.fields["nodes"].type)): type_
        for type_ in _objects(graphql_schema)
        if _origin(type_) is Connection
    }
    engine = Lookahead(types, connections, plans)
    for type_ in _objects(graphql_schema):
        if _is_declared(type_):
            # Strawberry's predicate looks for instances of the class; rows are dicts.
            type_.is_type_of = None
        for name, item in type_.fields.items():
            _bind_field(engine, type_, name, item)
    for interface in graphql_schema.type_map.values():
        if isinstance(interface, GraphQLInterfaceType) and _origin(interface) is Node:
            interface.resolve_type = lambda row, _info, _type: row.typename
    graphql_schema.extensions[EXTENSION] = engine
    return engine


def field_requirements(schema: strawberry.Schema) -> list[FieldRequirement]:
    """Every field that the engine reads, with what it requires: declared types and declared roots."""
    found = []
    for type_ in _objects(schema._schema):  # noqa: SLF001  # Strawberry offers no public way to it.
        for name, item in type_.fields.items():
            declared = item.extensions.get(BACKREF)
            if isinstance(declared, DeclaredField):
                owner = declaration_of(type_ if _is_declared(type_) else _row_type(item))
                needs = declared.requires or owner.requires
                action, reason = (None, needs.reason) if isinstance(needs, Public) else (needs, None)
                found.append(FieldRequirement(type_.name, name, action, reason))
    return found


def _objects(schema: GraphQLSchema) -> Iterator[GraphQLObjectType]:
    for type_ in list(schema.type_map.values()):
        if isinstance(type_, GraphQLObjectType) and BACKREF in type_.extensions:
            yield type_


def _origin(type_: Any) -> type:
    """The Python class; for a generic made concrete, the generic one."""
    definition: StrawberryObjectDefinition = type_.extensions[BACKREF]
    return (definition.concrete_of or definition).origin


def _is_declared(type_: GraphQLObjectType) -> bool:
    return "__declaration__" in vars(_origin(type_))


def _bind_field(engine: Lookahead, type_: GraphQLObjectType, name: str, item: GraphQLField) -> None:
    declared = item.extensions.get(BACKREF)
    if _origin(type_) in SHAPES:
        item.resolve = take
    elif isinstance(declared, DeclaredField):
        where = f"{type_.name}.{name}"
        if _is_declared(type_):
            _check_field(where, declaration_of(type_), declared, item)
            item.resolve = _computing(declared.source) if isinstance(declared.source, Computed) else take
        elif isinstance(declared.source, Relation):
            _check_relation(where, declared.source, item)
            _check_root(where, declared.source)
            item.resolve = _reading(engine, declared.source, item)
        else:
            raise DeclarationError(f"{where}: a leaf needs a declared type around it")


def take(row: dict[str, Any], info: GraphQLResolveInfo[Any], **_: Any) -> Any:
    """A row's value stands under its response key, so that aliases of one field do not meet."""
    return row[info.path.key]  # type: ignore[index]


def _computing(source: Computed) -> Callable[..., Any]:
    def compute(row: dict[str, Any], info: GraphQLResolveInfo[Any]) -> Any:
        values = row[info.path.key]  # type: ignore[index]
        return None if values is None else source.make(values, info.context)

    return compute


def _reading(engine: Lookahead, relation: Relation, item: GraphQLField) -> Callable[..., Any]:
    """The resolver of a declared root."""
    type_ = object_type(item.type)

    async def read(_source: object, info: GraphQLResolveInfo[Any], **_: Any) -> Any:
        node = info.field_nodes[0]
        return await engine.read(info, type_, relation, lambda variables: call_of(relation, item, node, variables))

    return read


def _check_field(where: str, owner: Declaration, declared: DeclaredField, item: GraphQLField) -> None:
    _check_order(where, owner.rows, owner.order)
    if declared.requires not in {None, owner.action} and is_non_null_type(item.type):
        raise DeclarationError(f"{where}: it requires more than its type, so it is null for some: make it nullable")
    if isinstance(declared.source, Relation):
        _check_relation(where, declared.source, item)
        return
    leaf = get_named_type(item.type)
    if isinstance(leaf, GraphQLEnumType) and any(name != value.value for name, value in leaf.values.items()):
        raise DeclarationError(f"{where}: the stored text of an enum must be its GraphQL name")


def _check_relation(where: str, relation: Relation, item: GraphQLField) -> None:
    is_page = _origin(object_type(item.type)) is Connection
    is_list = is_list_type(get_nullable_type(item.type))
    found = Kind.PAGE if is_page else Kind.MANY if is_list else Kind.ONE
    if found is not relation.kind:
        raise DeclarationError(f"{where}: declared as {relation.kind.name}, annotated as {found.name}")
    target = declaration_of(_row_type(item))
    for order in (relation.order, *relation.orders.values()):
        _check_order(where, target.rows, order)


def _check_root(where: str, relation: Relation) -> None:
    if relation.on is not None:
        raise DeclarationError(f"{where}: a root joins nothing, it has filters only")
    chosen = relation.order or any(narrow.required for narrow in relation.filters.values())
    if relation.kind is Kind.ONE and not chosen:
        raise DeclarationError(f"{where}: say which row: by a required filter, or the first of an order")


def _row_type(item: GraphQLField) -> GraphQLObjectType:
    type_ = object_type(item.type)
    return object_type(type_.fields["nodes"].type) if _origin(type_) is Connection else type_


def _check_order(where: str, rows: FromClause, order: Any) -> None:
    """A key of an order is never null, and of a type that a cursor can carry."""
    part: Order
    for part in order:
        expression = row_expression(rows, part.expression)
        if isinstance(rows, Table) and isinstance(part.expression, str) and rows.c[part.expression].nullable:
            raise DeclarationError(f"{where}: {part.expression} may be null, order by coalesce() of it")
        if not is_readable(expression.type):
            raise DeclarationError(f"{where}: a cursor cannot carry {expression.type}")
