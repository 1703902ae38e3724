"""Reading events that must be attended, and the verdicts on who was there."""

from datetime import date

import strawberry
from sqlalchemy import ColumnElement, FromClause

from xuanpai_core.authz.actions import Action
from xuanpai_core.events.figures import events_by_place
from xuanpai_core.events.models import EventKind
from xuanpai_core.events.service import concerned_by, month_of_events
from xuanpai_core.periods import Month
from xuanpai_graphql.conditions import within_region
from xuanpai_graphql.context import Info
from xuanpai_graphql.cost import AGGREGATE
from xuanpai_graphql.events.types import (
    ConcernedByEvent,
    EventsOfPlace,
    MonthOfEvents,
    MustAttendEvent,
    shown_concerned,
    shown_month,
    shown_place,
)
from xuanpai_graphql.keys import EVENT, POSTING
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.execute import Where, equals, fetch_connection
from xuanpai_graphql.permissions import Reads


def _day_from(row: FromClause, day: ColumnElement[date]) -> ColumnElement[bool]:
    return row.c.day >= day


def _day_before(row: FromClause, day: ColumnElement[date]) -> ColumnElement[bool]:
    return row.c.day < day


@strawberry.type
class EventQueries:
    """Root fields for events that must be attended."""

    @strawberry.field(
        description="查必到事项:某地之下、某月、某一类;已撤销的也列出", extensions=[Reads(Action.EVENT_READ)]
    )
    async def events(
        self,
        info: Info,
        region_code: str | None = None,
        month: str | None = None,
        kind: EventKind | None = None,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[MustAttendEvent]:
        """Events within the caller's reach, the latest first."""
        wanted = None if month is None else Month.parse(month)
        where: Where = {
            within_region: region_code,
            _day_from: wanted and wanted.start,
            _day_before: wanted and wanted.end,
            equals("kind"): kind,
        }
        return await fetch_connection(info, MustAttendEvent, first=first, after=after, where=where)

    @strawberry.field(
        description="一件必到事项应到的人:登记的到场情况,没有登记而已请假的建议记为请假未到",
        extensions=[Reads(Action.EVENT_READ)],
        directives=[AGGREGATE],
    )
    async def concerned_by_event(self, info: Info, event_id: strawberry.ID) -> list[ConcernedByEvent]:
        """Those who must attend and are within reach."""
        async with info.context.exclusive() as work:
            return [shown_concerned(work, one) for one in await concerned_by(work, EVENT(event_id))]

    @strawberry.field(
        description="一个任职某月的“五必到”判定:应到几件、未到哪几件",
        extensions=[Reads(Action.EVENT_READ)],
        directives=[AGGREGATE],
    )
    async def month_of_events(self, info: Info, posting_id: strawberry.ID, month: str) -> MonthOfEvents:
        """The verdict on a posting's month."""
        async with info.context.exclusive() as work:
            return shown_month(await month_of_events(work, POSTING(posting_id), Month.parse(month)))

    @strawberry.field(
        description="管辖范围内某月必到事项的登记情况:按下一级地方、按类别;不填地方的为本人可见的全部,按县",
        extensions=[Reads(Action.EVENT_READ)],
        directives=[AGGREGATE],
    )
    async def events_by_place(self, info: Info, month: str, region_code: str | None = None) -> list[EventsOfPlace]:
        """One entry a place below ``regionCode`` and kind, within the caller's reach."""
        async with info.context.exclusive() as work:
            return [shown_place(one) for one in await events_by_place(work, region_code, Month.parse(month))]
