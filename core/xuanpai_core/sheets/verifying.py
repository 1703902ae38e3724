"""The county verifies what the township has sealed (县查验, JZ-08); what does not hold is sent back by reopening it."""

from collections.abc import Sequence
from uuid import UUID

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require_place
from xuanpai_core.db.session import Work
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.periods import Month
from xuanpai_core.sheets.choosing import Sheets, chosen, demand_seen, differing, moved, standing, township
from xuanpai_core.sheets.errors import SheetUnsealed, SignatureVoid
from xuanpai_core.sheets.models import MonthlySheet, SheetState
from xuanpai_core.sheets.visibility import SEALED


async def verify_sheets(
    work: Work,
    township_code: str,
    month: Month,
    key: str,
    *,
    sheet_ids: Sequence[UUID] | None = None,
    content_hashes: Sequence[str] | None = None,
) -> Sheets:
    """Note that the township's sealed sheets, or those of ``sheet_ids``, were verified and are what was signed.

    All or nothing; returns what was verified now. ``content_hashes``: those of what the caller has seen. Raises
    ``Forbidden``, ``NotFound`` (``UNKNOWN_REGION``), ``NotATownship``, ``SheetNotFound``, ``SheetUnsealed``,
    ``SheetNotSeen``, ``SignatureVoid``.
    """
    require_place(work.ctx, Action.SHEET_VERIFY, township_code)
    await township(work, township_code)

    async def act() -> Outcome:
        return await _verify(work, await chosen(work, township_code, month, sheet_ids), month, content_hashes)

    content: Outcome = {"township_code": township_code, "month": str(month), "sheet_ids": sheet_ids}
    if content_hashes is not None:
        content["content_hashes"] = content_hashes
    return moved(township_code, month, await once(work, Action.SHEET_VERIFY, key, content, act))


async def _verify(
    work: Work, sheets: Sequence[MonthlySheet], month: Month, content_hashes: Sequence[str] | None
) -> Outcome:
    if unsealed := [sheet for sheet in sheets if sheet.state not in SEALED]:
        raise SheetUnsealed(len(unsealed))
    sealed = [sheet for sheet in sheets if sheet.state is SheetState.SEALED]
    demand_seen(sealed, content_hashes)
    # Whatever has got past the seal shows here: the days as they are must still be those that were signed.
    if changed := await differing(work, sealed, month):
        raise SignatureVoid(len(changed))
    for sheet in sealed:
        before = standing(sheet)
        sheet.state = SheetState.VERIFIED
        sheet.verified_by, sheet.verified_at = work.ctx.actor.account_id, work.clock.now()
        record(work, Action.SHEET_VERIFY, "monthly_sheet", sheet.id, before=before, after=standing(sheet))
    return {"sheet_ids": [str(sheet.id) for sheet in sealed]}
