"""Turns a selection into one statement that yields one JSON value in the response's shape."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field

# ``Any``: the SQL type of an expression is data here, not a type of ours.
from typing import Any

from graphql import FieldNode, GraphQLField
from sqlalchemy import BindParameter, ColumnElement, FromClause, Select, bindparam, case, select
from sqlalchemy.types import NULLTYPE, TypeEngine

from xuanpai_graphql.lookahead import pages
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.lookahead.declare import (
    BACKREF,
    Declaration,
    DeclaredField,
    Subject,
    declaration_of,
    object_type,
)
from xuanpai_graphql.lookahead.ids import global_id_sql
from xuanpai_graphql.lookahead.json_sql import (
    inline,
    json_array,
    json_array_of,
    json_object,
    json_text,
    json_value,
)
from xuanpai_graphql.lookahead.personal import SUBJECT
from xuanpai_graphql.lookahead.plan import Getter, Plan, Requirement, demand_permission, make_plan
from xuanpai_graphql.lookahead.selection import ORDER_ARGUMENT, Document, Selected, Variables, argument_reader, collect
from xuanpai_graphql.lookahead.sources import (
    Computed,
    Condition,
    Filter,
    Identity,
    Kind,
    Order,
    Public,
    Relation,
    row_expression,
)


@dataclass(frozen=True, slots=True)
class Call:
    """Rows to read in this request: what joins and narrows them, their order, where their page starts.

    ``join`` is the condition that ties them to the parent's row; ``own_scope`` is false where the parent's suffices.
    """

    kind: Kind
    order: tuple[Order, ...] = ()
    conditions: tuple[tuple[Condition, Getter], ...] = ()
    limit: int | None = None
    first: Getter | None = None
    after: Getter | None = None
    join: Callable[[FromClause], ColumnElement[bool]] | None = None
    own_scope: bool = True


@dataclass(slots=True)
class Compiler:
    """Compiles one root field; keeps the values that the statement binds and the actions that it requires.

    Raises ``GraphQLError`` (FORBIDDEN) when a selected field is not permitted; ``root`` is the root field's path.
    """

    document: Document
    root: Sequence[str | int]
    variables: Variables
    scope_key: Hashable
    permits: Callable[[str], bool]
    getters: dict[str, Getter] = field(default_factory=dict)
    requirements: dict[str, Requirement] = field(default_factory=dict)
    personal: dict[str, list[str]] = field(default_factory=dict)

    def plan(self, call: Call, selected: Selected, keeps: object) -> Plan:
        """The plan of a root field."""
        statement = select(json_text(self.rows(call, selected).scalar_subquery()))
        personal = {about: tuple(names) for about, names in self.personal.items()}
        return make_plan(statement, self.getters, list(self.requirements.values()), (*selected.nodes, keeps), personal)

    def bind(self, getter: Getter, type_: TypeEngine[Any] = NULLTYPE) -> BindParameter[Any]:
        """A value read from the request at each execution."""
        name = f"v{len(self.getters)}"
        self.getters[name] = getter
        return bindparam(name, type_=type_)

    def fields(self, selected: Selected) -> list[tuple[str, list[FieldNode]]]:
        """The fields selected, by response key."""
        return list(collect(self.document, selected, self.variables).items())

    def rows(self, call: Call, selected: Selected) -> Select[Any]:
        """A SELECT of one JSON value: the object, the array or the page of the rows."""
        if call.kind is Kind.PAGE:
            return pages.page(self, call, selected)
        target = declaration_of(selected.type)
        row = target.rows.alias()
        statement = self.visible(target, row, call, selected)
        item = self.row(row, selected)
        if call.kind is Kind.ONE:
            return pages.ordered(statement.add_columns(item), row, call.order, 1 if call.order else None)
        order = pages.total_order(target, call.order)
        items = pages.ordered(statement.add_columns(item.label("item")), row, order, call.limit).subquery()
        return select(json_array(items.c.item)).select_from(items)

    def visible(self, target: Declaration, row: FromClause, call: Call, selected: Selected) -> Select[Any]:
        """``SELECT FROM row`` restricted to the tenant, the join, the caller's scope and the filters."""
        conditions: list[ColumnElement[bool]] = []
        if target.tenant is not None:
            conditions.append(row.c[target.tenant] == tenant())
        if call.join is not None:
            conditions.append(call.join(row))
        if call.own_scope:
            if target.action is not None:
                self._require(target.action, selected)
            if not isinstance(target.scope, Public):
                conditions.append(target.scope(row, target.action, self.scope_key))
        conditions += [condition(row, self.bind(getter)) for condition, getter in call.conditions]
        return select().select_from(row).where(*conditions).correlate_except(row)

    def row(self, row: FromClause, selected: Selected) -> ColumnElement[Any]:
        """The JSON object of one row with the selected fields, and with its subject if one of them is personal."""
        fields = [selected.below(selected.type, nodes, key) for key, nodes in self.fields(selected)]
        pairs = [(item.path[-1], self._field(row, item)) for item in fields]
        subject = declaration_of(selected.type).subject
        if subject is not None and [item for item in fields if self._note_personal(subject, item)]:
            pairs.append((SUBJECT, json_array_of(inline(subject.type), row.c[subject.column])))
        return json_object(pairs)

    def _note_personal(self, subject: Subject, selected: Selected) -> bool:
        """Whether the field is personal; if so, it is one of those that the plan reads."""
        name = selected.nodes[0].name.value
        definition = selected.type.fields.get(name)
        declared: DeclaredField | None = definition and definition.extensions[BACKREF]
        if declared is None or not declared.personal:
            return False
        names = self.personal.setdefault(subject.type, [])
        if (whole := f"{selected.type.name}.{name}") not in names:
            names.append(whole)
        return True

    def _field(self, row: FromClause, selected: Selected) -> ColumnElement[Any]:
        """The value of a field; here ``selected.type`` is the type that has the field."""
        name = selected.nodes[0].name.value
        if name == "__typename":
            return inline(selected.type.name)
        definition = selected.type.fields[name]
        declared: DeclaredField = definition.extensions[BACKREF]
        owner = declaration_of(selected.type)
        value = self._value(owner, declared, definition, row, selected)
        if declared.requires is None or declared.requires == owner.action:
            return value
        self._require(declared.requires, selected)
        if isinstance(owner.scope, Public):
            return value
        # The caller may hold this action over a smaller extent than the one that shows the row.
        return case((owner.scope(row, declared.requires, self.scope_key), value))

    def _value(
        self, owner: Declaration, declared: DeclaredField, definition: GraphQLField, row: FromClause, selected: Selected
    ) -> ColumnElement[Any]:
        source = declared.source
        if isinstance(source, Relation):
            call = call_of(source, definition, selected.nodes[0], self.variables, row)
            return self.rows(call, selected.of(object_type(definition.type))).scalar_subquery()
        if isinstance(source, Identity):
            return global_id_sql(owner.node, [row.c[part] for part in owner.key])
        if isinstance(source, Computed):
            return json_object([(name, json_value(row_expression(row, need))) for name, need in source.needs.items()])
        return json_value(row_expression(row, source.expression or declared.python_name))

    def _require(self, action: str, selected: Selected) -> None:
        """Refuse at once, and keep the requirement for the next caller of the plan."""
        requirement = Requirement(action, selected.nodes[0], selected.path)
        demand_permission([requirement], self.permits, self.root)
        self.requirements.setdefault(action, requirement)


def call_of(
    relation: Relation, definition: GraphQLField, node: FieldNode, variables: Variables, row: FromClause | None = None
) -> Call:
    """A declared relation with the arguments of ``node``; ``row`` is the parent's, or ``None`` at the root."""
    on = relation.on
    return Call(
        relation.kind,
        _order(relation, definition, node, variables),
        tuple(_conditions(relation, definition, node, variables)),
        relation.limit,
        _present(definition, node, "first", variables),
        _present(definition, node, "after", variables),
        None if on is None or row is None else lambda target: on(row, target),
        own_scope=relation.scope_from_parent is None,
    )


def _present(definition: GraphQLField, node: FieldNode, name: str, variables: Variables) -> Getter | None:
    """How to read an argument at execution, or ``None`` when this request does not give it."""
    read = argument_reader(definition, node, name)
    if read is None or read(variables) is None:
        return None
    return lambda frame: read(frame.variables)


def _conditions(
    relation: Relation, definition: GraphQLField, node: FieldNode, variables: Variables
) -> Sequence[tuple[Condition, Getter]]:
    found = []
    for argument, strawberry_argument in definition.args.items():
        narrow: Filter | None = relation.filters.get(strawberry_argument.extensions[BACKREF].python_name)
        read = _present(definition, node, argument, variables) if narrow else None
        if narrow and read:
            found.append((narrow.condition, _converted(narrow, read)))
    return found


def _converted(narrow: Filter, read: Getter) -> Getter:
    convert = narrow.convert
    return read if convert is None else lambda frame: convert(read(frame))


def _order(relation: Relation, definition: GraphQLField, node: FieldNode, variables: Variables) -> tuple[Order, ...]:
    read = argument_reader(definition, node, ORDER_ARGUMENT) if relation.orders else None
    chosen = read(variables) if read else None
    return relation.order if chosen is None else tuple(relation.orders[chosen])
