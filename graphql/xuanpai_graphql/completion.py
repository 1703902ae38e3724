"""Lets pass what the read engine returned: its JSON has the response's shape already, down to the leaves.

Completing a page of fifty rows leaf by leaf takes graphql-core five milliseconds; looking at the type of each leaf
takes a twentieth of that. Whatever is not plainly as its type promises (a null where none may be, a leaf made in
Python, a number out of range) goes graphql-core's own way, which stays the reference and makes the errors.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from graphql import (
    FieldNode,
    GraphQLEnumType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfo,
    GraphQLScalarType,
)
from graphql.execution.collect_fields import FieldDetailsList
from graphql.pyutils import AwaitableOrValue, Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from xuanpai_graphql.lookahead.execute import Recent, coerced_variables
from xuanpai_graphql.lookahead.install import take
from xuanpai_graphql.lookahead.selection import Document, Selected, Variables, collect, variables_used

Check = Callable[[Any], bool]
# ``Any``: values here are JSON of whatever shape the selection has.

# The scalars whose wire form PostgreSQL made, and the JSON types in which they come. Float is not among them:
# graphql-core would write 3 as 3.0.
_SCALARS: Final = {
    "Boolean": bool,
    "Date": str,
    "DateTime": str,
    "Decimal": str,
    "Fen": int,
    "ID": str,
    "Long": int,
    "String": str,
    "UUID": str,
}
_NOTHING: Final = type(None)
_INT_LIMIT: Final = 2**31
_EXTENSION: Final = "completion"
_KEPT: Final = 1_024


class PassingExecutor(StrawberryGraphQLCoreExecutionContext):
    """graphql-core's executor, except for root fields whose answer may pass as it is."""

    def complete_object_value(
        self,
        return_type: GraphQLObjectType,
        field_details_list: FieldDetailsList,
        info: GraphQLResolveInfo[Any],
        path: Path,
        result: Any,
        position_context: Any,
    ) -> AwaitableOrValue[dict[str, Any]]:
        """The engine's row or page itself, if it may pass."""
        if path.prev is None and type(result) is dict and _may_pass(info, return_type, result):
            return result
        return super().complete_object_value(return_type, field_details_list, info, path, result, position_context)

    def complete_list_value(
        self,
        return_type: GraphQLList[GraphQLOutputType],
        field_details_list: FieldDetailsList,
        info: GraphQLResolveInfo[Any],
        path: Path,
        result: Any,
        position_context: Any,
    ) -> AwaitableOrValue[list[Any]]:
        """The engine's rows themselves, if they may pass."""
        if path.prev is None and type(result) is list and _may_pass(info, return_type, result):
            return result
        return super().complete_list_value(return_type, field_details_list, info, path, result, position_context)


@dataclass(slots=True)
class _Known:
    """The checks of one root field of one document, by the variables that decide what is selected.

    ``keeps`` holds the syntax tree, under whose identity this is remembered, in memory.
    """

    deciding: tuple[str, ...]
    keeps: tuple[object, ...]
    checks: dict[tuple[object, ...], Check | None] = field(default_factory=dict)


def _may_pass(info: GraphQLResolveInfo[Any], type_: GraphQLOutputType, result: Any) -> bool:
    """Whether every leaf of ``result`` was made by the engine and is of the kind that its type promises."""
    kept: Recent[_Known] | None = info.schema.extensions.get(_EXTENSION)
    if kept is None:
        kept = info.schema.extensions[_EXTENSION] = Recent(_KEPT)
    tree = (id(info.operation), *[id(node) for node in info.field_nodes])
    known = kept.get(tree)
    if known is None:
        use = variables_used(Document(info.schema, info.fragments), info.field_nodes)
        known = _Known(use.by_value, (info.operation, *info.field_nodes))
        kept.put(tree, known)
    variables = coerced_variables(info)
    shape = tuple([variables.get(name) for name in known.deciding])
    if shape not in known.checks:
        known.checks[shape] = _Checks(Document(info.schema, info.fragments), variables).of(type_, info.field_nodes)
    check = known.checks[shape]
    return check is not None and check(result)


@dataclass(frozen=True, slots=True)
class _Checks:
    """Makes the check of a selection; ``None`` where something in it must be completed by graphql-core."""

    document: Document
    variables: Variables

    def of(self, type_: GraphQLOutputType, nodes: Sequence[FieldNode]) -> Check | None:
        """The check of a value of ``type_`` that is not null."""
        if isinstance(type_, GraphQLScalarType):
            return _scalar(type_)
        if isinstance(type_, GraphQLEnumType):
            return frozenset(type_.values).__contains__
        if isinstance(type_, GraphQLList):
            return self._items(type_, nodes)
        if isinstance(type_, GraphQLObjectType) and type_.is_type_of is None:
            return self._row(type_, nodes)
        return None

    def _items(self, type_: GraphQLList[GraphQLOutputType], nodes: Sequence[FieldNode]) -> Check | None:
        item = self._value(type_.of_type, nodes)
        return None if item is None else lambda items: type(items) is list and all(map(item, items))

    def _row(self, type_: GraphQLObjectType, nodes: Sequence[FieldNode]) -> Check | None:
        leaves: list[tuple[str, frozenset[type]]] = []
        others: list[tuple[str, Check]] = []
        for key, below in collect(self.document, Selected(type_, nodes, ()), self.variables).items():
            name = below[0].name.value
            definition = type_.fields.get(name)
            if name == "__typename":
                leaves.append((key, frozenset({str})))
            elif definition is None or definition.resolve is not take:
                return None
            elif (accepted := _accepted(definition.type)) is not None:
                leaves.append((key, accepted))
            elif (check := self._value(definition.type, below)) is not None:
                others.append((key, check))
            else:
                return None
        return _row_check(leaves, others)

    def _value(self, type_: GraphQLOutputType, nodes: Sequence[FieldNode]) -> Check | None:
        if isinstance(type_, GraphQLNonNull):
            return self.of(type_.of_type, nodes)
        check = self.of(type_, nodes)
        return None if check is None else lambda value: value is None or check(value)


def _row_check(leaves: Sequence[tuple[str, frozenset[type]]], others: Sequence[tuple[str, Check]]) -> Check:
    def check(row: Any) -> bool:
        if type(row) is not dict:
            return False
        for key, accepted in leaves:
            if type(row[key]) not in accepted:
                return False
        return all(holds(row[key]) for key, holds in others)

    return check


def _accepted(type_: GraphQLOutputType) -> frozenset[type] | None:
    """The types of a leaf for which the type alone is enough."""
    inner = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
    if not isinstance(inner, GraphQLScalarType) or inner.name not in _SCALARS:
        return None
    return frozenset({_SCALARS[inner.name]} if inner is not type_ else {_SCALARS[inner.name], _NOTHING})


def _scalar(type_: GraphQLScalarType) -> Check | None:
    if type_.name == "Int":
        return lambda value: type(value) is int and -_INT_LIMIT <= value < _INT_LIMIT
    made = _SCALARS.get(type_.name)
    return None if made is None else lambda value: type(value) is made
