"""The township's month: totalled by the clerk, signed by the secretary, sealed and so locked (JZ-08, JZ-09)."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from xuanpai_core.attendance.service import days_of, judge, lock_month, seal_month
from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require_place
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.inspections.service import contradictions
from xuanpai_core.periods import Month
from xuanpai_core.sheets import repository
from xuanpai_core.sheets.choosing import Sheets, chosen, demand_seen, differing, moved, standing, township
from xuanpai_core.sheets.content import Facts, content_hash, told_days, told_verdict, whole_and_half
from xuanpai_core.sheets.errors import MonthNotEnded, MonthNotStarted, SheetChanged, SheetNotSigned, SignatureVoid
from xuanpai_core.sheets.models import MonthlySheet, SheetState
from xuanpai_core.sheets.reopening import reopen_sheets
from xuanpai_core.sheets.signing import Signer, sign, signer, void
from xuanpai_core.sheets.telling import as_kept, facts_of, night_verdicts, tells_nights
from xuanpai_core.sheets.verifying import verify_sheets

__all__ = ["Sheets", "reopen_sheets", "seal_sheets", "sign_sheets", "total_month", "verify_sheets"]


async def total_month(work: Work, township_code: str, month: Month, key: str) -> Sheets:
    """Total every posting of the township; again at any time until it is signed.

    A signed sheet is left alone while it still says what is so; where attendance has changed since, it is totalled
    anew and its signature is void. A sealed one is never touched. Returns what was totalled. Raises ``Forbidden``,
    ``NotFound`` (``UNKNOWN_REGION``), ``NotATownship``, ``MonthNotStarted``, ``PluginFailed``, ``UnknownPlugin``.
    """
    require_place(work.ctx, Action.SHEET_TOTAL, township_code)
    await township(work, township_code)
    if month.start > today(work.clock):
        raise MonthNotStarted

    async def act() -> Outcome:
        return await _total(work, township_code, month)

    content = {"township_code": township_code, "month": str(month)}
    return moved(township_code, month, await once(work, Action.SHEET_TOTAL, key, content, act))


async def sign_sheets(
    work: Work,
    township_code: str,
    month: Month,
    key: str,
    *,
    sheet_ids: Sequence[UUID] | None = None,
    content_hashes: Sequence[str] | None = None,
) -> Sheets:
    """Sign the township's totalled sheets, or those of ``sheet_ids``, as its secretary or in the secretary's stead.

    The signature keeps who signed in which capacity, by which recorded appointment (JZ-09). ``content_hashes``: those
    of what the signer has seen; what was totalled anew since is then not signed unseen.

    Returns what was signed now. Raises ``Forbidden``, ``NotFound`` (``UNKNOWN_REGION``), ``NotATownship``,
    ``SignerNotSecretary``, ``MonthNotEnded``, ``SheetNotFound``, ``SheetChanged``, ``SheetNotSeen``.
    """
    require_place(work.ctx, Action.SHEET_SIGN, township_code)
    by = await signer(work, await township(work, township_code))
    if month.start > today(work.clock) or today(work.clock) < month.end:
        raise MonthNotEnded

    async def act() -> Outcome:
        return await _sign(work, await chosen(work, township_code, month, sheet_ids), month, by, content_hashes)

    content: Outcome = {"township_code": township_code, "month": str(month), "sheet_ids": sheet_ids}
    if content_hashes is not None:
        content["content_hashes"] = content_hashes
    return moved(township_code, month, await once(work, Action.SHEET_SIGN, key, content, act))


async def seal_sheets(
    work: Work, township_code: str, month: Month, key: str, *, sheet_ids: Sequence[UUID] | None = None
) -> Sheets:
    """Seal the township's signed sheets, or those of ``sheet_ids``: from then on their days do not change (JZ-08).

    All or nothing; returns what was sealed now. Raises ``Forbidden``, ``NotFound`` (``UNKNOWN_REGION``),
    ``NotATownship``, ``SheetNotFound``, ``SheetNotSigned``, ``SignatureVoid``.
    """
    require_place(work.ctx, Action.SHEET_SEAL, township_code)
    await township(work, township_code)

    async def act() -> Outcome:
        return await _seal(work, await chosen(work, township_code, month, sheet_ids), month)

    content = {"township_code": township_code, "month": str(month), "sheet_ids": sheet_ids}
    return moved(township_code, month, await once(work, Action.SHEET_SEAL, key, content, act))


async def _total(work: Work, township_code: str, month: Month) -> Outcome:
    await repository.lock_township(work, township_code)
    stored = {sheet.posting_id: sheet for sheet in await repository.sheets_of(work, township_code, month)}
    # Whoever turned out not to have been in post any more keeps a sheet that says so: it must not hold up the others.
    places = {posting_id: sheet.region_code for posting_id, sheet in stored.items()}
    places |= await repository.postings_of(work, township_code, month)
    contents = await _contents(work, sorted(places), month, stored)
    totalled: list[UUID] = []
    voided = 0
    for posting_id, region_code in places.items():
        sheet = stored.get(posting_id)
        told, verdict, facts = contents[posting_id]
        if sheet is not None and not _may_refresh(sheet, told, facts):
            continue
        if "nights" not in verdict:
            facts = {name: value for name, value in facts.items() if name != "nights"}
        if sheet is None:
            sheet = MonthlySheet(tenant_id=work.tenant_id, id=new_id(), posting_id=posting_id, month=month.start)
            work.session.add(sheet)
        elif sheet.state is SheetState.SIGNED:
            voided += 1
            record(
                work,
                "sheet:void",
                "monthly_sheet",
                sheet.id,
                before=standing(sheet),
                after={"state": SheetState.TOTALLED},
                reason="签字后考勤有变化",
                signed_by=str(sheet.signed_by),
            )
        void(sheet)
        sheet.region_code, sheet.days, sheet.verdict, sheet.facts = region_code, told, verdict, facts
        sheet.on_duty_days, sheet.half_day = whole_and_half(told)
        sheet.content_hash = content_hash(posting_id, month.start, told, verdict, facts)
        sheet.totalled_by, sheet.totalled_at = work.ctx.actor.account_id, work.clock.now()
        totalled.append(sheet.id)
    record(work, Action.SHEET_TOTAL, "township", township_code, month=str(month), sheets=len(totalled))
    return {"sheet_ids": [str(sheet_id) for sheet_id in totalled], "voided": voided}


async def _contents(
    work: Work, posting_ids: Sequence[UUID], month: Month, stored: Mapping[UUID, MonthlySheet]
) -> dict[UUID, tuple[list[dict[str, Any]], dict[str, Any], Facts]]:
    """Days, verdict and facts of each posting as a sheet keeps them; ``nights`` of the verdict: where they count."""
    days = await days_of(work, posting_ids, month)
    verdicts = await judge(work, posting_ids, month)
    nights = await night_verdicts(work, posting_ids, month)
    had_nights = {posting_id for posting_id, sheet in stored.items() if tells_nights(sheet.facts)}
    facts = await facts_of(work, posting_ids, month, had_nights | nights.keys())
    return {
        posting_id: (
            told_days(days[posting_id]),
            told_verdict(verdicts[posting_id]) | ({"nights": nights[posting_id]} if posting_id in nights else {}),
            facts[posting_id],
        )
        for posting_id in posting_ids
    }


def _may_refresh(sheet: MonthlySheet, told: list[dict[str, Any]], facts: Facts) -> bool:
    if sheet.state is SheetState.SIGNED:
        # The verdict stays as it was signed: rules that changed since do not make a signature void, days do.
        now = content_hash(sheet.posting_id, sheet.month, told, sheet.verdict, as_kept(sheet.facts, facts))
        return sheet.signed_hash != now
    return sheet.state is SheetState.TOTALLED


async def _sign(
    work: Work, sheets: Sequence[MonthlySheet], month: Month, by: Signer, content_hashes: Sequence[str] | None
) -> Outcome:
    waiting = [sheet for sheet in sheets if sheet.state is SheetState.TOTALLED]
    demand_seen(waiting, content_hashes)
    changed = await differing(work, waiting, month)
    if changed:
        raise SheetChanged(len(changed))
    for sheet in waiting:
        before = standing(sheet)
        signature = sign(work, sheet, by)
        record(
            work,
            Action.SHEET_SIGN,
            "monthly_sheet",
            sheet.id,
            before=before,
            after=standing(sheet),
            office=signature.office,
            acting_for=signature.acting_for and str(signature.acting_for),
            appointment_id=str(signature.appointment_id),
        )
    await contradictions(work, waiting)
    return {"sheet_ids": [str(sheet.id) for sheet in waiting]}


async def _seal(work: Work, sheets: Sequence[MonthlySheet], month: Month) -> Outcome:
    unsigned = [sheet for sheet in sheets if sheet.state is SheetState.TOTALLED]
    if unsigned:
        raise SheetNotSigned(len(unsigned))
    signed = [sheet for sheet in sheets if sheet.state is SheetState.SIGNED]
    posting_ids = [sheet.posting_id for sheet in signed]
    # First nobody can change a day any more, then the days are compared with what was signed.
    await lock_month(work, posting_ids, month)
    changed = await differing(work, signed, month)
    if changed:
        raise SignatureVoid(len(changed))
    await seal_month(work, posting_ids, month)
    for sheet in signed:
        before = standing(sheet)
        sheet.state = SheetState.SEALED
        sheet.sealed_by, sheet.sealed_at = work.ctx.actor.account_id, work.clock.now()
        record(work, Action.SHEET_SEAL, "monthly_sheet", sheet.id, before=before, after=standing(sheet))
    await contradictions(work, signed)
    return {"sheet_ids": [str(sheet.id) for sheet in signed]}
