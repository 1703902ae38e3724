"""One posting's month against the attendance norm: a pure function of facts and norm (JZ-02, JZ-03, JZ-04)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from xuanpai_core.periods import Month
from xuanpai_core.plugins.decisions import AttendanceNorm, Clause, PartialMonth, Strictness
from xuanpai_core.plugins.facts import MonthAttendance, PostingFacts
from xuanpai_core.plugins.wording import day_count, month_name
from xuanpai_core.vocabulary import Outcome

HalfDays = frozenset[tuple[date, str]]


class DayStatus(StrEnum):
    """What a day was."""

    ON_DUTY = "ON_DUTY"
    OFFICIAL_TRIP = "OFFICIAL_TRIP"
    LEAVE = "LEAVE"
    ABSENT = "ABSENT"


class DayPart(StrEnum):
    """How much of the day it was."""

    WHOLE = "WHOLE"
    MORNING = "MORNING"
    AFTERNOON = "AFTERNOON"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayMark:
    """What one day, or half of it, was. ``confirmed``: the presence is verified, the trip is approved."""

    day: date
    status: DayStatus
    confirmed: bool
    part: DayPart = DayPart.WHOLE


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthFacts:
    """One posting's month. ``marks``: any number, in any order; a half day counts once however often marked.

    ``workdays`` and ``holidays``: those of the month by the official calendar; None while that year is not published.
    """

    month: Month
    posting: PostingFacts
    marks: tuple[DayMark, ...]
    workdays: frozenset[date] | None = None
    holidays: frozenset[date] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthVerdict:
    """What the norm says of a month. Days may be halves; ``clause`` is None where no norm holds."""

    month: Month
    outcome: Outcome
    measured: Decimal
    required: int
    missing: Decimal
    clause: Clause | None
    reason: str

    def as_attendance(self) -> MonthAttendance:
        """The part of the verdict that later decisions, such as the stipend, go by."""
        return MonthAttendance(month=self.month, outcome=self.outcome, measured=self.measured, required=self.required)


def judge_month(norm: AttendanceNorm | None, facts: MonthFacts) -> MonthVerdict:
    """Judge the days of ``facts`` by ``norm``; a running month is judged as if nothing more were added.

    Any calendar day counts, weekends too. Not in post in this month, or no norm: NOT_APPLICABLE. Short of a
    soft norm: WARNED.
    """
    days_in_post = facts.posting.days_in(facts.month)
    if days_in_post == 0:
        return _unjudged(facts, norm, Outcome.NOT_APPLICABLE, Decimal(0), "当月不在任,不作评定。")
    if norm is None:
        presence = _days(_half_days(facts, {DayStatus.ON_DUTY}))
        sentence = f"到岗{day_count(presence)};本地没有月到岗天数的规定,不作评定。"
        return _unjudged(facts, None, Outcome.NOT_APPLICABLE, presence, sentence)
    measured = _days(_counted(norm, facts))
    days_of_month = _length(facts.month)
    if days_in_post < days_of_month and norm.partial_month is PartialMonth.EXEMPT:
        sentence = f"当月在任{days_in_post}天,不足整月,按规定不作评定;到岗{day_count(measured)}。"
        return _unjudged(facts, norm, Outcome.EXEMPT, measured, sentence)
    required = _required(norm, facts, days_in_post)
    return _judged(norm, facts, measured, required)


def _judged(norm: AttendanceNorm, facts: MonthFacts, measured: Decimal, required: int) -> MonthVerdict:
    missing = max(Decimal(0), required - measured)
    if missing == 0:
        outcome, sentence = Outcome.MET, f"达到不少于{required}天的要求。"
    elif norm.strictness is Strictness.SOFT:
        outcome, sentence = Outcome.WARNED, f"少于一般要求的{required}天,差{day_count(missing)},仅作提示。"
    else:
        outcome, sentence = Outcome.UNMET, f"要求不少于{required}天,还缺{day_count(missing)}。"
    notes = "".join(_notes(norm, facts, required))
    return MonthVerdict(
        month=facts.month,
        outcome=outcome,
        measured=measured,
        required=required,
        missing=missing,
        clause=norm.clause,
        reason=f"{month_name(facts.month)}到岗{day_count(measured)},{sentence}{notes}",
    )


def _unjudged(
    facts: MonthFacts, norm: AttendanceNorm | None, outcome: Outcome, measured: Decimal, sentence: str
) -> MonthVerdict:
    return MonthVerdict(
        month=facts.month,
        outcome=outcome,
        measured=measured,
        required=0,
        missing=Decimal(0),
        clause=norm.clause if norm else None,
        reason=f"{month_name(facts.month)}{sentence}",
    )


def _required(norm: AttendanceNorm, facts: MonthFacts, days_in_post: int) -> int:
    days_of_month = _length(facts.month)
    required = norm.min_days
    if days_in_post < days_of_month:
        required = -(-required * days_in_post // days_of_month)
    if norm.cap_to_workdays and facts.workdays is not None:
        required = min(required, len(_workdays_in_post(facts)))
    return required


def _notes(norm: AttendanceNorm, facts: MonthFacts, required: int) -> list[str]:
    """What a reader would ask next: why this did not count, why that is hard to reach."""
    counted = _counted(norm, facts)
    notes = []
    if not norm.official_travel_counts:
        trips = _half_days(facts, {DayStatus.OFFICIAL_TRIP}) - counted
        if trips:
            notes.append(f"已批因公外出{day_count(_days(trips))},按规定不计到岗。")
    off = _half_days(facts, _counting(norm)) - counted
    if off:
        notes.append(f"节假日在村{day_count(_days(off))},按规定不计。")
    claimed = {DayStatus.ON_DUTY, DayStatus.OFFICIAL_TRIP}
    unconfirmed = _half_days(facts, claimed, confirmed=False) - _half_days(facts, claimed)
    if unconfirmed:
        notes.append(f"另有{day_count(_days(unconfirmed))}未经核实或批准,不计。")
    if norm.cap_to_workdays and facts.workdays is None:
        notes.append("当年放假安排尚未导入,暂不按工作日放宽。")
    elif facts.workdays is not None and len(_workdays_in_post(facts)) < required:
        when = "周末或节假日" if norm.holidays_count else "周末"
        notes.append(f"当月在任期间只有{len(_workdays_in_post(facts))}个工作日,其余须在{when}到岗。")
    if not norm.holidays_count and facts.holidays is None:
        notes.append("当年放假安排尚未导入,暂未扣除节假日。")
    countable = facts.posting.days_in(facts.month) - _holidays_in_post(norm, facts)
    if countable < required:
        notes.append(f"当月只有{countable}天,这项要求无法达到,请组织部门核对规定。")
    return notes


def _counted(norm: AttendanceNorm, facts: MonthFacts) -> HalfDays:
    """The half days that count; on statutory holidays they may not (FJ-02)."""
    off = frozenset() if norm.holidays_count else facts.holidays or frozenset()
    return frozenset(slot for slot in _half_days(facts, _counting(norm)) if slot[0] not in off)


def _counting(norm: AttendanceNorm) -> set[DayStatus]:
    return {DayStatus.ON_DUTY, DayStatus.OFFICIAL_TRIP} if norm.official_travel_counts else {DayStatus.ON_DUTY}


def _half_days(facts: MonthFacts, statuses: set[DayStatus], *, confirmed: bool = True) -> HalfDays:
    return frozenset(
        (mark.day, half)
        for mark in facts.marks
        if mark.status in statuses and mark.confirmed is confirmed and _in_post(facts, mark.day)
        for half in ((DayPart.MORNING, DayPart.AFTERNOON) if mark.part == DayPart.WHOLE else (mark.part,))
    )


def _in_post(facts: MonthFacts, day: date) -> bool:
    return facts.posting.serves(day) and facts.month.start <= day < facts.month.end


def _workdays_in_post(facts: MonthFacts) -> set[date]:
    return {day for day in facts.workdays or () if _in_post(facts, day)}


def _holidays_in_post(norm: AttendanceNorm, facts: MonthFacts) -> int:
    """How many days of the month do not count, whoever is there."""
    return 0 if norm.holidays_count else sum(1 for day in facts.holidays or () if _in_post(facts, day))


def _days(half_days: HalfDays) -> Decimal:
    return Decimal(len(half_days)) / 2


def _length(month: Month) -> int:
    return (month.end - month.start).days
