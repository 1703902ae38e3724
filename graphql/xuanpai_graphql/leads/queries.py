"""Reading leads, and what one was asked about."""

from dataclasses import asdict
from datetime import date

import strawberry
from sqlalchemy import ColumnElement, FromClause

from xuanpai_core.authz.actions import Action
from xuanpai_core.leads.models import LeadKind, LeadState
from xuanpai_core.leads.service import open_counts, open_figures
from xuanpai_core.periods import Month
from xuanpai_graphql.conditions import within_region
from xuanpai_graphql.context import Info
from xuanpai_graphql.cost import AGGREGATE
from xuanpai_graphql.keys import LEAD, POSTING
from xuanpai_graphql.leads.types import Lead, LeadCount, LeadFigure, LeadQuestion
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.execute import Where, equals, fetch_connection, fetch_one
from xuanpai_graphql.permissions import Reads, SignedIn


def _until_from(row: FromClause, day: ColumnElement[date]) -> ColumnElement[bool]:
    return row.c.until >= day


def _since_before(row: FromClause, day: ColumnElement[date]) -> ColumnElement[bool]:
    return row.c.since < day


@strawberry.type
class LeadQueries:
    """Root fields for leads."""

    @strawberry.field(description="按编号查一条线索", extensions=[Reads(Action.LEAD_READ)])
    async def lead(self, info: Info, id: strawberry.ID) -> Lead | None:
        """The lead with that id, if the caller may know of it."""
        return await fetch_one(info, Lead, where={equals("id"): LEAD(id)})

    @strawberry.field(
        description="查线索:某地之下、某一种类、某个状态、涉及某月、某个任职", extensions=[Reads(Action.LEAD_READ)]
    )
    async def leads(
        self,
        info: Info,
        region_code: str | None = None,
        kind: LeadKind | None = None,
        state: LeadState | None = None,
        month: str | None = None,
        posting_id: strawberry.ID | None = None,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[Lead]:
        """Leads of which the caller may know, the latest first."""
        wanted = None if month is None else Month.parse(month)
        where: Where = {
            within_region: region_code,
            equals("kind"): kind,
            equals("state"): state,
            _until_from: wanted and wanted.start,
            _since_before: wanted and wanted.end,
            equals("posting_id"): posting_id and POSTING(posting_id),
        }
        return await fetch_connection(info, Lead, first=first, after=after, where=where)

    @strawberry.field(
        description="未作结论的线索按种类各有多少条,供首页用",
        extensions=[Reads(Action.LEAD_READ)],
        directives=[AGGREGATE],
    )
    async def lead_counts(self, info: Info, region_code: str | None = None) -> list[LeadCount]:
        """Open leads within the caller's reach, by kind."""
        async with info.context.exclusive() as work:
            found = await open_counts(work, region_code)
        return [LeadCount(kind=one.kind, open=one.open, asked=one.asked, answered=one.answered) for one in found]

    @strawberry.field(
        description="未作结论的线索按下一级地方和种类各有多少条;不指定地方的按县",
        extensions=[Reads(Action.LEAD_READ)],
        directives=[AGGREGATE],
    )
    async def lead_figures(self, info: Info, region_code: str | None = None) -> list[LeadFigure]:
        """Open leads within the caller's reach, by the place next below and by kind."""
        async with info.context.exclusive() as work:
            found = await open_figures(work, region_code)
        return [LeadFigure(**asdict(one)) for one in found]

    @strawberry.field(
        description="请本人说明的线索,新的在前", extensions=[SignedIn("每个人只看得到请他本人说明的线索")]
    )
    async def lead_questions(
        self, info: Info, first: int | None = None, after: str | None = None
    ) -> Connection[LeadQuestion]:
        """What the caller was asked about."""
        return await fetch_connection(info, LeadQuestion, first=first, after=after)
