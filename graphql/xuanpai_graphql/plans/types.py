"""How a plan looks."""

from collections.abc import Hashable
from datetime import date

import strawberry
from sqlalchemy import ColumnElement, FromClause, and_, exists, or_

from xuanpai_core.authz.actions import Action
from xuanpai_core.plans import models
from xuanpai_core.plans.models import PlanKind, PlanState
from xuanpai_core.plans.service import RECORD_TYPE
from xuanpai_graphql.evidence.proving import proving
from xuanpai_graphql.evidence.types import Evidence
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.lookahead.declare import Node, column, declared, many, one
from xuanpai_graphql.lookahead.sources import asc, desc
from xuanpai_graphql.naming import place_name
from xuanpai_graphql.postings.types import Posting
from xuanpai_graphql.scopes import reach

strawberry.enum(PlanKind, description="三年规划、年度计划")
strawberry.enum(PlanState, description="规划(计划)状态:草稿、已提交")


def _subject(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    return reach(action, key, region_code=row.c.region_code, unit_id=row.c.sending_unit_id, cadre_id=row.c.cadre_id)


def _of_plan(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    """A draft is for those who write it; what was submitted is for all who read there."""
    return or_(_subject(row, Action.PLAN_WRITE, key), and_(row.c.state != PlanState.DRAFT, _subject(row, action, key)))


def _through_plan(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    plan = models.Plan.__table__.alias()
    return exists().where(plan.c.tenant_id == tenant(), plan.c.id == row.c.plan_id, _of_plan(plan, action, key))


@declared(
    models.PlanItem.__table__, node="PlanItem", scope=_through_plan, requires=Action.PLAN_READ, order=[asc("number")]
)
@strawberry.type(description="规划(计划)的一项:目标、推进措施、时间节点、工作责任四项必填,草稿可以缺")
class PlanItem:
    """One item of a plan."""

    number: int = column(description="序号,从 0 开始")
    goal: str | None = column(description="目标")
    measures: str | None = column(description="推进措施")
    due_on: date | None = column(description="时间节点")
    responsible: str | None = column(description="工作责任")


@declared(
    models.Plan.__table__,
    node="Plan",
    scope=_of_plan,
    requires=Action.PLAN_READ,
    order=[desc("first_day"), asc("region_code")],
)
@strawberry.type(description="三年规划或年度计划;提交前只有制订的人看得到")
class Plan(Node):
    """A posting's plan."""

    kind: PlanKind = column(description="三年规划或年度计划")
    region_code: str = column(description="任职地区划代码")
    place_name: str = column(place_name, description="任职地全称")
    first_day: date = column(description="开始日期")
    last_day: date = column(description="结束日期")
    state: PlanState = column(description="状态")
    submitted_on: date | None = column(description="提交日期")
    posting: Posting = one(
        lambda row, posting: posting.c.id == row.c.posting_id,
        scope_from_parent="看得到规划(计划)的人看得到它是谁的",
        description="任职",
    )
    items: list[PlanItem] = many(
        lambda row, item: item.c.plan_id == row.c.id,
        limit=100,
        order=[asc("number")],
        scope_from_parent="看得到规划(计划)的人看得到它的各项",
        description="各项",
    )
    evidence: list[Evidence] = many(
        proving(RECORD_TYPE),
        limit=20,
        order=[asc("created_at")],
        scope_from_parent="看得到规划(计划)的人看得到它的附件",
        description="附件",
    )
