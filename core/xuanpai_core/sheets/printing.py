"""Asking for a 月考勤登记表 as a file, and fetching it through a short-lived link; a job writes it."""

from dataclasses import asdict, dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import select

from xuanpai_core.audit.service import record, record_read
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import Extent, require
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.exports.models import ExportState
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.jobs.queue import enqueue
from xuanpai_core.periods import Month
from xuanpai_core.postings.models import Posting
from xuanpai_core.postings.reach import within_posting
from xuanpai_core.regions.code import RegionCode, RegionLevel
from xuanpai_core.sheets.errors import DocumentNotFound, DocumentNotReady, NothingChosen, NothingToPrint
from xuanpai_core.sheets.models import DocumentFormat, SheetDocument
from xuanpai_core.sheets.register import read_register

PRINT_TASK: Final = "sheets.print"
PRINT: Final = "sheet:print"
CONTENT_TYPES: Final = {
    DocumentFormat.PDF: "application/pdf",
    DocumentFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The month of a township or village, or of one posting, in which form."""

    month: Month
    format: DocumentFormat
    region_code: str | None = None
    posting_id: UUID | None = None


async def print_sheets(work: Work, wanted: Wanted, key: str) -> UUID:
    """Ask for the file; returns the document's id. It holds whom the caller reaches when it is written.

    Raises ``Forbidden``, ``NothingChosen``, ``NothingToPrint`` (an unknown place or posting and one out of reach look
    the same), ``Invalid`` (``INVALID_REGION_CODE``), ``Conflict`` (``IDEMPOTENCY_KEY_REUSED``).
    """
    reach = require(work.ctx, Action.SHEET_READ)

    async def act() -> Outcome:
        return {"id": str(await _ask(work, wanted, reach))}

    return UUID((await once(work, PRINT, key, asdict(wanted), act))["id"])


async def document_link(work: Work, document_id: UUID) -> str:
    """A short-lived link to the caller's own file, recorded as a read.

    Raises ``DocumentNotFound`` (also when the caller's reach has shrunk since), ``DocumentNotReady``.
    """
    reach = require(work.ctx, Action.SHEET_READ)
    document = await work.session.scalar(
        select(SheetDocument).where(
            SheetDocument.tenant_id == work.tenant_id,
            SheetDocument.id == document_id,
            SheetDocument.requested_by == work.ctx.actor.account_id,
        )
    )
    if document is None or not _covers(reach, document):
        raise DocumentNotFound
    if document.state is not ExportState.READY or document.object_key is None:
        raise DocumentNotReady
    if document.expires_at is None or document.expires_at <= work.clock.now():
        raise DocumentNotReady
    record_read(work, PRINT, "sheet_document", [document_id], ["FILE"], sheets=document.row_count)
    return work.ports.objects.download_url(
        document.object_key,
        document.file_name,
        CONTENT_TYPES[document.format],
        work.ports.settings.download_ttl_seconds,
        document.version_id,
    )


async def _ask(work: Work, wanted: Wanted, reach: Extent) -> UUID:
    region_code = await _place(work, wanted, reach)
    register = await read_register(work, reach, region_code, wanted.month, wanted.posting_id)
    if not register.lines:
        raise NothingToPrint
    document = SheetDocument(
        tenant_id=work.tenant_id,
        id=new_id(),
        created_at=work.clock.now(),
        requested_by=work.ctx.actor.account_id,
        region_code=region_code,
        month=wanted.month.start,
        posting_id=wanted.posting_id,
        format=wanted.format,
        file_name=f"{register.title}.{wanted.format.lower()}",
        state=ExportState.QUEUED,
    )
    work.session.add(document)
    detail = {"month": str(wanted.month), "region_code": region_code, "format": str(wanted.format)}
    record(work, PRINT, "sheet_document", document.id, detail=detail, step="queue", sheets=len(register.lines))
    await enqueue(work, PRINT_TASK, document_id=str(document.id))
    return document.id


async def _place(work: Work, wanted: Wanted, reach: Extent) -> str:
    if (wanted.region_code is None) == (wanted.posting_id is None):
        raise NothingChosen
    if wanted.region_code is not None:
        code = RegionCode.parse(wanted.region_code)
        if code.level < RegionLevel.TOWNSHIP:
            raise NothingChosen
        return code
    found = await work.session.scalar(
        select(Posting.region_code).where(
            Posting.tenant_id == work.tenant_id, Posting.id == wanted.posting_id, within_posting(reach)
        )
    )
    if found is None:
        raise NothingToPrint
    return found


def _covers(reach: Extent, document: SheetDocument) -> bool:
    """Whether ``reach`` still holds all of what the file was written from."""
    written = document.extent
    if written is None:
        return True
    units = {UUID(unit) for unit in written["units"]}
    own = written["cadre_id"] in {None, str(reach.cadre_id)}
    return own and all(reach.covers_place(place) for place in written["places"]) and units <= set(reach.units)
