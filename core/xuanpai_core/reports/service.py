"""Reports: filled from what is recorded, checked against it, handed in to each recipient, given back (JZ-23, DY-07).

What a report says stands from the first hand-in on; only a recipient's side can give it back to be written anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import Extent, extent, require
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.plugins.forms import ReportForm
from xuanpai_core.reports import handing_in, repository
from xuanpai_core.reports.drafting import Line, sayings, written_lines
from xuanpai_core.reports.errors import NotSubmitted, ReportNotFound, ReportSubmitted
from xuanpai_core.reports.models import Report, ReportLine, ReportRecipient, ReportState
from xuanpai_core.reports.subjects import KnownReport, WantedReport, forms_in_force, known_report
from xuanpai_core.texts import paragraphs

__all__ = [
    "HandIn",
    "Line",
    "Prefilled",
    "ReportNotFound",
    "WantedReport",
    "WrittenReport",
    "forms_in_force",
    "prefilled_report",
    "return_report",
    "save_report",
    "submit_report",
]

_SUBJECT = "report"


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """What is written into a report: each item's value by its code, and why a figure differs from the records.

    An item that is not named is filled from its source; one named without a value stays empty.
    """

    wanted: WantedReport
    content: Mapping[str, Any] = field(default_factory=dict)
    reasons: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HandIn:
    """To which recipients a report is handed in; ``on`` None is today, another day is for paper that came then."""

    report_id: UUID
    recipients: tuple[str, ...]
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Prefilled:
    """A report as it would now be written: the stored words and figures where there are some, else the records'."""

    form: ReportForm
    period_start: date
    period_end: date
    lines: tuple[Line, ...]
    report_id: UUID | None
    state: ReportState | None


async def prefilled_report(work: Work, wanted: WantedReport) -> Prefilled:
    """The report to be written, filled from the records of its period.

    Raises ``Forbidden``, ``OneSubject``, ``PostingNotFound``, ``NotFound`` (``UNKNOWN_REGION``), ``RuleNotFound``,
    ``OutsidePosting``, ``PeriodNotBegun``, ``UnknownSource``.
    """
    known = await known_report(work, wanted, require(work.ctx, Action.REPORT_WRITE))
    said = await sayings(work, known.form, known.subject, *known.recorded_days)
    stored = await repository.report_of(work, known.form.code, known.token, known.period_start)
    lines = written_lines(known.form, {}, {}, said)
    if stored is not None:
        kept = {line.code: line for line in await repository.lines(work, stored.id)}
        lines = [_kept(line, kept[line.item.code]) if line.item.code in kept else line for line in lines]
    report_id, state = (None, None) if stored is None else (stored.id, stored.state)
    return Prefilled(known.form, known.period_start, known.period_end, tuple(lines), report_id, state)


async def save_report(work: Work, written: WrittenReport, key: str) -> UUID:
    """Write a report, or write it anew while nobody has it; returns its id.

    Raises ``Forbidden``, ``OneSubject``, ``PostingNotFound``, ``NotFound`` (``UNKNOWN_REGION``), ``RuleNotFound``,
    ``OutsidePosting``, ``PeriodNotBegun``, ``InvalidContent``, ``UnknownReason``, ``ReportSubmitted``,
    ``UnknownSource`` and ``Invalid`` (``INVALID_TEXT``).
    """
    reach = require(work.ctx, Action.REPORT_WRITE)

    async def act() -> Outcome:
        known = await known_report(work, written.wanted, reach)
        said = await sayings(work, known.form, known.subject, *known.recorded_days)
        lines = written_lines(known.form, written.content, written.reasons, said)
        return {"id": str(await _save(work, known, lines))}

    return UUID((await once(work, "report:save", key, asdict(written), act))["id"])


async def submit_report(work: Work, given: HandIn, key: str) -> UUID:
    """Hand a report in to one or several of its recipients; the first time, check it against the records.

    A difference never stands in the way: it is kept with the report (DY-06). Raises ``Forbidden``,
    ``ReportNotFound``, ``ReportIncomplete``, ``WrongRecipient``, ``AlreadyHandedIn``, ``WrongHandInDay``.
    """
    reach = require(work.ctx, Action.REPORT_WRITE)

    async def act() -> Outcome:
        report = await _known(work, given.report_id, reach)
        day = handing_in.hand_in_day(work, report, reach, given.on)
        await handing_in.hand_in(work, report, given.recipients, day)
        detail = {"recipients": list(given.recipients), "on": day}
        record(work, "report:submit", _SUBJECT, report.id, detail=detail, form=report.form)
        return {}

    await once(work, "report:submit", key, asdict(given), act)
    return given.report_id


async def return_report(work: Work, report_id: UUID, reason: str, key: str) -> UUID:
    """Give a report back, from a recipient's side: all its recipients get it anew once it is corrected.

    Raises ``Forbidden``, ``ReportNotFound``, ``NotSubmitted`` and ``Invalid`` (``INVALID_TEXT``).
    """
    require(work.ctx, Action.REPORT_RETURN)
    words = paragraphs(reason, path="reason", title="退回的原因", limit=500)

    async def act() -> Outcome:
        report = await _known(work, report_id, extent(work.ctx, Action.REPORT_RETURN))
        # A draft is nobody's business but its writer's.
        if report.state is ReportState.DRAFT:
            raise ReportNotFound
        if report.state is not ReportState.SUBMITTED:
            raise NotSubmitted
        before = await handing_in.take_back(work, report)
        report.state, report.return_reason = ReportState.RETURNED, words
        report.returned_on, report.returned_by = today(work.clock), work.ctx.actor.account_id
        record(work, Action.REPORT_RETURN, _SUBJECT, report.id, before=before, reason=words, form=report.form)
        return {}

    await once(work, Action.REPORT_RETURN, key, [report_id, words], act)
    return report_id


async def _known(work: Work, report_id: UUID, reach: Extent) -> Report:
    report = await repository.report_within(work, report_id, reach)
    if report is None:
        raise ReportNotFound
    return report


async def _save(work: Work, known: KnownReport, lines: Sequence[Line]) -> UUID:
    report = await repository.claim(work, _new(work, known))
    if report.state is ReportState.SUBMITTED:
        raise ReportSubmitted
    report.title, report.period_end = known.form.title, known.period_end
    await work.session.flush()
    for table in (ReportLine, ReportRecipient) if report.state is ReportState.DRAFT else (ReportLine,):
        await work.session.execute(delete(table).where(table.tenant_id == work.tenant_id, table.report_id == report.id))
    rows: list[ReportLine | ReportRecipient] = [_row(work, report.id, at, line) for at, line in enumerate(lines)]
    if report.state is ReportState.DRAFT:
        rows += _recipients(work, report.id, known.form)
    work.session.add_all(rows)
    after = {"form": report.form, "period_start": report.period_start, "token": report.token}
    record(work, "report:save", _SUBJECT, report.id, after=after)
    return report.id


def _new(work: Work, known: KnownReport) -> dict[str, Any]:
    posting = known.posting
    return {
        "tenant_id": work.tenant_id,
        "id": new_id(),
        "form": known.form.code,
        "title": known.form.title,
        "token": known.token,
        "posting_id": None if posting is None else posting.id,
        "region_code": known.region_code,
        "sending_unit_id": None if posting is None else posting.sending_unit_id,
        "cadre_id": None if posting is None else posting.cadre_id,
        "period_start": known.period_start,
        "period_end": known.period_end,
        "state": ReportState.DRAFT,
    }


def _row(work: Work, report_id: UUID, number: int, line: Line) -> ReportLine:
    said = line.recorded
    return ReportLine(
        tenant_id=work.tenant_id,
        report_id=report_id,
        number=number,
        code=line.item.code,
        title=line.item.title,
        kind=line.item.kind,
        unit=line.item.unit,
        required=line.item.required,
        value=line.value,
        words=line.words,
        source=line.item.source or None,
        source_title=None if said is None else said.title,
        recorded=None if said is None else said.value,
        records=None if said is None else said.records,
        difference=line.difference,
        reason=line.reason,
    )


def _recipients(work: Work, report_id: UUID, form: ReportForm) -> list[ReportRecipient]:
    return [
        ReportRecipient(tenant_id=work.tenant_id, report_id=report_id, code=code, number=number, title=title)
        for number, (code, title) in enumerate(form.recipients)
    ]


def _kept(line: Line, stored: ReportLine) -> Line:
    return Line(line.item, stored.value, stored.words, line.recorded, stored.reason)
