"""Reading what waits for a person, and fences."""

from datetime import date

import strawberry
from sqlalchemy import ARRAY, ColumnElement, FromClause, Text, cast, column, func, literal_column, or_, select

from xuanpai_core.attendance.models import ClaimState, ConflictState
from xuanpai_core.authz.actions import Action
from xuanpai_graphql.attendance.fences import Fence
from xuanpai_graphql.attendance.waiting import AttendanceConflict, BackfillRequest
from xuanpai_graphql.conditions import within_region
from xuanpai_graphql.context import Info
from xuanpai_graphql.keys import POSTING
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.execute import Where, equals, fetch_connection
from xuanpai_graphql.lookahead.sources import Order, asc, desc
from xuanpai_graphql.permissions import Reads


def _under_any(row: FromClause, places: ColumnElement[list[str]]) -> ColumnElement[bool]:
    """Rows in the subtree of one of the places.

    Each place is written down with the first code beyond it (OFFSET keeps it so): row-level security lets no index
    look for a bound that is still to be put together.
    """
    given = func.unnest(cast(places, ARRAY(Text))).table_valued(column("code", Text), name="given").render_derived()
    code = given.c.code
    place = select(code, code.concat(":").label("beyond")).offset(literal_column("0")).subquery("place")
    inside = row.c.region_code >= place.c.code, row.c.region_code < place.c.beyond
    return select(1).select_from(place).where(*inside).exists()


def _in_force(row: FromClause, day: ColumnElement[date]) -> ColumnElement[bool]:
    return (row.c.valid_from <= day) & or_(row.c.valid_to.is_(None), row.c.valid_to > day)


def _decidable(info: Info, *, wanted: bool) -> list[str] | None:
    """The caller's places for deciding, where only what waits for the caller is wanted."""
    return list(info.context.extent(Action.ATTENDANCE_DECIDE).places) if wanted else None


def _oldest_first(*, waiting: bool) -> list[Order]:
    """What waits is dealt with in its order; of what is over the latest is looked for."""
    return [asc("day")] if waiting else [desc("day")]


@strawberry.type
class AttendanceQueries:
    """Root fields for presence."""

    @strawberry.field(
        description="查考勤冲突:某地之下、某个任职、某个状态,最近的日子在前;toDecide 只列待本人裁定的,早的在前",
        extensions=[Reads(Action.ATTENDANCE_READ)],
    )
    async def attendance_conflicts(
        self,
        info: Info,
        region_code: str | None = None,
        posting_id: strawberry.ID | None = None,
        state: ConflictState | None = None,
        to_decide: bool = False,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[AttendanceConflict]:
        """Contradictions within reach: what waits by day, anything else from the latest day back."""
        where: Where = {
            within_region: region_code,
            equals("posting_id"): posting_id and POSTING(posting_id),
            equals("state"): ConflictState.OPEN if to_decide else state,
            _under_any: _decidable(info, wanted=to_decide),
        }
        order = _oldest_first(waiting=to_decide or state is ConflictState.OPEN)
        return await fetch_connection(info, AttendanceConflict, first=first, after=after, where=where, order=order)

    @strawberry.field(
        description="查补签申请:某地之下、某个任职、某个状态,最近的日子在前;toDecide 只列待本人审批的,早的在前",
        extensions=[Reads(Action.ATTENDANCE_READ)],
    )
    async def backfill_requests(
        self,
        info: Info,
        region_code: str | None = None,
        posting_id: strawberry.ID | None = None,
        state: ClaimState | None = None,
        to_decide: bool = False,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[BackfillRequest]:
        """Claims within reach: what waits by day, anything else from the latest day back."""
        where: Where = {
            within_region: region_code,
            equals("posting_id"): posting_id and POSTING(posting_id),
            equals("state"): ClaimState.SUBMITTED if to_decide else state,
            _under_any: _decidable(info, wanted=to_decide),
        }
        order = _oldest_first(waiting=to_decide or state is ClaimState.SUBMITTED)
        return await fetch_connection(info, BackfillRequest, first=first, after=after, where=where, order=order)

    @strawberry.field(description="查签到范围:某地之下、某天有效的", extensions=[Reads(Action.ATTENDANCE_READ)])
    async def fences(
        self,
        info: Info,
        region_code: str | None = None,
        on: date | None = None,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[Fence]:
        """Fences within reach."""
        where: Where = {within_region: region_code, _in_force: on}
        return await fetch_connection(info, Fence, first=first, after=after, where=where)
