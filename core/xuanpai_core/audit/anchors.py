"""A day's heads, written where nobody can change them: a locked object, each naming the one before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

# ``Any``: an anchor's document is JSON.
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from xuanpai_core.audit.models import AuditAnchor, AuditEvent, AuditHead
from xuanpai_core.audit.service import record
from xuanpai_core.clock import today
from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Database, Work

_FORM = 1


@dataclass(frozen=True, slots=True)
class Anchored:
    """The day that was anchored, where, and the days since the anchor before that have none."""

    day: date
    object_key: str
    version_id: str | None
    days_without: tuple[date, ...]


def prefix_of(tenant_id: UUID) -> str:
    """Where a tenant's anchors lie."""
    return f"audit/{tenant_id}/"


def key_of(tenant_id: UUID, day: date) -> str:
    """Where the anchor of one day lies."""
    return f"{prefix_of(tenant_id)}{day:%Y/%m/%d}.json"


async def anchor_yesterday(database: Database, ctx: RequestContext) -> Anchored | None:
    """Anchor the trail as it stands, under the name of the last day that is over; ``None`` when that was done.

    The object comes before the row: cut off in between, the next run writes another version of it. Days that nobody
    anchored are named, and covered by this anchor.
    """
    day = today(database.clock) - timedelta(days=1)
    async with database.read(ctx) as work:
        last = await _last(work)
        if last is not None and last.day >= day:
            return None
        taken_at = database.clock.now()
        heads = await _heads(work)
        without = () if last is None else _between(last.day, day)
        content = _document(work, day, taken_at, heads, last, without, await _unchained(work))
    key = key_of(ctx.tenant_id, day)
    locked_until = taken_at + timedelta(days=database.settings.audit_lock_days)
    version = await database.ports.objects.put(key, content, "application/json", locked_until=locked_until)
    row = {
        "tenant_id": ctx.tenant_id,
        "day": day,
        "taken_at": taken_at,
        "heads": heads,
        "object_key": key,
        "version_id": version,
        "sha256": sha256(content).digest(),
    }
    async with database.work(ctx) as work:
        made = await work.session.execute(
            insert(AuditAnchor).values(row).on_conflict_do_nothing().returning(AuditAnchor.day)
        )
        if made.scalar_one_or_none() is None:
            return None
        after = {"sha256": row["sha256"], "object_key": key, "days_without": without}
        record(work, "audit:anchor", "audit_anchor", day, after=after)
    return Anchored(day, key, version, without)


async def _last(work: Work) -> AuditAnchor | None:
    query = select(AuditAnchor).where(AuditAnchor.tenant_id == work.tenant_id)
    last: AuditAnchor | None = await work.session.scalar(query.order_by(AuditAnchor.day.desc()).limit(1))
    return last


async def _heads(work: Work) -> list[list[Any]]:
    heads = await work.session.scalars(
        select(AuditHead).where(AuditHead.tenant_id == work.tenant_id).order_by(AuditHead.lane)
    )
    return [[head.lane, head.seq, head.hash.hex()] for head in heads]


async def _unchained(work: Work) -> int:
    """How many events have no place in the chain: what was written before it, or by an older release."""
    query = select(func.count()).where(AuditEvent.tenant_id == work.tenant_id, AuditEvent.lane.is_(None))
    return await work.session.scalar(query) or 0


def _document(
    work: Work,
    day: date,
    taken_at: datetime,
    heads: Sequence[Sequence[Any]],
    last: AuditAnchor | None,
    without: Sequence[date],
    unchained: int,
) -> bytes:
    document = {
        "form": _FORM,
        "tenant_id": str(work.tenant_id),
        "day": day,
        "taken_at": taken_at,
        "heads": heads,
        "previous": None if last is None else {"day": last.day, "sha256": last.sha256.hex()},
        "days_without": without,
        "unchained": unchained,
    }
    return orjson.dumps(document, option=orjson.OPT_SORT_KEYS)


def _between(first: date, last: date) -> tuple[date, ...]:
    """The days after ``first`` and before ``last``."""
    return tuple(first + timedelta(days=number) for number in range(1, (last - first).days))
