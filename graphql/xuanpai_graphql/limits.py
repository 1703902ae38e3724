"""What an operation may cost: judged on its text before it runs, so that a hostile one never touches the database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    NamedTypeNode,
    OperationDefinitionNode,
    SchemaMetaFieldDef,
    SelectionSetNode,
    TypeMetaFieldDef,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_composite_type,
    is_list_type,
)

from xuanpai_core.config import Settings
from xuanpai_core.errors import Invalid
from xuanpai_graphql.cost import weight_of

DEFAULT_PAGE = 20
MAX_PAGE = 100


def size_of_page(first: int | None) -> int:
    """``first`` or the usual size, for a list of a service's; raises ``Invalid`` (PAGE_TOO_SMALL, PAGE_TOO_LARGE)."""
    size = DEFAULT_PAGE if first is None else first
    if size < 1:
        raise Invalid("每页至少取 1 条。", code="PAGE_TOO_SMALL")
    if size > MAX_PAGE:
        raise Invalid(f"每页最多取 {MAX_PAGE} 条。", code="PAGE_TOO_LARGE")
    return size


UNPAGED = 10
"""As how many rows a list without pages counts."""
MAX_OPERATIONS = 5
MAX_DIRECTIVES = 30
MAX_SELECTIONS = 600
MAX_FRAGMENTS = 200
MAX_NESTED_FRAGMENTS = 30
MAX_SAME_KEY = 3
MAX_VALUES = 5_000
MAX_VALUE_DEPTH = 16

SENSITIVE = frozenset(
    {
        "beginSecondFactor",
        "changePassword",
        "confirmSecondFactor",
        "createApiToken",
        "resetPassword",
        "signIn",
        "stepUp",
        "unmask",
    }
)
"""Root fields that guess or show secrets: one at most in an operation, so that an alias is no second try."""


@dataclass(frozen=True, slots=True)
class PageSize:
    """How many rows a page has: ``rows``, unless ``variable`` is sent."""

    rows: int
    variable: str | None = None

    def given(self, variables: Mapping[str, Any]) -> int:
        """The size with ``variables``; one that is out of range is refused elsewhere."""
        rows = self.rows if self.variable is None else variables.get(self.variable, self.rows)
        return min(max(rows, 1), MAX_PAGE) if isinstance(rows, int) else DEFAULT_PAGE


@dataclass(frozen=True, slots=True)
class Cost:
    """The weight of a selection: its own fields', and parts that the size of a page multiplies."""

    own: int
    pages: tuple[tuple[PageSize, "Cost"], ...] = ()

    def total(self, variables: Mapping[str, Any]) -> int:
        """The weight when run with ``variables``."""
        return self.own + sum(size.given(variables) * cost.total(variables) for size, cost in self.pages)


class OperationTooLarge(Invalid):
    """An operation beyond a limit; the message says which."""

    code = "OPERATION_TOO_LARGE"


class Meter:
    """Measures the operations of one document; raises ``OperationTooLarge`` as soon as a limit is passed."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, settings: Settings) -> None:
        self._schema = schema
        self._settings = settings
        self._fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }
        self._defaults: dict[str, int] = {}
        self._aliases = self._directives = self._selections = self._spread = self._sensitive = 0

    def measure(self, operation: OperationDefinitionNode) -> Cost:
        """Walk ``operation`` whole, fragments unfolded; returns what it costs."""
        for variable in operation.variable_definitions or ():
            if isinstance(variable.default_value, IntValueNode):
                self._defaults[variable.variable.name.value] = int(variable.default_value.value)
        root = self._schema.get_root_type(operation.operation)
        return self._walk(operation.selection_set, root, PageSize(1), depth=1, trail=())

    def _walk(
        self, selections: SelectionSetNode, parent: object, page: PageSize, depth: int, trail: tuple[str, ...]
    ) -> Cost:
        if depth > self._settings.graphql_max_depth:
            raise OperationTooLarge(f"查询嵌套超过 {self._settings.graphql_max_depth} 层,请拆成几次查询。")
        own, pages, keys = 0, list[tuple[PageSize, Cost]](), dict[str, int]()
        for node, owner, inside in self._fields(selections, parent, trail):
            self._count(node, keys, depth)
            field = _field(owner, node.name.value)
            own += weight_of(field)
            if node.selection_set is None:
                continue
            type_ = field and get_named_type(field.type)
            below = self._walk(node.selection_set, type_, self._page_size(node, type_), depth + 1, inside)
            rows = page if _pages(owner) and node.name.value in {"edges", "nodes"} else _rows(field)
            if rows.variable is None and rows.rows == 1:
                own, pages = own + below.own, [*pages, *below.pages]
            else:
                pages.append((rows, below))
        return Cost(own, tuple(pages))

    def _fields(
        self, selections: SelectionSetNode, parent: object, trail: tuple[str, ...]
    ) -> Iterator[tuple[FieldNode, object, tuple[str, ...]]]:
        """Each field with the type it is selected on, and the fragments on the way to it."""
        if len(trail) > MAX_NESTED_FRAGMENTS:
            raise OperationTooLarge(f"片段嵌套超过 {MAX_NESTED_FRAGMENTS} 层,请展开一些。")
        for node in selections.selections:
            self._directives += len(node.directives or ())
            if self._directives > MAX_DIRECTIVES:
                raise OperationTooLarge(f"一次查询最多使用 {MAX_DIRECTIVES} 个指令。")
            if isinstance(node, FieldNode):
                yield node, parent, trail
                continue
            self._spread += 1
            if self._spread > MAX_FRAGMENTS:
                raise OperationTooLarge(f"一次查询最多展开 {MAX_FRAGMENTS} 个片段。")
            if isinstance(node, FragmentSpreadNode):
                name = node.name.value
                fragment = self._fragments.get(name)
                # A cycle is the validator's to report; here it must only not run for ever.
                if fragment is not None and name not in trail:
                    on = self._named(fragment.type_condition, parent)
                    yield from self._fields(fragment.selection_set, on, (*trail, name))
            elif isinstance(node, InlineFragmentNode):
                yield from self._fields(node.selection_set, self._named(node.type_condition, parent), (*trail, ""))

    def _named(self, condition: NamedTypeNode | None, parent: object) -> object:
        return parent if condition is None else self._schema.get_type(condition.name.value)

    def _count(self, field: FieldNode, keys: dict[str, int], depth: int) -> None:
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
        self._sensitive += depth == 1 and field.name.value in SENSITIVE
        if self._sensitive > 1:
            raise OperationTooLarge("登录、验证身份一类的操作,一次请求只能做一个。")

    def _page_size(self, node: FieldNode, type_: object) -> PageSize:
        """The size of the page that ``node`` asks for; one row for what has no pages."""
        for argument in node.arguments or ():
            if argument.name.value == "first":
                if isinstance(argument.value, VariableNode):
                    name = argument.value.name.value
                    return PageSize(self._defaults.get(name, DEFAULT_PAGE), name)
                return PageSize(int(argument.value.value) if isinstance(argument.value, IntValueNode) else DEFAULT_PAGE)
        return PageSize(DEFAULT_PAGE if _pages(type_) else 1)


def check_cost(cost: Cost, variables: Mapping[str, Any], settings: Settings) -> int:
    """What running with these variables costs; raises ``OperationTooLarge`` beyond the limit."""
    if (total := cost.total(variables)) > settings.graphql_max_cost:
        limit = settings.graphql_max_cost
        raise OperationTooLarge(f"查询开销 {total} 超过上限 {limit},请减少每页条数或嵌套的列表。")
    return total


def check_variables(variables: Mapping[str, Any]) -> None:
    """Raise ``OperationTooLarge`` for more values, or values more deeply nested, than any input of ours has."""
    level: list[Any] = [*variables.values()]
    for _ in range(MAX_VALUE_DEPTH):
        inner: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                inner.extend(value.values())
            elif isinstance(value, list):
                inner.extend(value)
        if len(inner) > MAX_VALUES:
            raise OperationTooLarge(f"变量里的值超过 {MAX_VALUES} 个,请分几次提交。")
        if not inner:
            return
        level = inner
    raise OperationTooLarge(f"变量嵌套超过 {MAX_VALUE_DEPTH} 层。")


def _field(owner: object, name: str) -> GraphQLField | None:
    """The field of that name; a name that does not exist is the validator's to report."""
    if isinstance(owner, GraphQLObjectType | GraphQLInterfaceType) and name in owner.fields:
        found: GraphQLField = owner.fields[name]
        return found
    return {"__schema": SchemaMetaFieldDef, "__type": TypeMetaFieldDef}.get(name)


def _pages(type_: object) -> bool:
    return isinstance(type_, GraphQLObjectType) and "pageInfo" in type_.fields


def _rows(field: GraphQLField | None) -> PageSize:
    if field is None or not is_list_type(get_nullable_type(field.type)):
        return PageSize(1)
    named = get_named_type(field.type)
    # The schema's description of itself is short lists of short lists, and costs no database.
    return PageSize(UNPAGED if is_composite_type(named) and not named.name.startswith("__") else 1)
