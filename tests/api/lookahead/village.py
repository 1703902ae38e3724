"""The declared types of the tests: every kind of field, relation, scope and requirement once."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import ColumnElement, FromClause, Text, exists, false, func, or_, select
from strawberry.extensions import SchemaExtension
from strawberry.scalars import JSON
from strawberry.schema.config import StrawberryConfig

from tests.api.lookahead.caller import READ, READ_DAYS, READ_SENSITIVE, bind_name
from tests.api.lookahead.rows import ATTENDANCE_DAY, CADRE, POSTING, REGION, DayStatus, Role
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.context import scope_bind, tenant
from xuanpai_graphql.lookahead.declare import (
    Node,
    column,
    computed,
    connection,
    declared,
    many,
    one,
)
from xuanpai_graphql.lookahead.execute import equals, fetch_connection, fetch_list, fetch_node, fetch_one
from xuanpai_graphql.lookahead.ids import key_of
from xuanpai_graphql.lookahead.scalars import SCALARS, Fen
from xuanpai_graphql.lookahead.sources import Filter, Order, asc, desc, public

strawberry.enum(Role)
strawberry.enum(DayStatus)

# What ``Caller.scope_key`` holds.
Shape = tuple[tuple[str, int], ...]


def in_places(code: ColumnElement[str], action: str | None, key: Hashable) -> ColumnElement[bool]:
    """The code lies in one of the places where the caller may do the action."""
    shape: Any = key
    places = dict(shape).get(action, 0)
    ranges = [
        (code >= scope_bind(bind_name(action or "", place, "from"), Text()))
        & (code < scope_bind(bind_name(action or "", place, "to"), Text()))
        for place in range(places)
    ]
    return or_(*ranges) if ranges else false()


def posting_scope(posting: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    """Postings at the caller's places."""
    return in_places(posting.c.region_code, action, key)


def day_scope(day: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    """Days of postings at the caller's places."""
    posting = POSTING.alias()
    return exists().where(
        posting.c.tenant_id == tenant(), posting.c.id == day.c.posting_id, posting_scope(posting, action, key)
    )


def cadre_scope(cadre: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    """Cadres posted at the caller's places."""
    posting = POSTING.alias()
    return exists().where(
        posting.c.tenant_id == tenant(), posting.c.cadre_id == cadre.c.id, posting_scope(posting, action, key)
    )


def days_on_duty(posting: FromClause) -> ColumnElement[int]:
    """How many days the posting was on duty."""
    day = ATTENDANCE_DAY.alias()
    return (
        select(func.count())
        .select_from(day)
        .where(day.c.tenant_id == tenant(), day.c.posting_id == posting.c.id, day.c.status == DayStatus.ON_DUTY)
        .scalar_subquery()
    )


def masked(values: Mapping[str, Any], _context: object) -> str:
    """A name of which only the first character is shown, with the year of birth."""
    return f"{values['name'][0]}某({values['birth_date'][:4]})"


@strawberry.enum
class PostingOrder(Enum):
    """How postings may be sorted."""

    NEWEST = "NEWEST"
    REGION_THEN_NEWEST = "REGION_THEN_NEWEST"
    SCORE = "SCORE"


def score_or_zero(posting: FromClause) -> ColumnElement[Decimal]:
    """The score, where one is given."""
    return func.coalesce(posting.c.score, 0, type_=POSTING.c.score.type)


ORDERS: dict[Enum, list[Order]] = {
    PostingOrder.NEWEST: [desc("start_date")],
    PostingOrder.REGION_THEN_NEWEST: [asc("region_code"), desc("start_date")],
    PostingOrder.SCORE: [asc(score_or_zero)],
}


def by_role(posting: FromClause, value: ColumnElement[Any]) -> ColumnElement[bool]:
    """Of this role."""
    return posting.c.role == value


def started_from(posting: FromClause, value: ColumnElement[Any]) -> ColumnElement[bool]:
    """Started on this day or later."""
    return posting.c.start_date >= value


def on_days(day: FromClause, value: ColumnElement[Any]) -> ColumnElement[bool]:
    """On one of these days."""
    return day.c.day == func.any(value)


POSTING_FILTERS = {"role": Filter(Role, by_role), "started_from": Filter(date, started_from)}
DAY_FILTERS = {"status": Filter(DayStatus, equals("status")), "days": Filter(list[date], on_days)}


@declared(
    REGION, node="Region", scope=public("区划名录人人可见"), requires=public("区划名录人人可见"), order=[asc("code")]
)
@strawberry.type
class Region(Node):
    """A place."""

    code: str = column()
    name: str = column(description="名称")
    parent: Annotated["Region", strawberry.lazy("tests.api.lookahead.village")] | None = one(
        lambda region, parent: parent.c.code == region.c.parent_code, scope_from_parent="名录公开"
    )
    children: list[Annotated["Region", strawberry.lazy("tests.api.lookahead.village")]] = many(
        lambda region, child: child.c.parent_code == region.c.code, limit=50
    )
    postings: Connection[Annotated["Posting", strawberry.lazy("tests.api.lookahead.village")]] = connection(
        lambda region, posting: posting.c.region_code == region.c.code, orders=ORDERS, filters=POSTING_FILTERS
    )


@declared(CADRE, node="Cadre", scope=cadre_scope, requires=READ)
@strawberry.type
class Cadre(Node):
    """A person."""

    name: str = column()
    id_number: str | None = column(requires=READ_SENSITIVE)
    shown_as: str = computed(masked, needs=["name", "birth_date"])
    postings: list[Annotated["Posting", strawberry.lazy("tests.api.lookahead.village")]] = many(
        lambda cadre, posting: posting.c.cadre_id == cadre.c.id, limit=10, order=[desc("start_date")]
    )


@declared(ATTENDANCE_DAY, node="AttendanceDay", scope=day_scope, requires=READ_DAYS, order=[asc("day")])
@strawberry.type
class AttendanceDay(Node):
    """A day of one posting."""

    day: date = column()
    status: DayStatus = column()
    check_ins: int = column()
    posting: Annotated["Posting", strawberry.lazy("tests.api.lookahead.village")] | None = one(
        lambda day, posting: posting.c.id == day.c.posting_id
    )


@declared(POSTING, node="Posting", scope=posting_scope, requires=READ, order=[desc("start_date")])
@strawberry.type
class Posting(Node):
    """A cadre in a post at a place."""

    key: UUID = column("id")
    role: Role = column()
    start_date: date = column()
    end_date: date | None = column()
    allowance_fen: Fen | None = column(requires=READ_SENSITIVE)
    score: Decimal | None = column()
    made_at: datetime = column()
    facts: JSON = column()
    tags: list[str] = column()
    days_on_duty: int = column(days_on_duty)
    region: Region = one(
        lambda posting, region: region.c.code == posting.c.region_code, scope_from_parent="任职所在地随任职可见"
    )
    cadre: Cadre = one(lambda posting, cadre: cadre.c.id == posting.c.cadre_id, scope_from_parent="人员随任职可见")
    latest_day: AttendanceDay | None = one(
        lambda posting, day: day.c.posting_id == posting.c.id, order=[desc("day")], filters=DAY_FILTERS
    )
    days: Connection[AttendanceDay] = connection(
        lambda posting, day: day.c.posting_id == posting.c.id, filters=DAY_FILTERS
    )


# Figures of many rows are declared over a subquery, which names the tenant inside as well.
FIGURES = (
    select(
        POSTING.c.tenant_id,
        POSTING.c.region_code,
        func.count().label("postings"),
        func.avg(POSTING.c.score, type_=POSTING.c.score.type).label("mean_score"),
    )
    .where(POSTING.c.tenant_id == tenant())
    .group_by(POSTING.c.tenant_id, POSTING.c.region_code)
    .subquery()
)


def figures_scope(figures: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    """Figures of the caller's places."""
    return in_places(figures.c.region_code, action, key)


@declared(FIGURES, node="PlaceFigures", key=["region_code"], scope=figures_scope, requires=READ)
@strawberry.type
class PlaceFigures(Node):
    """What a place counts."""

    region_code: str = column()
    postings: int = column()
    mean_score: Decimal | None = column()


@strawberry.type
class Query:
    """Roots of both kinds: declared, and written in Python."""

    region: Region | None = one(filters={"code": Filter(str, equals("code"), required=True)})
    postings: Connection[Posting] = connection(orders=ORDERS, filters=POSTING_FILTERS)
    posting: Posting | None = one(
        filters={"id": Filter(strawberry.ID, equals("id"), required=True, convert=key_of("Posting", UUID))}
    )
    cadres: list[Cadre] = many(limit=3)
    figures: list[PlaceFigures] = many(limit=50)

    @strawberry.field
    async def node(self, info: strawberry.Info, id: strawberry.ID) -> Node | None:  # noqa: A002 -- Relay's name.
        """Refetch anything."""
        return await fetch_node(info, id)

    @strawberry.field
    async def posting_by_key(self, info: strawberry.Info, key: UUID) -> Posting | None:
        """By Python."""
        return await fetch_one(info, Posting, where={equals("id"): key})

    @strawberry.field
    async def recent_postings(self, info: strawberry.Info, role: Role | None = None) -> list[Posting]:
        """By Python."""
        return await fetch_list(info, Posting, where={by_role: role}, order=[desc("start_date")], limit=2)

    @strawberry.field
    async def postings_of(
        self, info: strawberry.Info, role: Role, first: int | None = None, after: str | None = None
    ) -> Connection[Posting]:
        """By Python."""
        return await fetch_connection(info, Posting, where={by_role: role}, first=first, after=after)


def make_schema(extensions: Sequence[Callable[[], SchemaExtension]] = ()) -> strawberry.Schema:
    """The schema, not yet installed."""
    return strawberry.Schema(Query, extensions=extensions, config=StrawberryConfig(scalar_map=SCALARS))
