"""How a GraphQL type that shows stored rows is declared: each field says its column, each relation its join."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

# ``Any`` throughout: the SQL type of an expression and the GraphQL type of a field are data here, not types of ours.
from typing import Any, Self, TypeVar

import strawberry
from graphql import GraphQLObjectType, GraphQLOutputType, get_named_type
from sqlalchemy import FromClause
from strawberry.annotation import StrawberryAnnotation
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.field import StrawberryField

from xuanpai_graphql.lookahead.errors import DeclarationError
from xuanpai_graphql.lookahead.sources import (
    Column,
    Computed,
    Filter,
    Identity,
    Join,
    Kind,
    Order,
    Public,
    Relation,
    RowExpression,
    ScopeFilter,
    Source,
)

BACKREF = GraphQLCoreConverter.DEFINITION_BACKREF
"""Where a GraphQL type or field keeps the Strawberry definition it was made from."""

Cls = TypeVar("Cls", bound=type)


class DeclaredField(StrawberryField):
    """A field without a resolver: its ``source`` says where the compiler reads it."""

    source: Source
    requires: str | None
    personal: bool = False

    # StrawberryField copies itself (for generics) by calling its own class with its own arguments.
    def __init__(
        self,
        *args: Any,
        source: Source | None = None,
        requires: str | None = None,
        personal: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        # Rows are never instances of the class.
        self.init = self.repr = self.compare = False
        if source is not None:
            self.source = source
            self.arguments = _arguments(source)
        self.requires = requires
        self.personal = personal

    def __copy__(self) -> Self:
        copied = super().__copy__()
        copied.source = self.source
        copied.requires = self.requires
        copied.personal = self.personal
        return copied


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a row's personal fields are about: what kind of thing, and the column with its id."""

    type: str
    column: str


@dataclass(frozen=True, slots=True, eq=False)
class Declaration:
    """A declared type: the rows behind it and who may read them."""

    node: str
    rows: FromClause
    key: tuple[str, ...]
    tenant: str | None
    order: tuple[Order, ...]
    scope: ScopeFilter | Public
    requires: str | Public
    subject: Subject | None = None

    @property
    def action(self) -> str | None:
        """The action that reading a row requires, or ``None`` for a public type."""
        return self.requires if isinstance(self.requires, str) else None


def declaration_of(type_: GraphQLObjectType) -> Declaration:
    """The declaration behind a GraphQL type; raises ``DeclarationError`` for a type without one."""
    definition = type_.extensions.get(BACKREF)
    declaration = getattr(definition, "origin", object).__dict__.get("__declaration__")
    if not isinstance(declaration, Declaration):
        raise DeclarationError(f"{type_.name} is not a declared type")
    return declaration


def object_type(type_: GraphQLOutputType) -> GraphQLObjectType:
    """The object type inside lists and non-nulls; raises ``DeclarationError`` for any other kind of type."""
    named = get_named_type(type_)
    if not isinstance(named, GraphQLObjectType):
        raise DeclarationError(f"{named} is not an object type: a relation needs one declared type")
    return named


def column(
    expression: str | RowExpression | None = None,
    *,
    requires: str | None = None,
    description: str | None = None,
    deprecation_reason: str | None = None,
    personal: bool = False,
) -> Any:
    """A leaf read from ``expression``; ``requires`` narrows what the type requires, and then the field is nullable.

    Reading a ``personal`` one is written down, with the type's ``subject``.
    """
    return _declare(Column(expression), requires, description, deprecation_reason, personal=personal)


def identity(*, description: str | None = "全局编号") -> Any:
    """The row's global id."""
    return _declare(Identity(), None, description)


def computed(
    make: Callable[[Mapping[str, Any], Any], object],
    *,
    needs: Sequence[str] | Mapping[str, str | RowExpression],
    requires: str | None = None,
    description: str | None = None,
) -> Any:
    """A leaf made by ``make(values, context)``, a quick pure function of the columns it needs; for the few."""
    named = needs if isinstance(needs, Mapping) else {name: name for name in needs}
    return _declare(Computed(dict(named), make), requires, description)


def one(
    on: Join | None = None,
    *,
    order: Sequence[Order] = (),
    filters: Mapping[str, Filter] | None = None,
    scope_from_parent: str | None = None,
    requires: str | None = None,
    description: str | None = None,
) -> Any:
    """The related row or null; ``order`` picks the first where the join finds several."""
    relation = Relation(Kind.ONE, on, tuple(order), filters=filters or {}, scope_from_parent=scope_from_parent)
    return _declare(relation, requires, description)


def many(
    on: Join | None = None,
    *,
    limit: int,
    order: Sequence[Order] = (),
    filters: Mapping[str, Filter] | None = None,
    scope_from_parent: str | None = None,
    requires: str | None = None,
    description: str | None = None,
) -> Any:
    """The related rows as a plain list, for what is short by nature; never more than ``limit``."""
    relation = Relation(
        Kind.MANY, on, tuple(order), filters=filters or {}, limit=limit, scope_from_parent=scope_from_parent
    )
    return _declare(relation, requires, description)


def connection(
    on: Join | None = None,
    *,
    order: Sequence[Order] = (),
    orders: Mapping[Enum, Sequence[Order]] | None = None,
    filters: Mapping[str, Filter] | None = None,
    scope_from_parent: str | None = None,
    requires: str | None = None,
    description: str | None = None,
) -> Any:
    """The related rows page by page; ``orders`` adds the argument ``orderBy`` with these options."""
    relation = Relation(Kind.PAGE, on, tuple(order), orders or {}, filters or {}, scope_from_parent=scope_from_parent)
    return _declare(relation, requires, description)


def declared(
    rows: FromClause,
    *,
    node: str,
    scope: ScopeFilter | Public,
    requires: str | Public,
    order: Sequence[Order] = (),
    key: Sequence[str] | None = None,
    tenant: str | None = "tenant_id",
    subject: Subject | None = None,
) -> Callable[[Cls], Cls]:
    """Say which rows a Strawberry type shows; goes above ``@strawberry.type``.

    ``key`` is the primary key without the tenant. ``tenant=None`` is for tables that belong to no tenant.
    ``scope(row, action, scope_key)`` says which rows the caller may see when doing ``action``.
    Raises ``DeclarationError`` when a column does not exist or a field has a resolver of its own.
    """
    found = tuple(c.name for c in rows.primary_key if c.name != tenant) if key is None else tuple(key)
    if not found:
        raise DeclarationError(f"{node}: say its key, the rows have no primary key")
    declaration = Declaration(node, rows, found, tenant, tuple(order), scope, requires, subject)

    def register(cls: Cls) -> Cls:
        definition: StrawberryObjectDefinition = cls.__strawberry_definition__  # type: ignore[attr-defined]
        _check(declaration, definition)
        cls.__declaration__ = declaration  # type: ignore[attr-defined]
        return cls

    return register


def _declare(
    source: Source,
    requires: str | None,
    description: str | None,
    deprecation: str | None = None,
    *,
    personal: bool = False,
) -> DeclaredField:
    return DeclaredField(
        source=source,
        requires=requires,
        personal=personal,
        description=description,
        deprecation_reason=deprecation,
    )


def _arguments(source: Source) -> list[StrawberryArgument]:
    """The GraphQL arguments that a relation offers."""
    if not isinstance(source, Relation):
        return []
    arguments = [
        _argument(name, narrow.type, narrow.description, required=narrow.required)
        for name, narrow in source.filters.items()
    ]
    if source.kind is Kind.PAGE:
        arguments += [
            _argument("first", int, "取多少条,1 到 100,默认 20"),
            _argument("after", str, "从这个游标之后开始"),
        ]
    if source.orders:
        arguments.append(_argument("order_by", type(next(iter(source.orders))), "排序方式"))
    return arguments


def _argument(name: str, type_: Any, description: str | None, *, required: bool = False) -> StrawberryArgument:
    annotation = StrawberryAnnotation(type_ if required else type_ | None)
    return StrawberryArgument(name, None, annotation, description=description)


def _check(declaration: Declaration, definition: StrawberryObjectDefinition) -> None:
    """Every field declared, every column there: found when the module is imported."""
    known = set(declaration.rows.c.keys())
    named = {*declaration.key, *([declaration.tenant] if declaration.tenant else [])}
    named |= {declaration.subject.column} if declaration.subject else set()
    if declaration.tenant is None and "tenant_id" in known:
        raise DeclarationError(f"{declaration.node}: its rows belong to a tenant, say tenant='tenant_id'")
    for item in definition.fields:
        if not isinstance(item, DeclaredField):
            raise DeclarationError(f"{declaration.node}.{item.python_name}: declare it, a row's field has no resolver")
        if item.personal and declaration.subject is None:
            raise DeclarationError(f"{declaration.node}.{item.python_name}: say of whom, the type has no subject")
        named |= _columns(item)
    if missing := named - known:
        raise DeclarationError(f"{declaration.node}: no such columns: {', '.join(sorted(missing))}")


def _columns(item: DeclaredField) -> set[str]:
    source = item.source
    if isinstance(source, Column):
        expression = item.python_name if source.expression is None else source.expression
        return {expression} if isinstance(expression, str) else set()
    if isinstance(source, Computed):
        return {need for need in source.needs.values() if isinstance(need, str)}
    return set()


@strawberry.interface(description="有全局编号的对象")
class Node:
    """What has a global id; a declared type that inherits it can be refetched by ``node(id:)``."""

    id: strawberry.ID = identity()
