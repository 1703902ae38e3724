"""Reads an operation's syntax tree: which fields are selected, which variables decide the shape of the answer."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

# ``Any``: the coerced values of variables and arguments have whatever type their GraphQL type says.
from typing import Any

from graphql import (
    BooleanValueNode,
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    SelectionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    is_abstract_type,
)
from graphql.execution.values import VariableValues
from graphql.utilities import coerce_input_literal

Variables = Mapping[str, Any]
ReadArgument = Callable[[Variables], Any]

ORDER_ARGUMENT = "orderBy"


@dataclass(frozen=True, slots=True)
class Document:
    """What an operation's selections are read against."""

    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]


@dataclass(frozen=True, slots=True)
class VariableUse:
    """The variables below a root field: those whose value, and those whose presence decides the statement."""

    by_value: tuple[str, ...]
    by_presence: tuple[str, ...]

    def shape(self, variables: Variables) -> tuple[object, ...]:
        """Equal for two requests whose statements are the same text."""
        get = variables.get
        return (*[get(name) for name in self.by_value], *[get(name) is not None for name in self.by_presence])


@dataclass(frozen=True, slots=True)
class Selected:
    """A field of the response: its syntax nodes, its path of response keys, and the type to read its selection on."""

    type: GraphQLObjectType
    nodes: Sequence[FieldNode]
    path: tuple[str, ...]

    def below(self, type_: GraphQLObjectType, nodes: Sequence[FieldNode], key: str) -> "Selected":
        """A field one level down."""
        return Selected(type_, nodes, (*self.path, key))

    def of(self, type_: GraphQLObjectType) -> "Selected":
        """The same field, with its value's type."""
        return Selected(type_, self.nodes, self.path)


def collect(document: Document, selected: Selected, variables: Variables) -> dict[str, list[FieldNode]]:
    """The fields selected below by response key, in the order of the response."""
    found: dict[str, list[FieldNode]] = {}
    visited: set[str] = set()
    for node in selected.nodes:
        if node.selection_set is not None:
            _gather(document, selected.type, node.selection_set, variables, found, visited)
    return found


def _gather(
    document: Document,
    parent: GraphQLObjectType,
    selection_set: SelectionSetNode,
    variables: Variables,
    found: dict[str, list[FieldNode]],
    visited: set[str],
) -> None:
    for selection in selection_set.selections:
        if not _included(selection, variables):
            continue
        if isinstance(selection, FieldNode):
            found.setdefault(response_key(selection), []).append(selection)
            continue
        fragment = _fragment(document, selection, visited)
        if fragment is not None and _applies(document, fragment, parent):
            _gather(document, parent, fragment.selection_set, variables, found, visited)


def response_key(node: FieldNode) -> str:
    """The alias, or the name."""
    return node.alias.value if node.alias else node.name.value


def variables_used(document: Document, nodes: Iterable[FieldNode]) -> VariableUse:
    """All variables in ``nodes`` and below, whatever is skipped."""
    by_value: set[str] = set()
    by_presence: set[str] = set()
    visited: set[str] = set()
    pending: list[SelectionNode] = list(nodes)
    while pending:
        selection = pending.pop()
        for directive in selection.directives or ():
            for argument in directive.arguments or ():
                by_value.update(_variables_in(argument.value))
        inner: SelectionSetNode | None
        if isinstance(selection, FieldNode):
            for argument in selection.arguments or ():
                names = by_value if argument.name.value == ORDER_ARGUMENT else by_presence
                names.update(_variables_in(argument.value))
            inner = selection.selection_set
        else:
            fragment = _fragment(document, selection, visited)
            inner = fragment.selection_set if fragment else None
        pending.extend(inner.selections if inner else ())
    return VariableUse(tuple(sorted(by_value)), tuple(sorted(by_presence)))


def argument_reader(definition: GraphQLField, node: FieldNode, name: str) -> ReadArgument | None:
    """How to read an argument at each execution, or ``None`` where the document leaves it out or says null."""
    given = next((item.value for item in node.arguments or () if item.name.value == name), None)
    if given is None or isinstance(given, NullValueNode):
        return None
    if isinstance(given, VariableNode):
        variable = given.name.value
        return lambda variables: variables.get(variable)
    type_ = definition.args[name].type
    if any(_variables_in(given)):
        return lambda variables: coerce_input_literal(given, type_, VariableValues({}, dict(variables)))
    constant = coerce_input_literal(given, type_)
    return lambda _: constant


def _included(selection: SelectionNode, variables: Variables) -> bool:
    return all(
        _condition(directive, variables) is (directive.name.value == "include")
        for directive in selection.directives or ()
        if directive.name.value in {"include", "skip"}
    )


def _condition(directive: DirectiveNode, variables: Variables) -> bool:
    value = next(argument.value for argument in directive.arguments or ())
    if isinstance(value, VariableNode):
        return bool(variables.get(value.name.value))
    return isinstance(value, BooleanValueNode) and value.value


def _fragment(
    document: Document, selection: SelectionNode, visited: set[str]
) -> FragmentDefinitionNode | InlineFragmentNode | None:
    """The fragment behind a selection; a named one only the first time."""
    if isinstance(selection, InlineFragmentNode):
        return selection
    name: str = selection.name.value  # type: ignore[attr-defined]
    if name in visited:
        return None
    visited.add(name)
    return document.fragments[name]


def _applies(
    document: Document, fragment: FragmentDefinitionNode | InlineFragmentNode, parent: GraphQLObjectType
) -> bool:
    if fragment.type_condition is None or fragment.type_condition.name.value == parent.name:
        return True
    condition = document.schema.get_type(fragment.type_condition.name.value)
    return is_abstract_type(condition) and document.schema.is_sub_type(condition, parent)


def _variables_in(value: ValueNode) -> Iterator[str]:
    if isinstance(value, VariableNode):
        yield value.name.value
    elif isinstance(value, ListValueNode):
        for item in value.values:
            yield from _variables_in(item)
    elif isinstance(value, ObjectValueNode):
        for entry in value.fields:
            yield from _variables_in(entry.value)
