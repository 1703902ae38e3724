"""Planning inspections, noting what was found, making it known."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.inspections.models import ChecklistItem, DrawKind, FindingEnd, InspectionMethod, Presence
from xuanpai_core.inspections.service import (
    FindingNotFound,
    InspectionNotFound,
    NewDemand,
    NewDraw,
    NewFinding,
    NewInspection,
    cancel_inspection,
    decide_rectification,
    draw_sample,
    plan_inspection,
    publish_inspection,
    record_check,
    record_findings,
    record_rectification,
)
from xuanpai_core.leads.models import Violation
from xuanpai_graphql.context import Info
from xuanpai_graphql.inspections.types import Inspection, InspectionFinding
from xuanpai_graphql.keys import EVIDENCE, FINDING, INSPECTION, POSTING
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


@strawberry.input(description="要求整改:整改什么、哪天以前")
class DemandInput:
    """What is to be put right, and by when."""

    demand: str
    due_on: date


@strawberry.input(description="一条检查结果:关于一个任职(填是否在岗)或一个地方(填情况说明);对同一对象再次登记即为更正")
class FindingInput:
    """What was found about a posting or a place."""

    posting_id: strawberry.ID | None = None
    region_code: str | None = None
    presence: Presence | None = None
    note: str | None = None
    found_on: date | None = None
    evidence_ids: list[strawberry.ID] = strawberry.field(default_factory=list)
    end: FindingEnd = FindingEnd.VILLAGE
    violation: Violation | None = None
    nights_away: int | None = None
    households: list[str] = strawberry.field(default_factory=list)
    rectify: DemandInput | None = None


@strawberry.input(description="一次检查的结果")
class RecordFindingsInput:
    """Which inspection, and what was found."""

    idempotency_key: str
    inspection_id: strawberry.ID
    findings: list[FindingInput]


@strawberry.input(description="抽样:按比例(进位取整)或按数量;抽村不填比例和数量的为排出全部村的随机路线")
class DrawSampleInput:
    """What to draw for which inspection."""

    idempotency_key: str
    inspection_id: strawberry.ID
    kind: DrawKind
    percent: Decimal | None = None
    number: int | None = None
    region_code: str | None = None
    households: int | None = None
    seed: str | None = None


@strawberry.input(description="检查清单的一项,检查人员所见")
class RecordCheckInput:
    """What an inspector saw of one point."""

    idempotency_key: str
    inspection_id: strawberry.ID
    item: ChecklistItem
    sound: bool
    note: str | None = None


@strawberry.input(description="整改情况")
class RecordRectificationInput:
    """What was put right."""

    idempotency_key: str
    finding_id: strawberry.ID
    report: str
    evidence_ids: list[strawberry.ID] = strawberry.field(default_factory=list)


@strawberry.input(description="对整改情况的审核;退回须写明意见")
class DecideRectificationInput:
    """Accepted, or returned with the reason."""

    idempotency_key: str
    finding_id: strawberry.ID
    accepted: bool
    note: str = ""


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
                item.end,
                item.violation,
                item.nights_away,
                tuple(item.households),
                None if item.rectify is None else NewDemand(item.rectify.demand, item.rectify.due_on),
            )
            for item in input.findings
        ]
        inspection_id = INSPECTION(input.inspection_id)
        return await _shown(info, await record_findings(info.context.work, inspection_id, found, input.idempotency_key))

    @strawberry.mutation(
        description="为一次检查抽样:抽中谁不能重抽,种子留存可复算", extensions=[Writes(Action.INSPECTION_PLAN)]
    )
    async def draw_sample(self, info: Info, input: DrawSampleInput) -> Inspection:
        """Draw by lot, once and for good."""
        new = NewDraw(input.kind, input.percent, input.number, input.region_code, input.households, input.seed)
        inspection_id = INSPECTION(input.inspection_id)
        await draw_sample(info.context.work, inspection_id, new, input.idempotency_key)
        return await _shown(info, inspection_id)

    @strawberry.mutation(description="登记检查清单的一项,公布前可以更正", extensions=[Writes(Action.INSPECTION_PLAN)])
    async def record_check(self, info: Info, input: RecordCheckInput) -> Inspection:
        """Note what was seen of one point of the checklist."""
        inspection_id = INSPECTION(input.inspection_id)
        await record_check(
            info.context.work,
            inspection_id,
            input.item,
            sound=input.sound,
            note=input.note,
            key=input.idempotency_key,
        )
        return await _shown(info, inspection_id)

    @strawberry.mutation(
        description="报送整改情况;检查结果公布后由所在乡镇报送", extensions=[Writes(Action.INSPECTION_RECTIFY)]
    )
    async def record_rectification(self, info: Info, input: RecordRectificationInput) -> InspectionFinding:
        """Say what was put right."""
        evidence = [EVIDENCE(one) for one in input.evidence_ids]
        finding_id = FINDING(input.finding_id)
        await record_rectification(info.context.work, finding_id, input.report, evidence, input.idempotency_key)
        return await _shown_finding(info, finding_id)

    @strawberry.mutation(description="审核整改情况:通过,或写明意见退回", extensions=[Writes(Action.INSPECTION_PLAN)])
    async def decide_rectification(self, info: Info, input: DecideRectificationInput) -> InspectionFinding:
        """Accept what was reported, or return it."""
        finding_id = FINDING(input.finding_id)
        await decide_rectification(
            info.context.work, finding_id, accepted=input.accepted, note=input.note, key=input.idempotency_key
        )
        return await _shown_finding(info, finding_id)

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


async def _shown_finding(info: Info, finding_id: UUID) -> InspectionFinding:
    shown = await fetch_one(info, InspectionFinding, where={equals("id"): finding_id})
    if shown is None:
        raise FindingNotFound
    return shown
