"""Reading plans."""

from datetime import date

import strawberry
from sqlalchemy import ColumnElement, FromClause

from xuanpai_core.authz.actions import Action
from xuanpai_core.plans.models import PlanKind, PlanState
from xuanpai_graphql.conditions import within_region
from xuanpai_graphql.context import Info
from xuanpai_graphql.keys import PLAN, POSTING
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.execute import Where, equals, fetch_connection, fetch_one
from xuanpai_graphql.permissions import Reads
from xuanpai_graphql.plans.types import Plan


def _covers(row: FromClause, day: ColumnElement[date]) -> ColumnElement[bool]:
    return (row.c.first_day <= day) & (row.c.last_day >= day)


@strawberry.type
class PlanQueries:
    """Root fields for plans."""

    @strawberry.field(description="按编号查一份规划(计划)", extensions=[Reads(Action.PLAN_READ)])
    async def plan(self, info: Info, id: strawberry.ID) -> Plan | None:
        """The plan with that id, if the caller may know of it."""
        return await fetch_one(info, Plan, where={equals("id"): PLAN(id)})

    @strawberry.field(
        description="查规划(计划):某地之下、某个任职、三年或年度、某个状态、某日在期",
        extensions=[Reads(Action.PLAN_READ)],
    )
    async def plans(
        self,
        info: Info,
        region_code: str | None = None,
        posting_id: strawberry.ID | None = None,
        kind: PlanKind | None = None,
        state: PlanState | None = None,
        on: date | None = None,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[Plan]:
        """Plans of which the caller may know, the latest first."""
        where: Where = {
            within_region: region_code,
            equals("posting_id"): posting_id and POSTING(posting_id),
            equals("kind"): kind,
            equals("state"): state,
            _covers: on,
        }
        return await fetch_connection(info, Plan, first=first, after=after, where=where)
