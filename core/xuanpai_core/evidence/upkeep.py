"""What a completion could not do at once, done when the parts that it needed are back."""

from collections.abc import Sequence
from contextlib import suppress

from sqlalchemy import ColumnElement, Select, and_, or_, select, update

from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Database
from xuanpai_core.errors import Unavailable
from xuanpai_core.evidence.completion import camera_rows, finish
from xuanpai_core.evidence.errors import UploadMissing, UploadRefused
from xuanpai_core.evidence.inspection import inspect
from xuanpai_core.evidence.locks import lock, lock_span
from xuanpai_core.evidence.models import Evidence, EvidenceKind, EvidenceState
from xuanpai_core.evidence.photos import JPEG
from xuanpai_core.evidence.uploads import thumbnail_key

NO_THUMBNAIL = ""
"""What stands for the key of a thumbnail that cannot be made."""
_BATCH = 500
_MOST_FAILURES = 3
"""So many in a row, and it is the part that is away, not the file."""


async def finish_requested(database: Database, ctx: RequestContext) -> int:
    """Complete uploads whose completion was asked for while a part was away; returns how many are settled.

    What fails goes to the end of the line: a file on which the scanner dies each time keeps nobody else waiting.
    """
    mine = (Evidence.tenant_id == ctx.tenant_id, Evidence.state == EvidenceState.PENDING)
    asked = select(Evidence).where(*mine, Evidence.requested_at.is_not(None))
    query = asked.order_by(Evidence.requested_at, Evidence.id).limit(_BATCH)
    settled = failures = 0
    for row in await _rows(database, ctx, query):
        try:
            await finish(database, ctx, row)
        except (UploadMissing, Unavailable) as error:
            await _to_the_end(database, ctx, row)
            failures += isinstance(error, Unavailable)
            if failures == _MOST_FAILURES:
                break
            continue
        except UploadRefused:
            pass
        settled += 1
        failures = 0
    return settled


async def _to_the_end(database: Database, ctx: RequestContext, row: Evidence) -> None:
    async with database.work(ctx) as work:
        waiting = (Evidence.tenant_id == work.tenant_id, Evidence.id == row.id, Evidence.requested_at.is_not(None))
        await work.session.execute(update(Evidence).where(*waiting).values(requested_at=work.clock.now()))


async def mend(database: Database, ctx: RequestContext) -> int:
    """Lock what is not locked yet and make the thumbnails that are missing; returns how many files were looked at.

    A file that came from another installation is held here, too, if it is held.
    """
    unlocked = [kind for kind in EvidenceKind if lock_span(database.settings, kind)]
    query = select(Evidence).where(
        Evidence.tenant_id == ctx.tenant_id,
        Evidence.state == EvidenceState.READY,
        Evidence.missing_since.is_(None),
        or_(and_(Evidence.locked_until.is_(None), Evidence.kind.in_(unlocked)), _without_thumbnail()),
    )
    rows = await _rows(database, ctx, query.order_by(Evidence.id).limit(_BATCH))
    for row in rows:
        if row.kind is EvidenceKind.PHOTO and row.thumbnail_key is None:
            await _make_thumbnail(database, ctx, row)
        if row.locked_until is None:
            with suppress(Unavailable):
                if row.held_at is not None:
                    await database.ports.objects.hold(row.object_key, row.version_id, held=True)
                await lock(database, ctx, row)
    return len(rows)


def _without_thumbnail() -> ColumnElement[bool]:
    return and_(Evidence.kind == EvidenceKind.PHOTO, Evidence.thumbnail_key.is_(None))


async def _rows(database: Database, ctx: RequestContext, query: Select[Evidence]) -> Sequence[Evidence]:
    async with database.read(ctx) as work:
        return (await work.session.scalars(query)).all()


async def _make_thumbnail(database: Database, ctx: RequestContext, row: Evidence) -> None:
    objects = database.ports.objects
    if row.size is None or await objects.stat(row.object_key, row.version_id) is None:
        return
    content = await objects.read(row.object_key, row.size, row.version_id)
    key, facts = NO_THUMBNAIL, []
    with suppress(UploadRefused):
        seen = await inspect(row.kind, content)
        if seen.thumbnail is not None and seen.facts is not None:
            key, facts = thumbnail_key(row.object_key), camera_rows(row, seen.facts)
            await objects.put(key, seen.thumbnail, JPEG)
    async with database.work(ctx) as work:
        mine = (Evidence.tenant_id == work.tenant_id, Evidence.id == row.id)
        await work.session.execute(update(Evidence).where(*mine).values(thumbnail_key=key))
        for fact in facts:
            await work.session.merge(fact)
