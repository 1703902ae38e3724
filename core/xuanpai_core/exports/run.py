"""Carries out an export on behalf of whoever asked, with the rights that they hold when it runs."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import orjson

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import Extent, extent
from xuanpai_core.cadres.unmasking import shown_name
from xuanpai_core.clock import SHANGHAI, today
from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Database, Work
from xuanpai_core.exports import repository
from xuanpai_core.exports.errors import ExportFailure
from xuanpai_core.exports.expiring import expire_files
from xuanpai_core.exports.models import CadreExport
from xuanpai_core.exports.repository import Line
from xuanpai_core.exports.selection import Selection
from xuanpai_core.exports.service import CONTENT_TYPE
from xuanpai_core.exports.workbook import Watermark, cadre_workbook
from xuanpai_core.jobs.identity_context import context_of

_PAGE = 2_000


@dataclass(frozen=True, slots=True)
class Order:
    """An export that is being carried out, on behalf of whom, and how far it may go."""

    export_id: UUID
    selection: Selection
    row_limit: int
    object_key: str
    ctx: RequestContext
    reach: Extent


async def run_export(database: Database, tenant_id: UUID, export_id: UUID) -> None:
    """Carry out the export unless that was done before; safe to run again after a crash."""
    order = await _claim(database, tenant_id, export_id)
    if order is None:
        return
    async with database.read(order.ctx) as work:
        # Before the first query of the transaction, so that all pages see the same instant.
        await work.driver.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        tenant = await work.driver.fetchval(repository.TENANT_NAME, tenant_id)
        lines = await _read(work, order)
    if len(lines) > order.row_limit:
        await fail_export(database, tenant_id, export_id, ExportFailure.TOO_MANY_ROWS)
        return
    mark = Watermark(order.ctx.actor.name, database.clock.now(), tenant, str(export_id))
    content = await asyncio.to_thread(cadre_workbook, lines, mark)
    version = await database.ports.objects.put(order.object_key, content, CONTENT_TYPE)
    async with database.work(order.ctx) as work:
        await _finish(work, order, len(lines), version)


async def fail_export(database: Database, tenant_id: UUID, export_id: UUID, failure: ExportFailure) -> None:
    """Say that there will be no file."""
    async with database.transaction(tenant_id) as transaction:
        now = database.clock.now()
        await transaction.driver.execute(repository.FAIL, tenant_id, export_id, str(failure), now)


async def sweep_exports(database: Database, tenant_id: UUID) -> int:
    """Remove the files whose time is up; returns how many. A job."""
    return await expire_files(database, tenant_id, CadreExport, "cadre_export", "exports.sweep")


async def _claim(database: Database, tenant_id: UUID, export_id: UUID) -> Order | None:
    """Mark the export as running; ``None`` when it is finished, or when its requester may no longer export."""
    async with database.transaction(tenant_id) as transaction:
        row = await transaction.driver.fetchrow(repository.CLAIM, tenant_id, export_id)
        if row is None:
            return None
        day = today(database.clock)
        ctx = await context_of(transaction, row["requested_by"], day, request_id=f"export:{export_id}")
        reach = Extent() if ctx is None else extent(ctx, Action.CADRE_EXPORT)
        if ctx is not None and not reach.empty:
            month = row["created_at"].astimezone(SHANGHAI).strftime("%Y/%m")
            key = f"exports/{tenant_id}/{month}/{export_id}.xlsx"
            selection = Selection.of_json(row["selection"])
            return Order(export_id, selection, row["row_limit"], key, ctx, reach)
    await fail_export(database, tenant_id, export_id, ExportFailure.RIGHTS_ENDED)
    return None


async def _read(work: Work, order: Order) -> list[Line]:
    """The selected cadres within reach, one more than allowed at most."""
    lines: list[Line] = []
    while len(lines) <= order.row_limit:
        after = lines[-1].cadre_id if lines else None
        size = min(_PAGE, order.row_limit + 1 - len(lines))
        page = await repository.lines(work, order.reach, order.selection, after, size)
        lines += [line._replace(name=shown_name(work, line.name)) for line in page]
        if len(page) < size:
            break
    return lines


async def _finish(work: Work, order: Order, rows: int, version: str | None) -> None:
    now = work.clock.now()
    reach = {"places": list(order.reach.places), "units": [str(unit) for unit in order.reach.units]}
    finished = await work.driver.fetchval(
        repository.FINISH,
        work.tenant_id,
        order.export_id,
        rows,
        orjson.dumps(reach).decode(),
        order.object_key,
        version,
        now,
        now + timedelta(hours=work.ports.settings.export_keep_hours),
    )
    if finished is not None:
        record(work, Action.CADRE_EXPORT, "cadre_export", order.export_id, step="written", rows=rows)
