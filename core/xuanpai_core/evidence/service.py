"""Files that prove records: upload, check, bind, hand out."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import delete, exists, select
from sqlalchemy.dialects.postgresql import insert

from xuanpai_core.db.session import Work
from xuanpai_core.errors import Invalid
from xuanpai_core.evidence.completion import CompletedUpload, Completion, complete_upload, complete_uploads
from xuanpai_core.evidence.errors import EvidenceNotFound
from xuanpai_core.evidence.locks import hold_evidence, release_evidence
from xuanpai_core.evidence.models import Evidence, EvidenceKind, EvidenceLink, EvidenceState
from xuanpai_core.evidence.parts import Part, UploadInParts, begin_large_upload, resume_upload
from xuanpai_core.evidence.reading import download_link, thumbnail_links
from xuanpai_core.evidence.sweep import Swept, sweep_quarantine
from xuanpai_core.evidence.uploads import BegunUpload, NewUpload, begin_upload

__all__ = [
    "BegunUpload",
    "CompletedUpload",
    "Completion",
    "EvidenceNotFound",
    "NewUpload",
    "Part",
    "Revealed",
    "Swept",
    "UploadInParts",
    "begin_large_upload",
    "begin_upload",
    "complete_upload",
    "complete_uploads",
    "download_link",
    "hold_evidence",
    "link",
    "release_evidence",
    "resume_upload",
    "reveal",
    "sweep_quarantine",
    "thumbnail_links",
    "unlink",
]

MAX_FILES = 20

_REVEAL = """
UPDATE evidence_link link
   SET posting_id = revealed.posting_id,
       region_code = CASE WHEN revealed.posting_id IS NULL THEN revealed.region_code END
  FROM unnest($3::text[], $4::uuid[], $5::text[]) AS revealed(record_key, posting_id, region_code)
 WHERE link.tenant_id = $1 AND link.record_type = $2 AND link.record_key = revealed.record_key
"""


class Revealed(NamedTuple):
    """A record whose files become readable: within reach of the posting, or of the place where there is none."""

    record_key: str
    posting_id: UUID | None
    region_code: str


async def link(
    work: Work,
    evidence_ids: Sequence[UUID],
    record_type: str,
    record_key: str,
    *,
    posting_id: UUID | None,
    kind: EvidenceKind | None = None,
    checked: bool = False,
) -> None:
    """Bind the caller's own files to a record; binding twice changes nothing.

    A file may be on its way: the entry comes first, the file follows, and the record shows how it stands. ``checked``
    is for records that count as proved by having a file. ``posting_id`` decides who may read them besides the uploader;
    None is nobody yet (``reveal``). Raises ``EvidenceNotFound`` for a file that is another's, refused, not of ``kind``,
    or unchecked where it must be, and ``Invalid`` (``TOO_MANY_FILES``).
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
        Evidence.state.in_((EvidenceState.READY,) if checked else (EvidenceState.READY, EvidenceState.PENDING)),
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
    """Take from a record every file but those to ``keep``; the files themselves stay, and what is held stays bound."""
    held = exists().where(
        Evidence.tenant_id == work.tenant_id, Evidence.id == EvidenceLink.evidence_id, Evidence.held_at.is_not(None)
    )
    await work.session.execute(
        delete(EvidenceLink).where(
            EvidenceLink.tenant_id == work.tenant_id,
            EvidenceLink.record_type == record_type,
            EvidenceLink.record_key == record_key,
            EvidenceLink.evidence_id.not_in(keep),
            ~held,
        )
    )


async def reveal(work: Work, record_type: str, records: Sequence[Revealed]) -> None:
    """Let those within reach of the records read the files that were bound to no posting."""
    await work.session.flush()
    columns = ([str(one.record_key) for one in records], [one.posting_id for one in records])
    places = [one.region_code for one in records]
    await work.driver.execute(_REVEAL, work.tenant_id, record_type, *columns, places)
