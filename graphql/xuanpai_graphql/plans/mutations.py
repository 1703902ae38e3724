"""Writing plans, and submitting them."""

from datetime import date
from uuid import UUID

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.plans.errors import PlanNotFound
from xuanpai_core.plans.models import PlanKind
from xuanpai_core.plans.service import WrittenItem, WrittenPlan, save_plan, submit_plan
from xuanpai_graphql.context import Info
from xuanpai_graphql.keys import EVIDENCE, PLAN, POSTING
from xuanpai_graphql.lookahead.execute import equals, fetch_one
from xuanpai_graphql.permissions import Writes
from xuanpai_graphql.plans.types import Plan


@strawberry.input(description="规划(计划)的一项;草稿可以缺,提交时四项都要有")
class PlanItemInput:
    """One item of a plan."""

    goal: str | None = None
    measures: str | None = None
    due_on: date | None = None
    responsible: str | None = None


@strawberry.input(
    description="三年规划或年度计划的草稿;新写的填 postingId,改写的填 planId;lastDay 空为满三年(一年)之日;"
    "evidenceIds 是全部附件"
)
class SavePlanInput:
    """What is written into a plan."""

    idempotency_key: str
    kind: PlanKind
    first_day: date
    last_day: date | None = None
    posting_id: strawberry.ID | None = None
    plan_id: strawberry.ID | None = None
    items: list[PlanItemInput] = strawberry.field(default_factory=list)
    evidence_ids: list[strawberry.ID] = strawberry.field(default_factory=list)


@strawberry.type
class PlanMutations:
    """Root fields for plans."""

    @strawberry.mutation(description="保存规划(计划)草稿", extensions=[Writes(Action.PLAN_WRITE)])
    async def save_plan(self, info: Info, input: SavePlanInput) -> Plan:
        """Write a plan, or write it anew."""
        written = WrittenPlan(
            kind=input.kind,
            first_day=input.first_day,
            last_day=input.last_day,
            posting_id=None if input.posting_id is None else POSTING(input.posting_id),
            plan_id=None if input.plan_id is None else PLAN(input.plan_id),
            items=tuple(WrittenItem(item.goal, item.measures, item.due_on, item.responsible) for item in input.items),
            evidence_ids=tuple(EVIDENCE(evidence) for evidence in input.evidence_ids),
        )
        return await _shown(info, await save_plan(info.context.work, written, input.idempotency_key))

    @strawberry.mutation(description="提交规划(计划);四项有缺的不能提交", extensions=[Writes(Action.PLAN_WRITE)])
    async def submit_plan(self, info: Info, id: strawberry.ID, idempotency_key: str) -> Plan:
        """Submit a draft."""
        return await _shown(info, await submit_plan(info.context.work, PLAN(id), idempotency_key))


async def _shown(info: Info, plan_id: UUID) -> Plan:
    """The plan as the caller sees it; a repeated request may come from one who may no longer know of it."""
    shown = await fetch_one(info, Plan, where={equals("id"): plan_id})
    if shown is None:
        raise PlanNotFound
    return shown
