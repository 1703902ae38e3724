"""Presence over every period that a rulebook rules on: facts gathered for many postings at once, and judged."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from xuanpai_core.attendance.judging import marks_of, norm_of
from xuanpai_core.attendance.months import days_between
from xuanpai_core.attendance.nights import nights_of
from xuanpai_core.calendars.service import WorkdayAnswer, workdays_of
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.judgement.month import DayMark
from xuanpai_core.judgement.presence import PresenceFacts, PresenceVerdict, concerns, judge_presence, monthly
from xuanpai_core.judgement.presence_periods import PresencePeriod, periods_between
from xuanpai_core.periods import Month
from xuanpai_core.plugins.duties import Cadence
from xuanpai_core.plugins.facts import PostingFacts
from xuanpai_core.plugins.in_force import RulesInForce
from xuanpai_core.plugins.presence import Measure, PresenceNorm, YearOf
from xuanpai_core.plugins.service import ToldPosting, rules_in_force, told_postings
from xuanpai_core.postings.models import Posting
from xuanpai_core.rulebooks.in_force import Rulebooks
from xuanpai_core.rulebooks.models import RuleKind
from xuanpai_core.rulebooks.service import rulebooks

__all__ = ["PresenceVerdict", "judge_presence_of", "verdicts_of"]

Wanted = tuple[PresenceNorm, PresencePeriod]

_ONE_DAY = timedelta(days=1)
_MONTH = (Cadence.MONTH, YearOf.TERM)
_ORDER = {Cadence.WEEK: 0, Cadence.MONTH: 1, Cadence.YEAR: 2, Cadence.TERM: 3}


async def verdicts_of(
    work: Work, posting_ids: Sequence[UUID], on: date, since: date | None = None
) -> dict[UUID, tuple[PresenceVerdict, ...]]:
    """Judge the periods that hold ``on``, or all that share a day with ``since`` to ``on``: week, month, year, term.

    Each period goes by the rules in force at the place on its last day, a running one by today's, and stands as it is
    known today. Asks nobody's permission; an unknown posting is not in the answer. The number of statements does not
    grow with the postings. Raises ``PluginFailed``, ``UnknownPlugin``.
    """
    told = await told_postings(work, Posting.id.in_(posting_ids))
    return await judge_presence_of(work, told, on, since)


async def judge_presence_of(
    work: Work, told: Sequence[ToldPosting], on: date, since: date | None = None
) -> dict[UUID, tuple[PresenceVerdict, ...]]:
    """``verdicts_of`` for postings as rules are told of them."""
    day = today(work.clock)
    norms = _Norms(await rulebooks(work), await rules_in_force(work), day)
    wanted = {posting.posting_id: list(norms.over(posting.facts, since or on, on)) for posting in told}
    stretch = _stretch([pair for pairs in wanted.values() for pair in pairs], day)
    if stretch is None:
        return {posting.posting_id: () for posting in told}
    found = await _gather(work, wanted, stretch)
    return {
        posting.posting_id: tuple(
            sorted(
                (
                    judge_presence(
                        norm,
                        period,
                        PresenceFacts(
                            posting=posting.facts,
                            marks=found.marks.get(posting.posting_id, ()),
                            nights=found.nights.get(posting.posting_id, frozenset()),
                            calendar=found.calendar,
                            today=day,
                        ),
                    )
                    for norm, period in wanted[posting.posting_id]
                ),
                key=lambda verdict: (_ORDER[verdict.period.cadence], verdict.period.first, verdict.matter),
            )
        )
        for posting in told
    }


class _Norms:
    """Which norms hold for whom over which periods; each place is asked once a day."""

    def __init__(self, books: Rulebooks, rules: RulesInForce, day: date) -> None:
        self._books, self._rules, self._day = books, rules, day
        self._known: dict[tuple[str, date], list[PresenceNorm]] = {}
        rules_of_presence = [row.rule for row in books.everything() if row.kind is RuleKind.PRESENCE]
        kinds = {_kind(rule) for rule in rules_of_presence if isinstance(rule, PresenceNorm)}
        self._kinds = sorted(kinds | {_MONTH}, key=lambda kind: (_ORDER[kind[0]], kind[1]))

    def over(self, posting: PostingFacts, since: date, until: date) -> Iterator[Wanted]:
        """The norms that hold for the posting, each with its periods that share a day with ``since`` to ``until``."""
        for cadence, year_of in self._kinds:
            for period in periods_between(cadence, year_of, posting, since, until):
                last = self._day if period.last is None else min(period.last, self._day)
                for norm in self._holding(posting, (cadence, year_of), period, max(last, period.first)):
                    yield norm, period

    def _holding(
        self, posting: PostingFacts, kind: tuple[Cadence, YearOf], period: PresencePeriod, on: date
    ) -> list[PresenceNorm]:
        norms = [norm for norm in self._at(posting.region_code, on) if _kind(norm) == kind and concerns(norm, posting)]
        if kind == _MONTH:
            # What a plugin's hook lays down is a matter of its own, and what the sheets go by: it is always told.
            hooked = norm_of(self._rules, posting, Month(period.first))
            norms = [*([] if hooked is None else [monthly(hooked)]), *norms]
        return norms

    def _at(self, region_code: str, on: date) -> list[PresenceNorm]:
        key = (region_code, on)
        if key not in self._known:
            self._known[key] = [norm for _, norm in self._books.every(PresenceNorm, region_code, on)]
        return self._known[key]


@dataclass(frozen=True, slots=True)
class _Found:
    """What is stored of all the postings over the whole stretch."""

    marks: dict[UUID, tuple[DayMark, ...]]
    nights: dict[UUID, frozenset[date]]
    calendar: WorkdayAnswer


async def _gather(work: Work, wanted: dict[UUID, list[Wanted]], stretch: tuple[date, date]) -> _Found:
    """Three statements, and one more where a norm counts nights."""
    first, after = stretch[0], stretch[1] + _ONE_DAY
    days = await days_between(work, list(wanted), first, after)
    by_night = [
        posting_id for posting_id, pairs in wanted.items() if any(norm.measure is Measure.NIGHTS for norm, _ in pairs)
    ]
    spent = await nights_of(work, by_night, first, after) if by_night else {}
    return _Found(
        marks={
            posting_id: tuple(mark for day in found for mark in marks_of(day)) for posting_id, found in days.items()
        },
        nights={posting_id: frozenset(night.night for night in found) for posting_id, found in spent.items()},
        calendar=await workdays_of(work, first, after),
    )


def _kind(norm: PresenceNorm) -> tuple[Cadence, YearOf]:
    """What decides over which days it is judged."""
    return norm.cadence, norm.year_of if norm.cadence is Cadence.YEAR else YearOf.TERM


def _stretch(wanted: Iterable[Wanted], day: date) -> tuple[date, date] | None:
    """First and last day of all the periods."""
    periods = [period for _, period in wanted]
    if not periods:
        return None
    return min(period.first for period in periods), max(period.last or max(day, period.first) for period in periods)
