"""From quarantine to a checked file at its final key, locked there, and what happens to what never gets there.

The file is checked outside any transaction: no connection waits for the object store. Each step may be cut off and
taken again: the copy comes before the record, the lock and the removal from quarantine after it.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import exists, select

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.config import Settings
from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Database
from xuanpai_core.errors import Invalid, Unavailable, XuanpaiError
from xuanpai_core.evidence.errors import UploadAltered, UploadMissing, UploadRefused
from xuanpai_core.evidence.exif import CameraFacts
from xuanpai_core.evidence.inspection import Inspected, inspect, inspect_document
from xuanpai_core.evidence.locks import lock
from xuanpai_core.evidence.models import Evidence, EvidenceKind, EvidenceLink, EvidenceState, PhotoFacts
from xuanpai_core.evidence.objects import StoredObject
from xuanpai_core.evidence.parts import part_sizes, sound_parts
from xuanpai_core.evidence.photos import JPEG
from xuanpai_core.evidence.scanning import ScannerUnavailable
from xuanpai_core.evidence.uploads import EXPIRED, final_key, max_bytes, own_upload, thumbnail_key

# A form that was posted in its last second over a village's line still needs time to arrive.
COMPLETION_GRACE = timedelta(minutes=15)
# An entry that is bound to a file waits for it until the phone has been in reach of a network for some days.
PATIENCE = timedelta(days=7)
MAX_AT_ONCE = 20
_AT_ONCE = 3


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


@dataclass(frozen=True, slots=True)
class Completion:
    """How one of several completions ended: with the file, or with what stood against it."""

    evidence_id: UUID
    completed: CompletedUpload | None
    error: XuanpaiError | None


async def complete_upload(database: Database, ctx: RequestContext, evidence_id: UUID) -> CompletedUpload:
    """Check what arrived and move it to its final key; completing twice answers the same.

    Only the uploader may. It runs its own short transactions, so that a refusal is recorded although it is raised.
    Raises ``EvidenceNotFound``, ``UploadMissing`` and ``UploadAltered`` (send it, try again), ``UploadRefused`` (for
    good), ``Unavailable`` (``STORAGE_UNAVAILABLE``, ``SCANNER_UNAVAILABLE``: try again, or leave it to the job that
    does).
    """
    require(ctx, Action.EVIDENCE_ATTACH)
    async with database.read(ctx) as work:
        row = await own_upload(work, evidence_id)
    return await finish(database, ctx, row)


async def complete_uploads(database: Database, ctx: RequestContext, ids: Sequence[UUID]) -> list[Completion]:
    """Complete several, each with an outcome of its own; raises ``Invalid`` (``TOO_MANY_FILES``) beyond 20."""
    require(ctx, Action.EVIDENCE_ATTACH)
    if len(ids) > MAX_AT_ONCE:
        raise Invalid(f"一次最多提交 {MAX_AT_ONCE} 个文件,请分几次提交。", code="TOO_MANY_FILES")
    turns = asyncio.Semaphore(_AT_ONCE)

    async def one(evidence_id: UUID) -> Completion:
        async with turns:
            try:
                return Completion(evidence_id, await complete_upload(database, ctx, evidence_id), None)
            except XuanpaiError as error:
                return Completion(evidence_id, None, error)

    return list(await asyncio.gather(*(one(evidence_id) for evidence_id in dict.fromkeys(ids))))


async def finish(database: Database, ctx: RequestContext, row: Evidence) -> CompletedUpload:
    """Take a pending upload as far as it goes; the caller has asked whose it is."""
    if row.state is not EvidenceState.PENDING:
        return _settled(row)
    try:
        return await _examine(database, ctx, row)
    except (UploadMissing, Unavailable) as error:
        # A twin of this call may have finished, and taken the file out of quarantine, in the meantime.
        row = await _ask_again(database, ctx, row.id, remember=isinstance(error, Unavailable))
        if row.state is EvidenceState.PENDING:
            raise
        return _settled(row)


async def _ask_again(database: Database, ctx: RequestContext, evidence_id: UUID, *, remember: bool) -> Evidence:
    """The row as it stands now; ``remember`` leaves a pending one to the job."""
    async with database.work(ctx) as work:
        row = await work.session.get_one(Evidence, (work.tenant_id, evidence_id), with_for_update=True)
        if remember and row.state is EvidenceState.PENDING and row.requested_at is None:
            row.requested_at = work.clock.now()
    return row


async def _examine(database: Database, ctx: RequestContext, row: Evidence) -> CompletedUpload:
    objects = database.ports.objects
    if await _lapsed(database, ctx, row):
        return await _settle(database, ctx, row, EXPIRED)
    found = await _arrived(database, row)
    if found is None:
        raise UploadMissing
    if found.size > min(row.declared_size, _limit(database.settings, row)):
        return await _settle(database, ctx, row, "UPLOAD_TOO_LARGE")
    try:
        inspected, clean = await _inspect(database, row, found)
    except UploadRefused as refusal:
        return await _settle(database, ctx, row, refusal.error_code)
    except UploadAltered:
        await objects.remove(row.object_key, found.version_id)
        raise
    target = final_key(row.object_key)
    version, small = await asyncio.gather(
        objects.copy(row.object_key, target, found.version_id), _put_thumbnail(database, row, inspected)
    )
    return await _settle(database, ctx, row, _Checked(inspected, version, small, clean))


async def _lapsed(database: Database, ctx: RequestContext, row: Evidence) -> bool:
    """Whether nobody waits for the file any more; a bound one, or one whose completion was asked for, has time."""
    now = database.clock.now()
    if now <= row.expires_at + COMPLETION_GRACE:
        return False
    if now > row.expires_at + PATIENCE:
        return True
    bound = exists().where(EvidenceLink.tenant_id == ctx.tenant_id, EvidenceLink.evidence_id == row.id)
    async with database.read(ctx) as work:
        return row.requested_at is None and not await work.session.scalar(select(bound))


def _limit(settings: Settings, row: Evidence) -> int:
    return max_bytes(settings, row.kind, in_parts=row.part_size is not None)


async def _arrived(database: Database, row: Evidence) -> StoredObject | None:
    """What lies in quarantine, put together first if it came in parts and all of them are there."""
    objects = database.ports.objects
    found = await objects.stat(row.object_key)
    if found is not None or row.multipart_id is None or row.part_size is None:
        return found
    parts = await objects.arrived_parts(row.object_key, row.multipart_id)
    if parts is not None:
        whole = sound_parts(row.declared_size, row.part_size, parts)
        if len(whole) < len(part_sizes(row.declared_size, row.part_size)):
            return None
        await objects.assemble(row.object_key, row.multipart_id, whole)
    return await objects.stat(row.object_key)


async def _inspect(database: Database, row: Evidence, found: StoredObject) -> tuple[Inspected, datetime | None]:
    """What the file is, and when a scanner found nothing in it.

    The version that was measured is the one that is read, scanned and copied: the form can still be posted again.
    """
    objects = database.ports.objects
    if row.kind is EvidenceKind.DOCUMENT:
        flow = objects.chunks(row.object_key, found.version_id)
        inspected = await inspect_document(flow, row.declared_sha256)
        return inspected, await _scan(database, found.size, objects.chunks(row.object_key, found.version_id))
    content = await objects.read(row.object_key, found.size, found.version_id)
    inspected = await inspect(row.kind, content, row.declared_sha256)
    return inspected, await _scan(database, found.size, _at_once(content))


async def _at_once(content: bytes) -> AsyncIterator[bytes]:
    yield content


async def _scan(database: Database, size: int, chunks: AsyncIterator[bytes]) -> datetime | None:
    scanner = database.ports.scanner
    if scanner is None:
        return None
    try:
        if await scanner.scan(size, chunks) is not None:
            raise UploadRefused("MALWARE_FOUND")
    except ScannerUnavailable:
        if database.settings.clamd_required:
            raise
        return None
    return database.clock.now()


async def _put_thumbnail(database: Database, row: Evidence, inspected: Inspected) -> str | None:
    if inspected.thumbnail is None:
        return None
    key = thumbnail_key(row.object_key)
    # One that cannot be written now is made by the job.
    with suppress(Unavailable):
        await database.ports.objects.put(key, inspected.thumbnail, JPEG)
        return key
    return None


@dataclass(frozen=True, slots=True)
class _Checked:
    inspected: Inspected
    version: str | None
    thumbnail_key: str | None
    scanned_at: datetime | None


async def _settle(
    database: Database, ctx: RequestContext, pending: Evidence, outcome: _Checked | str
) -> CompletedUpload:
    """Record the outcome unless a twin was faster, commit, then lock, and clear what is no longer needed."""
    async with database.work(ctx) as work:
        row = await work.session.get_one(Evidence, (work.tenant_id, pending.id), with_for_update=True)
        first = row.state is EvidenceState.PENDING
        if first:
            row.completed_at = work.clock.now()
            if isinstance(outcome, str):
                row.state, row.rejection = EvidenceState.REJECTED, outcome
            else:
                work.session.add_all(_take(row, outcome, final_key(pending.object_key)))
            before = {"state": EvidenceState.PENDING}
            after = {"state": row.state, "rejection": row.rejection, "sha256": row.sha256}
            detail = {"step": row.state, "scanned": row.scanned_at is not None}
            record(work, Action.EVIDENCE_ATTACH, "evidence", row.id, before=before, after=after, detail=detail)
    objects = database.ports.objects
    # What cannot be removed now is left to the sweep, what cannot be locked to the job.
    with suppress(Unavailable):
        if not first and isinstance(outcome, _Checked) and outcome.version != row.version_id:
            await objects.remove(final_key(pending.object_key), outcome.version)
        if first:
            await lock(database, ctx, row)
        if pending.multipart_id is not None:
            await objects.abandon_parts(pending.object_key, pending.multipart_id)
        await objects.remove(pending.object_key)
    return _settled(row)


def _take(row: Evidence, checked: _Checked, key: str) -> list[PhotoFacts]:
    """Fill in what the checks found; returns what the camera wrote."""
    seen = checked.inspected
    row.state, row.object_key, row.version_id = EvidenceState.READY, key, checked.version
    row.content_type, row.sha256, row.size = seen.content_type, seen.sha256, seen.size
    row.width, row.height = seen.width, seen.height
    row.thumbnail_key, row.scanned_at, row.requested_at = checked.thumbnail_key, checked.scanned_at, None
    return camera_rows(row, seen.facts) if seen.facts is not None else []


def camera_rows(row: Evidence, facts: CameraFacts) -> list[PhotoFacts]:
    """What the camera wrote, as a row of a photo whose pixels are known."""
    if row.width is None or row.height is None:
        return []
    known = {item.name: getattr(facts, item.name) for item in fields(facts)}
    return [PhotoFacts(tenant_id=row.tenant_id, evidence_id=row.id, width=row.width, height=row.height, **known)]


def _settled(row: Evidence) -> CompletedUpload:
    if row.state is EvidenceState.REJECTED or row.sha256 is None or row.size is None:
        raise UploadRefused(row.rejection or EXPIRED)
    return CompletedUpload(row.id, row.kind, row.content_type, row.size, row.sha256, row.width, row.height)
