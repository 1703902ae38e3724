"""Imports of rosters: asked for by a person, carried out by a job."""

from uuid import UUID

from sqlalchemy import select

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.evidence.models import Evidence, EvidenceKind, EvidenceState
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.jobs.queue import enqueue
from xuanpai_core.roster.errors import NotARoster, RosterFileNotFound, RosterFileNotReady
from xuanpai_core.roster.models import ImportState, RosterImport

IMPORT_TASK = "roster.import"


async def start_import(work: Work, evidence_id: UUID, *, dry_run: bool, key: str) -> UUID:
    """Ask for the caller's own uploaded roster to be imported; returns the import, which a worker carries out.

    ``key`` is the idempotency key: the same key and content answers with the same import. Raises ``Forbidden``,
    ``RosterFileNotFound``, ``NotARoster``, ``RosterFileNotReady``, ``Conflict`` (``IDEMPOTENCY_KEY_REUSED``).
    """
    require(work.ctx, Action.ROSTER_IMPORT)

    async def act() -> Outcome:
        return {"import_id": str(await _start(work, evidence_id, dry_run=dry_run))}

    content = {"evidence_id": str(evidence_id), "dry_run": dry_run}
    outcome = await once(work, str(Action.ROSTER_IMPORT), key, content, act)
    return UUID(outcome["import_id"])


async def _start(work: Work, evidence_id: UUID, *, dry_run: bool) -> UUID:
    file_sha256 = await _own_roster(work, evidence_id)
    import_id = new_id()
    work.session.add(
        RosterImport(
            tenant_id=work.tenant_id,
            id=import_id,
            evidence_id=evidence_id,
            file_sha256=file_sha256,
            dry_run=dry_run,
            state=ImportState.QUEUED,
            requested_by=work.ctx.actor.account_id,
        )
    )
    record(work, Action.ROSTER_IMPORT, "roster_import", import_id, evidence_id=str(evidence_id), dry_run=dry_run)
    await enqueue(work, IMPORT_TASK, import_id=str(import_id))
    return import_id


async def _own_roster(work: Work, evidence_id: UUID) -> bytes:
    """The SHA-256 of the caller's own upload; somebody else's looks as if it were not there."""
    evidence = await work.session.scalar(
        select(Evidence).where(
            Evidence.tenant_id == work.tenant_id,
            Evidence.id == evidence_id,
            Evidence.uploaded_by == work.ctx.actor.account_id,
        )
    )
    if evidence is None:
        raise RosterFileNotFound
    if evidence.kind is not EvidenceKind.ROSTER:
        raise NotARoster
    if evidence.state is not EvidenceState.READY or evidence.sha256 is None:
        raise RosterFileNotReady
    return evidence.sha256
