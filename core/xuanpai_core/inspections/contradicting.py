"""What a published inspection contradicts: a signed sheet (JZ-10), both ends (FJ-04), living in the village (JZ-05).

Only what is published counts: a lead may be read below the planner's place, and a visit that is not published does not
exist there (JZ-14). Each lead only prompts; persons decide.
"""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Select, and_, or_, select

from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.cadres.models import Cadre
from xuanpai_core.db.session import Work
from xuanpai_core.identity.models import Account
from xuanpai_core.inspections.both_ends import best
from xuanpai_core.inspections.excuses import PersonDay, excused
from xuanpai_core.inspections.models import FindingEnd, Inspection, InspectionFinding, InspectionState, Presence
from xuanpai_core.inspections.whereabouts import Whereabouts, judge_ends
from xuanpai_core.leads.models import LeadKind, Violation
from xuanpai_core.leads.service import NewLead, raise_lead
from xuanpai_core.periods import Month, month_start
from xuanpai_core.plugins.decisions import Clause
from xuanpai_core.plugins.rulebook import Wording
from xuanpai_core.plugins.wording import day_name, month_name
from xuanpai_core.postings.models import Posting
from xuanpai_core.rulebooks.service import rulebooks
from xuanpai_core.sheets.models import MonthlySheet, SheetState

SIGNED = (SheetState.SIGNED, SheetState.SEALED, SheetState.VERIFIED)
VIOLATIONS = {
    Violation.IN_NAME_ONLY: "挂名",
    Violation.COMMUTING: "走读",
    Violation.BETWEEN_TWO_PLACES: "两头跑",
    Violation.NOWHERE: "两头空",
}
_PROMPT = "本线索只作提示,如何处理由有权机关决定。"


async def contradictions(work: Work, sheets: Sequence[MonthlySheet]) -> list[UUID]:
    """Raise a lead for each day on which a signed sheet says on duty and a published inspection found nobody.

    Whoever signed answers for it, not the cadre; once for each signer. To be called when sheets were signed or sealed
    and when an inspection is published, in whichever order; unsigned sheets are passed over. Returns the new leads.
    Asks nobody's permission (JZ-10).
    """
    signed = {(sheet.posting_id, sheet.month): sheet for sheet in sheets if sheet.state in SIGNED}
    if not signed:
        return []
    await work.session.flush()
    found = await _absences(work, {posting_id for posting_id, _ in signed}, {month for _, month in signed})
    against = [
        (signed[key], finding)
        for finding in found
        if (key := (finding.posting_id, month_start(finding.found_on))) in signed
    ]
    against = [(sheet, finding) for sheet, finding in against if _says_on_duty(sheet, finding)]
    away = await excused(work, {_person_day(finding) for _, finding in against})
    raised = [
        await _raise_signature(work, sheet, finding) for sheet, finding in against if _person_day(finding) not in away
    ]
    return [lead_id for lead_id in raised if lead_id is not None]


async def tell_of(work: Work, inspection: Inspection, findings: Sequence[InspectionFinding]) -> None:
    """What follows when the findings of an inspection become known. Asks nobody's permission."""
    await work.session.flush()
    absent = [one for one in findings if one.presence is Presence.ABSENT and one.posting_id is not None]
    await _hold(work, absent)
    await contradictions(work, await _sheets(work, absent))
    await _nowhere_seen(work, absent)
    for finding in findings:
        if finding.violation is not None:
            await _raise_violation(work, inspection, finding, finding.violation)


def _published(work: Work) -> Select[InspectionFinding]:
    """The findings that have become known."""
    return (
        select(InspectionFinding)
        .join(
            Inspection,
            and_(Inspection.tenant_id == work.tenant_id, Inspection.id == InspectionFinding.inspection_id),
        )
        .where(InspectionFinding.tenant_id == work.tenant_id, Inspection.state == InspectionState.PUBLISHED)
    )


async def _absences(work: Work, posting_ids: Collection[UUID], months: Collection[date]) -> Sequence[InspectionFinding]:
    """Published findings that the postings were absent from the village in any of these months."""
    spans = [Month(month) for month in months]
    rows = await work.session.scalars(
        _published(work)
        .where(
            InspectionFinding.posting_id.in_(posting_ids),
            InspectionFinding.presence == Presence.ABSENT,
            InspectionFinding.at_end == FindingEnd.VILLAGE,
            or_(
                *(
                    and_(InspectionFinding.found_on >= month.start, InspectionFinding.found_on < month.end)
                    for month in spans
                )
            ),
        )
        .order_by(InspectionFinding.found_on, InspectionFinding.id)
    )
    return rows.all()


async def _hold(work: Work, findings: Sequence[InspectionFinding]) -> None:
    """Let nobody else publish what was found of the same people meanwhile: of two ends, the second sees the first."""
    await work.session.scalars(
        select(Posting.id)
        .where(Posting.tenant_id == work.tenant_id, Posting.id.in_({finding.posting_id for finding in findings}))
        .order_by(Posting.id)
        .with_for_update(key_share=True)
    )


async def _sheets(work: Work, findings: Sequence[InspectionFinding]) -> Sequence[MonthlySheet]:
    """The sheets of those months, held: whoever signs one meanwhile has signed it, or will see what is published."""
    if not findings:
        return []
    rows = await work.session.scalars(
        select(MonthlySheet)
        .where(
            MonthlySheet.tenant_id == work.tenant_id,
            MonthlySheet.posting_id.in_({finding.posting_id for finding in findings}),
            MonthlySheet.month.in_({month_start(finding.found_on) for finding in findings}),
        )
        .order_by(MonthlySheet.month, MonthlySheet.posting_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return rows.all()


def _says_on_duty(sheet: MonthlySheet, finding: InspectionFinding) -> bool:
    """Whether the sheet has the cadre on duty on the day, were it for half of it."""
    return any(
        AttendanceStatus.ON_DUTY in {day["status"], day.get("afternoon", day["status"])}
        for day in sheet.days
        if day["day"] == finding.found_on.isoformat()
    )


def _person_day(finding: InspectionFinding) -> PersonDay:
    if finding.posting_id is None:
        raise ValueError("a finding about a place has no person")
    return finding.posting_id, finding.found_on


async def _raise_signature(work: Work, sheet: MonthlySheet, finding: InspectionFinding) -> UUID | None:
    signer = await work.session.get(Account, (work.tenant_id, sheet.signed_by))
    name = await _name(work, finding)
    title, clauses = await _wording(work, f"lead:{LeadKind.SIGNATURE_CONTRADICTED}", finding, "考勤不实")
    by = f"由{signer.display_name}" if signer is not None else "经"
    reason = (
        f"{day_name(finding.found_on)}检查记录{name}不在岗,{month_name(Month(sheet.month))}考勤表{by}签字认定当日在岗,"
        f"两者不一致,是否属于“{title}”待核实。签字由签字人负责,请先听签字人说明。{_PROMPT}"
    )
    return await raise_lead(
        work,
        NewLead(
            kind=LeadKind.SIGNATURE_CONTRADICTED,
            region_code=finding.region_code,
            subject_type="monthly_sheet",
            subject_key=f"{sheet.id}:{finding.id}:{sheet.signed_by}",
            since=finding.found_on,
            until=finding.found_on,
            reason=reason,
            posting_id=finding.posting_id,
            responsible_id=sheet.signed_by,
            facts={
                "sheet": str(sheet.id),
                "day": finding.found_on.isoformat(),
                "finding": str(finding.id),
                "inspection": str(finding.inspection_id),
                "signed_hash": None if sheet.signed_hash is None else sheet.signed_hash.hex(),
                "signed_by": str(sheet.signed_by),
                "signed_at": None if sheet.signed_at is None else sheet.signed_at.isoformat(),
            },
            clauses=clauses,
        ),
    )


async def _nowhere_seen(work: Work, absent: Sequence[InspectionFinding]) -> None:
    """A lead for each day on which neither end saw the person, whichever inspection was published last."""
    days = sorted({_person_day(finding) for finding in absent})
    away = await excused(work, days)
    for posting_id, day in days:
        both = await _findings_on(work, posting_id, day)
        told = [(finding.at_end, finding.presence) for finding in both]
        on_leave = (posting_id, day) in away
        said = judge_ends(best(told, FindingEnd.VILLAGE), best(told, FindingEnd.UNIT), on_leave=on_leave)
        if said.whereabouts is not Whereabouts.NOWHERE_SEEN:
            continue
        one = both[0]
        name = await _name(work, one)
        title, clauses = await _wording(work, f"lead:{LeadKind.NOWHERE_SEEN}", one, "两头不见人")
        await raise_lead(
            work,
            NewLead(
                kind=LeadKind.NOWHERE_SEEN,
                region_code=one.region_code,
                subject_type="posting_day",
                subject_key=f"{posting_id}:{day.isoformat()}",
                since=day,
                until=day,
                reason=(
                    f"{day_name(day)}村里和派出单位两处检查都没有见到{name},也没有请假,是否属于“{title}”待核实。{_PROMPT}"
                ),
                posting_id=posting_id,
                facts={"findings": [str(finding.id) for finding in both], "day": day.isoformat()},
                clauses=clauses,
            ),
        )


async def _findings_on(work: Work, posting_id: UUID, day: date) -> Sequence[InspectionFinding]:
    rows = await work.session.scalars(
        _published(work)
        .where(
            InspectionFinding.posting_id == posting_id,
            InspectionFinding.found_on == day,
        )
        .order_by(InspectionFinding.at_end.desc(), InspectionFinding.id)
    )
    return rows.all()


async def _raise_violation(
    work: Work, inspection: Inspection, finding: InspectionFinding, violation: Violation
) -> None:
    title, clauses = await _wording(work, f"violation:{violation}", finding, VIOLATIONS[violation])
    nights = f",连续{finding.nights_away}夜不在村" if finding.nights_away else ""
    seen = "在岗" if finding.presence is Presence.PRESENT else "不在岗"
    reason = (
        f"{day_name(finding.found_on)}检查发现{await _name(work, finding)}白天{seen}{nights},"
        f"检查人员记为“{title}”。{_PROMPT}"
    )
    await raise_lead(
        work,
        NewLead(
            kind=LeadKind.VIOLATION_FOUND,
            region_code=finding.region_code,
            subject_type="inspection_finding",
            subject_key=str(finding.id),
            since=finding.found_on,
            until=finding.found_on,
            reason=reason,
            posting_id=finding.posting_id,
            violation=violation,
            facts={"finding": str(finding.id), "inspection": str(inspection.id), "nights_away": finding.nights_away},
            clauses=clauses,
        ),
    )


async def _wording(work: Work, of: str, finding: InspectionFinding, natural: str) -> tuple[str, tuple[Clause, ...]]:
    """What the place calls it, with the clause that says so; else the core's own word."""
    rule = (await rulebooks(work)).one(Wording, f"wording:{of}", finding.region_code, finding.found_on)
    return (natural, ()) if rule is None else (rule[1].title, (rule[1].clause,))


async def _name(work: Work, finding: InspectionFinding) -> str:
    cadre = await work.session.get_one(Cadre, (work.tenant_id, finding.cadre_id))
    return cadre.name
