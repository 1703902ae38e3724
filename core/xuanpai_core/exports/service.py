"""Exports of cadres: asked for by a person, written by a job, fetched through a short-lived link."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from xuanpai_core.approvals.service import propose
from xuanpai_core.audit.service import record_read
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import Extent, require
from xuanpai_core.cadres.unmasking import checked_reason
from xuanpai_core.clock import SHANGHAI
from xuanpai_core.db.session import Work
from xuanpai_core.exports import repository
from xuanpai_core.exports.errors import ExportNotFound, ExportNotReady
from xuanpai_core.exports.matters import BULK_EXPORT, count_within, queue_export
from xuanpai_core.exports.models import CadreExport, ExportState
from xuanpai_core.exports.selection import Selection
from xuanpai_core.idempotency.service import Outcome, once

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking: an export that is queued, or a request that waits for a second person."""

    export_id: UUID | None
    request_id: UUID | None


async def export_cadres(work: Work, selection: Selection, reason: str, key: str) -> Asked:
    """Ask for the selection to be exported; beyond ``Settings.export_free_rows`` a day a second person must agree.

    ``key`` is the idempotency key. Raises ``Forbidden``, ``Invalid`` (``INVALID_TEXT``), ``NothingToExport``,
    ``Conflict`` (``IDEMPOTENCY_KEY_REUSED``).
    """
    require(work.ctx, Action.CADRE_EXPORT)
    reason = checked_reason(reason)

    async def act() -> Outcome:
        return await _ask(work, selection, reason, key)

    content = {"selection": selection.as_json(), "reason": reason}
    outcome = await once(work, Action.CADRE_EXPORT, key, content, act)
    export_id, request_id = outcome.get("export_id"), outcome.get("request_id")
    return Asked(export_id and UUID(export_id), request_id and UUID(request_id))


async def export_link(work: Work, export_id: UUID) -> str:
    """A short-lived link to the caller's own file, recorded as a read of personal data.

    Raises ``ExportNotFound`` (also when the caller's reach has shrunk since), ``ExportNotReady``.
    """
    reach = require(work.ctx, Action.CADRE_EXPORT)
    export = await work.session.scalar(
        select(CadreExport).where(
            CadreExport.tenant_id == work.tenant_id,
            CadreExport.id == export_id,
            CadreExport.requested_by == work.ctx.actor.account_id,
        )
    )
    if export is None or not _covers(reach, export):
        raise ExportNotFound
    if export.state is not ExportState.READY or export.object_key is None or export.finished_at is None:
        raise ExportNotReady
    if export.expires_at is None or export.expires_at <= work.clock.now():
        raise ExportNotReady
    record_read(work, Action.CADRE_EXPORT, "cadre_export", [export_id], ["FILE"], cadres=export.row_count)
    made = export.finished_at.astimezone(SHANGHAI).strftime("%Y%m%d-%H%M")
    return work.ports.objects.download_url(
        export.object_key,
        f"选派干部名单-{made}.xlsx",
        CONTENT_TYPE,
        work.ports.settings.download_ttl_seconds,
        export.version_id,
    )


async def _ask(work: Work, selection: Selection, reason: str, key: str) -> Outcome:
    requester = work.ctx.actor.account_id
    await work.driver.execute(repository.TAKE_TURNS, f"{work.tenant_id}:{requester}")
    rows, _ = await count_within(work, selection)
    left = work.ports.settings.export_free_rows - await repository.exported_unapproved(work)
    if rows > left:
        payload = {"selection": selection.as_json(), "reason": reason}
        return {"request_id": str(await propose(work, BULK_EXPORT, payload, reason, key))}
    export_id = await queue_export(work, requester, selection, reason, rows=rows, row_limit=left, approved=False)
    return {"export_id": str(export_id)}


def _covers(reach: Extent, export: CadreExport) -> bool:
    """Whether ``reach`` still holds all of what the file was written from."""
    written = export.extent
    if written is None:
        return True
    return all(reach.covers_place(place) for place in written["places"]) and {
        UUID(unit) for unit in written["units"]
    } <= set(reach.units)
