"""Reading leave: one, many, and what waits for oneself to decide."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

import strawberry
from sqlalchemy import ARRAY, ColumnElement, FromClause, Text, cast, exists, func

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import allows
from xuanpai_core.clock import today
from xuanpai_core.context import RequestContext
from xuanpai_core.leave import models
from xuanpai_core.leave.models import LeaveKind, LeaveState
from xuanpai_core.leave.service import leave_totals
from xuanpai_core.leave.slots import slot
from xuanpai_graphql.conditions import within_region
from xuanpai_graphql.context import Info
from xuanpai_graphql.cost import AGGREGATE
from xuanpai_graphql.keys import LEAVE, POSTING
from xuanpai_graphql.leave.types import LeaveRequest, LeaveTotal, overlaps_from, overlaps_until, still_away
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.lookahead.execute import Where, equals, fetch_connection, fetch_one
from xuanpai_graphql.lookahead.sources import asc
from xuanpai_graphql.permissions import Reads

_ONE_DAY = timedelta(days=1)


def _waits_at_one_of(row: FromClause, places: ColumnElement[str]) -> ColumnElement[bool]:
    return row.c.waits_at == func.any(cast(places, ARRAY(Text(collation="C"))))


def _asked_by_another(row: FromClause, account: ColumnElement[UUID]) -> ColumnElement[bool]:
    return row.c.requested_by != account


def _not_decided_by(row: FromClause, account: ColumnElement[UUID]) -> ColumnElement[bool]:
    """Nobody takes two steps of one round."""
    step = models.LeaveStep.__table__.alias()
    return ~exists().where(
        step.c.tenant_id == tenant(),
        step.c.leave_id == row.c.id,
        step.c.round == row.c.round,
        step.c.decided_by == account,
    )


@strawberry.type
class LeaveQueries:
    """Root fields for leave."""

    @strawberry.field(description="按编号查一次请假", extensions=[Reads(Action.LEAVE_READ)])
    async def leave(self, info: Info, id: strawberry.ID) -> LeaveRequest | None:
        """The leave with that id, if the caller may know of it."""
        return await fetch_one(info, LeaveRequest, where={equals("id"): LEAVE(id)})

    @strawberry.field(
        description="查请假和因公外出:某地之下、类别、进展、某段日期、某个任职、期满未销假的",
        extensions=[Reads(Action.LEAVE_READ)],
    )
    async def leaves(
        self,
        info: Info,
        region_code: str | None = None,
        kind: LeaveKind | None = None,
        state: LeaveState | None = None,
        start: Annotated[date | None, strawberry.argument(name="from")] = None,
        to: date | None = None,
        posting_id: strawberry.ID | None = None,
        unreported: bool | None = None,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[LeaveRequest]:
        """Leave within the caller's reach that overlaps the days given, the latest first."""
        where: Where = {
            within_region: region_code,
            equals("kind"): kind,
            equals("state"): state,
            overlaps_from: start and slot(start),
            overlaps_until: to and slot(to + _ONE_DAY),
            equals("posting_id"): posting_id and POSTING(posting_id),
            still_away: slot(today(info.context.work.clock)) if unreported else None,
        }
        return await fetch_connection(info, LeaveRequest, first=first, after=after, where=where)

    @strawberry.field(
        description="轮到我审批的请假、续假和因公外出,先开始的在前", extensions=[Reads(Action.LEAVE_APPROVE)]
    )
    async def leaves_waiting(
        self, info: Info, region_code: str | None = None, first: int | None = None, after: str | None = None
    ) -> Connection[LeaveRequest]:
        """What waits for a step that the caller may take, the first to begin first."""
        ctx = info.context.work.ctx
        where: Where = {
            _waits_at_one_of: list(_offices(ctx)),
            _asked_by_another: ctx.actor.account_id,
            _not_decided_by: ctx.actor.account_id,
            within_region: region_code,
        }
        return await fetch_connection(
            info, LeaveRequest, first=first, after=after, where=where, order=[asc("first_slot")]
        )

    @strawberry.field(
        description="一段时间内某地的请假合计,按类别",
        extensions=[Reads(Action.LEAVE_READ)],
        directives=[AGGREGATE],
    )
    async def leave_totals(
        self,
        info: Info,
        region_code: str,
        start: Annotated[date, strawberry.argument(name="from")],
        to: date,
    ) -> list[LeaveTotal]:
        """One entry a kind of which there is any."""
        async with info.context.exclusive() as work:
            found = await leave_totals(work, region_code, start, to)
        return [
            LeaveTotal(kind=one.kind, requests=one.requests, people=one.people, days=one.days, waiting=one.waiting)
            for one in found
        ]


def _offices(ctx: RequestContext) -> Iterable[str]:
    """The places at which the caller approves leave, himself or as a deputy."""
    return {
        grant.region_code
        for grant in ctx.actor.grants
        if grant.region_code is not None and allows(ctx, grant, Action.LEAVE_APPROVE)
    }
