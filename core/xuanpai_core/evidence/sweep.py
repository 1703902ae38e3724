"""Clears the quarantine: uploads that were never completed, and objects that no upload waits for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select, update

from xuanpai_core.audit.service import record
from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Database, Work
from xuanpai_core.evidence.models import Evidence, EvidenceState
from xuanpai_core.evidence.uploads import COMPLETION_GRACE, QUARANTINE, final_key

# Well past the last moment at which a completion can still be under way.
SWEEP_AFTER = COMPLETION_GRACE + timedelta(minutes=45)
_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Swept:
    """How many uploads were given up, and how many objects were removed."""

    expired: int
    objects: int


async def sweep_quarantine(database: Database, ctx: RequestContext) -> Swept:
    """Give up on this tenant's stale uploads, and remove every quarantined object that no upload waits for.

    A job. The objects are listed before the rows are read: an upload begun in between is not among them.
    """
    objects = database.ports.objects
    listed = await objects.keys(f"{QUARANTINE}{ctx.tenant_id}/")
    async with database.work(ctx) as work:
        expired = await _give_up(work)
        waiting = await _waiting(work, listed)
    # A completion cut off before its record was written has left a copy at the final key.
    doomed = [key for key in listed if key not in waiting] + [final_key(key) for key in expired]
    for key in doomed:
        await objects.remove(key)
    return Swept(len(expired), len(doomed) - len(expired))


async def _give_up(work: Work) -> list[str]:
    stale = (
        update(Evidence)
        .where(
            Evidence.tenant_id == work.tenant_id,
            Evidence.state == EvidenceState.PENDING,
            Evidence.expires_at < work.clock.now() - SWEEP_AFTER,
        )
        .values(state=EvidenceState.REJECTED, rejection="UPLOAD_EXPIRED", completed_at=work.clock.now())
        .returning(Evidence.object_key)
    )
    keys = list(await work.session.scalars(stale))
    if keys:
        record(work, "evidence:sweep", "evidence", work.tenant_id, expired=len(keys))
    return keys


async def _waiting(work: Work, keys: list[str]) -> set[str]:
    """Those of ``keys`` that a pending upload may still fill; a key ends in its evidence's id."""
    waiting: set[str] = set()
    ids = list(_ids(keys))
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


def _ids(keys: Iterable[str]) -> Iterable[UUID]:
    for key in keys:
        try:
            yield UUID(key.rpartition("/")[2])
        except ValueError:
            continue
