"""Queries of inspections; those that services use ask at once who may know."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select

from xuanpai_core.authz.scope import Extent, within
from xuanpai_core.db.session import Work
from xuanpai_core.evidence.models import EvidenceLink
from xuanpai_core.inspections.models import Inspection, InspectionFinding, InspectionState
from xuanpai_core.inspections.secrecy import concerns, planned_here
from xuanpai_core.postings.models import Posting


async def planned(work: Work, inspection_id: UUID, *, hold: bool = True) -> Inspection | None:
    """The inspection, locked unless ``hold`` is False, if the caller knows of it as one who plans it."""
    wanted = select(Inspection).where(
        Inspection.tenant_id == work.tenant_id, Inspection.id == inspection_id, planned_here(work.ctx)
    )
    found: Inspection | None = await work.session.scalar(wanted.with_for_update(of=Inspection) if hold else wanted)
    return found


async def published_within(work: Work, inspection_id: UUID, reach: Extent) -> Inspection | None:
    """The inspection, if it is published and looks at a place within ``reach``."""
    found: Inspection | None = await work.session.scalar(
        select(Inspection).where(
            Inspection.tenant_id == work.tenant_id,
            Inspection.id == inspection_id,
            Inspection.state == InspectionState.PUBLISHED,
            within(reach, region_code=Inspection.region_code),
        )
    )
    return found


async def looks_at_caller(work: Work, inspection_id: UUID) -> bool:
    """Whether the caller is among those whom the inspection looks at."""
    found = await work.session.scalar(
        select(Inspection.id).where(Inspection.tenant_id == work.tenant_id, concerns(work.ctx, inspection_id))
    )
    return found is not None


async def postings_below(work: Work, region_code: str, posting_ids: Collection[UUID]) -> dict[UUID, Posting]:
    """Those of ``posting_ids`` that are postings to the place or below it."""
    rows = await work.session.scalars(
        select(Posting).where(
            Posting.tenant_id == work.tenant_id,
            Posting.id.in_(posting_ids),
            Posting.region_code >= region_code,
            Posting.region_code < region_code + ":",
        )
    )
    return {posting.id: posting for posting in rows}


async def findings_of(work: Work, inspection_id: UUID) -> Sequence[InspectionFinding]:
    """Everything found so far; for whoever was let at the inspection already."""
    return (
        await work.session.scalars(
            select(InspectionFinding).where(
                InspectionFinding.tenant_id == work.tenant_id, InspectionFinding.inspection_id == inspection_id
            )
        )
    ).all()


async def evidence_of(work: Work, record_type: str, finding_id: UUID) -> set[UUID]:
    """The files that are bound to the finding already; for whoever was let at its inspection."""
    rows = await work.session.scalars(
        select(EvidenceLink.evidence_id).where(
            EvidenceLink.tenant_id == work.tenant_id,
            EvidenceLink.record_type == record_type,
            EvidenceLink.record_key == str(finding_id),
        )
    )
    return set(rows)


async def findings_known(work: Work, finding_ids: Collection[UUID]) -> list[tuple[InspectionFinding, Inspection]]:
    """Those of ``finding_ids`` whose inspection the caller knows of as one who plans it, with that inspection."""
    rows = await work.session.execute(
        select(InspectionFinding, Inspection)
        .join(
            Inspection,
            (Inspection.tenant_id == work.tenant_id) & (Inspection.id == InspectionFinding.inspection_id),
        )
        .where(
            InspectionFinding.tenant_id == work.tenant_id,
            InspectionFinding.id.in_(finding_ids),
            planned_here(work.ctx),
        )
    )
    return [(finding, inspection) for finding, inspection in rows]
