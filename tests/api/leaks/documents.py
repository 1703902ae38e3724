"""Documents made from the schema itself, so that a field added tomorrow is asked the day after."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import uuid4

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    get_named_type,
    is_composite_type,
)
from graphql.pyutils import Undefined
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.field import StrawberryField

from xuanpai_core.config import Settings
from xuanpai_graphql.lookahead.declare import BACKREF
from xuanpai_graphql.lookahead.execute import engine_of
from xuanpai_graphql.lookahead.ids import global_id
from xuanpai_graphql.permissions import Guard
from xuanpai_graphql.schema import Mutation, Query, make_schema

# What a text argument means, by a part of its name; anything else takes any words.
_WORDS = {
    "code": "210726101",
    "codes": "210726101",
    "county": "210726",
    "province": "22",
    "into": "210726102",
    "under": "210726",
    "month": "2025-10",
    "quarter": "2025-07",
    "key": "denied-key-0001",
    "parent": "210726102",
    "township": "210726101",
}
_SCALARS: Mapping[str, Any] = {
    "Boolean": True,
    "Date": "2025-10-24",
    "DateTime": "2025-10-24T09:00:00+08:00",
    "Decimal": "1",
    "Fen": 100,
    "Float": 1.5,
    "Int": 1,
    "JSON": {},
    "Long": 100,
}


@dataclass(frozen=True, slots=True)
class Root:
    """A root field: its name, its guard, and the GraphQL field."""

    name: str
    guard: Guard
    field: GraphQLField

    @property
    def action(self) -> str | None:
        """The action that it needs, if it needs a permission."""
        return getattr(self.guard, "action", None)


@cache
def schema() -> GraphQLSchema:
    """The whole schema."""
    made: GraphQLSchema = make_schema(Settings(environment="development"))._schema
    return made


@cache
def roots(operation: str) -> tuple[Root, ...]:
    """The root fields of ``query`` or ``mutation``, each with its one guard."""
    root, cls = (schema().query_type, Query) if operation == "query" else (schema().mutation_type, Mutation)
    assert root is not None
    definition: StrawberryObjectDefinition = cls.__strawberry_definition__  # type: ignore[union-attr]
    guards = {
        item.python_name: next(guard for guard in item.extensions if isinstance(guard, Guard))
        for item in definition.fields
    }
    found = []
    for name, field in root.fields.items():
        declared: StrawberryField = field.extensions[BACKREF]
        found.append(Root(name, guards[declared.python_name], field))
    return tuple(found)


def id_arguments(root: Root) -> list[tuple[str, ...]]:
    """The paths of the arguments that take a global id, optional ones included."""
    return [path for name, argument in root.field.args.items() for path in _id_paths(argument.type, (name,))]


def document(
    operation: str,
    root: Root,
    given: Mapping[str, Any],
    *,
    whole: bool = False,
    without: frozenset[str] = frozenset(),
) -> str:
    """The operation that calls ``root`` with the ``given`` variables.

    ``whole`` selects every leaf of the answer, but no field of a name in ``without``.
    """
    declared = ", ".join(f"${name}: {root.field.args[name].type}" for name in given)
    passed = ", ".join(f"{name}: ${name}" for name in given)
    selected = _selection(root.field.type, 3 if whole else 0, without)
    head = f"({declared})" if declared else ""
    return f"{operation}{head} {{ {root.name}{f'({passed})' if passed else ''} {selected} }}"


def minimal(root: Root) -> dict[str, Any]:
    """The least that the types demand: values of the right shape which mean nothing in particular."""
    return {
        name: _value(argument.type, name)
        for name, argument in root.field.args.items()
        if isinstance(argument.type, GraphQLNonNull) and argument.default_value is Undefined
    }


def with_id(variables: Mapping[str, Any], root: Root, path: tuple[str, ...], wanted: str) -> dict[str, Any]:
    """``variables`` with the global id ``wanted`` at ``path``, and a fresh idempotency key."""
    changed = {name: _fresh(value) for name, value in variables.items()}
    if "idempotencyKey" in changed:
        changed["idempotencyKey"] = str(uuid4())
    _put(changed, path, root.field.args[path[0]].type, wanted)
    return changed


def nodes() -> tuple[str, ...]:
    """The names of the types that ``node(id:)`` can refetch."""
    return tuple(sorted(engine_of(schema()).nodes))


def _fresh(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: str(uuid4()) if key == "idempotencyKey" else _fresh(inner) for key, inner in value.items()}
    return [_fresh(item) for item in value] if isinstance(value, list) else value


def _put(into: dict[str, Any], path: tuple[str, ...], type_: GraphQLInputType, wanted: str) -> None:
    name, rest = path[0], path[1:]
    listed = isinstance(_bare(type_), GraphQLList)
    inner = get_named_type(type_)
    if not rest:
        into[name] = [wanted] if listed else wanted
        return
    assert isinstance(inner, GraphQLInputObjectType)
    below = into.get(name)
    child = dict(below[0] if isinstance(below, list) and below else below or _value(GraphQLNonNull(inner), name))
    _put(child, rest, inner.fields[rest[0]].type, wanted)
    into[name] = [child] if listed else child


def _id_paths(type_: GraphQLInputType, path: tuple[str, ...]) -> list[tuple[str, ...]]:
    named = get_named_type(type_)
    if isinstance(named, GraphQLInputObjectType) and len(path) < 4:
        return [found for name, field in named.fields.items() for found in _id_paths(field.type, (*path, name))]
    return [path] if named.name == "ID" else []


def _bare(type_: Any) -> Any:
    return type_.of_type if isinstance(type_, GraphQLNonNull) else type_


def _value(type_: GraphQLInputType, name: str) -> Any:
    bare = _bare(type_)
    if isinstance(bare, GraphQLList):
        return [_value(bare.of_type, name)]
    if isinstance(bare, GraphQLInputObjectType):
        return {
            key: _value(field.type, key)
            for key, field in bare.fields.items()
            if isinstance(field.type, GraphQLNonNull) and field.default_value is Undefined
        }
    if isinstance(bare, GraphQLEnumType):
        return next(iter(bare.values))
    if bare.name == "ID":
        return global_id(_node_of(name), uuid4())
    if bare.name == "UUID":
        return str(uuid4())
    if bare.name == "String":
        return next((value for part, value in _WORDS.items() if name.lower().endswith(part)), "一段话")
    if bare.name == "Int" and name.lower().endswith("year"):
        return 2025
    return _SCALARS[bare.name]


def _node_of(name: str) -> str:
    """The type that an argument's name speaks of, as well as one can tell."""
    wanted = name.removesuffix("Ids").removesuffix("Id").lower()
    return next((node for node in nodes() if node.lower().endswith(wanted) and wanted), "Posting")


def _selection(type_: Any, depth: int, without: frozenset[str]) -> str:
    """``{ … }`` for a composite type: its name, and its leaves and what lies below as far as ``depth``."""
    named = get_named_type(type_)
    if not is_composite_type(named):
        return ""
    parts = ["__typename"]
    for name, field in getattr(named, "fields", {}).items() if depth else ():
        if name in without or any(isinstance(argument.type, GraphQLNonNull) for argument in field.args.values()):
            continue
        below = _selection(field.type, depth - 1, without)
        if below or not is_composite_type(get_named_type(field.type)):
            parts.append(f"{name} {below}".strip())
    return f"{{ {' '.join(parts)} }}"
