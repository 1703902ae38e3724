"""A 月考勤登记表 as it will stand on paper: read once, then written as PDF or as a workbook."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import aliased

from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.authz.scope import Extent
from xuanpai_core.cadres.models import Cadre
from xuanpai_core.cadres.unmasking import shown_name
from xuanpai_core.db.session import Work
from xuanpai_core.identity.models import Account
from xuanpai_core.periods import Month
from xuanpai_core.postings.models import Posting
from xuanpai_core.postings.reach import within_posting
from xuanpai_core.regions.models import Region
from xuanpai_core.roster import columns
from xuanpai_core.sheets import repository
from xuanpai_core.sheets.choosing import differing
from xuanpai_core.sheets.content import Facts, content_hash, days_as
from xuanpai_core.sheets.models import MonthlySheet, SheetFigure, SheetOverride, SheetSignature, SheetState
from xuanpai_core.sheets.signs import NIGHT, OUT_OF_POST, day_sign
from xuanpai_core.sheets.visibility import SEALED, UNSEALED, is_near
from xuanpai_core.units.models import OrgUnit

_ROLES: Final = {str(role): word for word, role in columns.ROLES.items()}
OUTCOMES: Final[Mapping[str, str]] = {
    "MET": "达标",
    "UNMET": "未达标",
    "WARNED": "提示",
    "EXEMPT": "免评",
    "NOT_APPLICABLE": "不评",
}
STATES: Final[Mapping[str, str]] = {
    SheetState.TOTALLED: "已统计,未签字",
    SheetState.SIGNED: "已签字,未盖章",
    SheetState.SEALED: "已盖章",
    SheetState.VERIFIED: "已查验",
}
NOT_TOTALLED: Final = "未统计"


@dataclass(frozen=True, slots=True)
class Signed:
    """The signature under a line. ``valid``: the content is still what was signed."""

    name: str
    office: str
    acting_for: str | None
    at: datetime
    hash: str
    valid: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One person's month. ``cells``: the sign of every day of the month; counts in days and half days.

    Where the reader may not see what the sheet says, only ``standing`` speaks.
    """

    name: str
    unit: str
    role: str
    place: str
    standing: str
    cells: tuple[str, ...]
    counts: Mapping[AttendanceStatus, Decimal]
    on_duty: str
    outcome: str
    reason: str
    clause: str
    nights: int | None
    """How many nights were spent in the village; None where the place does not count them."""
    night_reason: str
    night_clause: str
    signature: Signed | None
    sealed: tuple[str, datetime] | None
    verified: tuple[str, datetime] | None

    @property
    def withheld(self) -> bool:
        """Whether the reader may not see what the sheet says."""
        return self.standing == UNSEALED


@dataclass(frozen=True, slots=True)
class Register:
    """The whole paper: the place by its whole name, the month, the lines in the order of villages."""

    place: str
    title: str
    month: Month
    lines: tuple[Line, ...]

    @property
    def standings(self) -> str:
        """How many lines stand where: ``已盖章 58 人,未统计 2 人``."""
        counted = Counter(line.standing for line in self.lines)
        return ",".join(f"{standing} {count} 人" for standing, count in counted.items())

    @property
    def by_night(self) -> bool:
        """Whether anybody's nights are counted."""
        return any(line.nights is not None for line in self.lines)

    @property
    def days(self) -> tuple[date, ...]:
        """The days of the month, in order."""
        return tuple(_days(self.month))


async def read_register(work: Work, reach: Extent, region_code: str, month: Month, posting_id: UUID | None) -> Register:
    """The month of those below ``region_code``, or of one posting, as far as ``reach`` goes; empty where none was.

    A name is shown as lists show it to the reader.
    """
    rows = await _rows(work, reach, region_code, month, posting_id)
    sheets = [row.MonthlySheet for row in rows if row.MonthlySheet is not None]
    corrected = await _corrections(work, sheets)
    # What is sealed cannot have changed; what is only signed may have.
    signed = [sheet for sheet in sheets if sheet.state is SheetState.SIGNED]
    void = {sheet.id for sheet in await differing(work, signed, month)}
    lines = tuple(_line(work, row, month, corrected, void) for row in rows)
    region = await work.session.get(Region, (work.tenant_id, region_code))
    whose = lines[0].name if posting_id is not None and lines else "" if region is None else region.name
    title = f"{whose}{month.start.year}年{month.start.month}月选派干部考勤登记表"
    return Register("" if region is None else region.path_name, title, month, lines)


async def _rows(work: Work, reach: Extent, region_code: str, month: Month, posting_id: UUID | None) -> Sequence[Any]:
    sealer, verifier = aliased(Account), aliased(Account)
    tenant = work.tenant_id
    one = [Posting.id == posting_id] if posting_id is not None else []
    found = await work.session.execute(
        select(
            Posting,
            Cadre.name.label("cadre_name"),
            OrgUnit.name.label("unit_name"),
            Region.name.label("place_name"),
            MonthlySheet,
            SheetSignature,
            sealer.display_name.label("sealer"),
            verifier.display_name.label("verifier"),
        )
        .join(Cadre, (Cadre.tenant_id == tenant) & (Cadre.id == Posting.cadre_id))
        .join(OrgUnit, (OrgUnit.tenant_id == tenant) & (OrgUnit.id == Posting.sending_unit_id))
        .join(Region, (Region.tenant_id == tenant) & (Region.code == Posting.region_code))
        .outerjoin(
            MonthlySheet,
            (MonthlySheet.tenant_id == tenant)
            & (MonthlySheet.posting_id == Posting.id)
            & (MonthlySheet.month == month.start),
        )
        .outerjoin(
            SheetSignature, (SheetSignature.tenant_id == tenant) & (SheetSignature.id == MonthlySheet.signature_id)
        )
        .outerjoin(sealer, (sealer.tenant_id == tenant) & (sealer.id == MonthlySheet.sealed_by))
        .outerjoin(verifier, (verifier.tenant_id == tenant) & (verifier.id == MonthlySheet.verified_by))
        .where(repository.in_post(work, region_code, month), within_posting(reach), *one)
        .order_by(Posting.region_code, Posting.role, Posting.id)
    )
    return found.all()


async def _corrections(work: Work, sheets: Sequence[MonthlySheet]) -> dict[tuple[UUID, SheetFigure], str]:
    """The figures of sealed sheets that two persons have corrected, the newest of each."""
    rounds = {sheet.id: sheet.reopenings for sheet in sheets if sheet.state in SEALED}
    rows = await work.session.execute(
        select(SheetOverride.sheet_id, SheetOverride.figure, SheetOverride.after, SheetOverride.reopenings)
        .where(SheetOverride.tenant_id == work.tenant_id, SheetOverride.sheet_id.in_(rounds))
        .order_by(SheetOverride.id)
    )
    return {(row.sheet_id, row.figure): row.after for row in rows if row.reopenings == rounds[row.sheet_id]}


def _line(
    work: Work, row: Row[Any], month: Month, corrected: Mapping[tuple[UUID, SheetFigure], str], void: set[UUID]
) -> Line:
    posting, sheet = row.Posting, row.MonthlySheet
    near = is_near(work.ctx, posting.region_code, posting.sending_unit_id, posting.cadre_id)
    shown = sheet is not None and (near or sheet.state in SEALED)
    days = {day["day"]: day for day in sheet.days} if shown else {}
    verdict = sheet.verdict if shown else {}
    facts = sheet.facts if shown else None
    nights = (facts or {}).get("nights")
    by_night = verdict.get("nights") or {}
    return Line(
        name=row.cadre_name if posting.cadre_id == work.ctx.actor.cadre_id else shown_name(work, row.cadre_name),
        unit=row.unit_name,
        role=_ROLES[posting.role],
        place=row.place_name,
        standing=_standing(sheet, shown=shown, near=near),
        cells=tuple(_cell(posting, day, days, facts) for day in _days(month)),
        counts={status: days_as(status, list(days.values())) for status in AttendanceStatus},
        on_duty=_on_duty(sheet, corrected) if shown else "",
        outcome=_outcome(sheet, corrected) if shown else NOT_TOTALLED if near else "",
        reason=verdict.get("reason", ""),
        clause=_clause(verdict.get("clause")),
        nights=None if nights is None else len(nights),
        night_reason=by_night.get("reason", ""),
        night_clause=_clause(by_night.get("clause")),
        signature=_signature(sheet, row.SheetSignature, void) if shown else None,
        sealed=(row.sealer or "", sheet.sealed_at) if shown and sheet.sealed_at else None,
        verified=(row.verifier or "", sheet.verified_at) if shown and sheet.verified_at else None,
    )


def _standing(sheet: MonthlySheet | None, *, shown: bool, near: bool) -> str:
    if not near and not shown:
        return UNSEALED
    return NOT_TOTALLED if sheet is None else STATES[sheet.state]


def _days(month: Month) -> Sequence[date]:
    return [month.start + timedelta(days=number) for number in range((month.end - month.start).days)]


def _cell(posting: Posting, day: date, days: Mapping[str, dict[str, Any]], facts: Facts | None) -> str:
    if not _in_post(posting, day, facts):
        return OUT_OF_POST
    told = days.get(day.isoformat())
    night = NIGHT if day.isoformat() in (facts or {}).get("nights", ()) else ""
    return ("" if told is None else day_sign(told)) + night


def _in_post(posting: Posting, day: date, facts: Facts | None) -> bool:
    """As the sheet tells it; one that does not, and a month without a sheet, by the posting as it is now."""
    if facts is None:
        return posting.serves(day)
    told = day.isoformat()
    return bool(facts.get("first", told) <= told <= facts.get("last", told))


def _on_duty(sheet: MonthlySheet, corrected: Mapping[tuple[UUID, SheetFigure], str]) -> str:
    counted = f"{sheet.on_duty_days}{'.5' if sheet.half_day else ''}"
    instead = corrected.get((sheet.id, SheetFigure.ON_DUTY_DAYS))
    return counted if instead is None else f"{instead}(原{counted})"


def _outcome(sheet: MonthlySheet, corrected: Mapping[tuple[UUID, SheetFigure], str]) -> str:
    judged = OUTCOMES[sheet.verdict["outcome"]]
    instead = corrected.get((sheet.id, SheetFigure.OUTCOME))
    return judged if instead is None else f"{OUTCOMES[instead]}(原{judged})"


def _clause(clause: Mapping[str, str] | None) -> str:
    return "" if not clause else f"{clause['document']}:“{clause['words']}”({clause['reference']})"


def _signature(sheet: MonthlySheet, signature: SheetSignature | None, void: set[UUID]) -> Signed | None:
    if signature is None:
        return None
    said = content_hash(sheet.posting_id, sheet.month, sheet.days, sheet.verdict, sheet.facts)
    valid = sheet.id not in void and sheet.signed_hash == signature.content_hash == said
    return Signed(
        signature.name,
        signature.office,
        signature.acting_for_name if signature.acting_for else None,
        signature.signed_at,
        signature.content_hash.hex(),
        valid,
    )
