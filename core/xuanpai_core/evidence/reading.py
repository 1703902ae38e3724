"""Who is handed a file: its uploader, and whoever may read a record that it proves."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from xuanpai_core.audit.service import record_read
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import Extent, extent, within
from xuanpai_core.db.session import Work
from xuanpai_core.errors import Invalid
from xuanpai_core.evidence.errors import EvidenceNotFound
from xuanpai_core.evidence.models import Evidence, EvidenceLink, EvidenceState
from xuanpai_core.evidence.photos import JPEG
from xuanpai_core.postings.models import Posting
from xuanpai_core.postings.reach import within_posting

MAX_THUMBNAILS = 100


async def download_link(work: Work, evidence_id: UUID) -> str:
    """A short-lived link to the file as it was checked, for its uploader and whoever may read a record it proves.

    Each link is audited when it is made. Raises ``EvidenceNotFound``.
    """
    rows = await _readable(work, [evidence_id])
    if not rows:
        raise EvidenceNotFound
    record_read(work, Action.EVIDENCE_READ, "evidence", [evidence_id], ["FILE"])
    ports, row = work.ports, rows[0]
    return ports.objects.download_url(
        row.object_key, row.file_name, row.content_type, ports.settings.download_ttl_seconds, row.version_id
    )


async def thumbnail_links(work: Work, evidence_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Short-lived links to the small pictures of those photos that the caller may read and that have one.

    A thumbnail holds the picture and nothing that the camera wrote. One audit event names them all. Raises ``Invalid``
    (``TOO_MANY_FILES``) beyond 100.
    """
    wanted = list(dict.fromkeys(evidence_ids))
    if len(wanted) > MAX_THUMBNAILS:
        raise Invalid(f"一次最多取 {MAX_THUMBNAILS} 张缩略图,请分几次取。", code="TOO_MANY_FILES")
    ports = work.ports
    links = {
        row.id: ports.objects.download_url(
            row.thumbnail_key, f"{row.id}.jpg", JPEG, ports.settings.download_ttl_seconds
        )
        for row in await _readable(work, wanted)
        if row.thumbnail_key
    }
    if links:
        record_read(work, Action.EVIDENCE_READ, "evidence", list(links), ["THUMBNAIL"])
    return links


async def _readable(work: Work, evidence_ids: Sequence[UUID]) -> Sequence[Evidence]:
    reach = extent(work.ctx, Action.EVIDENCE_READ)
    proved = proves_within(work.tenant_id, Evidence.id, reach).exists()
    found = await work.session.scalars(
        select(Evidence).where(
            Evidence.tenant_id == work.tenant_id,
            Evidence.id.in_(evidence_ids),
            Evidence.state == EvidenceState.READY,
            or_(Evidence.uploaded_by == work.ctx.actor.account_id, proved),
        )
    )
    return found.all()


def proves_within(tenant_id: UUID, evidence_id: UUID | InstrumentedAttribute[UUID], reach: Extent) -> Select[UUID]:
    """The links of that file to records within ``reach``: of postings, and of places where there is no posting."""
    return (
        select(EvidenceLink.evidence_id)
        .outerjoin(Posting, (Posting.tenant_id == tenant_id) & (Posting.id == EvidenceLink.posting_id))
        .where(
            EvidenceLink.tenant_id == tenant_id,
            EvidenceLink.evidence_id == evidence_id,
            or_(within_posting(reach), within(reach, region_code=EvidenceLink.region_code)),
        )
    )
