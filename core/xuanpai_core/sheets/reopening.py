"""Sending a month back (退回重开): the one way in which what was signed or sealed can change, and a recorded one."""

from collections.abc import Sequence
from uuid import UUID

from xuanpai_core.attendance.service import unseal_month
from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require_place
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.periods import Month
from xuanpai_core.sheets.choosing import Sheets, chosen, moved, standing, township
from xuanpai_core.sheets.errors import SheetNotClosed, StipendReleased
from xuanpai_core.sheets.models import MonthlySheet, SheetReopening, SheetState
from xuanpai_core.sheets.signing import void
from xuanpai_core.sheets.visibility import SEALED
from xuanpai_core.stipends.service import released_months
from xuanpai_core.texts import paragraphs


async def reopen_sheets(
    work: Work, township_code: str, month: Month, sheet_ids: Sequence[UUID], reason: str, key: str
) -> Sheets:
    """Send signed, sealed or verified sheets back to the township: signatures are void, the days may change (JZ-08).

    All or nothing; what each sheet said and who had signed it is kept (``SheetReopening``). Corrections of what was
    sealed then no longer hold. Nothing that went by the month is changed: a batch of stipends that is not released
    has to be prepared again if the days change. Raises ``Forbidden``, ``NotFound`` (``UNKNOWN_REGION``),
    ``NotATownship``, ``Invalid`` (``INVALID_TEXT``), ``SheetNotFound``, ``SheetNotClosed``, ``StipendReleased``.
    """
    require_place(work.ctx, Action.SHEET_REOPEN, township_code)
    await township(work, township_code)
    reason = paragraphs(reason, path="reason", title="退回的理由", limit=500)

    async def act() -> Outcome:
        sheets = await chosen(work, township_code, month, sheet_ids)
        return await _reopen(work, sheets, month, reason)

    content = {"township_code": township_code, "month": str(month), "sheet_ids": sheet_ids, "reason": reason}
    return moved(township_code, month, await once(work, Action.SHEET_REOPEN, key, content, act))


async def _reopen(work: Work, sheets: Sequence[MonthlySheet], month: Month, reason: str) -> Outcome:
    if unsigned := [sheet for sheet in sheets if sheet.state is SheetState.TOTALLED]:
        raise SheetNotClosed(len(unsigned))
    sealed = [sheet.posting_id for sheet in sheets if sheet.state in SEALED]
    if paid := await released_months(work, [sheet.posting_id for sheet in sheets], month):
        raise StipendReleased(len(paid))
    await unseal_month(work, sealed, month)
    for sheet in sheets:
        work.session.add(_record_of(work, sheet, reason))
        before, signed_by = standing(sheet), sheet.signed_by
        void(sheet)
        sheet.reopenings += 1
        record(
            work,
            Action.SHEET_REOPEN,
            "monthly_sheet",
            sheet.id,
            before=before,
            after=standing(sheet),
            reason=reason,
            signed_by=str(signed_by),
        )
    return {"sheet_ids": [str(sheet.id) for sheet in sheets], "voided": len(sheets)}


def _record_of(work: Work, sheet: MonthlySheet, reason: str) -> SheetReopening:
    return SheetReopening(
        tenant_id=work.tenant_id,
        id=new_id(),
        sheet_id=sheet.id,
        reason=reason,
        reopened_by=work.ctx.actor.account_id,
        name=work.ctx.actor.name,
        reopened_at=work.clock.now(),
        state=sheet.state,
        content_hash=sheet.content_hash,
        days=sheet.days,
        verdict=sheet.verdict,
        facts=sheet.facts,
        signed_by=sheet.signed_by,
        signature_id=sheet.signature_id,
    )
