"""What an operation may cost: judged on its text before it runs, so that a hostile one never touches the database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
)

from xuanpai_core.config import Settings
from xuanpai_core.errors import Invalid

DEFAULT_PAGE = 20
MAX_PAGE = 100
MAX_DIRECTIVES = 30
MAX_SELECTIONS = 600
MAX_SAME_KEY = 3


@dataclass(frozen=True, slots=True)
class Cost:
    """Rows-and-fields weight of a selection: its own, plus parts that a page size multiplies.

    A page size is a number, or the name of the variable that holds it.
    """

    own: int
    pages: tuple[tuple[int | str, "Cost"], ...] = ()

    def total(self, variables: Mapping[str, Any]) -> int:
        """The weight when run with ``variables``."""
        return self.own + sum(_size(size, variables) * cost.total(variables) for size, cost in self.pages)


class OperationTooLarge(Invalid):
    """An operation beyond a limit; the message says which."""

    code = "OPERATION_TOO_LARGE"


class Meter:
    """Measures the operations of one document; raises ``OperationTooLarge`` as soon as a limit is passed."""

    def __init__(self, document: DocumentNode, settings: Settings) -> None:
        self._settings = settings
        self._fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }
        self._aliases = self._directives = self._selections = 0

    def measure(self, operation: OperationDefinitionNode) -> Cost:
        """Walk ``operation`` whole, fragments unfolded; returns what it costs."""
        return self._walk(operation.selection_set, depth=1, trail=())

    def _walk(self, selections: SelectionSetNode, depth: int, trail: tuple[str, ...]) -> Cost:
        if depth > self._settings.graphql_max_depth:
            raise OperationTooLarge(f"查询嵌套超过 {self._settings.graphql_max_depth} 层,请拆成几次查询。")
        own, pages, keys = 0, list[tuple[int | str, Cost]](), dict[str, int]()
        for field, inside in self._fields(selections, trail):
            self._count(field, keys)
            own += 1
            if field.selection_set is None:
                continue
            below = self._walk(field.selection_set, depth + 1, inside)
            size = _page_size(field)
            if size is None:
                own, pages = own + below.own, [*pages, *below.pages]
            else:
                pages.append((size, below))
        return Cost(own, tuple(pages))

    def _fields(
        self, selections: SelectionSetNode, trail: tuple[str, ...]
    ) -> Iterator[tuple[FieldNode, tuple[str, ...]]]:
        for node in selections.selections:
            self._directives += len(node.directives or ())
            if self._directives > MAX_DIRECTIVES:
                raise OperationTooLarge(f"一次查询最多使用 {MAX_DIRECTIVES} 个指令。")
            if isinstance(node, FieldNode):
                yield node, trail
            elif isinstance(node, FragmentSpreadNode):
                name = node.name.value
                fragment = self._fragments.get(name)
                # A cycle is the validator's to report; here it must only not run for ever.
                if fragment is not None and name not in trail:
                    yield from self._fields(fragment.selection_set, (*trail, name))
            elif isinstance(node, InlineFragmentNode):
                yield from self._fields(node.selection_set, trail)

    def _count(self, field: FieldNode, keys: dict[str, int]) -> None:
        self._selections += 1
        if self._selections > MAX_SELECTIONS:
            raise OperationTooLarge(f"一次查询最多选取 {MAX_SELECTIONS} 个字段,请拆成几次查询。")
        key = (field.alias or field.name).value
        keys[key] = keys.get(key, 0) + 1
        if keys[key] > MAX_SAME_KEY:
            raise OperationTooLarge(f"字段“{key}”重复了太多次,写一次即可。")
        self._aliases += field.alias is not None
        if self._aliases > self._settings.graphql_max_aliases:
            raise OperationTooLarge(f"一次查询最多使用 {self._settings.graphql_max_aliases} 个别名。")


def check_cost(cost: Cost, variables: Mapping[str, Any], settings: Settings) -> None:
    """Raise ``OperationTooLarge`` when ``cost`` with these variables passes the limit."""
    if (total := cost.total(variables)) > settings.graphql_max_cost:
        limit = settings.graphql_max_cost
        raise OperationTooLarge(f"查询开销 {total} 超过上限 {limit},请减少每页条数或嵌套的列表。")


def _page_size(field: FieldNode) -> int | str | None:
    """The page size of a connection field, a variable's name, or ``None`` for a field that is no page."""
    for argument in field.arguments or ():
        if argument.name.value == "first":
            if isinstance(argument.value, VariableNode):
                return argument.value.name.value
            return int(argument.value.value) if isinstance(argument.value, IntValueNode) else DEFAULT_PAGE
    children = field.selection_set.selections if field.selection_set else ()
    names = {child.name.value for child in children if isinstance(child, FieldNode)}
    return DEFAULT_PAGE if names & {"edges", "nodes"} else None


def _size(size: int | str, variables: Mapping[str, Any]) -> int:
    value = variables.get(size, DEFAULT_PAGE) if isinstance(size, str) else size
    return min(max(value, 1), MAX_PAGE) if isinstance(value, int) else DEFAULT_PAGE
