"""Which sheets an act is about, and whether they still say what is so."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from xuanpai_core.attendance.service import days_of
from xuanpai_core.db.session import Work
from xuanpai_core.idempotency.service import Outcome
from xuanpai_core.periods import Month
from xuanpai_core.regions.code import RegionCode, RegionLevel
from xuanpai_core.regions.known import known_region
from xuanpai_core.regions.repository import Node
from xuanpai_core.sheets import repository
from xuanpai_core.sheets.content import content_hash, told_days
from xuanpai_core.sheets.errors import NotATownship, SheetNotFound, SheetNotSeen
from xuanpai_core.sheets.models import MonthlySheet
from xuanpai_core.sheets.telling import as_kept, facts_of, tells_nights


@dataclass(frozen=True, slots=True)
class Sheets:
    """The sheets of a township's month that an act has moved, and the signatures that it made void."""

    township_code: str
    month: Month
    sheet_ids: tuple[UUID, ...]
    voided: int = 0


async def township(work: Work, code: str) -> Node:
    """The township of this code; raises ``NotFound`` (``UNKNOWN_REGION``), ``NotATownship``."""
    region = await known_region(work, RegionCode.parse(code))
    if region.level != RegionLevel.TOWNSHIP:
        raise NotATownship(region.path_name)
    return region


async def chosen(
    work: Work, township_code: str, month: Month, sheet_ids: Sequence[UUID] | None
) -> Sequence[MonthlySheet]:
    """The township's sheets of the month, or those of ``sheet_ids``, held; raises ``SheetNotFound`` if one is not."""
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


async def differing(work: Work, sheets: Sequence[MonthlySheet], month: Month) -> list[MonthlySheet]:
    """The sheets that no longer say what was totalled or signed: in their own words, or by the days as they are."""
    posting_ids = [sheet.posting_id for sheet in sheets]
    days = await days_of(work, posting_ids, month)
    facts = await facts_of(work, posting_ids, month, [one.posting_id for one in sheets if tells_nights(one.facts)])
    found = []
    for sheet in sheets:
        agreed = sheet.content_hash if sheet.signed_hash is None else sheet.signed_hash
        now = told_days(days[sheet.posting_id]), as_kept(sheet.facts, facts[sheet.posting_id])
        said = (
            content_hash(sheet.posting_id, month.start, told, sheet.verdict, beside)
            for told, beside in ((sheet.days, sheet.facts), now)
        )
        if any(one != agreed for one in said):
            found.append(sheet)
    return found


def demand_seen(sheets: Sequence[MonthlySheet], content_hashes: Sequence[str] | None) -> None:
    """Raise ``SheetNotSeen`` where what a sheet says now is none of what the caller has seen (None: not asked)."""
    if content_hashes is None:
        return
    if unseen := [sheet for sheet in sheets if sheet.content_hash.hex() not in content_hashes]:
        raise SheetNotSeen(len(unseen))


def standing(sheet: MonthlySheet) -> dict[str, str]:
    """Where the sheet stands and what it says, for the trail."""
    return {"state": sheet.state, "content_hash": sheet.content_hash.hex()}


def moved(township_code: str, month: Month, outcome: Outcome) -> Sheets:
    """What an act answers, also when it is asked again."""
    sheet_ids = tuple(UUID(sheet_id) for sheet_id in outcome["sheet_ids"])
    return Sheets(township_code, month, sheet_ids, outcome.get("voided", 0))
