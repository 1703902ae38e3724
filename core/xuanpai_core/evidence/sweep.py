"""Clears the quarantine: uploads that were never completed, and objects and parts that no upload waits for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select, update

from xuanpai_core.audit.service import record
from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Database, Work
from xuanpai_core.evidence.completion import COMPLETION_GRACE, PATIENCE
from xuanpai_core.evidence.models import Evidence, EvidenceLink, EvidenceState
from xuanpai_core.evidence.objects import ObjectStore
from xuanpai_core.evidence.uploads import EXPIRED, QUARANTINE, final_key, thumbnail_key

# Well past the last moment at which a completion can still be under way.
SWEEP_AFTER = COMPLETION_GRACE + timedelta(minutes=45)
_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Swept:
    """How many uploads were given up, how many objects were removed, and how many uploads in parts were thrown away."""

    expired: int
    objects: int
    parts: int = 0


async def sweep_quarantine(database: Database, ctx: RequestContext, *, dry_run: bool = False) -> Swept:
    """Give up on this tenant's stale uploads, and remove every quarantined object and part that no upload waits for.

    A job; ``dry_run`` only counts. The objects are listed before the rows are read, version by version: what somebody
    sends or completes in between, also under an id that is being given up, is not among them.
    """
    objects, prefix = database.ports.objects, f"{QUARANTINE}{ctx.tenant_id}/"
    listed, parts = await objects.versions(prefix), await objects.unfinished_parts(prefix)
    keys = [*(key for key, _ in listed), *(one.key for one in parts)]
    async with database.read(ctx) as work:
        stale = list(await work.session.scalars(select(Evidence.object_key).where(*_stale(work))))
        waiting = await _waiting(work, keys) - set(stale)
    expired, copies = stale, {}
    if not dry_run:
        # A completion cut off before its record was written has left copies at the final key.
        copies = {key: await _copies(objects, key) for key in stale}
        async with database.work(ctx) as work:
            expired = await _give_up(work)
            waiting = await _waiting(work, keys)
    doomed = [(key, version_id) for key, version_id in listed if key not in waiting]
    left = [one for one in parts if one.key not in waiting]
    if not dry_run:
        left_behind = [copy for given_up in expired for copy in copies.get(given_up, ())]
        for key, version_id in (*doomed, *left_behind):
            await objects.remove(key, version_id)
        for one in left:
            await objects.abandon_parts(one.key, one.multipart_id)
    return Swept(len(expired), len({key for key, _ in doomed}), len(left))


async def _copies(objects: ObjectStore, key: str) -> list[tuple[str, str | None]]:
    """What lies at the final key and the thumbnail's of a quarantined one."""
    names = (final_key(key), thumbnail_key(key))
    return [version for name in names for version in await objects.versions(name) if version[0] == name]


def _stale(work: Work) -> Sequence[ColumnElement[bool]]:
    """Pending uploads that nobody waits for: those bound to a record, or asked to be completed, have days."""
    now = work.clock.now()
    bound = exists().where(EvidenceLink.tenant_id == work.tenant_id, EvidenceLink.evidence_id == Evidence.id)
    return (
        Evidence.tenant_id == work.tenant_id,
        Evidence.state == EvidenceState.PENDING,
        or_(
            Evidence.expires_at < now - PATIENCE,
            and_(Evidence.expires_at < now - SWEEP_AFTER, Evidence.requested_at.is_(None), ~bound),
        ),
    )


async def _give_up(work: Work) -> list[str]:
    stale = (
        update(Evidence)
        .where(*_stale(work))
        .values(state=EvidenceState.REJECTED, rejection=EXPIRED, completed_at=work.clock.now())
        .returning(Evidence.object_key)
    )
    keys = list(await work.session.scalars(stale))
    if keys:
        record(work, "evidence:sweep", "evidence", work.tenant_id, expired=len(keys))
    return keys


async def _waiting(work: Work, keys: list[str]) -> set[str]:
    """Those of ``keys`` that a pending upload may still fill; a key ends in its evidence's id."""
    waiting: set[str] = set()
    ids = list(ids_of(keys))
    for start in range(0, len(ids), _BATCH):
        found = await work.session.scalars(
            select(Evidence.object_key).where(
                Evidence.tenant_id == work.tenant_id,
                Evidence.id.in_(ids[start : start + _BATCH]),
                Evidence.state == EvidenceState.PENDING,
            )
        )
        waiting.update(found)
    return waiting


def ids_of(keys: Iterable[str]) -> Iterable[UUID]:
    """The ids in which those of ``keys`` end that we made."""
    for key in keys:
        try:
            yield UUID(key.rpartition("/")[2])
        except ValueError:
            continue
