"""Queries of plans; each asks at once who may know."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from xuanpai_core.authz.scope import Extent, within
from xuanpai_core.db.session import Work
from xuanpai_core.evidence.models import EvidenceLink
from xuanpai_core.plans.models import Plan, PlanItem, PlanKind
from xuanpai_core.postings.models import Posting
from xuanpai_core.postings.reach import within_posting


async def posting_within(work: Work, posting_id: UUID, reach: Extent) -> Posting | None:
    """The posting, locked so that it gets one plan at a time, if it lies within ``reach``."""
    return await work.session.scalar(
        select(Posting)
        .where(
            Posting.tenant_id == work.tenant_id,
            Posting.id == posting_id,
            within_posting(reach),
        )
        .with_for_update(key_share=True)
    )


async def plan_within(work: Work, plan_id: UUID, reach: Extent) -> Plan | None:
    """The plan, locked, if it lies within ``reach``."""
    return await work.session.scalar(
        select(Plan)
        .where(
            Plan.tenant_id == work.tenant_id,
            Plan.id == plan_id,
            within(reach, region_code=Plan.region_code, unit_id=Plan.sending_unit_id, cadre_id=Plan.cadre_id),
        )
        .with_for_update()
    )


async def plan_from(work: Work, posting_id: UUID, kind: PlanKind, first_day: date) -> UUID | None:
    """The posting's plan of the kind that begins on that day, if there is one."""
    return await work.session.scalar(
        select(Plan.id).where(
            Plan.tenant_id == work.tenant_id,
            Plan.posting_id == posting_id,
            Plan.kind == kind,
            Plan.first_day == first_day,
        )
    )


async def items(work: Work, plan_id: UUID) -> Sequence[PlanItem]:
    """The items of a plan, in order."""
    return (
        await work.session.scalars(
            select(PlanItem)
            .where(PlanItem.tenant_id == work.tenant_id, PlanItem.plan_id == plan_id)
            .order_by(PlanItem.number)
        )
    ).all()


async def has_evidence(work: Work, record_type: str, record_key: str) -> bool:
    """Whether a file is bound to the record."""
    link = select(EvidenceLink.evidence_id).where(
        EvidenceLink.tenant_id == work.tenant_id,
        EvidenceLink.record_type == record_type,
        EvidenceLink.record_key == record_key,
    )
    return bool(await work.session.scalar(select(link.exists())))
