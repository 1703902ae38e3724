"""Completes whole answers at once where graphql-core would walk them leaf by leaf.

What the read engine returned has the response's shape already, and a plain object's leaves are its attributes: it is
enough to look whether every leaf is of the kind that its type promises, a column of rows at a time. That takes a
twentieth of graphql-core's five milliseconds for a page of fifty rows. Whatever is not plainly so (a null where none
may be, a leaf made in Python, a number out of range) goes graphql-core's own way, which stays the reference and makes
the errors.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter, itemgetter

# ``Any``: values here are of whatever shape the selection has.
from typing import Any, Final

from graphql import (
    FieldNode,
    GraphQLEnumType,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfo,
    GraphQLScalarType,
)
from graphql.execution.collect_fields import FieldDetailsList, GroupedFieldSet
from graphql.pyutils import AwaitableOrValue, Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.types.field import StrawberryField

from xuanpai_graphql.lookahead.declare import BACKREF, DeclaredField
from xuanpai_graphql.lookahead.execute import Recent, coerced_variables
from xuanpai_graphql.lookahead.install import take
from xuanpai_graphql.lookahead.selection import Document, Selected, Variables, collect, variables_used

Complete = Callable[[Any], Any]
"""Takes the value of a root field; returns it completed, or ``None`` to leave it to graphql-core."""

Check = Callable[[list[Any]], bool]
"""Takes all values that stand in one place of the answer; tells whether each may pass as it is."""

# The scalars that are written as they are, and the types in which they come.
_SCALARS: Final[dict[str, type]] = {
    "Boolean": bool,
    "Date": str,
    "DateTime": str,
    "Decimal": str,
    "Fen": int,
    "Float": float,
    "ID": str,
    "Long": int,
    "String": str,
    "UUID": str,
}
_INT_LIMIT: Final = 2**31
_EXTENSION: Final = "completion"
_KEPT: Final = 1_024


class WholesaleExecutor(StrawberryGraphQLCoreExecutionContext):
    """graphql-core's executor, except for the values of root fields that can be completed at once.

    And root fields run one after another, a query's as a mutation's: they share one connection, so nothing is gained
    by tasks of their own, and where one fails graphql-core cancels the others, in the middle of a statement, which
    costs the operation its connection.
    """

    def execute_root_grouped_field_set(
        self,
        root_type: GraphQLObjectType,
        root_value: Any,
        grouped_field_set: GroupedFieldSet,
        serially: bool,  # noqa: ARG002 -- graphql-core's signature
        position_context: Any,
    ) -> AwaitableOrValue[dict[str, Any]]:
        """All root fields, in the order in which they were asked for."""
        return self.execute_fields_serially(root_type, root_value, None, grouped_field_set, position_context)

    def complete_object_value(
        self,
        return_type: GraphQLObjectType,
        field_details_list: FieldDetailsList,
        info: GraphQLResolveInfo[Any],
        path: Path,
        result: Any,
        position_context: Any,
    ) -> AwaitableOrValue[dict[str, Any]]:
        """A row, a page or a plain object."""
        completed: dict[str, Any] | None = _completed(info, return_type, result) if path.prev is None else None
        if completed is not None:
            return completed
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
        """Rows, or plain objects."""
        completed: list[Any] | None = _completed(info, return_type, result) if path.prev is None else None
        if completed is not None:
            return completed
        return super().complete_list_value(return_type, field_details_list, info, path, result, position_context)


@dataclass(slots=True)
class _Known:
    """How to complete one root field of one document, by the values of the variables that decide what is selected.

    ``keeps`` holds the syntax tree, under whose identity this is remembered, in memory.
    """

    deciding: tuple[str, ...]
    keeps: tuple[object, ...]
    ways: dict[tuple[object, ...], Complete] = field(default_factory=dict)


def _completed(info: GraphQLResolveInfo[Any], type_: GraphQLOutputType, result: Any) -> Any:
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
    way = known.ways.get(shape)
    if way is None:
        way = known.ways[shape] = _Ways(Document(info.schema, info.fragments), variables).of(type_, info.field_nodes)
    return way(result)


@dataclass(frozen=True, slots=True)
class _Ways:
    """Finds the way to complete one selection."""

    document: Document
    variables: Variables

    def of(self, type_: GraphQLOutputType, nodes: Sequence[FieldNode]) -> Complete:
        """The way of a root field's value."""
        check = self._check(type_, nodes)
        if check is not None:
            return lambda value: value if check([value]) else None
        item = _inside(type_.of_type) if isinstance(type_, GraphQLList) else type_
        make = None
        if isinstance(item, GraphQLObjectType) and item.is_type_of is None:
            make = self._plain_objects(item, nodes)
        if make is None:
            return lambda _: None
        if item is type_:
            return lambda value: (make([value]) or [None])[0]
        return lambda values: make(values) if type(values) is list else None

    def _check(self, type_: GraphQLOutputType, nodes: Sequence[FieldNode]) -> Check | None:
        """The check of values that are not null; ``None`` where something in them must be completed."""
        if isinstance(type_, GraphQLObjectType):
            return self._rows(type_, nodes) if type_.is_type_of is None else None
        if isinstance(type_, GraphQLList):
            item = self._nullable(type_.of_type, nodes)
            return item and _all_of(list, lambda lists: item(list(chain.from_iterable(lists))))
        return _leaves(type_)

    def _nullable(self, type_: GraphQLOutputType, nodes: Sequence[FieldNode]) -> Check | None:
        if isinstance(type_, GraphQLNonNull):
            return self._check(type_.of_type, nodes)
        check = self._check(type_, nodes)
        return check and (lambda values: check([value for value in values if value is not None]))

    def _rows(self, type_: GraphQLObjectType, nodes: Sequence[FieldNode]) -> Check | None:
        """The check of rows that the engine read."""
        columns: list[tuple[Callable[[Any], Any], Check]] = []
        for key, below in self._selected(type_, nodes):
            definition = type_.fields.get(below[0].name.value)
            if definition is None:
                columns.append((itemgetter(key), _all_of(str)))
                continue
            check = self._nullable(definition.type, below) if definition.resolve is take else None
            if check is None:
                return None
            columns.append((itemgetter(key), check))
        return _all_of(dict, lambda rows: all(check(list(map(read, rows))) for read, check in columns))

    def _plain_objects(
        self, type_: GraphQLObjectType, nodes: Sequence[FieldNode]
    ) -> Callable[[list[Any]], list[Any] | None] | None:
        """What makes rows of objects whose selected fields are leaves and attributes."""
        names: list[str] = []
        columns: list[tuple[Callable[[Any], Any], Check]] = []
        for key, below in self._selected(type_, nodes):
            names.append(key)
            definition = type_.fields.get(below[0].name.value)
            if definition is None:
                columns.append((lambda _: type_.name, _all_of(str)))
                continue
            read = _attribute(definition)
            check = self._nullable(definition.type, below) if read and below[0].selection_set is None else None
            if read is None or check is None:
                return None
            columns.append((read, check))
        return lambda rows: _made(rows, names, columns)

    def _selected(self, type_: GraphQLObjectType, nodes: Sequence[FieldNode]) -> Iterable[tuple[str, list[FieldNode]]]:
        return collect(self.document, Selected(type_, nodes, ()), self.variables).items()


def _made(
    rows: list[Any], names: Sequence[str], columns: Sequence[tuple[Callable[[Any], Any], Check]]
) -> list[dict[str, Any]] | None:
    try:
        values = [list(map(read, rows)) for read, _ in columns]
    except AttributeError:
        return None
    if not all(check(column) for column, (_, check) in zip(values, columns, strict=True)):
        return None
    return [dict(zip(names, row, strict=True)) for row in zip(*values, strict=True)]


def _leaves(type_: GraphQLOutputType) -> Check | None:
    if isinstance(type_, GraphQLEnumType):
        names = frozenset(type_.values)
        return _all_of(str, names.issuperset)
    if not isinstance(type_, GraphQLScalarType):
        return None
    if type_.name == "Int":
        return _all_of(int, lambda values: not values or -_INT_LIMIT <= min(values) <= max(values) < _INT_LIMIT)
    return _all_of(_SCALARS[type_.name]) if type_.name in _SCALARS else None


def _all_of(kind: type, further: Check = lambda _: True) -> Check:
    """Every value is exactly a ``kind``, and they pass ``further``."""
    only = {kind}
    return lambda values: only.issuperset(map(type, values)) and further(values)


def _attribute(definition: GraphQLField) -> Callable[[Any], Any] | None:
    """How to read a field that is nothing but an attribute."""
    declared = definition.extensions.get(BACKREF)
    if not isinstance(declared, StrawberryField) or isinstance(declared, DeclaredField) or not declared.is_basic_field:
        return None
    return attrgetter(declared.python_name) if declared.default_resolver is getattr else None


def _inside(type_: GraphQLOutputType) -> GraphQLOutputType:
    return type_.of_type if isinstance(type_, GraphQLNonNull) else type_
