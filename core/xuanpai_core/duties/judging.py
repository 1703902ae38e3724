"""Whether a period of a duty is met, by which deeds, and why another does not count: pure functions of the facts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from xuanpai_core.duties import wording
from xuanpai_core.duties.facts import Excuse, Fact, Owed, Planned
from xuanpai_core.duties.models import OccurrenceState
from xuanpai_core.plugins.decisions import Clause, Strictness
from xuanpai_core.plugins.duties import Cadence, Distinct, Duty, Partial
from xuanpai_core.vocabulary import Outcome

HANDED_IN = "recipient:"
"""A feature that is gained by handing something in: it may come after the period, and is then late, not missing."""


@dataclass(frozen=True, slots=True)
class Uncounted:
    """A deed that does not count, and why, in Chinese."""

    fact: Fact
    reason: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a period of a duty stands; ``done`` is counted as the duty counts, ``excuse`` says why it is EXEMPT.

    ``met_on`` is the day on which the last deed that it needed was done, None while it is not met.
    """

    state: OccurrenceState
    done: int
    met_on: date | None
    counted: tuple[Fact, ...] = ()
    uncounted: tuple[Uncounted, ...] = ()
    excuse: str = ""


_NOTHING_YET = Judgement(OccurrenceState.OPEN, 0, None)
_PARTIAL = Judgement(OccurrenceState.EXEMPT, 0, None, excuse=wording.PARTIAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is said of a period of a duty, with the clause and a sentence for a village secretary.

    NOT_APPLICABLE: it is not due yet. ``missing`` is how many are still to come; ``overdue_days`` counts while it is
    open after its last day, ``late_days`` how late it was met.
    """

    outcome: Outcome
    measured: int
    required: int
    missing: int
    overdue_days: int
    late_days: int
    clause: Clause
    reason: str
    counted: tuple[Fact, ...]
    uncounted: tuple[Uncounted, ...]


def window(duty: Duty, period_start: date, period_end: date | None) -> tuple[date, date]:
    """Between which days a deed must lie to belong to the period; what stands may have begun at any time."""
    if duty.cadence is Cadence.STANDING:
        return date.min, period_end or date.max
    if duty.after_end:
        return date.min, date.max
    if duty.cadence is Cadence.TERM:
        return period_start - timedelta(days=duty.early_days), period_end or date.max
    return period_start, period_end or date.max


def day_of_judgement(occurrence: Owed | Planned, today: date) -> date:
    """The day on which what stands is looked at: today, within the period."""
    last = today if occurrence.period_end is None else min(today, occurrence.period_end)
    return max(last, occurrence.period_start)


def judge(
    duty: Duty,
    occurrence: Owed | Planned,
    facts: Iterable[Fact],
    excuses: Sequence[Excuse],
    today: date,
    titles: Mapping[str, str] = MappingProxyType({}),
) -> Judgement:
    """How the period stands; the order of ``facts`` and ``excuses`` never matters, ``today`` only for what stands.

    ``titles`` says what features are called, in the reasons why a deed does not count.
    """
    facts = tuple(facts)
    if not facts and not excuses:
        # Most periods that are made ahead.
        return _PARTIAL if occurrence.partial else _NOTHING_YET
    on = day_of_judgement(occurrence, today)
    counted: list[Fact] = []
    uncounted: list[Uncounted] = []
    days: dict[object, date] = {}
    candidates = []
    for fact in facts:
        why_not = _why_not(duty, occurrence, fact, on, titles)
        if why_not:
            uncounted.append(Uncounted(fact, why_not))
        else:
            candidates.append((_gained(duty, fact), fact.day, fact.record_type, fact.record_key, fact.kind, fact))
    for gained, *_, fact in sorted(candidates, key=lambda found: found[:-1]):
        fresh = [(key, max(gained, since)) for key, since in _keys(duty, occurrence, fact, on) if key not in days]
        if fresh:
            counted.append(fact)
            days.update(fresh)
        else:
            uncounted.append(Uncounted(fact, wording.COUNTED_ALREADY[duty.distinct]))
    met_on = sorted(days.values())[duty.at_least - 1] if _enough(duty, len(days)) else None
    excuse = _excuse(duty, occurrence, excuses, on)
    state = OccurrenceState.EXEMPT if excuse else OccurrenceState.OPEN if met_on is None else OccurrenceState.MET
    uncounted.sort(key=lambda entry: (entry.fact.day, entry.fact.record_type, entry.fact.record_key, entry.fact.kind))
    return Judgement(state, len(days), met_on, tuple(counted), tuple(uncounted), excuse)


def verdict(duty: Duty, occurrence: Owed | Planned, found: Judgement, today: date) -> Verdict:
    """What ``found`` comes to on ``today``, in numbers and words."""
    open_now = found.state is OccurrenceState.OPEN
    overdue = max(0, (today - occurrence.due_on).days) if open_now else 0
    late = max(0, (found.met_on - occurrence.due_on).days) if found.met_on is not None and not open_now else 0
    outcome = _outcome(duty, occurrence, found, today)
    missing = max(0, duty.at_least - found.done) if open_now else 0
    return Verdict(
        outcome=outcome,
        measured=found.done,
        required=duty.at_least,
        missing=missing,
        overdue_days=overdue,
        late_days=late if outcome is Outcome.MET else 0,
        clause=duty.clause,
        reason=wording.sentence(duty, occurrence, found.done, found.excuse, outcome, late, today),
        counted=found.counted,
        uncounted=found.uncounted,
    )


def _outcome(duty: Duty, occurrence: Owed | Planned, found: Judgement, today: date) -> Outcome:
    if found.state is OccurrenceState.EXEMPT:
        return Outcome.EXEMPT
    if found.state is OccurrenceState.MET:
        return Outcome.MET
    too_many = duty.at_most is not None and found.done > duty.at_most
    # What ought to stand is missing on the very day from which it ought to.
    still_time = today < occurrence.due_on if duty.cadence is Cadence.STANDING else today <= occurrence.due_on
    if still_time and not too_many:
        return Outcome.NOT_APPLICABLE
    return Outcome.WARNED if duty.strictness is Strictness.SOFT else Outcome.UNMET


def _enough(duty: Duty, done: int) -> bool:
    return duty.at_least <= done and (duty.at_most is None or done <= duty.at_most)


def _why_not(duty: Duty, occurrence: Owed | Planned, fact: Fact, on: date, titles: Mapping[str, str]) -> str:
    """Why the deed does not count, in Chinese; empty if it does."""
    first, last = window(duty, occurrence.period_start, occurrence.period_end)
    if fact.kind not in duty.fulfilled_by:
        return wording.OTHER_KIND
    if not first <= fact.day <= last:
        return wording.outside(fact.day)
    if duty.cadence is Cadence.STANDING and fact.day > on:
        return wording.not_yet(fact.day)
    if duty.cadence is Cadence.STANDING and fact.until is not None and fact.until < on:
        return wording.no_longer(fact.until)
    if not fact.parties.issuperset(occurrence.others):
        return wording.OTHER_PARTIES
    for need in duty.needs:
        gained = fact.features.get(need)
        limit = _limit(duty, occurrence, need, on)
        if gained is None or gained > limit:
            return wording.lacks(need, gained, titles.get(need))
    return "" if _keys(duty, occurrence, fact, on) else wording.lacks(f"{duty.feature}:", None)


def _limit(duty: Duty, occurrence: Owed | Planned, need: str, on: date) -> date:
    """By which day the feature must have been gained."""
    if duty.cadence is Cadence.STANDING:
        return on
    if need.startswith(HANDED_IN) or duty.after_end or occurrence.period_end is None:
        return date.max
    return occurrence.period_end


def _gained(duty: Duty, fact: Fact) -> date:
    """The day on which the deed was done and had all that it needs."""
    return max([fact.done_on, *(fact.features[need] for need in duty.needs)])


def _keys(duty: Duty, occurrence: Owed | Planned, fact: Fact, on: date) -> list[tuple[object, date]]:
    """What the deed counts for, each with the day since when: itself, its day, or the values of the feature."""
    if duty.distinct is Distinct.DAYS:
        return [(fact.day, fact.done_on)]
    if duty.distinct is Distinct.DEEDS:
        return [((fact.record_type, fact.record_key), fact.done_on)]
    prefix = f"{duty.feature}:"
    return sorted(
        (name, since)
        for name, since in fact.features.items()
        if name.startswith(prefix) and since <= _limit(duty, occurrence, name, on)
    )


def _excuse(duty: Duty, occurrence: Owed | Planned, excuses: Sequence[Excuse], on: date) -> str:
    """Why nothing is asked for; empty if it is."""
    first, last = occurrence.period_start, occurrence.period_end
    if duty.cadence is Cadence.STANDING:
        first = last = on
    touching = [
        excuse
        for excuse in excuses
        if (last is None or excuse.first <= last) and (excuse.last is None or excuse.last >= first)
    ]
    if duty.partial is Partial.WHOLE and not _covered(touching, first, last):
        touching = []
    if touching:
        return wording.excused(min((excuse.first, excuse.reason) for excuse in touching)[1])
    return wording.PARTIAL if occurrence.partial else ""


def _covered(excuses: Sequence[Excuse], first: date, last: date | None) -> bool:
    """Whether the excuses leave out no day of the period."""
    reached = first
    for excuse in sorted(excuses, key=lambda found: found.first):
        if excuse.first > reached:
            return False
        if excuse.last is None or (last is not None and excuse.last >= last):
            return True
        reached = max(reached, excuse.last + timedelta(days=1))
    return False
