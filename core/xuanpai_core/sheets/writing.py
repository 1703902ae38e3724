"""Writes the file on behalf of whoever asked, with the rights that they hold when it is written."""

import asyncio
from typing import Any, Final
from uuid import UUID

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import Extent
from xuanpai_core.clock import SHANGHAI
from xuanpai_core.db.session import Database
from xuanpai_core.exports.expiring import expire_files
from xuanpai_core.exports.making import Kind, Made, claim, fail, finish, one_instant
from xuanpai_core.periods import Month
from xuanpai_core.sheets.errors import PdfUnavailable
from xuanpai_core.sheets.models import DocumentFormat, SheetDocument
from xuanpai_core.sheets.page import page
from xuanpai_core.sheets.pdf import STYLE, pdf
from xuanpai_core.sheets.printing import CONTENT_TYPES, PRINT
from xuanpai_core.sheets.register import Register, read_register
from xuanpai_core.sheets.workbook import workbook

KIND: Final = Kind("sheet_document", Action.SHEET_READ, ("region_code", "month", "posting_id", "format"), "print")


async def write_document(database: Database, tenant_id: UUID, document_id: UUID) -> None:
    """Write the document unless that was done before; safe to run again after a crash."""
    order = await claim(database, tenant_id, KIND, document_id)
    if order is None:
        return
    place, month, posting_id = (order.asked[name] for name in ("region_code", "month", "posting_id"))
    form = DocumentFormat(order.asked["format"])
    async with database.read(order.ctx) as work:
        tenant = await one_instant(work)
        register = await read_register(work, order.reach, place, Month(month), posting_id)
    at = database.clock.now().astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    mark = f"{tenant} {order.ctx.actor.name} 于 {at} 打印(编号 {document_id})"
    try:
        content = await asyncio.to_thread(_written, register, mark, form)
    except PdfUnavailable as refusal:
        await fail_document(database, tenant_id, document_id, refusal.error_code)
        return
    key = f"sheets/{tenant_id}/{month:%Y/%m}/{document_id}.{form.lower()}"
    version = await database.ports.objects.put(key, content, CONTENT_TYPES[form])
    lines = len(register.lines)
    async with database.work(order.ctx) as work:
        if await finish(work, KIND, order, Made(lines, _told(order.reach), key, version)):
            record(work, PRINT, KIND.table, document_id, step="written", sheets=lines)


async def fail_document(database: Database, tenant_id: UUID, document_id: UUID, failure: str) -> None:
    """Say that there will be no file."""
    await fail(database, tenant_id, KIND, document_id, failure)


async def sweep_documents(database: Database, tenant_id: UUID) -> int:
    """Remove the files whose time is up; returns how many. A job."""
    return await expire_files(database, tenant_id, SheetDocument, KIND.table, "sheets.sweep")


def _written(register: Register, mark: str, form: DocumentFormat) -> bytes:
    if form is DocumentFormat.XLSX:
        return workbook(register, mark)
    return pdf(page(register, mark, STYLE.read_text(encoding="utf-8")))


def _told(reach: Extent) -> dict[str, Any]:
    return {
        "places": list(reach.places),
        "units": [str(unit) for unit in reach.units],
        "cadre_id": reach.cadre_id and str(reach.cadre_id),
    }
