"""Pages by keyset: the JSON of a connection, its cursors, and the total order that makes both exact."""

from collections.abc import Callable, Sequence

# ``Any``: the SQL type of an expression is data here, not a type of ours.
from typing import TYPE_CHECKING, Any
from zlib import crc32

from sqlalchemy import JSON, ColumnElement, FromClause, Integer, Select, and_, func, literal_column, or_, select, tuple_

from xuanpai_graphql.lookahead.declare import Declaration, declaration_of, object_type
from xuanpai_graphql.lookahead.errors import page_too_large, page_too_small
from xuanpai_graphql.lookahead.ids import cursor_sql, read_cursor
from xuanpai_graphql.lookahead.json_sql import inline, json_array, json_object
from xuanpai_graphql.lookahead.plan import Getter
from xuanpai_graphql.lookahead.selection import Selected
from xuanpai_graphql.lookahead.sources import Order, row_expression

if TYPE_CHECKING:
    from xuanpai_graphql.lookahead.compile import Call, Compiler

DEFAULT_PAGE = 20
LARGEST_PAGE = 100
CURSOR = "cursor"
ORDINAL = "ordinal"

# A part of the connection's JSON, once the page that it is read from exists.
Part = Callable[[FromClause], ColumnElement[Any]]
NamedParts = list[tuple[str, Part]]


def page(compiler: "Compiler", call: "Call", selected: Selected) -> Select[Any]:
    """A SELECT of the connection's JSON; rows, cursors and the total are read only when selected."""
    return _Page(compiler, call, selected).statement()


def page_size(first: int | None) -> int:
    """``first`` or 20; raises ``Invalid`` (PAGE_TOO_LARGE above 100, PAGE_TOO_SMALL below 1)."""
    if first is None:
        return DEFAULT_PAGE
    if first > LARGEST_PAGE:
        raise page_too_large(LARGEST_PAGE)
    if first < 1:
        raise page_too_small()
    return first


def total_order(target: Declaration, order: Sequence[Order]) -> tuple[Order, ...]:
    """The order, or else the type's own, made total by the key in the direction of the last part."""
    chosen = tuple(order) or target.order
    named = {item.expression for item in chosen}
    descending = bool(chosen) and chosen[-1].descending
    return (*chosen, *(Order(part, descending) for part in target.key if part not in named))


def ordered(statement: Select[Any], row: FromClause, order: Sequence[Order], limit: int | None = None) -> Select[Any]:
    """The statement in this order, and no more rows than ``limit``."""
    statement = statement.order_by(*_sort_keys(row, order))
    return statement if limit is None else statement.limit(literal_column(str(limit)))


class _Page:
    """One connection while it is compiled: the columns of its page grow as its parts ask for them."""

    def __init__(self, compiler: "Compiler", call: "Call", selected: Selected) -> None:
        self.compiler = compiler
        self.call = call
        self.selected = selected
        self.node_type = object_type(selected.type.fields["nodes"].type)
        self.target = declaration_of(self.node_type)
        self.order = total_order(self.target, call.order)
        self.signature = _signature(self.target, self.order)
        self.row = self.target.rows.alias()
        self.columns: dict[str, ColumnElement[Any]] = {}
        self.reads_rows = False
        self.peeks = False

    def statement(self) -> Select[Any]:
        parts = self._parts(self.selected)
        if not self.reads_rows:
            return select(json_object([(key, part(self.row)) for key, part in parts]))
        rows = self._rows()
        return select(json_object([(key, part(rows)) for key, part in parts])).select_from(rows)

    def _parts(self, selected: Selected) -> NamedParts:
        """The parts of the connection, of its edges or of its page info, by response key."""
        return [
            (key, self._part(selected.below(selected.type, nodes, key)))
            for key, nodes in self.compiler.fields(selected)
        ]

    def _part(self, selected: Selected) -> Part:
        name = selected.nodes[0].name.value
        if name == "__typename":
            typename = inline(selected.type.name)
            return lambda _: typename
        if name in _LEAVES:
            leaf: Callable[[], Part] = getattr(self, _LEAVES[name])
            return leaf()
        make: Callable[[Selected], Part] = getattr(self, _BRANCHES[name])
        return make(selected.of(object_type(selected.type.fields[name].type)))

    def _edges(self, selected: Selected) -> Part:
        self.reads_rows = True
        parts = self._parts(selected)
        return lambda rows: json_array(json_object([(key, part(rows)) for key, part in parts]), self._kept(rows))

    def _nodes(self, selected: Selected) -> Part:
        self.reads_rows = True
        node = self._node(selected)
        return lambda rows: json_array(node(rows), self._kept(rows))

    def _node(self, selected: Selected) -> Part:
        name = f"node{len(self.columns)}"
        self.columns[name] = self.compiler.row(self.row, selected)
        return lambda rows: rows.c[name]

    def _cursor(self) -> Part:
        self.reads_rows = True
        keys = [row_expression(self.row, item.expression) for item in self.order]
        self.columns[CURSOR] = cursor_sql(self.signature, keys)
        return lambda rows: rows.c[CURSOR]

    def _page_info(self, selected: Selected) -> Part:
        parts = self._parts(selected)
        return lambda rows: json_object([(key, part(rows)) for key, part in parts])

    def _has_next(self) -> Part:
        self.reads_rows = self.peeks = True
        return lambda _: func.count() > self._size()

    def _has_previous(self) -> Part:
        answer: ColumnElement[bool] = literal_column("true" if self.call.after else "false")
        return lambda _: answer

    def _start_cursor(self) -> Part:
        cursor = self._cursor()
        return lambda rows: _element(func.json_agg(cursor(rows)), 0)

    def _end_cursor(self) -> Part:
        cursor = self._cursor()
        return lambda rows: _element(_filtered(func.json_agg(cursor(rows)), self._kept(rows)), -1)

    def _total(self) -> Part:
        """Counted over its own alias: the page's limit and cursor do not touch it."""
        row = self.target.rows.alias()
        counted = self.compiler.visible(self.target, row, self.call, self.selected).add_columns(func.count())
        total = counted.scalar_subquery()
        return lambda _: total

    def _rows(self) -> FromClause:
        """The page itself, with one row more when somebody asks whether there is a next page."""
        keys = _sort_keys(self.row, self.order)
        if self.peeks or not self.columns:
            self.columns[ORDINAL] = func.row_number().over(order_by=keys)
        statement = self.compiler.visible(self.target, self.row, self.call, self.selected)
        if self.call.after is not None:
            statement = statement.where(self._beyond(self.call.after))
        statement = statement.add_columns(*(column.label(name) for name, column in self.columns.items()))
        return statement.order_by(*keys).limit(self._size(more=int(self.peeks))).subquery()

    def _size(self, more: int = 0) -> ColumnElement[int]:
        first = self.call.first
        return self.compiler.bind(lambda frame: page_size(first(frame) if first else None) + more, Integer())

    def _kept(self, rows: FromClause) -> ColumnElement[bool] | None:
        """The condition that leaves out the row read only to see whether it is there."""
        return rows.c[ORDINAL] <= self._size() if self.peeks else None

    def _beyond(self, after: Getter) -> ColumnElement[bool]:
        """The rows past the cursor."""
        keys = [row_expression(self.row, item.expression) for item in self.order]
        types = [key.type for key in keys]
        signature = self.signature

        def part(position: int) -> Getter:
            return lambda frame: read_cursor(after(frame), signature, types)[position]

        values = [self.compiler.bind(part(position), type_) for position, type_ in enumerate(types)]
        return _past(keys, values, [item.descending for item in self.order])


_BRANCHES = {"edges": "_edges", "nodes": "_nodes", "node": "_node", "pageInfo": "_page_info"}
_LEAVES = {
    "totalCount": "_total",
    "cursor": "_cursor",
    "hasNextPage": "_has_next",
    "hasPreviousPage": "_has_previous",
    "startCursor": "_start_cursor",
    "endCursor": "_end_cursor",
}


def _sort_keys(row: FromClause, order: Sequence[Order]) -> list[ColumnElement[Any]]:
    keys = [(row_expression(row, item.expression), item.descending) for item in order]
    return [key.desc() if descending else key for key, descending in keys]


def _past(
    keys: Sequence[ColumnElement[Any]], values: Sequence[ColumnElement[Any]], descending: Sequence[bool]
) -> ColumnElement[bool]:
    if len(set(descending)) == 1:
        # One comparison of whole rows walks an index on the same columns.
        left, right = (keys[0], values[0]) if len(keys) == 1 else (tuple_(*keys), tuple_(*values))
        return left < right if descending[0] else left > right
    strict = [key < value if down else key > value for key, value, down in zip(keys, values, descending, strict=True)]
    equal = [key == value for key, value in zip(keys, values, strict=True)]
    return or_(*(and_(*equal[:position], beyond) for position, beyond in enumerate(strict)))


def _signature(target: Declaration, order: Sequence[Order]) -> str:
    """A short name of the order, so that a cursor of another list or another order is refused."""
    names = [f"{getattr(item.expression, '__qualname__', item.expression)}:{item.descending}" for item in order]
    return f"{crc32('|'.join((target.node, *names)).encode()):08x}"


def _element(array: ColumnElement[Any], position: int) -> ColumnElement[Any]:
    return array.op("->", return_type=JSON())(literal_column(str(position)))


def _filtered(aggregate: Any, kept: ColumnElement[bool] | None) -> ColumnElement[Any]:
    filtered: ColumnElement[Any] = aggregate if kept is None else aggregate.filter(kept)
    return filtered
