"""Whose report, on which form, for which days: found, within reach, and possible."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from xuanpai_core.authz.scope import Extent
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.duties.calendar import period_of
from xuanpai_core.errors import NotFound
from xuanpai_core.parties.tokens import of_posting, of_region
from xuanpai_core.plugins.duties import Cadence
from xuanpai_core.plugins.forms import ReportForm
from xuanpai_core.postings.errors import PostingNotFound
from xuanpai_core.postings.models import Posting
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.regions.known import known_region
from xuanpai_core.reports import repository
from xuanpai_core.reports.errors import OneSubject, OutsidePosting, PeriodNotBegun
from xuanpai_core.reports.sources import Subject
from xuanpai_core.rulebooks.errors import RuleNotFound
from xuanpai_core.rulebooks.models import RuleKind
from xuanpai_core.rulebooks.service import rulebooks


@dataclass(frozen=True, slots=True)
class WantedReport:
    """A report as a caller names it: its form, a posting or a place, and any day of its period."""

    form: str
    day: date
    posting_id: UUID | None = None
    region_code: str | None = None


@dataclass(frozen=True, slots=True)
class KnownReport:
    """A report that can be written: its form as it is in force there then, and its period (both days included)."""

    form: ReportForm
    region_code: str
    period_start: date
    period_end: date
    posting: Posting | None = None

    @property
    def token(self) -> str:
        """Its subject, as deeds name it."""
        return of_region(self.region_code) if self.posting is None else of_posting(self.posting.id)

    @property
    def subject(self) -> Subject:
        """Whose records it is filled from."""
        return Subject(self.region_code, None if self.posting is None else self.posting.id)

    @property
    def recorded_days(self) -> tuple[date, date]:
        """The days of the period on which the posting was held: what lies outside is not this report's."""
        if self.posting is None:
            return self.period_start, self.period_end
        return held_days(self.posting, self.period_start, self.period_end)


async def known_report(work: Work, wanted: WantedReport, reach: Extent) -> KnownReport:
    """The report that ``wanted`` names.

    Raises ``OneSubject``, ``PostingNotFound`` and ``NotFound`` (``UNKNOWN_REGION``; out of reach looks the same),
    ``RuleNotFound``, ``OutsidePosting``, ``PeriodNotBegun``.
    """
    if (wanted.posting_id is None) == (wanted.region_code is None):
        raise OneSubject
    if wanted.posting_id is None:
        posting, region_code = None, await _place(work, wanted.region_code or "", reach)
    else:
        posting = await repository.posting_within(work, wanted.posting_id, reach)
        if posting is None:
            raise PostingNotFound
        region_code = posting.region_code
    form = await form_in_force(work, wanted.form, region_code, wanted.day)
    first, last = _period(work, form, posting, wanted.day)
    if first > today(work.clock):
        raise PeriodNotBegun(first)
    begin, end = (first, last) if posting is None else held_days(posting, first, last)
    if begin > end:
        raise OutsidePosting
    form = await _form_of_period(work, form, region_code, end)
    return KnownReport(form, region_code, first, last, posting)


async def form_in_force(work: Work, code: str, region_code: str, on: date) -> ReportForm:
    """The form of that code that holds there that day; raises ``RuleNotFound``."""
    found = (await rulebooks(work)).one(ReportForm, f"report:{code}", region_code, on)
    if found is None:
        raise RuleNotFound(f"报告“{code[:50]}”的")
    return found[1]


async def forms_in_force(work: Work, region_code: str, on: date) -> list[ReportForm]:
    """Every form of report that holds there that day, by code. Asks nobody's permission: rules are no secret."""
    rows = (await rulebooks(work)).in_force(region_code, on, RuleKind.REPORT).values()
    forms = [row.rule for row in rows if isinstance(row.rule, ReportForm)]
    return sorted(forms, key=lambda form: form.code)


def held_days(posting: Posting, first: date, last: date) -> tuple[date, date]:
    """The part of the days on which the posting was held."""
    return max(first, posting.start_date), last if posting.end_date is None else min(last, posting.end_date)


async def _place(work: Work, text: str, reach: Extent) -> str:
    code = RegionCode.parse(text)
    place = await known_region(work, code)
    if not reach.covers_place(place.code):
        raise NotFound(f"没有找到区划 {code},请核对代码。", code="UNKNOWN_REGION")
    return place.code


def _period(work: Work, form: ReportForm, posting: Posting | None, day: date) -> tuple[date, date]:
    """A report of the whole term is due over the posting; one that only stands has no period, so there is none."""
    if form.cadence not in {Cadence.TERM, Cadence.STANDING}:
        return period_of(form.cadence, day)
    if posting is None or form.cadence is Cadence.STANDING:
        raise RuleNotFound(f"报告“{form.title}”在这里的")
    return posting.start_date, posting.end_date or posting.planned_end or max(posting.start_date, today(work.clock))


async def _form_of_period(work: Work, form: ReportForm, region_code: str, last: date) -> ReportForm:
    """The form as it holds on the last day of the period, if it still has that period: as duties are judged."""
    found = (await rulebooks(work)).one(ReportForm, form.matter, region_code, last)
    return form if found is None or found[1].cadence is not form.cadence else found[1]
