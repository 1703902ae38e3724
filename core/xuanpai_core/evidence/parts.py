"""Files that come in parts over a line that breaks: each part may be sent again, and none is sent twice in vain."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Database
from xuanpai_core.evidence.errors import NotInParts, UploadRefused
from xuanpai_core.evidence.models import Evidence, EvidenceState
from xuanpai_core.evidence.objects import ArrivedPart
from xuanpai_core.evidence.uploads import EXPIRED, NewUpload, note_upload, own_upload, quarantine_key

# The least that S3 takes of any part but the last: on a slow line the most that is lost at a time.
PART_SIZE = 5 * 1024 * 1024
# How long the parts are waited for.
PARTS_SPAN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its number from 1, its bytes, and whether it is there; ``url`` takes it by PUT until it is."""

    number: int
    size: int
    arrived: bool
    url: str | None


@dataclass(frozen=True, slots=True)
class UploadInParts:
    """An upload in parts as it stands: the links last until ``links_until``, the upload until ``expires_at``."""

    evidence_id: UUID
    state: EvidenceState
    parts: tuple[Part, ...]
    links_until: datetime
    expires_at: datetime


async def begin_large_upload(database: Database, ctx: RequestContext, new: NewUpload) -> UploadInParts:
    """Announce a file that comes in parts of 5 MB; under the client's own id, twice is once.

    A document may be larger that way. Raises as ``begin_upload`` does, and ``Unavailable``: then it is noted all the
    same, and ``resume_upload`` goes on.
    """
    async with database.work(ctx) as work:
        row = await note_upload(work, new, PARTS_SPAN, PART_SIZE)
    return await _standing(database, ctx, row)


async def resume_upload(database: Database, ctx: RequestContext, evidence_id: UUID) -> UploadInParts:
    """Which parts have arrived, and fresh links for the others.

    Only the uploader may. Raises ``EvidenceNotFound``, ``NotInParts``, ``UploadRefused``, ``Unavailable``.
    """
    require(ctx, Action.EVIDENCE_ATTACH)
    async with database.read(ctx) as work:
        row = await own_upload(work, evidence_id)
    return await _standing(database, ctx, row)


async def _standing(database: Database, ctx: RequestContext, row: Evidence) -> UploadInParts:
    if row.part_size is None:
        raise NotInParts
    if row.state is EvidenceState.REJECTED:
        raise UploadRefused(row.rejection or EXPIRED)
    objects, key, ttl = database.ports.objects, quarantine_key(row), database.settings.upload_ttl_seconds
    sizes = part_sizes(row.declared_size, row.part_size)
    there, multipart_id = set(range(1, len(sizes) + 1)), ""
    if row.state is EvidenceState.PENDING and await objects.stat(key) is None:
        multipart_id, arrived = await _arrived(database, ctx, row)
        there = {part.number for part in sound_parts(row.declared_size, row.part_size, arrived)}
    parts = tuple(
        Part(
            number, size, number in there, None if number in there else objects.part_url(key, multipart_id, number, ttl)
        )
        for number, size in enumerate(sizes, start=1)
    )
    until = database.clock.now() + timedelta(seconds=ttl)
    return UploadInParts(row.id, row.state, parts, until, row.expires_at)


async def _arrived(database: Database, ctx: RequestContext, row: Evidence) -> tuple[str, list[ArrivedPart]]:
    """The store's name for the upload, made if there is none or the store has lost it, and what has arrived."""
    objects = database.ports.objects
    if row.multipart_id is not None:
        arrived = await objects.arrived_parts(row.object_key, row.multipart_id)
        if arrived is not None:
            return row.multipart_id, arrived
    made = await objects.begin_parts(row.object_key, row.content_type)
    async with database.work(ctx) as work:
        current = await work.session.get_one(Evidence, (work.tenant_id, row.id), with_for_update=True)
        # A twin was faster: its upload is the one, and what was made here is swept.
        if current.multipart_id in {None, row.multipart_id}:
            current.multipart_id = made
        name: str = current.multipart_id or made
    return name, []


def part_sizes(size: int, part_size: int) -> list[int]:
    """The bytes of each part of a file of ``size`` bytes."""
    whole, rest = divmod(size, part_size)
    return [part_size] * whole + ([rest] if rest else [])


def sound_parts(size: int, part_size: int, parts: Sequence[ArrivedPart]) -> list[ArrivedPart]:
    """Those parts that are as long as they should be; the others have to come again."""
    wanted = dict(enumerate(part_sizes(size, part_size), start=1))
    return [part for part in parts if wanted.get(part.number) == part.size]
