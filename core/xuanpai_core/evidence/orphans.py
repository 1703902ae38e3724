"""Objects without a record, records without an object, links to nothing: found, named, and put right."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Uuid, cast, delete, exists, select, tuple_, update

from xuanpai_core.audit.service import record
from xuanpai_core.context import RequestContext
from xuanpai_core.db.base import Base
from xuanpai_core.db.session import Database
from xuanpai_core.evidence.models import Evidence, EvidenceLink, EvidenceState
from xuanpai_core.evidence.objects import ListedObject, ObjectLocked
from xuanpai_core.evidence.sweep import SWEEP_AFTER, ids_of
from xuanpai_core.evidence.uploads import FINAL, THUMBNAILS

MOST_STRAYS = 200
"""More than these at once are no leftovers: rather the database was put back to an earlier day. A job leaves them."""

_RECORDS: Final = {
    "activity": "activity",
    "inspection_finding": "inspection_finding",
    "plan": "plan",
    "register_entry": "register_entry",
    "report": "report",
    "village_tag": "village_tag",
}
"""Records that can be removed while files are bound to them, by type: the table that has their id."""

_PAGE = 500
_AT_ONCE = 8
_NAMED = 50


@dataclass(slots=True)
class Orphans:
    """What was found: ``strays`` have no record, ``kept`` are those that the store does not let go, ``lost`` are files
    of which the store no longer has the version of record, ``links`` are (type, key) of records that are gone.

    ``withheld``: there were so many strays that none was removed.
    """

    strays: list[ListedObject] = field(default_factory=list)
    kept: list[ListedObject] = field(default_factory=list)
    lost: list[UUID] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    withheld: bool = False


async def sweep_orphans(
    database: Database,
    ctx: RequestContext,
    *,
    dry_run: bool = False,
    most: int | None = MOST_STRAYS,
    settled: timedelta = SWEEP_AFTER,
) -> Orphans:
    """Find this tenant's orphans on both sides, and unless ``dry_run`` remove strays and dead links, and mark the lost.

    Objects younger than ``settled`` may belong to a completion under way. No more than ``most`` strays are removed.
    """
    found = Orphans()
    async for stray in strays(database, ctx, settled):
        found.strays.append(stray)
    found.withheld = most is not None and len(found.strays) > most
    found.lost = await _lost(database, ctx, dry_run=dry_run)
    for record_type in _RECORDS:
        found.links += await _dead_links(database, ctx, record_type, dry_run=dry_run)
    if not dry_run and not found.withheld:
        await _remove(database, ctx, found)
    return found


async def strays(database: Database, ctx: RequestContext, settled: timedelta) -> AsyncIterator[ListedObject]:
    """Every version at a final key or a thumbnail's that no record names."""
    for prefix in (FINAL, THUMBNAILS):
        async for page in database.ports.objects.walk(f"{prefix}{ctx.tenant_id}/"):
            known = await _known(database, ctx, page)
            for item in page:
                if item.age >= settled and not known & {(item.key, item.version_id), (item.key, None)}:
                    yield item


async def _known(database: Database, ctx: RequestContext, page: Sequence[ListedObject]) -> set[tuple[str, str | None]]:
    """Keys with the version of record; of a thumbnail, which can be made again, any version will do."""
    columns = select(Evidence.object_key, Evidence.version_id, Evidence.thumbnail_key)
    ids = list(ids_of({item.key for item in page}))
    async with database.read(ctx) as work:
        rows = await work.session.execute(columns.where(Evidence.tenant_id == work.tenant_id, Evidence.id.in_(ids)))
        known: set[tuple[str, str | None]] = set()
        for key, version_id, thumbnail in rows:
            known |= {(key, version_id), (thumbnail or "", None)}
    return known


async def _remove(database: Database, ctx: RequestContext, found: Orphans) -> None:
    for stray in found.strays:
        try:
            await database.ports.objects.remove(stray.key, stray.version_id)
        except ObjectLocked:
            found.kept.append(stray)
    removed = [stray.key for stray in found.strays if stray not in found.kept]
    if removed:
        async with database.work(ctx) as work:
            detail = {"objects": len(removed), "named": removed[:_NAMED]}
            record(work, "evidence:sweep", "evidence", work.tenant_id, detail=detail)


async def _lost(database: Database, ctx: RequestContext, *, dry_run: bool) -> list[UUID]:
    """Files that the store no longer has; the record keeps since when that is known."""
    lost: list[UUID] = []
    async for page in ready_files(database, ctx):
        gone = await _gone(database, page)
        changed = {row.id for row in page if (row.id in gone) is not (row.missing_since is not None)}
        lost += sorted(gone)
        if changed and not dry_run:
            async with database.work(ctx) as work:
                for since, ids in ((work.clock.now(), changed & gone), (None, changed - gone)):
                    mine = (Evidence.tenant_id == work.tenant_id, Evidence.id.in_(ids))
                    await work.session.execute(update(Evidence).where(*mine).values(missing_since=since))
                if changed & gone:
                    ids_lost = sorted(map(str, changed & gone))[:_NAMED]
                    record(work, "evidence:lost", "evidence", work.tenant_id, detail={"named": ids_lost})
    return lost


async def _gone(database: Database, page: Sequence[Evidence]) -> set[UUID]:
    turns = asyncio.Semaphore(_AT_ONCE)

    async def there(row: Evidence) -> bool:
        async with turns:
            return await database.ports.objects.stat(row.object_key, row.version_id) is not None

    found = await asyncio.gather(*(there(row) for row in page))
    return {row.id for row, is_there in zip(page, found, strict=True) if not is_there}


async def ready_files(
    database: Database, ctx: RequestContext, after: UUID | None = None
) -> AsyncIterator[Sequence[Evidence]]:
    """Every checked file of the tenant by id, page by page, each in a transaction of its own."""
    while True:
        query = select(Evidence).where(Evidence.tenant_id == ctx.tenant_id, Evidence.state == EvidenceState.READY)
        if after is not None:
            query = query.where(Evidence.id > after)
        async with database.read(ctx) as work:
            page = (await work.session.scalars(query.order_by(Evidence.id).limit(_PAGE))).all()
        if not page:
            return
        yield page
        after = page[-1].id


async def _dead_links(
    database: Database, ctx: RequestContext, record_type: str, *, dry_run: bool
) -> list[tuple[str, str]]:
    """Links to records that are gone; the files stay, and stay their uploader's."""
    table = Base.metadata.tables[_RECORDS[record_type]]
    dead: list[tuple[str, str]] = []
    after: tuple[str, UUID] | None = None
    key = tuple_(EvidenceLink.record_key, EvidenceLink.evidence_id)
    while True:
        alive = exists().where(table.c.tenant_id == ctx.tenant_id, table.c.id == cast(EvidenceLink.record_key, Uuid))
        mine = (EvidenceLink.tenant_id == ctx.tenant_id, EvidenceLink.record_type == record_type)
        query = select(EvidenceLink.record_key, EvidenceLink.evidence_id, alive).where(*mine)
        if after is not None:
            query = query.where(key > after)
        async with database.work(ctx) as work:
            page = (await work.session.execute(query.order_by(*key).limit(_PAGE))).all()
            gone = [(row[0], row[1]) for row in page if not row[2]]
            if gone and not dry_run:
                await work.session.execute(delete(EvidenceLink).where(*mine, key.in_(gone)))
                record(work, "evidence:sweep", "evidence", work.tenant_id, detail={"links": len(gone)})
        dead += [(record_type, record_key) for record_key, _ in gone]
        if len(page) < _PAGE:
            return dead
        after = (page[-1][0], page[-1][1])
