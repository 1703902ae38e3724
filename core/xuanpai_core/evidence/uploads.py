"""An upload's intent: what is to come, under which key, how it may come, and until when it is waited for.

Signing needs no object store, so that a file can be announced, and an entry bound to it, while the store is away.
"""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.clock import SHANGHAI
from xuanpai_core.config import Settings
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Invalid
from xuanpai_core.evidence.errors import EvidenceNotFound, UploadIdUnusable, UploadRefused
from xuanpai_core.evidence.inspection import CONTENT_TYPES
from xuanpai_core.evidence.models import Evidence, EvidenceKind, EvidenceState
from xuanpai_core.evidence.objects import UploadForm
from xuanpai_core.quotas.service import QuotaKind, require_room

QUARANTINE, FINAL, THUMBNAILS = "quarantine/", "evidence/", "thumbnails/"
DOCUMENT_MAX_BYTES = 20 * 1024 * 1024
EXPIRED = "UPLOAD_EXPIRED"
# Made by a client: at random, or at random within a millisecond.
_ID_VERSIONS = {4, 7}

_NAMES = {EvidenceKind.PHOTO: "照片", EvidenceKind.DOCUMENT: "文档", EvidenceKind.ROSTER: "花名册"}
_ACCEPTED = {EvidenceKind.PHOTO: "JPG、PNG、WebP 或 HEIC", EvidenceKind.DOCUMENT: "PDF", EvidenceKind.ROSTER: "xlsx"}


@dataclass(frozen=True, slots=True)
class NewUpload:
    """A file that somebody wants to upload, as the browser describes it; ``size`` in bytes.

    ``sha256``: of its bytes, where the client has reckoned it; nothing else is then taken for the file.
    ``id`` is the client's own (UUID of version 4 or 7): an entry can then name the file before anybody was asked, and
    beginning twice is beginning once.
    """

    kind: EvidenceKind
    file_name: str
    content_type: str
    size: int
    id: UUID | None = None
    sha256: bytes | None = None


@dataclass(frozen=True, slots=True)
class BegunUpload:
    """Where to post the file until ``expires_at``; then complete ``evidence_id``, which may be READY already."""

    evidence_id: UUID
    form: UploadForm
    expires_at: datetime
    state: EvidenceState


def max_bytes(settings: Settings, kind: EvidenceKind, *, in_parts: bool = False) -> int:
    """How large a file of this kind may be."""
    if kind is EvidenceKind.PHOTO:
        return settings.photo_max_bytes
    if kind is EvidenceKind.ROSTER:
        return settings.roster_max_bytes
    return settings.large_document_max_bytes if in_parts else DOCUMENT_MAX_BYTES


def quarantine_key(row: Evidence) -> str:
    """Where the file of that row arrives."""
    return QUARANTINE + row.object_key.removeprefix(FINAL).removeprefix(QUARANTINE)


def final_key(key: str) -> str:
    """Where a file of that quarantine key goes once it is checked."""
    return FINAL + key.removeprefix(QUARANTINE)


def thumbnail_key(key: str) -> str:
    """Where the small picture of a photo of that quarantine or final key lies."""
    return THUMBNAILS + key.removeprefix(QUARANTINE).removeprefix(FINAL)


async def begin_upload(work: Work, new: NewUpload) -> BegunUpload:
    """Note what is to come and sign a form that takes exactly that: this key, this type, at most this size.

    Begun again under the same id, it signs another form, and waits for a file that it had given up. Raises ``Invalid``
    (``FILE_TYPE_NOT_ALLOWED``, ``UPLOAD_EMPTY``, ``UPLOAD_TOO_LARGE``, ``INVALID_FILE_NAME``), ``UploadIdUnusable``,
    ``UploadRefused`` (what came under this id was refused).
    """
    ttl = work.ports.settings.upload_ttl_seconds
    row = await note_upload(work, new, timedelta(seconds=ttl))
    form = work.ports.objects.upload_form(quarantine_key(row), new.content_type, new.size, ttl)
    return BegunUpload(row.id, form, work.clock.now() + timedelta(seconds=ttl), row.state)


async def note_upload(work: Work, new: NewUpload, span: timedelta, part_size: int | None = None) -> Evidence:
    """The row of what is to come within ``span``, new or the one that was noted under this id."""
    require(work.ctx, Action.EVIDENCE_ATTACH)
    if new.kind is EvidenceKind.ROSTER:
        require(work.ctx, Action.ROSTER_IMPORT)
    _check_announced(new, max_bytes(work.ports.settings, new.kind, in_parts=part_size is not None))
    file_name = _plain_name(new.file_name)
    if new.id is not None:
        if new.id.version not in _ID_VERSIONS:
            raise UploadIdUnusable
        earlier = await _noted(work, new.id)
        if earlier is not None:
            return _again(work, earlier, new, span, part_size)
    await require_room(work, QuotaKind.EVIDENCE_BYTES, new.size)
    now, evidence_id = work.clock.now(), new.id or new_id()
    month = now.astimezone(SHANGHAI).strftime("%Y/%m")
    values = {
        "tenant_id": work.tenant_id,
        "id": evidence_id,
        "kind": new.kind,
        "state": EvidenceState.PENDING,
        "uploaded_by": work.ctx.actor.account_id,
        "file_name": file_name,
        "content_type": new.content_type,
        "declared_size": new.size,
        "declared_sha256": new.sha256,
        "object_key": f"{QUARANTINE}{work.tenant_id}/{month}/{evidence_id}",
        "expires_at": now + span,
        "part_size": part_size,
    }
    made = insert(Evidence).values(values).on_conflict_do_nothing().returning(Evidence.id)
    first = await work.session.scalar(made) is not None
    row = await _noted(work, evidence_id)
    if row is None:
        raise UploadIdUnusable
    if not first:
        return _again(work, row, new, span, part_size)
    record(work, Action.EVIDENCE_ATTACH, "evidence", evidence_id, step="begin", kind=new.kind, size=new.size)
    return row


async def _noted(work: Work, evidence_id: UUID) -> Evidence | None:
    mine = (Evidence.tenant_id == work.tenant_id, Evidence.id == evidence_id)
    found: Evidence | None = await work.session.scalar(select(Evidence).where(*mine).with_for_update())
    return found


def _again(work: Work, row: Evidence, new: NewUpload, span: timedelta, part_size: int | None) -> Evidence:
    """The same intent once more; another person's id and another file's are answered alike.

    A file that was to come whole may come in parts from now on; one that comes in parts stays so, and may be asked
    about by whoever knows nothing of parts.
    """
    said = (row.uploaded_by, row.kind, row.declared_size, row.file_name)
    if said != (work.ctx.actor.account_id, new.kind, new.size, _plain_name(new.file_name)):
        raise UploadIdUnusable
    if new.sha256 is not None and row.declared_sha256 not in {None, new.sha256}:
        raise UploadIdUnusable
    if row.part_size is None:
        row.part_size = part_size
    if row.state is EvidenceState.READY:
        return row
    before = {"state": row.state, "rejection": row.rejection}
    if row.state is EvidenceState.REJECTED:
        if row.rejection != EXPIRED:
            raise UploadRefused(row.rejection or EXPIRED)
        row.state, row.rejection, row.completed_at, row.multipart_id = EvidenceState.PENDING, None, None, None
    row.content_type, row.declared_sha256 = new.content_type, row.declared_sha256 or new.sha256
    row.expires_at = max(row.expires_at, work.clock.now() + span)
    record(work, Action.EVIDENCE_ATTACH, "evidence", row.id, before=before, after={"state": row.state}, step="renew")
    return row


async def own_upload(work: Work, evidence_id: UUID) -> Evidence:
    """The caller's own upload; raises ``EvidenceNotFound``."""
    row = await work.session.scalar(
        select(Evidence).where(
            Evidence.tenant_id == work.tenant_id,
            Evidence.id == evidence_id,
            Evidence.uploaded_by == work.ctx.actor.account_id,
        )
    )
    if row is None:
        raise EvidenceNotFound
    return row


def _check_announced(new: NewUpload, limit: int) -> None:
    if new.content_type not in CONTENT_TYPES[new.kind]:
        message = f"{_NAMES[new.kind]}只接受 {_ACCEPTED[new.kind]} 格式,请换一个文件。"
        raise Invalid(message, code="FILE_TYPE_NOT_ALLOWED")
    if new.size < 1:
        raise Invalid("文件是空的,请重新选择。", code="UPLOAD_EMPTY")
    if new.size > limit:
        message = f"{_NAMES[new.kind]}不能超过 {limit / 1024 / 1024:g} MB,请压缩后再上传。"
        raise Invalid(message, code="UPLOAD_TOO_LARGE")


def _plain_name(text: str) -> str:
    """The name without folders, control characters and excess length; it is shown, never used as a key."""
    last = PurePosixPath(text.replace("\\", "/")).name
    name = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C").strip(" .")[-120:]
    if not name:
        raise Invalid("请填写文件名。", code="INVALID_FILE_NAME")
    return name
