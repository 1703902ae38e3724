"""Versions that nobody can remove: retained for a time by their kind, or held until somebody lets go."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select, update

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.config import Settings
from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Database, Work
from xuanpai_core.errors import Invalid
from xuanpai_core.evidence.errors import EvidenceNotFound, NotHoldable
from xuanpai_core.evidence.models import Evidence, EvidenceKind, EvidenceState
from xuanpai_core.evidence.reading import proves_within

_REASON_LENGTH = 500


def lock_span(settings: Settings, kind: EvidenceKind) -> timedelta:
    """How long a checked file of this kind is kept from everybody; zero is not at all."""
    days = {
        EvidenceKind.PHOTO: settings.photo_lock_days,
        EvidenceKind.DOCUMENT: settings.document_lock_days,
        EvidenceKind.ROSTER: settings.roster_lock_days,
    }
    return timedelta(days=days[kind])


async def lock(database: Database, ctx: RequestContext, row: Evidence) -> None:
    """Lock the version of record in the store and note until when; a rejected file has nothing to lock."""
    span = lock_span(database.settings, row.kind)
    if row.state is not EvidenceState.READY or not span:
        return
    until = await database.ports.objects.lock(row.object_key, row.version_id, span)
    async with database.work(ctx) as work:
        mine = (Evidence.tenant_id == work.tenant_id, Evidence.id == row.id)
        await work.session.execute(update(Evidence).where(*mine).values(locked_until=until))


async def hold_evidence(database: Database, ctx: RequestContext, evidence_id: UUID, reason: str) -> None:
    """Put a file under legal hold: whatever its term, nobody removes it until it is released; twice changes nothing.

    Asks for ``evidence:hold`` where the record that it proves is. The store holds before the record says so. Raises
    ``EvidenceNotFound``, ``NotHoldable``, ``Invalid`` (``REASON_REQUIRED``), ``Unavailable``.
    """
    reason = _reason(reason)
    async with database.read(ctx) as work:
        row = await _within_reach(work, evidence_id)
    if row.state is not EvidenceState.READY:
        raise NotHoldable
    await database.ports.objects.hold(row.object_key, row.version_id, held=True)
    async with database.work(ctx) as work:
        row = await _within_reach(work, evidence_id, lock_row=True)
        if row.held_at is None:
            row.held_at, row.held_by, row.hold_reason = work.clock.now(), ctx.actor.account_id, reason
            before, after = {"held": False}, {"held": True}
            record(work, Action.EVIDENCE_HOLD, "evidence", row.id, before=before, after=after, reason=reason)


async def release_evidence(database: Database, ctx: RequestContext, evidence_id: UUID, reason: str) -> None:
    """Take a file out of legal hold; its term by kind goes on. The record says so before the store lets go.

    Releasing once more lets the store catch up. Raises as ``hold_evidence`` does.
    """
    reason = _reason(reason)
    async with database.work(ctx) as work:
        row = await _within_reach(work, evidence_id, lock_row=True)
        if row.held_at is not None:
            before = {"held": True, "reason": row.hold_reason, "by": row.held_by}
            row.held_at = row.held_by = row.hold_reason = None
            record(work, Action.EVIDENCE_HOLD, "evidence", row.id, before=before, after={"held": False}, reason=reason)
    if row.state is EvidenceState.READY:
        await database.ports.objects.hold(row.object_key, row.version_id, held=False)


async def _within_reach(work: Work, evidence_id: UUID, *, lock_row: bool = False) -> Evidence:
    reach = require(work.ctx, Action.EVIDENCE_HOLD)
    query = select(Evidence).where(
        Evidence.tenant_id == work.tenant_id,
        Evidence.id == evidence_id,
        proves_within(work.tenant_id, evidence_id, reach).exists(),
    )
    row = await work.session.scalar(query.with_for_update() if lock_row else query)
    if row is None:
        raise EvidenceNotFound
    return row


def _reason(text: str) -> str:
    reason = text.strip()
    if not reason or len(reason) > _REASON_LENGTH:
        raise Invalid(f"请写明理由({_REASON_LENGTH} 字以内)。", code="REASON_REQUIRED")
    return reason
