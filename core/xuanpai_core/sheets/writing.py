"""Writes the file on behalf of whoever asked, with the rights that they hold when it is written."""

import asyncio
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import orjson

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import Extent, extent
from xuanpai_core.clock import SHANGHAI, today
from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Database, Work
from xuanpai_core.exports.errors import ExportFailure
from xuanpai_core.exports.expiring import expire_files
from xuanpai_core.jobs.identity_context import context_of
from xuanpai_core.periods import Month
from xuanpai_core.sheets.errors import PdfUnavailable
from xuanpai_core.sheets.models import DocumentFormat, SheetDocument
from xuanpai_core.sheets.page import page
from xuanpai_core.sheets.pdf import STYLE, pdf
from xuanpai_core.sheets.printing import CONTENT_TYPES, PRINT
from xuanpai_core.sheets.register import Register, read_register
from xuanpai_core.sheets.workbook import workbook

_CLAIM = """
UPDATE sheet_document SET state = 'RUNNING'
 WHERE tenant_id = $1 AND id = $2 AND state IN ('QUEUED', 'RUNNING')
RETURNING requested_by, region_code, month, posting_id, format
"""

_FAIL = """
UPDATE sheet_document SET state = 'FAILED', failure = $3, finished_at = $4
 WHERE tenant_id = $1 AND id = $2 AND state IN ('QUEUED', 'RUNNING')
"""

_FINISH = """
UPDATE sheet_document
   SET state = 'READY', row_count = $3, extent = $4::jsonb, object_key = $5, version_id = $6,
       finished_at = $7, expires_at = $8
 WHERE tenant_id = $1 AND id = $2 AND state = 'RUNNING'
RETURNING id
"""

_TENANT_NAME = "SELECT name FROM tenant WHERE id = $1"


@dataclass(frozen=True, slots=True)
class Order:
    """A document that is being written: of what, in which form, on behalf of whom, and how far it may go."""

    document_id: UUID
    region_code: str
    month: date
    posting_id: UUID | None
    format: DocumentFormat
    ctx: RequestContext
    reach: Extent


async def write_document(database: Database, tenant_id: UUID, document_id: UUID) -> None:
    """Write the document unless that was done before; safe to run again after a crash."""
    order = await _claim(database, tenant_id, document_id)
    if order is None:
        return
    async with database.read(order.ctx) as work:
        # Before the first query of the transaction, so that all that is read is of one instant.
        await work.driver.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        tenant = await work.driver.fetchval(_TENANT_NAME, tenant_id)
        register = await read_register(work, order.reach, order.region_code, Month(order.month), order.posting_id)
    at = database.clock.now().astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    mark = f"{tenant} {order.ctx.actor.name} 于 {at} 打印(编号 {document_id})"
    try:
        content = await asyncio.to_thread(_written, register, mark, order.format)
    except PdfUnavailable as refusal:
        await fail_document(database, tenant_id, document_id, refusal.error_code)
        return
    key = f"sheets/{tenant_id}/{order.month:%Y/%m}/{document_id}.{order.format.lower()}"
    version = await database.ports.objects.put(key, content, CONTENT_TYPES[order.format])
    async with database.work(order.ctx) as work:
        await _finish(work, order, len(register.lines), key, version)


async def fail_document(database: Database, tenant_id: UUID, document_id: UUID, failure: str) -> None:
    """Say that there will be no file."""
    async with database.transaction(tenant_id) as transaction:
        await transaction.driver.execute(_FAIL, tenant_id, document_id, failure, database.clock.now())


async def sweep_documents(database: Database, tenant_id: UUID) -> int:
    """Remove the files whose time is up; returns how many. A job."""
    return await expire_files(database, tenant_id, SheetDocument, "sheet_document", "sheets.sweep")


def _written(register: Register, mark: str, form: DocumentFormat) -> bytes:
    if form is DocumentFormat.XLSX:
        return workbook(register, mark)
    return pdf(page(register, mark, STYLE.read_text(encoding="utf-8")))


async def _claim(database: Database, tenant_id: UUID, document_id: UUID) -> Order | None:
    """Mark the document as being written; ``None`` when it is finished, or its requester may read no sheets now."""
    async with database.transaction(tenant_id) as transaction:
        row = await transaction.driver.fetchrow(_CLAIM, tenant_id, document_id)
        if row is None:
            return None
        day = today(database.clock)
        ctx = await context_of(transaction, row["requested_by"], day, request_id=f"print:{document_id}")
        reach = Extent() if ctx is None else extent(ctx, Action.SHEET_READ)
        if ctx is not None and not reach.empty:
            form = DocumentFormat(row["format"])
            return Order(document_id, row["region_code"], row["month"], row["posting_id"], form, ctx, reach)
    await fail_document(database, tenant_id, document_id, ExportFailure.RIGHTS_ENDED)
    return None


async def _finish(work: Work, order: Order, lines: int, key: str, version: str | None) -> None:
    now = work.clock.now()
    finished = await work.driver.fetchval(
        _FINISH,
        work.tenant_id,
        order.document_id,
        lines,
        orjson.dumps(_told(order.reach)).decode(),
        key,
        version,
        now,
        now + timedelta(hours=work.ports.settings.export_keep_hours),
    )
    if finished is not None:
        record(work, PRINT, "sheet_document", order.document_id, step="written", sheets=lines)


def _told(reach: Extent) -> dict[str, Any]:
    return {
        "places": list(reach.places),
        "units": [str(unit) for unit in reach.units],
        "cadre_id": reach.cadre_id and str(reach.cadre_id),
    }
