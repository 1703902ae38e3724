"""From a signed form to a checked file at its final key, and what happens to uploads that never get there.

The file is checked outside any transaction: no connection waits for the object store. Each step may be cut off
and taken again: the copy comes before the record, the removal from quarantine after it.
"""

import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from uuid import UUID

from sqlalchemy import select

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.clock import SHANGHAI
from xuanpai_core.config import Settings
from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Database, Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Invalid, Unavailable
from xuanpai_core.evidence.errors import EvidenceNotFound, UploadMissing, UploadRefused
from xuanpai_core.evidence.inspection import CONTENT_TYPES, Inspected, inspect
from xuanpai_core.evidence.models import Evidence, EvidenceKind, EvidenceState
from xuanpai_core.evidence.storage import UploadForm
from xuanpai_core.quotas.service import QuotaKind, require_room

QUARANTINE, FINAL = "quarantine/", "evidence/"
DOCUMENT_MAX_BYTES = 20 * 1024 * 1024
# A form that was posted in its last second over a village's line still needs time to arrive.
COMPLETION_GRACE = timedelta(minutes=15)

_NAMES = {EvidenceKind.PHOTO: "照片", EvidenceKind.DOCUMENT: "文档", EvidenceKind.ROSTER: "花名册"}
_ACCEPTED = {EvidenceKind.PHOTO: "JPG、PNG 或 WebP", EvidenceKind.DOCUMENT: "PDF", EvidenceKind.ROSTER: "xlsx"}


@dataclass(frozen=True, slots=True)
class NewUpload:
    """A file that somebody wants to upload, as the browser describes it; ``size`` in bytes."""

    kind: EvidenceKind
    file_name: str
    content_type: str
    size: int


@dataclass(frozen=True, slots=True)
class BegunUpload:
    """Where to post the file until ``expires_at``; then complete ``evidence_id``."""

    evidence_id: UUID
    form: UploadForm
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class CompletedUpload:
    """A file that passed every check; ``content_type`` is what its bytes are, ``size`` in bytes."""

    evidence_id: UUID
    kind: EvidenceKind
    content_type: str
    size: int
    sha256: bytes
    width: int | None
    height: int | None


def max_bytes(settings: Settings, kind: EvidenceKind) -> int:
    """How large a file of this kind may be."""
    if kind is EvidenceKind.PHOTO:
        return settings.photo_max_bytes
    return settings.roster_max_bytes if kind is EvidenceKind.ROSTER else DOCUMENT_MAX_BYTES


def final_key(quarantine_key: str) -> str:
    """Where a file of that quarantine key goes once it is checked."""
    return FINAL + quarantine_key.removeprefix(QUARANTINE)


async def begin_upload(work: Work, new: NewUpload) -> BegunUpload:
    """Note what is to come and sign a form that takes exactly that: this key, this type, at most this size.

    Raises ``Invalid``: ``FILE_TYPE_NOT_ALLOWED``, ``UPLOAD_EMPTY``, ``UPLOAD_TOO_LARGE``, ``INVALID_FILE_NAME``.
    """
    require(work.ctx, Action.EVIDENCE_ATTACH)
    if new.kind is EvidenceKind.ROSTER:
        require(work.ctx, Action.ROSTER_IMPORT)
    settings = work.ports.settings
    _check_announced(new, max_bytes(settings, new.kind))
    await require_room(work, QuotaKind.EVIDENCE_BYTES, new.size)
    now, evidence_id = work.clock.now(), new_id()
    expires_at = now + timedelta(seconds=settings.upload_ttl_seconds)
    month = now.astimezone(SHANGHAI).strftime("%Y/%m")
    key = f"{QUARANTINE}{work.tenant_id}/{month}/{evidence_id}"
    work.session.add(
        Evidence(
            tenant_id=work.tenant_id,
            id=evidence_id,
            kind=new.kind,
            state=EvidenceState.PENDING,
            uploaded_by=work.ctx.actor.account_id,
            file_name=_plain_name(new.file_name),
            content_type=new.content_type,
            declared_size=new.size,
            object_key=key,
            expires_at=expires_at,
        )
    )
    record(work, Action.EVIDENCE_ATTACH, "evidence", evidence_id, step="begin", kind=new.kind, size=new.size)
    form = work.ports.objects.upload_form(key, new.content_type, new.size, settings.upload_ttl_seconds)
    return BegunUpload(evidence_id, form, expires_at)


async def complete_upload(database: Database, ctx: RequestContext, evidence_id: UUID) -> CompletedUpload:
    """Check what arrived and move it to its final key; completing twice answers the same.

    Only the uploader may. It runs its own short transactions, so that a refusal is recorded although it is raised.
    Raises ``EvidenceNotFound``, ``UploadMissing`` (try again), ``UploadRefused`` (for good), ``Unavailable``.
    """
    require(ctx, Action.EVIDENCE_ATTACH)
    async with database.read(ctx) as work:
        row = await _own(work, evidence_id)
    if row.state is not EvidenceState.PENDING:
        return _settled(row)
    try:
        return await _examine(database, ctx, row)
    except (UploadMissing, Unavailable):
        # A twin of this call may have finished, and taken the file out of quarantine, in the meantime.
        async with database.read(ctx) as work:
            row = await _own(work, evidence_id)
        if row.state is EvidenceState.PENDING:
            raise
        return _settled(row)


async def _examine(database: Database, ctx: RequestContext, row: Evidence) -> CompletedUpload:
    objects = database.ports.objects
    if database.clock.now() > row.expires_at + COMPLETION_GRACE:
        return await _settle(database, ctx, row, "UPLOAD_EXPIRED")
    found = await objects.stat(row.object_key)
    if found is None:
        raise UploadMissing
    if found.size > min(row.declared_size, max_bytes(database.settings, row.kind)):
        return await _settle(database, ctx, row, "UPLOAD_TOO_LARGE")
    # The version that was measured is the one that is read, checked and copied: the form can still be posted again.
    content = await objects.read(row.object_key, found.size, found.version_id)
    try:
        inspected = await inspect(row.kind, content)
    except UploadRefused as refusal:
        return await _settle(database, ctx, row, refusal.error_code)
    version = await objects.copy(row.object_key, final_key(row.object_key), found.version_id)
    return await _settle(database, ctx, row, inspected, len(content), version)


async def _settle(
    database: Database,
    ctx: RequestContext,
    pending: Evidence,
    outcome: Inspected | str,
    size: int | None = None,
    version: str | None = None,
) -> CompletedUpload:
    """Record the outcome unless a twin was faster, commit, then clear what is no longer needed."""
    async with database.work(ctx) as work:
        row = await _own(work, pending.id, lock=True)
        first = row.state is EvidenceState.PENDING
        if first:
            row.completed_at = work.clock.now()
            if isinstance(outcome, str):
                row.state, row.rejection = EvidenceState.REJECTED, outcome
            else:
                row.state, row.object_key = EvidenceState.READY, final_key(pending.object_key)
                row.content_type, row.sha256 = outcome.content_type, outcome.sha256
                row.width, row.height, row.size, row.version_id = outcome.width, outcome.height, size, version
            before = {"state": EvidenceState.PENDING}
            after = {"state": row.state, "rejection": row.rejection, "sha256": row.sha256}
            record(work, Action.EVIDENCE_ATTACH, "evidence", row.id, before=before, after=after, step=row.state)
    # What cannot be removed now is left to the sweep.
    with suppress(Unavailable):
        if not first and version is not None and version != row.version_id:
            await database.ports.objects.remove(final_key(pending.object_key), version)
        await database.ports.objects.remove(pending.object_key)
    return _settled(row)


def _settled(row: Evidence) -> CompletedUpload:
    if row.state is EvidenceState.REJECTED or row.sha256 is None or row.size is None:
        raise UploadRefused(row.rejection or "UPLOAD_EXPIRED")
    return CompletedUpload(row.id, row.kind, row.content_type, row.size, row.sha256, row.width, row.height)


async def _own(work: Work, evidence_id: UUID, *, lock: bool = False) -> Evidence:
    mine = select(Evidence).where(
        Evidence.tenant_id == work.tenant_id,
        Evidence.id == evidence_id,
        Evidence.uploaded_by == work.ctx.actor.account_id,
    )
    row = await work.session.scalar(mine.with_for_update() if lock else mine)
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
