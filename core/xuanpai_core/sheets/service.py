"""The township's month: totalled by the clerk, signed by the secretary, sealed and so locked (JZ-08, JZ-09)."""

from collections.abc import Sequence
from dataclasses import dataclass
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
from xuanpai_core.periods import Month
from xuanpai_core.regions.code import RegionCode, RegionLevel
from xuanpai_core.regions.known import known_region
from xuanpai_core.sheets import repository
from xuanpai_core.sheets.content import content_hash, on_duty, told_days, told_verdict
from xuanpai_core.sheets.errors import (
    MonthNotEnded,
    MonthNotStarted,
    NotATownship,
    SheetChanged,
    SheetNotFound,
    SheetNotSigned,
    SignatureVoid,
)
from xuanpai_core.sheets.models import MonthlySheet, SheetState


@dataclass(frozen=True, slots=True)
class Sheets:
    """The sheets of a township's month that an act has moved, and the signatures that it made void."""

    township_code: str
    month: Month
    sheet_ids: tuple[UUID, ...]
    voided: int = 0


async def total_month(work: Work, township_code: str, month: Month, key: str) -> Sheets:
    """Total every posting of the township; again at any time until it is signed.

    A signed sheet is left alone while it still says what is so; where attendance has changed since, it is totalled
    anew and its signature is void. A sealed one is never touched. Returns what was totalled. Raises ``Forbidden``,
    ``NotFound`` (``UNKNOWN_REGION``), ``NotATownship``, ``MonthNotStarted``, ``PluginFailed``, ``UnknownPlugin``.
    """
    require_place(work.ctx, Action.SHEET_TOTAL, township_code)
    await _township(work, township_code)
    if month.start > today(work.clock):
        raise MonthNotStarted

    async def act() -> Outcome:
        return await _total(work, township_code, month)

    content = {"township_code": township_code, "month": str(month)}
    return _sheets(township_code, month, await once(work, Action.SHEET_TOTAL, key, content, act))


async def sign_sheets(
    work: Work, township_code: str, month: Month, key: str, *, sheet_ids: Sequence[UUID] | None = None
) -> Sheets:
    """Sign the township's totalled sheets, or those of ``sheet_ids``, as its secretary (JZ-09).

    Returns what was signed now. Raises ``Forbidden``, ``NotFound`` (``UNKNOWN_REGION``), ``NotATownship``,
    ``MonthNotEnded``, ``SheetNotFound``, ``SheetChanged``.
    """
    require_place(work.ctx, Action.SHEET_SIGN, township_code)
    await _township(work, township_code)
    if month.start > today(work.clock) or today(work.clock) < month.end:
        raise MonthNotEnded

    async def act() -> Outcome:
        return await _sign(work, await _chosen(work, township_code, month, sheet_ids), month)

    content = {"township_code": township_code, "month": str(month), "sheet_ids": sheet_ids}
    return _sheets(township_code, month, await once(work, Action.SHEET_SIGN, key, content, act))


async def seal_sheets(
    work: Work, township_code: str, month: Month, key: str, *, sheet_ids: Sequence[UUID] | None = None
) -> Sheets:
    """Seal the township's signed sheets, or those of ``sheet_ids``: from then on their days do not change (JZ-08).

    All or nothing; returns what was sealed now. Raises ``Forbidden``, ``NotFound`` (``UNKNOWN_REGION``),
    ``NotATownship``, ``SheetNotFound``, ``SheetNotSigned``, ``SignatureVoid``.
    """
    require_place(work.ctx, Action.SHEET_SEAL, township_code)
    await _township(work, township_code)

    async def act() -> Outcome:
        return await _seal(work, await _chosen(work, township_code, month, sheet_ids), month)

    content = {"township_code": township_code, "month": str(month), "sheet_ids": sheet_ids}
    return _sheets(township_code, month, await once(work, Action.SHEET_SEAL, key, content, act))


async def _total(work: Work, township_code: str, month: Month) -> Outcome:
    await repository.lock_township(work, township_code)
    places = await repository.postings_of(work, township_code, month)
    days = await days_of(work, list(places), month)
    verdicts = await judge(work, list(places), month)
    stored = {sheet.posting_id: sheet for sheet in await repository.sheets_of(work, township_code, month)}
    totalled: list[UUID] = []
    voided = 0
    for posting_id, region_code in places.items():
        sheet = stored.get(posting_id)
        told, verdict = told_days(days[posting_id]), told_verdict(verdicts[posting_id])
        if sheet is not None and not _may_refresh(sheet, told):
            continue
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
                before=_standing(sheet),
                after={"state": SheetState.TOTALLED},
                reason="签字后考勤有变化",
                signed_by=str(sheet.signed_by),
            )
        sheet.region_code, sheet.state = region_code, SheetState.TOTALLED
        sheet.days, sheet.on_duty_days, sheet.verdict = told, on_duty(told), verdict
        sheet.content_hash = content_hash(posting_id, month.start, told, verdict)
        sheet.totalled_by, sheet.totalled_at = work.ctx.actor.account_id, work.clock.now()
        sheet.signed_by = sheet.signed_at = sheet.signed_hash = None
        totalled.append(sheet.id)
    record(work, Action.SHEET_TOTAL, "township", township_code, month=str(month), sheets=len(totalled))
    return {"sheet_ids": [str(sheet_id) for sheet_id in totalled], "voided": voided}


def _may_refresh(sheet: MonthlySheet, told: list[dict[str, Any]]) -> bool:
    if sheet.state is SheetState.SIGNED:
        # The verdict stays as it was signed: rules that changed since do not make a signature void, days do.
        return sheet.signed_hash != content_hash(sheet.posting_id, sheet.month, told, sheet.verdict)
    return sheet.state is SheetState.TOTALLED


def _standing(sheet: MonthlySheet) -> dict[str, str]:
    """Where the sheet stands and what it says, for the trail."""
    return {"state": sheet.state, "content_hash": sheet.content_hash.hex()}


async def _sign(work: Work, chosen: Sequence[MonthlySheet], month: Month) -> Outcome:
    waiting = [sheet for sheet in chosen if sheet.state is SheetState.TOTALLED]
    changed = await _differing(work, waiting, month)
    if changed:
        raise SheetChanged(len(changed))
    for sheet in waiting:
        before = _standing(sheet)
        sheet.state, sheet.signed_hash = SheetState.SIGNED, sheet.content_hash
        sheet.signed_by, sheet.signed_at = work.ctx.actor.account_id, work.clock.now()
        record(work, Action.SHEET_SIGN, "monthly_sheet", sheet.id, before=before, after=_standing(sheet))
    return {"sheet_ids": [str(sheet.id) for sheet in waiting]}


async def _seal(work: Work, chosen: Sequence[MonthlySheet], month: Month) -> Outcome:
    unsigned = [sheet for sheet in chosen if sheet.state is SheetState.TOTALLED]
    if unsigned:
        raise SheetNotSigned(len(unsigned))
    signed = [sheet for sheet in chosen if sheet.state is SheetState.SIGNED]
    posting_ids = [sheet.posting_id for sheet in signed]
    # First nobody can change a day any more, then the days are compared with what was signed.
    await lock_month(work, posting_ids, month)
    changed = await _differing(work, signed, month)
    if changed:
        raise SignatureVoid(len(changed))
    await seal_month(work, posting_ids, month)
    for sheet in signed:
        before = _standing(sheet)
        sheet.state = SheetState.SEALED
        sheet.sealed_by, sheet.sealed_at = work.ctx.actor.account_id, work.clock.now()
        record(work, Action.SHEET_SEAL, "monthly_sheet", sheet.id, before=before, after=_standing(sheet))
    return {"sheet_ids": [str(sheet.id) for sheet in signed]}


async def _differing(work: Work, sheets: Sequence[MonthlySheet], month: Month) -> list[MonthlySheet]:
    """The sheets that no longer say what was totalled or signed: in their own words, or by the days as they are."""
    days = await days_of(work, [sheet.posting_id for sheet in sheets], month)
    differing = []
    for sheet in sheets:
        agreed = sheet.signed_hash if sheet.state is SheetState.SIGNED else sheet.content_hash
        for told in (sheet.days, told_days(days[sheet.posting_id])):
            if content_hash(sheet.posting_id, month.start, told, sheet.verdict) != agreed:
                differing.append(sheet)
                break
    return differing


async def _chosen(
    work: Work, township_code: str, month: Month, sheet_ids: Sequence[UUID] | None
) -> Sequence[MonthlySheet]:
    await repository.lock_township(work, township_code)
    sheets = await repository.sheets_of(work, township_code, month)
    if sheet_ids is not None:
        wanted = set(sheet_ids)
        sheets = [sheet for sheet in sheets if sheet.id in wanted]
        if len(sheets) != len(wanted):
            raise SheetNotFound
    if not sheets:
        raise SheetNotFound
    return sheets


async def _township(work: Work, code: str) -> None:
    region = await known_region(work, RegionCode.parse(code))
    if region.level != RegionLevel.TOWNSHIP:
        raise NotATownship(region.path_name)


def _sheets(township_code: str, month: Month, outcome: Outcome) -> Sheets:
    sheet_ids = tuple(UUID(sheet_id) for sheet_id in outcome["sheet_ids"])
    return Sheets(township_code, month, sheet_ids, outcome.get("voided", 0))
