"""One norm of presence over one period: a pure function of norm, facts and the day of judgement.

Weeks, months, years and terms; days in halves, or nights (FJ-01, FJ-02, FJ-03, HD-11, HD-12, JZ-02).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from xuanpai_core.judgement import presence_wording as wording
from xuanpai_core.judgement.month import DayMark, DayPart, DayStatus
from xuanpai_core.judgement.presence_periods import PresencePeriod
from xuanpai_core.judgement.workdays import WorkdayAnswer
from xuanpai_core.plugins.decisions import AttendanceNorm, Clause, PartialMonth, Strictness
from xuanpai_core.plugins.duties import Cadence
from xuanpai_core.plugins.facts import PostingFacts
from xuanpai_core.plugins.presence import Measure, PresenceNorm, Shortened
from xuanpai_core.vocabulary import Outcome

MONTH_MATTER = "attendance_norm"
"""The matter of the month's norm where a plugin's hook lays it down; it is the one that sheets are judged by."""

_HALVES = (DayPart.MORNING, DayPart.AFTERNOON)
_CLAIMED = frozenset({DayStatus.ON_DUTY, DayStatus.OFFICIAL_TRIP})
Slot = tuple[date, DayPart]


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceFacts:
    """What is known of one posting: ``marks`` in any order, a half day counts once however often marked.

    ``nights`` are those spent in the village, each by the day of its evening: the night of 31 December belongs to
    December. ``calendar`` covers at least the period. ``today``: what lies after it has not happened yet.
    """

    posting: PostingFacts
    marks: tuple[DayMark, ...]
    calendar: WorkdayAnswer
    today: date
    nights: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Uncounted:
    """Days (or halves, or nights) of presence that do not count, and why, in Chinese."""

    days: tuple[date, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceVerdict:
    """What a norm says of a period. Days may be halves.

    ``running``: the period is not over; it is judged as if nothing more were added, and ``reachable`` tells whether
    it can still be met: ``left`` is how much can still be added, today included. ``possible``: whether anybody could
    keep the norm in this period; it does not depend on what was done. ``soft``: falling short is a hint.
    """

    matter: str
    title: str
    period: PresencePeriod
    measure: Measure
    outcome: Outcome
    measured: Decimal
    required: int
    missing: Decimal
    running: bool
    reachable: bool
    possible: bool
    soft: bool
    clause: Clause
    reason: str
    uncounted: tuple[Uncounted, ...] = ()
    left: Decimal = Decimal(0)


def concerns(norm: PresenceNorm, posting: PostingFacts) -> bool:
    """Whether the norm is laid down for such a posting."""
    who = norm.who
    return (
        (not who.roles or posting.role in who.roles)
        and (not who.dispatch_levels or posting.dispatch_level in who.dispatch_levels)
        and (not who.staffing_types or posting.staffing_type in who.staffing_types)
    )


def monthly(norm: AttendanceNorm, title: str = "每月到岗天数") -> PresenceNorm:
    """The month's norm of a plugin's hook, in the words of the others."""
    exempt = norm.partial_month is PartialMonth.EXEMPT
    return PresenceNorm(
        matter=MONTH_MATTER,
        title=title,
        clause=norm.clause,
        cadence=Cadence.MONTH,
        at_least=norm.min_days,
        strictness=norm.strictness,
        shortened=Shortened.EXEMPT if exempt else Shortened.PRORATE_CEIL,
        official_travel_counts=norm.official_travel_counts,
        holidays_count=norm.holidays_count,
        cap_to_workdays=norm.cap_to_workdays,
    )


def judge_presence(norm: PresenceNorm, period: PresencePeriod, facts: PresenceFacts) -> PresenceVerdict:
    """Judge the period by the norm.

    A posting that has no day in it, or whose first day is still to come: NOT_APPLICABLE. Short of a soft norm: WARNED.
    """
    return _Judging(norm, period, facts).verdict()


class _Judging:
    """The figures of one judgement, each worked out once."""

    def __init__(self, norm: PresenceNorm, period: PresencePeriod, facts: PresenceFacts) -> None:
        self.norm, self.period, self.facts = norm, period, facts
        self.last = period.last or max(facts.today, period.first)
        end = facts.posting.end_date
        self.served_first = max(period.first, facts.posting.start_date)
        self.served_last = self.last if end is None else min(self.last, end)
        self.calendar = facts.calendar.between(period.first, self.last)
        self.running = facts.today <= self.served_last and (end is None or facts.today <= end)
        self.counted, self.uncounted = self._nights() if norm.measure is Measure.NIGHTS else self._half_days()
        self.measured = Decimal(len(self.counted)) / self._per_day()

    def verdict(self) -> PresenceVerdict:
        """The verdict with its sentence."""
        served = max(0, (self.served_last - self.served_first).days + 1)
        whole = (self.last - self.period.first).days + 1
        if served == 0 or self.facts.today < self.served_first:
            return self._unjudged(Outcome.NOT_APPLICABLE, "不在任,不作评定。")
        if served < whole and self.norm.shortened is Shortened.EXEMPT:
            return self._unjudged(Outcome.EXEMPT, wording.shortened(self.norm, served, self.measured))
        required, notes = self._required(served, whole)
        if required == 0:
            return self._unjudged(Outcome.EXEMPT, f"没有工作日,不作要求;{wording.done(self.norm, self.measured)}。")
        return self._judged(required, notes)

    def _judged(self, required: int, notes: str) -> PresenceVerdict:
        missing = max(Decimal(0), required - self.measured)
        outcome = Outcome.MET if missing == 0 else Outcome.UNMET
        if missing and self.norm.strictness is Strictness.SOFT:
            outcome = Outcome.WARNED
        countable = len(self._countable(self.served_first))
        possible = self.period.last is None or countable >= required
        left = self._left() if self.running else Decimal(0)
        reachable = missing == 0 or (self.running and (self.period.last is None or left >= missing))
        said = wording.judged(self.norm, outcome, self.measured, required, missing)
        if missing and self.running:
            until = None if self.period.last is None else self.served_last
            said += wording.still(self.norm, until, missing, left, reachable=reachable)
        if not possible:
            notes += f"其间可计的只有{wording.amount(self.norm, countable)},这项要求无法达到,请组织部门核对规定。"
        else:
            notes += self._few_workdays(required)
        told = "".join(f"{one.reason}" for one in self.uncounted)
        sentence = f"{said}{told}{notes}"
        return self._told(outcome, required, missing, sentence, reachable=reachable, possible=possible, left=left)

    def _required(self, served: int, whole: int) -> tuple[int, str]:
        """How much is asked, and what is to be said about that."""
        norm, notes = self.norm, ""
        required = norm.at_least
        if served < whole and norm.shortened is Shortened.PRORATE_CEIL:
            required = -(-required * served // whole)
            notes += f"在任{served}天,按{whole}天中的{served}天折算。"
        unpublished = "、".join(f"{year}年" for year in self.calendar.unpublished)
        if norm.cap_to_workdays and unpublished:
            notes += f"{unpublished}放假安排尚未公布,暂不按工作日放宽。"
        elif norm.cap_to_workdays and self.period.last is not None and self._workdays() < required:
            required = self._workdays()
            notes += f"其间只有{required}个工作日,按规定只要求{wording.amount(norm, required)}。"
        if not norm.holidays_count and unpublished:
            notes += f"{unpublished}放假安排尚未公布,暂未扣除节假日。"
        return required, notes

    def _few_workdays(self, required: int) -> str:
        """That working days alone are not enough."""
        open_ended = self.period.last is None or bool(self.calendar.unpublished)
        if open_ended or self.norm.measure is Measure.NIGHTS or self._workdays() >= required:
            return ""
        when = "周末或节假日" if self.norm.holidays_count else "周末"
        return f"其间只有{self._workdays()}个工作日,其余须在{when}到岗。"

    def _workdays(self) -> int:
        return sum(1 for day in self.calendar.workdays if self.served_first <= day <= self.served_last)

    def _countable(self, since: date) -> list[date]:
        """The days from ``since`` on, in post, on which presence counts."""
        days = (since + timedelta(days=offset) for offset in range((self.served_last - since).days + 1))
        return [day for day in days if self.norm.holidays_count or day not in self.calendar.holidays]

    def _left(self) -> Decimal:
        """How much can still be added, today included; approved leave to come is taken at its word."""
        ahead = self._countable(max(self.facts.today, self.served_first))
        if self.norm.measure is Measure.NIGHTS:
            return Decimal(sum(1 for day in ahead if day not in self.facts.nights))
        away = {
            slot
            for mark in self.facts.marks
            if mark.status is DayStatus.LEAVE and mark.confirmed
            for slot in _slots(mark)
        }
        taken = away | self.counted
        return Decimal(sum(1 for day in ahead for half in _HALVES if (day, half) not in taken)) / 2

    def _happened(self, day: date) -> bool:
        return self.served_first <= day <= min(self.served_last, self.facts.today)

    def _nights(self) -> tuple[frozenset[Slot], tuple[Uncounted, ...]]:
        nights = {day for day in self.facts.nights if self._happened(day)}
        off = set() if self.norm.holidays_count else nights & self.calendar.holidays
        slots = frozenset((day, DayPart.WHOLE) for day in nights - off)
        return slots, self._holidays({(day, DayPart.WHOLE) for day in off})

    def _half_days(self) -> tuple[frozenset[Slot], tuple[Uncounted, ...]]:
        present: dict[DayStatus, set[Slot]] = {DayStatus.ON_DUTY: set(), DayStatus.OFFICIAL_TRIP: set()}
        unconfirmed: set[Slot] = set()
        for mark in self.facts.marks:
            if mark.status in _CLAIMED and self._happened(mark.day):
                (present[mark.status] if mark.confirmed else unconfirmed).update(_slots(mark))
        duty, trips = present[DayStatus.ON_DUTY], present[DayStatus.OFFICIAL_TRIP]
        away = set() if self.norm.official_travel_counts else trips - duty
        claimed = (duty | trips) - away
        off = set() if self.norm.holidays_count else {slot for slot in claimed if slot[0] in self.calendar.holidays}
        told = (
            *self._because(away, "已批因公外出{days}({when}),按规定不计到岗。"),
            *self._holidays(off),
            *self._because(unconfirmed - claimed - away, "另有{days}({when})未经核实或批准,不计。"),
        )
        return frozenset(claimed - off), told

    def _holidays(self, off: set[Slot]) -> tuple[Uncounted, ...]:
        named: Mapping[date, str] = dict(self.calendar.names)
        names = "、".join(dict.fromkeys(named[day] for day, _ in sorted(off) if day in named)) or "节假日"
        done = "在村" if self.norm.measure is Measure.DAYS else "夜宿"
        return self._because(off, f"{names}{done}{{days}}({{when}})属节假日,按规定不计。")

    def _because(self, slots: set[Slot], sentence: str) -> tuple[Uncounted, ...]:
        if not slots:
            return ()
        days = tuple(sorted({day for day, _ in slots}))
        number = wording.amount(self.norm, Decimal(len(slots)) / self._per_day())
        return (Uncounted(days, sentence.format(days=number, when=wording.stretches(days))),)

    def _per_day(self) -> int:
        return 1 if self.norm.measure is Measure.NIGHTS else 2

    def _unjudged(self, outcome: Outcome, sentence: str) -> PresenceVerdict:
        return self._told(outcome, 0, Decimal(0), sentence, reachable=True, possible=True)

    def _told(
        self,
        outcome: Outcome,
        required: int,
        missing: Decimal,
        sentence: str,
        *,
        reachable: bool,
        possible: bool,
        left: Decimal = Decimal(0),
    ) -> PresenceVerdict:
        return PresenceVerdict(
            matter=self.norm.matter,
            title=self.norm.title,
            period=self.period,
            measure=self.norm.measure,
            outcome=outcome,
            measured=self.measured,
            required=required,
            missing=missing,
            running=self.running,
            reachable=reachable,
            possible=possible,
            soft=self.norm.strictness is Strictness.SOFT,
            clause=self.norm.clause,
            reason=f"{self.period.name}{sentence}",
            uncounted=self.uncounted,
            left=left,
        )


def _slots(mark: DayMark) -> tuple[Slot, ...]:
    halves = _HALVES if mark.part is DayPart.WHOLE else (mark.part,)
    return tuple((mark.day, half) for half in halves)
