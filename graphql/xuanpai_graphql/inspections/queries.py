"""Reading inspections and findings."""

from datetime import date

import strawberry
from sqlalchemy import ColumnElement, FromClause, exists

from xuanpai_core.authz.actions import Action
from xuanpai_core.clock import today
from xuanpai_core.inspections.both_ends import both_ends
from xuanpai_core.inspections.checklist import checklist
from xuanpai_core.inspections.covering import coverage
from xuanpai_core.inspections.models import (
    InspectionFinding as FindingRow,
)
from xuanpai_core.inspections.models import (
    InspectionMethod,
    InspectionState,
    Presence,
    RectificationState,
)
from xuanpai_core.inspections.patrols import patrols
from xuanpai_core.inspections.waiting import count_waiting, waiting
from xuanpai_core.leads.models import Violation
from xuanpai_graphql.conditions import one_of, within_region
from xuanpai_graphql.context import Info
from xuanpai_graphql.cost import AGGREGATE, COUNT
from xuanpai_graphql.inspections.figures import (
    BothEnds,
    InspectionChecklistLine,
    InspectionCoverage,
    Patrols,
    shown_coverage,
    shown_line,
    shown_patrols,
)
from xuanpai_graphql.inspections.types import Inspection, InspectionFinding, InspectionRectification
from xuanpai_graphql.keys import INSPECTION, POSTING
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.lookahead.execute import Where, equals, fetch_connection, fetch_one
from xuanpai_graphql.permissions import Reads


def _planned_from(row: FromClause, day: ColumnElement[date]) -> ColumnElement[bool]:
    return row.c.planned_on >= day


def _planned_until(row: FromClause, day: ColumnElement[date]) -> ColumnElement[bool]:
    return row.c.planned_on <= day


def _found_within(row: FromClause, code: ColumnElement[str]) -> ColumnElement[bool]:
    finding = FindingRow.__table__.alias()
    return exists().where(
        finding.c.tenant_id == tenant(), finding.c.id == row.c.finding_id, within_region(finding, code)
    )


def _overdue_on(row: FromClause, day: ColumnElement[date]) -> ColumnElement[bool]:
    return (row.c.state != RectificationState.ACCEPTED) & (row.c.due_on < day)


def _in_time_on(row: FromClause, day: ColumnElement[date]) -> ColumnElement[bool]:
    return (row.c.state == RectificationState.ACCEPTED) | (row.c.due_on >= day)


@strawberry.type
class InspectionQueries:
    """Root fields for inspections."""

    @strawberry.field(description="按编号查一次检查", extensions=[Reads(Action.INSPECTION_READ)])
    async def inspection(self, info: Info, id: strawberry.ID) -> Inspection | None:
        """The inspection with that id, if the caller may know of it."""
        return await fetch_one(info, Inspection, where={equals("id"): INSPECTION(id)})

    @strawberry.field(
        description="查检查:某地之下、某种方式、某个状态、某段日期", extensions=[Reads(Action.INSPECTION_READ)]
    )
    async def inspections(
        self,
        info: Info,
        region_code: str | None = None,
        method: InspectionMethod | None = None,
        state: InspectionState | None = None,
        planned_from: date | None = None,
        planned_until: date | None = None,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[Inspection]:
        """Inspections of which the caller may know, the latest first."""
        where: Where = {
            within_region: region_code,
            equals("method"): method,
            equals("state"): state,
            _planned_from: planned_from,
            _planned_until: planned_until,
        }
        return await fetch_connection(info, Inspection, first=first, after=after, where=where)

    @strawberry.field(description="查检查结果:某地之下、某个任职、是否在岗", extensions=[Reads(Action.INSPECTION_READ)])
    async def inspection_findings(
        self,
        info: Info,
        region_code: str | None = None,
        posting_id: strawberry.ID | None = None,
        presence: Presence | None = None,
        violation: Violation | None = None,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[InspectionFinding]:
        """Findings of which the caller may know, by place."""
        where: Where = {
            within_region: region_code,
            equals("posting_id"): posting_id and POSTING(posting_id),
            equals("presence"): presence,
            equals("violation"): violation,
        }
        return await fetch_connection(info, InspectionFinding, first=first, after=after, where=where)

    @strawberry.field(
        description="查整改:某地之下、某个状态、是否逾期(过了期限还没有通过)、是否等本人报送或审核",
        extensions=[Reads(Action.INSPECTION_READ)],
    )
    async def inspection_rectifications(
        self,
        info: Info,
        region_code: str | None = None,
        state: RectificationState | None = None,
        overdue: bool | None = None,
        for_me: bool = False,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[InspectionRectification]:
        """Rectifications of which the caller may know, the first due first."""
        day = today(info.context.work.clock)
        mine = None
        if for_me:
            async with info.context.exclusive() as work:
                mine = list(await waiting(work))
        where: Where = {
            one_of: mine,
            _found_within: region_code,
            equals("state"): state,
            _overdue_on: day if overdue is True else None,
            _in_time_on: day if overdue is False else None,
        }
        return await fetch_connection(info, InspectionRectification, first=first, after=after, where=where)

    @strawberry.field(
        description="等本人报送或审核的整改有多少条,供首页和导航用",
        extensions=[Reads(Action.INSPECTION_READ)],
        directives=[COUNT],
    )
    async def rectifications_waiting(self, info: Info) -> int:
        """How many rectifications the caller may report or judge now."""
        async with info.context.exclusive() as work:
            return await count_waiting(work)

    @strawberry.field(
        description="检查覆盖:某地及其下各地本期应检查多少人、已检查多少人、还差谁;只计本级自己安排的检查",
        extensions=[Reads(Action.INSPECTION_PLAN)],
        directives=[AGGREGATE],
    )
    async def inspection_coverage(
        self, info: Info, region_code: str, on: date | None = None
    ) -> list[InspectionCoverage]:
        """What each place owes in the periods that hold the day, and did."""
        async with info.context.exclusive() as work:
            return [shown_coverage(one) for one in await coverage(work, region_code, on)]

    @strawberry.field(
        description="检查清单“3+1”:在岗、日志完整、双月报表真实、软件资料健全;公布前随记录变动,公布后固定",
        extensions=[Reads(Action.INSPECTION_READ)],
        directives=[AGGREGATE],
    )
    async def inspection_checklist(self, info: Info, inspection_id: strawberry.ID) -> list[InspectionChecklistLine]:
        """The checklist of an inspection."""
        async with info.context.exclusive() as work:
            return [shown_line(line) for line in await checklist(work, INSPECTION(inspection_id))]

    @strawberry.field(
        description="某人某日村里、派出单位两端的查岗情况,能否认定“两头不见人”,还缺哪一端",
        extensions=[Reads(Action.INSPECTION_READ)],
        directives=[AGGREGATE],
    )
    async def both_ends(self, info: Info, posting_id: strawberry.ID, day: date) -> BothEnds:
        """What the findings that the caller may know of say of the person's day."""
        async with info.context.exclusive() as work:
            found = await both_ends(work, POSTING(posting_id), day)
        return BothEnds(
            village=found.village,
            unit=found.unit,
            on_leave=found.on_leave,
            whereabouts=found.whereabouts,
            reason=found.reason,
        )

    @strawberry.field(
        description="市级领导班子成员承包县的情况:每人几个、哪些县没有人承包",
        extensions=[Reads(Action.REGISTER_READ)],
        directives=[AGGREGATE],
    )
    async def patrols(self, info: Info, region_code: str, on: date | None = None) -> Patrols:
        """Who covers the counties of a city."""
        async with info.context.exclusive() as work:
            return shown_patrols(await patrols(work, region_code, on))
