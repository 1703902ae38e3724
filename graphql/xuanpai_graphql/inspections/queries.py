"""Reading inspections and findings."""

from datetime import date

import strawberry
from sqlalchemy import ColumnElement, FromClause

from xuanpai_core.authz.actions import Action
from xuanpai_core.inspections.models import InspectionMethod, InspectionState, Presence
from xuanpai_graphql.conditions import within_region
from xuanpai_graphql.context import Info
from xuanpai_graphql.inspections.types import Inspection, InspectionFinding
from xuanpai_graphql.keys import INSPECTION, POSTING
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.execute import Where, equals, fetch_connection, fetch_one
from xuanpai_graphql.permissions import Reads


def _planned_from(row: FromClause, day: ColumnElement[date]) -> ColumnElement[bool]:
    return row.c.planned_on >= day


def _planned_until(row: FromClause, day: ColumnElement[date]) -> ColumnElement[bool]:
    return row.c.planned_on <= day


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
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[InspectionFinding]:
        """Findings of which the caller may know, by place."""
        where: Where = {
            within_region: region_code,
            equals("posting_id"): posting_id and POSTING(posting_id),
            equals("presence"): presence,
        }
        return await fetch_connection(info, InspectionFinding, first=first, after=after, where=where)
