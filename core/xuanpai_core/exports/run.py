"""Carries out an export on behalf of whoever asked, with the rights that they hold when it runs."""

import asyncio
from typing import Final
from uuid import UUID

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.cadres.unmasking import shown_name
from xuanpai_core.clock import SHANGHAI
from xuanpai_core.db.session import Database, Work
from xuanpai_core.exports import repository
from xuanpai_core.exports.errors import ExportFailure
from xuanpai_core.exports.expiring import expire_files
from xuanpai_core.exports.making import Kind, Made, Order, claim, fail, finish, one_instant
from xuanpai_core.exports.models import CadreExport
from xuanpai_core.exports.repository import Line
from xuanpai_core.exports.selection import Selection
from xuanpai_core.exports.service import CONTENT_TYPE
from xuanpai_core.exports.workbook import Watermark, cadre_workbook

KIND: Final = Kind("cadre_export", Action.CADRE_EXPORT, ("selection", "row_limit", "created_at"), "export")
_PAGE = 2_000


async def run_export(database: Database, tenant_id: UUID, export_id: UUID) -> None:
    """Carry out the export unless that was done before; safe to run again after a crash."""
    order = await claim(database, tenant_id, KIND, export_id)
    if order is None:
        return
    async with database.read(order.ctx) as work:
        tenant = await one_instant(work)
        lines = await _read(work, order)
    if len(lines) > order.asked["row_limit"]:
        await fail_export(database, tenant_id, export_id, ExportFailure.TOO_MANY_ROWS)
        return
    mark = Watermark(order.ctx.actor.name, database.clock.now(), tenant, str(export_id))
    content = await asyncio.to_thread(cadre_workbook, lines, mark)
    month = order.asked["created_at"].astimezone(SHANGHAI).strftime("%Y/%m")
    key = f"exports/{tenant_id}/{month}/{export_id}.xlsx"
    version = await database.ports.objects.put(key, content, CONTENT_TYPE)
    reach = {"places": list(order.reach.places), "units": [str(unit) for unit in order.reach.units]}
    async with database.work(order.ctx) as work:
        if await finish(work, KIND, order, Made(len(lines), reach, key, version)):
            record(work, Action.CADRE_EXPORT, KIND.table, export_id, step="written", rows=len(lines))


async def fail_export(database: Database, tenant_id: UUID, export_id: UUID, failure: ExportFailure) -> None:
    """Say that there will be no file."""
    await fail(database, tenant_id, KIND, export_id, failure)


async def sweep_exports(database: Database, tenant_id: UUID) -> int:
    """Remove the files whose time is up; returns how many. A job."""
    return await expire_files(database, tenant_id, CadreExport, KIND.table, "exports.sweep")


async def _read(work: Work, order: Order) -> list[Line]:
    """The selected cadres within reach, one more than allowed at most."""
    selection, limit = Selection.of_json(order.asked["selection"]), order.asked["row_limit"]
    lines: list[Line] = []
    while len(lines) <= limit:
        after = lines[-1].cadre_id if lines else None
        size = min(_PAGE, limit + 1 - len(lines))
        page = await repository.lines(work, order.reach, selection, after, size)
        lines += [line._replace(name=shown_name(work, line.name)) for line in page]
        if len(page) < size:
            break
    return lines
