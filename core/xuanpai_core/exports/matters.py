"""A bulk export takes two persons: who hands out hundreds of people's data does not decide it alone."""

from typing import Final
from uuid import UUID

from xuanpai_core.approvals.matters import Matter, Payload, Proposal
from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import Extent, extent, require
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Conflict, Forbidden
from xuanpai_core.exports import repository
from xuanpai_core.exports.errors import NothingToExport
from xuanpai_core.exports.models import CadreExport, ExportState
from xuanpai_core.exports.selection import Selection
from xuanpai_core.jobs.identity_context import context_of
from xuanpai_core.jobs.queue import enqueue

EXPORT_TASK: Final = "exports.cadres"


async def count_within(work: Work, selection: Selection) -> tuple[int, Extent]:
    """The cadres of the selection within the caller's reach; raises ``Forbidden``, ``NothingToExport``."""
    reach = require(work.ctx, Action.CADRE_EXPORT)
    if selection.region_code is not None and not reach.covers_place(selection.region_code):
        raise Forbidden("这个地方不在您的管辖范围内。")
    rows = await repository.count_cadres(work, reach, selection)
    if not rows:
        raise NothingToExport
    return rows, reach


async def queue_export(
    work: Work, requested_by: UUID, selection: Selection, reason: str, *, rows: int, row_limit: int, approved: bool
) -> UUID:
    """Write down an export and ask a worker for it."""
    export_id = new_id()
    work.session.add(
        CadreExport(
            tenant_id=work.tenant_id,
            id=export_id,
            created_at=work.clock.now(),
            requested_by=requested_by,
            approved=approved,
            reason=reason,
            selection=selection.as_json(),
            state=ExportState.QUEUED,
            row_count=rows,
            row_limit=row_limit,
        )
    )
    detail = {"rows": rows, "approved": approved, "requested_by": str(requested_by), **selection.as_json()}
    record(work, Action.CADRE_EXPORT, "cadre_export", export_id, reason=reason, detail=detail, step="queue")
    await enqueue(work, EXPORT_TASK, export_id=str(export_id))
    return export_id


async def _check(work: Work, payload: Payload) -> Proposal:
    selection = Selection.of_json(payload.get("selection"))
    rows, reach = await count_within(work, selection)
    place = selection.region_code or (reach.places[0] if len(reach.places) == 1 else None)
    checked = {
        "selection": selection.as_json(),
        "rows": rows,
        "requested_by": str(work.ctx.actor.account_id),
        "reason": str(payload.get("reason", ""))[:200],
    }
    return Proposal(checked, f"{work.ctx.actor.name}申请导出 {rows} 名选派干部的名单(号码已脱敏)", place)


async def _carry_out(work: Work, payload: Payload) -> Payload:
    requester = UUID(payload["requested_by"])
    selection, rows = Selection.of_json(payload["selection"]), int(payload["rows"])
    day = today(work.clock)
    ctx = await context_of(work.transaction, requester, day, request_id=work.ctx.request_id)
    if ctx is None or extent(ctx, Action.CADRE_EXPORT).empty:
        raise Conflict("申请人已停用或不再有导出的权限,不能批准,请驳回。", code="RIGHTS_ENDED")
    # A few people may have come since; many more would not be what was agreed to.
    limit = rows + work.ports.settings.export_free_rows
    export_id = await queue_export(
        work, requester, selection, payload["reason"], rows=rows, row_limit=limit, approved=True
    )
    return {"export_id": str(export_id)}


BULK_EXPORT: Final = Matter(
    name="BULK_EXPORT",
    title="批量导出干部名单",
    proposing=Action.CADRE_EXPORT,
    deciding=Action.CADRE_EXPORT,
    check=_check,
    carry_out=_carry_out,
)
