"""Files that prove records: upload, check, bind, hand out."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, or_, select
from sqlalchemy.dialects.postgresql import insert

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import extent, within
from xuanpai_core.db.session import Work
from xuanpai_core.errors import Invalid
from xuanpai_core.evidence.errors import EvidenceNotFound
from xuanpai_core.evidence.models import Evidence, EvidenceKind, EvidenceLink, EvidenceState
from xuanpai_core.evidence.sweep import Swept, sweep_quarantine
from xuanpai_core.evidence.uploads import (
    BegunUpload,
    CompletedUpload,
    NewUpload,
    begin_upload,
    complete_upload,
)
from xuanpai_core.postings.models import Posting

__all__ = [
    "BegunUpload",
    "CompletedUpload",
    "EvidenceNotFound",
    "NewUpload",
    "Swept",
    "begin_upload",
    "complete_upload",
    "download_link",
    "link",
    "sweep_quarantine",
    "unlink",
]

MAX_FILES = 20


async def link(
    work: Work,
    evidence_ids: Sequence[UUID],
    record_type: str,
    record_key: str,
    *,
    posting_id: UUID | None,
    kind: EvidenceKind | None = None,
) -> None:
    """Bind the caller's own, checked files to a record; binding twice changes nothing.

    ``posting_id`` decides who may read them besides the uploader. Raises ``EvidenceNotFound`` for a file that is
    another's, unchecked, or not of ``kind``, and ``Invalid`` (``TOO_MANY_FILES``).
    """
    wanted = sorted(set(evidence_ids))
    if not wanted:
        return
    if len(wanted) > MAX_FILES:
        raise Invalid(f"一条记录最多附 {MAX_FILES} 份佐证资料,请减少后再提交。", code="TOO_MANY_FILES")
    own = select(Evidence.id).where(
        Evidence.tenant_id == work.tenant_id,
        Evidence.id.in_(wanted),
        Evidence.uploaded_by == work.ctx.actor.account_id,
        Evidence.state == EvidenceState.READY,
    )
    if kind is not None:
        own = own.where(Evidence.kind == kind)
    if len((await work.session.scalars(own)).all()) != len(wanted):
        raise EvidenceNotFound
    rows = [
        {
            "tenant_id": work.tenant_id,
            "record_type": record_type,
            "record_key": record_key,
            "evidence_id": evidence_id,
            "posting_id": posting_id,
        }
        for evidence_id in wanted
    ]
    await work.session.execute(insert(EvidenceLink).values(rows).on_conflict_do_nothing())


async def unlink(work: Work, record_type: str, record_key: str, *, keep: Sequence[UUID] = ()) -> None:
    """Take from a record every file but those to ``keep``; the files themselves stay."""
    await work.session.execute(
        delete(EvidenceLink).where(
            EvidenceLink.tenant_id == work.tenant_id,
            EvidenceLink.record_type == record_type,
            EvidenceLink.record_key == record_key,
            EvidenceLink.evidence_id.not_in(keep),
        )
    )


async def download_link(work: Work, evidence_id: UUID) -> str:
    """A short-lived link to the file as it was checked, for its uploader and whoever may read a record it proves.

    Each link is audited when it is made. Raises ``EvidenceNotFound``.
    """
    reach = extent(work.ctx, Action.EVIDENCE_READ)
    proves_readable = (
        select(EvidenceLink.evidence_id)
        .join(Posting, (Posting.tenant_id == work.tenant_id) & (Posting.id == EvidenceLink.posting_id))
        .where(
            EvidenceLink.tenant_id == work.tenant_id,
            EvidenceLink.evidence_id == evidence_id,
            within(
                reach,
                region_code=Posting.region_code,
                unit_id=Posting.sending_unit_id,
                cadre_id=Posting.cadre_id,
            ),
        )
    )
    row = await work.session.scalar(
        select(Evidence).where(
            Evidence.tenant_id == work.tenant_id,
            Evidence.id == evidence_id,
            Evidence.state == EvidenceState.READY,
            or_(Evidence.uploaded_by == work.ctx.actor.account_id, proves_readable.exists()),
        )
    )
    if row is None:
        raise EvidenceNotFound
    record(work, Action.EVIDENCE_READ, "evidence", evidence_id)
    ports = work.ports
    return ports.objects.download_url(
        row.object_key, row.file_name, row.content_type, ports.settings.download_ttl_seconds, row.version_id
    )
