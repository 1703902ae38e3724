"""Inspections: planned in secret, carried out, and made known; what one may not know of looks as if it were not.

Every verb asks for ``inspection:plan``; whose place, and whether the caller is looked at himself, is asked where the
row is read (``secrecy``), so a hidden inspection and an unknown one take the same path to the same refusal (JZ-14).
"""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from uuid import UUID

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require, require_place
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Invalid
from xuanpai_core.evidence.service import Revealed, reveal
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.inspections import repository
from xuanpai_core.inspections.checklist import checklist_of, record_check, told_checklist
from xuanpai_core.inspections.contradicting import contradictions, tell_of
from xuanpai_core.inspections.drawing import NewDraw, draw_sample
from xuanpai_core.inspections.errors import FindingNotFound, InspectionNotFound, NothingFound, PlannerConcerned
from xuanpai_core.inspections.findings import RECORD_TYPE, NewFinding, check_findings, store_findings
from xuanpai_core.inspections.models import Inspection, InspectionFinding, InspectionMethod, InspectionState
from xuanpai_core.inspections.opening import open_inspection
from xuanpai_core.inspections.rectifying import NewDemand, decide_rectification, record_rectification
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.regions.known import known_region
from xuanpai_core.texts import one_line, paragraphs

__all__ = [
    "RECORD_TYPE",
    "FindingNotFound",
    "InspectionNotFound",
    "NewDemand",
    "NewDraw",
    "NewFinding",
    "NewInspection",
    "cancel_inspection",
    "contradictions",
    "decide_rectification",
    "draw_sample",
    "known_findings",
    "plan_inspection",
    "publish_inspection",
    "record_check",
    "record_findings",
    "record_rectification",
]

_SUBJECT = "inspection"


@dataclass(frozen=True, slots=True)
class NewInspection:
    """A plan: how, where and when one will look. An unannounced visit is made in all four ways, said or not."""

    method: InspectionMethod
    title: str
    region_code: str
    planned_on: date
    without_notice: bool = False
    without_route: bool = False
    straight_to_village: bool = False
    random_households: bool = False


async def plan_inspection(work: Work, new: NewInspection, key: str) -> UUID:
    """Plan an inspection of a place within reach; returns its id.

    The plan belongs to the widest place that the planner holds there, so that no more people know of it than need.
    Raises ``Forbidden``, ``PlannerConcerned``, ``NotFound`` (``UNKNOWN_REGION``) and ``Invalid``
    (``INVALID_REGION_CODE``, ``PLANNED_IN_PAST``, ``INVALID_TEXT``).
    """
    region_code = RegionCode.parse(new.region_code)
    require_place(work.ctx, Action.INSPECTION_PLAN, region_code)
    if new.planned_on < today(work.clock):
        raise Invalid("检查日期不能早于今天,请重新选择。", code="PLANNED_IN_PAST")
    new = replace(new, title=one_line(new.title, path="title", title="检查名称"))

    async def act() -> Outcome:
        return {"id": str(await _plan(work, new, region_code))}

    return UUID((await once(work, "inspection:plan", key, asdict(new), act))["id"])


async def record_findings(work: Work, inspection_id: UUID, new: Sequence[NewFinding], key: str) -> UUID:
    """Note what was found, or correct what was noted; the first finding means that the inspection was carried out.

    Raises ``InspectionNotFound``, ``InspectionPublished``, ``InspectionCancelled``, ``InvalidFindings``,
    ``PostingNotFound``, ``NotFound`` (``UNKNOWN_REGION``), ``EvidenceNotFound``, ``Forbidden``.
    """
    require(work.ctx, Action.INSPECTION_PLAN)
    check_findings(work, new)

    async def act() -> Outcome:
        inspection = await open_inspection(work, inspection_id)
        told = await store_findings(work, inspection, new)
        if inspection.state is InspectionState.PLANNED:
            inspection.state = InspectionState.CARRIED_OUT
            inspection.carried_out_on = max(finding.found_on or today(work.clock) for finding in new)
        record(work, "inspection:record", _SUBJECT, inspection_id, after=told)
        return {}

    content = [inspection_id, *(asdict(finding) for finding in new)]
    await once(work, "inspection:record", key, content, act)
    return inspection_id


async def publish_inspection(work: Work, inspection_id: UUID, key: str) -> UUID:
    """Make what was found known to those concerned; from now on it stands as it is.

    Raises ``InspectionNotFound``, ``InspectionPublished``, ``InspectionCancelled``, ``NothingFound``, ``Forbidden``.
    """
    require(work.ctx, Action.INSPECTION_PLAN)

    async def act() -> Outcome:
        inspection = await open_inspection(work, inspection_id)
        if inspection.state is not InspectionState.CARRIED_OUT:
            raise NothingFound
        inspection.state = InspectionState.PUBLISHED
        inspection.published_at, inspection.published_by = work.clock.now(), work.ctx.actor.account_id
        found = await repository.findings_of(work, inspection_id)
        inspection.checklist = told_checklist(await checklist_of(work, inspection, found))
        await reveal(work, RECORD_TYPE, [_revealed(finding) for finding in found])
        await tell_of(work, inspection, found)
        record(work, "inspection:publish", _SUBJECT, inspection_id, findings=len(found))
        return {}

    await once(work, "inspection:publish", key, [inspection_id], act)
    return inspection_id


async def cancel_inspection(work: Work, inspection_id: UUID, reason: str, key: str) -> UUID:
    """Call an inspection off; it never becomes known to those whom it would have looked at.

    Raises ``InspectionNotFound``, ``InspectionPublished``, ``InspectionCancelled``, ``Invalid``, ``Forbidden``.
    """
    require(work.ctx, Action.INSPECTION_PLAN)
    words = paragraphs(reason, path="reason", title="取消的原因", limit=500)

    async def act() -> Outcome:
        inspection = await open_inspection(work, inspection_id)
        before = inspection.state
        inspection.state, inspection.cancel_reason = InspectionState.CANCELLED, words
        inspection.cancelled_at = work.clock.now()
        record(work, "inspection:cancel", _SUBJECT, inspection_id, before=before, after=inspection.state, reason=words)
        return {}

    await once(work, "inspection:cancel", key, [inspection_id, words], act)
    return inspection_id


async def known_findings(work: Work, finding_ids: Collection[UUID]) -> list[tuple[InspectionFinding, Inspection]]:
    """The findings with their inspections, for another room to build on; raises ``FindingNotFound`` if one is hidden.

    Known is what the caller knows as one who plans inspections, whether it is published or not.
    """
    wanted = set(finding_ids)
    found = await repository.findings_known(work, wanted)
    if len(found) != len(wanted):
        raise FindingNotFound
    return found


async def _plan(work: Work, new: NewInspection, region_code: RegionCode) -> UUID:
    place, inspection_id = await known_region(work, region_code), new_id()
    unannounced = new.method is InspectionMethod.UNANNOUNCED
    inspection = Inspection(
        tenant_id=work.tenant_id,
        id=inspection_id,
        method=new.method,
        state=InspectionState.PLANNED,
        title=new.title,
        region_code=place.code,
        planned_on=new.planned_on,
        without_notice=unannounced or new.without_notice,
        without_route=unannounced or new.without_route,
        straight_to_village=unannounced or new.straight_to_village,
        random_households=unannounced or new.random_households,
        planned_by=work.ctx.actor.account_id,
        planner_region_code=_planners_place(work, region_code),
    )
    work.session.add(inspection)
    await work.session.flush()
    if await repository.looks_at_caller(work, inspection_id):
        raise PlannerConcerned
    detail = {"method": new.method, "region_code": place.code, "planned_on": str(new.planned_on)}
    record(work, Action.INSPECTION_PLAN, _SUBJECT, inspection_id, after=detail)
    return inspection_id


def _planners_place(work: Work, region_code: RegionCode) -> str:
    """The widest place that the caller may plan for and that covers ``region_code``."""
    places = require(work.ctx, Action.INSPECTION_PLAN).places
    return next(place for place in places if region_code.startswith(place))


def _revealed(finding: InspectionFinding) -> Revealed:
    return Revealed(str(finding.id), finding.posting_id, finding.region_code)
