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
from xuanpai_core.judgement.month import DayPart
from xuanpai_core.leave import models
from xuanpai_core.leave.models import LeaveKind, LeaveState
from xuanpai_core.leave.service import (
    Preview,
    Stretch,
    leave_places,
    leave_totals,
    preview_extension,
    preview_leave,
)
from xuanpai_core.leave.slots import slot
from xuanpai_graphql.conditions import within_region
from xuanpai_graphql.context import Info
from xuanpai_graphql.cost import AGGREGATE
from xuanpai_graphql.keys import LEAVE, POSTING
from xuanpai_graphql.leave.types import (
    LeavePlaceTotal,
    LeavePreview,
    LeavePreviewStep,
    LeaveRequest,
    LeaveTotal,
    overlaps_from,
    overlaps_until,
    still_away,
)
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.lookahead.execute import Where, equals, fetch_connection, fetch_one
from xuanpai_graphql.lookahead.sources import asc
from xuanpai_graphql.permissions import Reads
from xuanpai_graphql.regions.types import RegionTier

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
        start: Annotated[date, strawberry.argument(name="from")],
        to: date,
        region_code: str | None = None,
    ) -> list[LeaveTotal]:
        """One entry a kind of which there is any; of everything within the caller's reach without a place."""
        async with info.context.exclusive() as work:
            found = await leave_totals(work, region_code, start, to)
        return [
            LeaveTotal(kind=one.kind, requests=one.requests, people=one.people, days=one.days, waiting=one.waiting)
            for one in found
        ]

    @strawberry.field(
        description="一段时间内各下一级地方的请假合计;不填地方的按县,不填类别的为全部类别",
        extensions=[Reads(Action.LEAVE_READ)],
        directives=[AGGREGATE],
    )
    async def leave_places(
        self,
        info: Info,
        start: Annotated[date, strawberry.argument(name="from")],
        to: date,
        region_code: str | None = None,
        kind: LeaveKind | None = None,
    ) -> list[LeavePlaceTotal]:
        """One entry a place next below in which there is any."""
        async with info.context.exclusive() as work:
            found = await leave_places(work, region_code, start, to, kind)
        return [
            LeavePlaceTotal(
                region_code=one.region_code,
                name=one.name,
                requests=one.requests,
                people=one.people,
                days=one.days,
                waiting=one.waiting,
            )
            for one in found
        ]

    @strawberry.field(
        description="本人请假或因公外出如果现在提出会怎样;半天的填法同请假申请",
        extensions=[Reads(Action.LEAVE_REQUEST)],
    )
    async def leave_preview(
        self,
        info: Info,
        kind: LeaveKind,
        start: Annotated[date, strawberry.argument(name="from")],
        to: date,
        from_part: DayPart = DayPart.WHOLE,
        to_part: DayPart = DayPart.WHOLE,
    ) -> LeavePreview:
        """Who would approve it, and what stands in its way."""
        stretch = Stretch(from_day=start, to_day=to, from_part=from_part, to_part=to_part)
        async with info.context.exclusive() as work:
            return _previewed(await preview_leave(work, kind, stretch))

    @strawberry.field(description="本人的一次请假如果现在续到某天会怎样", extensions=[Reads(Action.LEAVE_REQUEST)])
    async def leave_extension_preview(
        self, info: Info, leave_id: strawberry.ID, to: date, to_part: DayPart = DayPart.WHOLE
    ) -> LeavePreview:
        """Who would approve the whole length, and what stands in its way."""
        async with info.context.exclusive() as work:
            return _previewed(await preview_extension(work, LEAVE(leave_id), to, to_part))


def _previewed(found: Preview) -> LeavePreview:
    chain, clause = found.chain, found.chain.clause
    return LeavePreview(
        days=found.days,
        late=found.late,
        obstacle=found.obstacle,
        steps=[
            LeavePreviewStep(number=number, level=RegionTier(place.level.name), region_code=str(place), place_name=name)
            for number, (place, name) in enumerate(zip(chain.places, found.places, strict=True), start=1)
        ],
        clause_document=None if clause is None else clause.document,
        clause_words=None if clause is None else clause.words,
        clause_reference=None if clause is None else clause.reference,
        year=found.year,
        taken_days=found.taken_days,
        total_days=found.total_days,
        yearly_limit_days=found.yearly_limit_days,
    )


def _offices(ctx: RequestContext) -> Iterable[str]:
    """The places at which the caller approves leave, himself or as a deputy."""
    return {
        grant.region_code
        for grant in ctx.actor.grants
        if grant.region_code is not None and allows(ctx, grant, Action.LEAVE_APPROVE)
    }
