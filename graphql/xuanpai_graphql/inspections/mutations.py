"""Planning inspections, noting what was found, making it known."""

from datetime import date
from uuid import UUID

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.inspections.models import InspectionMethod, Presence
from xuanpai_core.inspections.service import (
    InspectionNotFound,
    NewFinding,
    NewInspection,
    cancel_inspection,
    plan_inspection,
    publish_inspection,
    record_findings,
)
from xuanpai_graphql.context import Info
from xuanpai_graphql.inspections.types import Inspection
from xuanpai_graphql.keys import EVIDENCE, INSPECTION, POSTING
from xuanpai_graphql.lookahead.execute import equals, fetch_one
from xuanpai_graphql.permissions import Writes


@strawberry.input(description="检查安排;暗访自动为不打招呼、不设路线、直接进村、随机入户")
class PlanInspectionInput:
    """How, where and when one will look."""

    idempotency_key: str
    method: InspectionMethod
    title: str
    region_code: str
    planned_on: date
    without_notice: bool = False
    without_route: bool = False
    straight_to_village: bool = False
    random_households: bool = False


@strawberry.input(description="一条检查结果:关于一个任职(填是否在岗)或一个地方(填情况说明);对同一对象再次登记即为更正")
class FindingInput:
    """What was found about a posting or a place."""

    posting_id: strawberry.ID | None = None
    region_code: str | None = None
    presence: Presence | None = None
    note: str | None = None
    found_on: date | None = None
    evidence_ids: list[strawberry.ID] = strawberry.field(default_factory=list)


@strawberry.input(description="一次检查的结果")
class RecordFindingsInput:
    """Which inspection, and what was found."""

    idempotency_key: str
    inspection_id: strawberry.ID
    findings: list[FindingInput]


@strawberry.type
class InspectionMutations:
    """Root fields for inspections."""

    @strawberry.mutation(description="安排检查;公布前对被查方不存在", extensions=[Writes(Action.INSPECTION_PLAN)])
    async def plan_inspection(self, info: Info, input: PlanInspectionInput) -> Inspection:
        """Plan an inspection of a place within reach."""
        new = NewInspection(
            input.method,
            input.title,
            input.region_code,
            input.planned_on,
            input.without_notice,
            input.without_route,
            input.straight_to_village,
            input.random_households,
        )
        return await _shown(info, await plan_inspection(info.context.work, new, input.idempotency_key))

    @strawberry.mutation(description="登记检查结果,公布前可以更正", extensions=[Writes(Action.INSPECTION_PLAN)])
    async def record_findings(self, info: Info, input: RecordFindingsInput) -> Inspection:
        """Note what was found."""
        found = [
            NewFinding(
                None if item.posting_id is None else POSTING(item.posting_id),
                item.region_code,
                item.presence,
                item.note,
                item.found_on,
                tuple(EVIDENCE(evidence) for evidence in item.evidence_ids),
            )
            for item in input.findings
        ]
        inspection_id = INSPECTION(input.inspection_id)
        return await _shown(info, await record_findings(info.context.work, inspection_id, found, input.idempotency_key))

    @strawberry.mutation(description="公布检查结果;公布后不再改动", extensions=[Writes(Action.INSPECTION_PLAN)])
    async def publish_inspection(self, info: Info, id: strawberry.ID, idempotency_key: str) -> Inspection:
        """Make what was found known to those concerned."""
        return await _shown(info, await publish_inspection(info.context.work, INSPECTION(id), idempotency_key))

    @strawberry.mutation(description="取消检查;取消的检查不会公布", extensions=[Writes(Action.INSPECTION_PLAN)])
    async def cancel_inspection(self, info: Info, id: strawberry.ID, reason: str, idempotency_key: str) -> Inspection:
        """Call an inspection off."""
        return await _shown(info, await cancel_inspection(info.context.work, INSPECTION(id), reason, idempotency_key))


async def _shown(info: Info, inspection_id: UUID) -> Inspection:
    """The inspection as the caller sees it; a repeated request may come from one who may no longer know of it."""
    shown = await fetch_one(info, Inspection, where={equals("id"): inspection_id})
    if shown is None:
        raise InspectionNotFound
    return shown
