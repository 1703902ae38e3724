"""What was found: checked, bound to its place and posting, and corrected while the inspection is still secret."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import FieldProblem
from xuanpai_core.evidence.service import link, unlink
from xuanpai_core.inspections import repository
from xuanpai_core.inspections.errors import InvalidFindings
from xuanpai_core.inspections.models import FindingEnd, Inspection, InspectionFinding, Presence
from xuanpai_core.inspections.rectifying import NewDemand, check_demand, demand
from xuanpai_core.leads.models import Violation
from xuanpai_core.postings.errors import PostingNotFound
from xuanpai_core.postings.models import Posting
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.regions.known import known_region
from xuanpai_core.texts import one_line, paragraphs

RECORD_TYPE = "inspection_finding"
FINDINGS_LIMIT = 200
NOTE_LIMIT = 1000
HOUSEHOLDS_LIMIT = 50
MOST_NIGHTS = 366


@dataclass(frozen=True, slots=True)
class NewFinding:
    """What was found about a posting (with ``presence``), or about a place as a whole (with ``note``).

    ``at_end``: whether one looked in the village or at the sending unit (FJ-04). ``violation``: one of the four of
    JZ-05, as the inspector judges it. ``nights_away``: nights in a row. ``households``: which were asked.
    ``rectify``: what is to be put right. ``found_on`` None is today; ``evidence_ids`` are all the files that prove it.
    A second finding about the same posting at the same end, or about the same place, corrects the first.
    """

    posting_id: UUID | None = None
    region_code: str | None = None
    presence: Presence | None = None
    note: str | None = None
    found_on: date | None = None
    evidence_ids: tuple[UUID, ...] = field(default=())
    at_end: FindingEnd = FindingEnd.VILLAGE
    violation: Violation | None = None
    nights_away: int | None = None
    households: tuple[str, ...] = ()
    rectify: NewDemand | None = None

    @property
    def about(self) -> tuple[UUID | None, str | None, FindingEnd]:
        """The one thing that it is about."""
        return self.posting_id, self.region_code, self.at_end


def check_findings(work: Work, new: Sequence[NewFinding]) -> None:
    """Refuse what can be told wrong before anything is read; raises ``InvalidFindings``."""
    if not 1 <= len(new) <= FINDINGS_LIMIT:
        message = f"一次请登记 1 到 {FINDINGS_LIMIT} 条检查结果。"
        raise InvalidFindings([FieldProblem("findings", "WRONG_NUMBER", message)])
    problems = [problem for at, finding in enumerate(new) for problem in _problems(work, f"findings.{at}", finding)]
    if [about for about, times in Counter(finding.about for finding in new).items() if times > 1]:
        problems.append(FieldProblem("findings", "DUPLICATE", "同一个人或同一个地方登记了两次,请合并成一条。"))
    if problems:
        raise InvalidFindings(problems)


async def store_findings(work: Work, inspection: Inspection, new: Sequence[NewFinding]) -> list[dict[str, object]]:
    """Store or correct ``new``; returns for the audit trail what each one says now.

    Raises ``PostingNotFound``, ``NotFound`` (``UNKNOWN_REGION``), ``InvalidFindings`` (also for somebody who was not in
    post that day), ``EvidenceNotFound``.
    """
    wanted = {finding.posting_id for finding in new if finding.posting_id is not None}
    postings = await repository.postings_below(work, inspection.region_code, wanted)
    if len(postings) != len(wanted):
        raise PostingNotFound
    there = {_about(finding): finding for finding in await repository.findings_of(work, inspection.id)}
    told: list[dict[str, object]] = []
    for at, finding in enumerate(new):
        place = None if finding.region_code is None else await _place(work, inspection, finding.region_code, at)
        row = there.get((finding.posting_id, place, finding.at_end))
        if row is None:
            row = _row(work, inspection, finding, postings, place)
            work.session.add(row)
        row.presence, row.recorded_by = finding.presence, work.ctx.actor.account_id
        row.note = _note(finding, at)
        row.found_on = _day(work, finding, postings, at)
        row.violation, row.nights_away = finding.violation, finding.nights_away
        row.households = [
            one_line(one, path=f"findings.{at}.households", title="户号", limit=50) for one in finding.households
        ]
        await work.session.flush()
        await _bind_evidence(work, row.id, finding)
        await demand(work, row.id, finding.rectify, path=f"findings.{at}.rectify")
        told.append(
            {
                "finding": str(row.id),
                "about": _subject(row),
                "at_end": row.at_end,
                "presence": row.presence,
                "violation": row.violation,
            }
        )
    return told


def _problems(work: Work, path: str, finding: NewFinding) -> list[FieldProblem]:
    found = []
    if (finding.posting_id is None) == (finding.region_code is None):
        found.append(FieldProblem(path, "ONE_SUBJECT", "每条检查结果请选择一个任职或一个地方,二者只选其一。"))
    elif finding.posting_id is not None and finding.presence is None:
        found.append(FieldProblem(f"{path}.presence", "REQUIRED", "请填写本人是否在岗。"))
    elif finding.posting_id is None and finding.presence is not None:
        found.append(FieldProblem(f"{path}.presence", "NOT_A_PERSON", "是否在岗只对具体的人填写。"))
    elif finding.posting_id is None and not (finding.note or "").strip():
        found.append(FieldProblem(f"{path}.note", "REQUIRED", "请写明这个地方的情况。"))
    if finding.found_on is not None and finding.found_on > today(work.clock):
        found.append(FieldProblem(f"{path}.foundOn", "IN_FUTURE", "检查日期不能晚于今天。"))
    found += _further_problems(path, finding)
    if finding.rectify is not None:
        found += check_demand(work, finding.rectify, f"{path}.rectify")
    return found


def _further_problems(path: str, finding: NewFinding) -> list[FieldProblem]:
    """What is said of a person only, and how much of it."""
    found = []
    of_person = finding.violation is not None or finding.nights_away is not None
    if finding.posting_id is None and (of_person or finding.at_end is FindingEnd.UNIT):
        found.append(FieldProblem(path, "NOT_A_PERSON", "违规情形、夜间不在和派出单位一端的查岗,只对具体的人填写。"))
    if finding.nights_away is not None and not 0 <= finding.nights_away <= MOST_NIGHTS:
        message = f"夜间不在的天数须在 0 到 {MOST_NIGHTS} 之间。"
        found.append(FieldProblem(f"{path}.nightsAway", "OUT_OF_RANGE", message))
    if len(finding.households) > HOUSEHOLDS_LIMIT:
        message = f"一条检查结果最多登记 {HOUSEHOLDS_LIMIT} 户。"
        found.append(FieldProblem(f"{path}.households", "TOO_MANY", message))
    return found


def _day(work: Work, finding: NewFinding, postings: dict[UUID, Posting], at: int) -> date:
    """When it was found; nobody is missed where they are not posted yet, or no longer."""
    day = finding.found_on or today(work.clock)
    if finding.posting_id is not None and not postings[finding.posting_id].serves(day):
        message = f"{day.isoformat()}本人不在这个岗位上任职,请核对检查日期。"
        raise InvalidFindings([FieldProblem(f"findings.{at}.foundOn", "NOT_IN_POST", message)])
    return day


async def _place(work: Work, inspection: Inspection, region_code: str, at: int) -> str:
    place = await known_region(work, RegionCode.parse(region_code))
    if not place.code.startswith(inspection.region_code):
        message = f"{place.path_name}不在这次检查的范围内。"
        raise InvalidFindings([FieldProblem(f"findings.{at}.regionCode", "OUTSIDE_THE_PLACE", message)])
    return place.code


def _row(
    work: Work, inspection: Inspection, new: NewFinding, postings: dict[UUID, Posting], place: str | None
) -> InspectionFinding:
    """A new row about that posting, or else that place."""
    posting = None if new.posting_id is None else postings[new.posting_id]
    return InspectionFinding(
        tenant_id=work.tenant_id,
        id=new_id(),
        inspection_id=inspection.id,
        region_code=place if posting is None else posting.region_code,
        posting_id=posting and posting.id,
        sending_unit_id=posting and posting.sending_unit_id,
        cadre_id=posting and posting.cadre_id,
        at_end=new.at_end,
    )


async def _bind_evidence(work: Work, finding_id: UUID, new: NewFinding) -> None:
    """Bind the files to nobody's posting yet: until publication only who uploaded a file may fetch it.

    Whoever corrects a finding keeps what another inspector has bound to it, and binds only files of their own.
    """
    bound = await repository.evidence_of(work, RECORD_TYPE, finding_id)
    added = [evidence_id for evidence_id in new.evidence_ids if evidence_id not in bound]
    await link(work, added, RECORD_TYPE, str(finding_id), posting_id=None)
    await unlink(work, RECORD_TYPE, str(finding_id), keep=new.evidence_ids)


def _note(finding: NewFinding, at: int) -> str | None:
    if not (finding.note or "").strip():
        return None
    return paragraphs(finding.note or "", path=f"findings.{at}.note", title="情况说明", limit=NOTE_LIMIT)


def _about(row: InspectionFinding) -> tuple[UUID | None, str | None, FindingEnd]:
    place = row.region_code if row.posting_id is None else None
    return row.posting_id, place, row.at_end


def _subject(row: InspectionFinding) -> str:
    return row.region_code if row.posting_id is None else str(row.posting_id)
