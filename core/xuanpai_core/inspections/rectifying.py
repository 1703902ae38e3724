"""Putting right what was found: demanded with a deadline, reported by those concerned, accepted or returned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, false, or_, select

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import allows, require
from xuanpai_core.clock import today
from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import FieldProblem
from xuanpai_core.evidence.service import Revealed, link, reveal
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.inspections.errors import (
    FindingNotFound,
    NothingToRectify,
    OwnRectification,
    RectificationNotReported,
)
from xuanpai_core.inspections.models import (
    Inspection,
    InspectionFinding,
    InspectionRectification,
    InspectionState,
    RectificationState,
)
from xuanpai_core.inspections.secrecy import planned_here
from xuanpai_core.regions.code import RegionLevel
from xuanpai_core.texts import paragraphs

RECTIFICATION_RECORD = "inspection_rectification"
DEMAND_LIMIT, REPORT_LIMIT, NOTE_LIMIT = 1000, 5000, 500


@dataclass(frozen=True, slots=True)
class NewDemand:
    """What is to be put right, and the last day for it."""

    demand: str
    due_on: date


def check_demand(work: Work, new: NewDemand, path: str) -> list[FieldProblem]:
    """What is wrong with a demand before anything is read."""
    if new.due_on < today(work.clock):
        return [FieldProblem(f"{path}.dueOn", "IN_PAST", "整改期限不能早于今天。")]
    return []


async def demand(work: Work, finding_id: UUID, new: NewDemand | None, path: str) -> None:
    """Let a finding that is still secret ask for this, or for nothing; raises ``Invalid`` (``INVALID_TEXT``)."""
    await work.session.execute(
        delete(InspectionRectification).where(
            InspectionRectification.tenant_id == work.tenant_id, InspectionRectification.finding_id == finding_id
        )
    )
    if new is None:
        return
    words = paragraphs(new.demand, path=f"{path}.demand", title="整改要求", limit=DEMAND_LIMIT)
    work.session.add(
        InspectionRectification(
            tenant_id=work.tenant_id,
            id=new_id(),
            finding_id=finding_id,
            demand=words,
            due_on=new.due_on,
            state=RectificationState.DEMANDED,
        )
    )
    await work.session.flush()


async def record_rectification(
    work: Work, finding_id: UUID, report: str, evidence_ids: Sequence[UUID], key: str
) -> UUID:
    """Say what was put right, as the place concerned; again after it was returned. Late is late, not refused.

    Raises ``FindingNotFound`` (also before publication, and out of reach), ``NothingToRectify``,
    ``EvidenceNotFound``, ``Invalid`` (``INVALID_TEXT``), ``Forbidden``.
    """
    require(work.ctx, Action.INSPECTION_RECTIFY)
    words = paragraphs(report, path="report", title="整改情况", limit=REPORT_LIMIT)

    async def act() -> Outcome:
        finding = await _published(work, finding_id)
        rectification = await _demanded(work, finding_id)
        if rectification is None or rectification.state is RectificationState.ACCEPTED:
            raise NothingToRectify
        before = rectification.state
        rectification.state = RectificationState.REPORTED
        rectification.report, rectification.reported_by = words, work.ctx.actor.account_id
        rectification.reported_on = today(work.clock)
        rectification.decided_by = rectification.decided_on = rectification.decision_note = None
        await link(work, evidence_ids, RECTIFICATION_RECORD, str(rectification.id), posting_id=finding.posting_id)
        revealed = Revealed(str(rectification.id), finding.posting_id, finding.region_code)
        await reveal(work, RECTIFICATION_RECORD, [revealed])
        after = {"state": rectification.state, "report": words}
        record(work, Action.INSPECTION_RECTIFY, RECTIFICATION_RECORD, rectification.id, before=before, after=after)
        return {}

    await once(work, Action.INSPECTION_RECTIFY, key, [finding_id, words, list(evidence_ids)], act)
    return finding_id


async def decide_rectification(work: Work, finding_id: UUID, *, accepted: bool, note: str, key: str) -> UUID:
    """Accept what was reported, or return it with the reason, as one who plans inspections there.

    Raises ``FindingNotFound``, ``RectificationNotReported``, ``OwnRectification``, ``Invalid`` (``INVALID_TEXT``),
    ``Forbidden``.
    """
    require(work.ctx, Action.INSPECTION_PLAN)
    words = note.strip()
    if words or not accepted:
        words = paragraphs(note, path="note", title="审核意见", limit=NOTE_LIMIT)

    async def act() -> Outcome:
        await _planned(work, finding_id)
        rectification = await _demanded(work, finding_id)
        if rectification is None or rectification.state is not RectificationState.REPORTED:
            raise RectificationNotReported
        if rectification.reported_by == work.ctx.actor.account_id:
            raise OwnRectification
        rectification.state = RectificationState.ACCEPTED if accepted else RectificationState.RETURNED
        rectification.decided_by, rectification.decided_on = work.ctx.actor.account_id, today(work.clock)
        rectification.decision_note = words or None
        record(
            work,
            "inspection:decide",
            RECTIFICATION_RECORD,
            rectification.id,
            after={"state": rectification.state},
            reason=words or None,
        )
        return {}

    await once(work, "inspection:decide", key, [finding_id, accepted, words], act)
    return finding_id


def to_put_right(ctx: RequestContext) -> ColumnElement[bool]:
    """Findings that the caller's offices put right: a township what is in it, one above it what is about itself.

    A county does not answer in its townships' place, but who looks at the county must have an answer too.
    """
    parts: list[ColumnElement[bool]] = []
    for grant in ctx.actor.grants:
        if grant.region_code is None or not allows(ctx, grant, Action.INSPECTION_RECTIFY):
            continue
        code, place = InspectionFinding.region_code, grant.region_code
        below = len(place) > RegionLevel.COUNTY.digits
        parts.append(and_(code >= place, code < place + ":") if below else code == place)
    return or_(*parts) if parts else false()


async def _published(work: Work, finding_id: UUID) -> InspectionFinding:
    finding: InspectionFinding | None = await work.session.scalar(
        select(InspectionFinding)
        .join(
            Inspection,
            (Inspection.tenant_id == work.tenant_id) & (Inspection.id == InspectionFinding.inspection_id),
        )
        .where(
            InspectionFinding.tenant_id == work.tenant_id,
            InspectionFinding.id == finding_id,
            Inspection.state == InspectionState.PUBLISHED,
            to_put_right(work.ctx),
        )
    )
    if finding is None:
        raise FindingNotFound
    return finding


async def _planned(work: Work, finding_id: UUID) -> None:
    known = await work.session.scalar(
        select(InspectionFinding.id)
        .join(
            Inspection,
            (Inspection.tenant_id == work.tenant_id) & (Inspection.id == InspectionFinding.inspection_id),
        )
        .where(
            InspectionFinding.tenant_id == work.tenant_id,
            InspectionFinding.id == finding_id,
            planned_here(work.ctx),
        )
    )
    if known is None:
        raise FindingNotFound


async def _demanded(work: Work, finding_id: UUID) -> InspectionRectification | None:
    """What the finding asks for, held until this transaction ends."""
    found: InspectionRectification | None = await work.session.scalar(
        select(InspectionRectification)
        .where(InspectionRectification.tenant_id == work.tenant_id, InspectionRectification.finding_id == finding_id)
        .with_for_update()
    )
    return found
