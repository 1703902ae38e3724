"""Which periods of which duties a subject owes: a pure function of the subject, the rules over time, and the day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from xuanpai_core.duties.calendar import periods_between
from xuanpai_core.duties.facts import DutySubject, Planned, Span, Stretch
from xuanpai_core.duties.timelines import Timelines
from xuanpai_core.duties.wording import NO_DEADLINE
from xuanpai_core.plugins.duties import Cadence, Due, Partial, Population

_ONE_DAY = timedelta(days=1)
_GONE = timedelta(days=40)
_LASTING = frozenset({Cadence.TERM, Cadence.STANDING})


@dataclass(frozen=True, slots=True)
class Horizon:
    """For which days to plan: periods that have a day from ``since`` on and begin by ``until``, as of ``today``."""

    since: date
    until: date
    today: date

    @property
    def gone_since(self) -> date:
        """Who left since then, and what ended, is still looked at: it may owe something now, or be judged at last."""
        return max(min(self.since, self.today), date.min + _GONE) - _GONE


@dataclass(frozen=True, slots=True)
class _Held:
    """Days on which the subject owes a duty under one stretch; ``run`` is the unbroken row of such days around it."""

    first: date
    last: date | None
    stretch: Stretch
    run: Span


def plan(subject: DutySubject, rules: Timelines, horizon: Horizon) -> list[Planned]:
    """Every period that ``subject`` owes, matter by matter, in order of time."""
    if subject.first > horizon.until:
        return []
    planned: list[Planned] = []
    for stretches in rules.values():
        held = _held(subject, stretches)
        if not held:
            continue
        found: dict[date, Planned] = {}
        for period in _periods(subject, held, horizon):
            # When a matter changes its cadence, two periods may begin together: the one of the earlier rule stands.
            found.setdefault(period.period_start, period)
        planned += found.values()
    return planned


def _held(subject: DutySubject, stretches: Sequence[Stretch]) -> list[_Held]:
    """The days on which the subject belongs to the population of the rule that holds then."""
    spans = [
        (span, stretch)
        for stretch in stretches
        if _belongs(subject, stretch.duty.who)
        for span in _days(subject, stretch)
    ]
    runs: list[Span] = []
    for (first, last), _ in spans:
        if runs and runs[-1][1] is not None and first <= runs[-1][1] + _ONE_DAY:
            runs[-1] = (runs[-1][0], last)
        else:
            runs.append((first, last))
    return [
        _Held(first, last, stretch, next(run for run in reversed(runs) if run[0] <= first))
        for (first, last), stretch in spans
    ]


def _belongs(subject: DutySubject, who: Population) -> bool:
    """Whether the subject is of the population, as far as time does not matter."""
    if who.roles and subject.role not in who.roles:
        return False
    if who.dispatch_levels and subject.dispatch_level not in who.dispatch_levels:
        return False
    if who.staffing_types and subject.staffing_type not in who.staffing_types:
        return False
    if who.unit_levels and subject.unit_level not in who.unit_levels:
        return False
    if who.forms and subject.form not in who.forms:
        return False
    return all(str(subject.values.get(code, "")) in values for code, values in who.where)


def _days(subject: DutySubject, stretch: Stretch) -> list[Span]:
    """The days of the stretch on which the subject is there, and is what the population asks for."""
    who = stretch.duty.who
    whole = _common((stretch.first, stretch.last), (subject.first, subject.last))
    days = [] if whole is None else [whole]
    if who.tags:
        days = _cut(days, [span for tag, span in subject.tags if tag in who.tags])
    if who.village_posts:
        days = _cut(days, [span for level, span in subject.posts if level in who.village_posts])
    return days


def _cut(days: Sequence[Span], spans: Sequence[Span]) -> list[Span]:
    joined: list[Span] = []
    for first, last in sorted(spans, key=lambda span: span[0]):
        before = joined[-1] if joined else None
        if before is not None and (before[1] is None or first <= before[1] + _ONE_DAY):
            joined[-1] = (before[0], None if last is None or before[1] is None else max(last, before[1]))
        else:
            joined.append((first, last))
    common = (_common(day, span) for day in days for span in joined)
    return [span for span in common if span is not None]


def _common(one: Span, other: Span) -> Span | None:
    first = max(one[0], other[0])
    ends = [last for last in (one[1], other[1]) if last is not None]
    last = min(ends) if ends else None
    return None if last is not None and last < first else (first, last)


def _periods(subject: DutySubject, held: Sequence[_Held], horizon: Horizon) -> Iterator[Planned]:
    """The periods of one matter; the rule in force on the last day owed of a period governs it."""
    terms = [part for part in held if part.stretch.duty.cadence is Cadence.TERM]
    if terms:
        yield from _term(subject, terms, horizon)
    standing = [part for part in held if part.stretch.duty.cadence is Cadence.STANDING]
    if standing:
        yield from _standing(subject, standing, horizon)
    for number, part in enumerate(held):
        if part.stretch.duty.cadence not in _LASTING:
            yield from _of_calendar(subject, part, held[number + 1 : number + 2], horizon)


def _of_calendar(subject: DutySubject, part: _Held, after: Sequence[_Held], horizon: Horizon) -> Iterator[Planned]:
    """The periods in which nothing ``after`` this part is owed any more."""
    duty, rule_id = part.stretch.duty, part.stretch.rule_id
    grace, excuses, from_end = timedelta(days=duty.grace_days), duty.partial is Partial.EXEMPT, duty.due is Due.END
    until = after[0].first if after else date.max
    last = horizon.until if part.last is None else min(part.last, horizon.until)
    # What was owed up to a day before may belong to a period that goes on.
    first = max(part.first, min(horizon.since, last))
    for start, end in periods_between(duty.cadence, first, last):
        if horizon.since <= end < until:
            partial = excuses and not _covers(part.run, start, end)
            yield Planned(subject, rule_id, duty, start, end, (end if from_end else start) + grace, partial)


def _covers(run: Span, first: date, last: date | None) -> bool:
    return run[0] <= first and (run[1] is None or (last is not None and last <= run[1]))


def _term(subject: DutySubject, held: Sequence[_Held], horizon: Horizon) -> Iterator[Planned]:
    """Once over the whole term: before it begins, while it lasts, or after it has ended."""
    first, last = max(subject.first, held[0].first) if subject.first == date.min else subject.first, subject.last
    # What is due at the start is ruled by the rule of the start, whatever comes later.
    part = held[0] if held[0].stretch.duty.due is Due.START else _on(held, last or max(horizon.today, first))
    duty = part.stretch.duty
    grace = timedelta(days=duty.grace_days)
    if duty.after_end:
        if last is not None and last < horizon.today and part.last == last:
            yield Planned(subject, part.stretch.rule_id, duty, last, None, last + grace)
        return
    if last is not None and last < horizon.gone_since:
        return
    ends = last or subject.planned_end
    if duty.due is Due.START:
        due_on = first + grace
        asked = _covers(part.run, first, due_on if last is None else min(due_on, last))
    else:
        due_on = NO_DEADLINE if ends is None else ends + grace
        asked = _covers(part.run, first, last)
    partial = duty.partial is Partial.EXEMPT and not asked
    yield Planned(subject, part.stretch.rule_id, duty, first, last, due_on, partial)


def _on(held: Sequence[_Held], day: date) -> _Held:
    """What holds on the day, or held last before it, or will first hold."""
    return next((part for part in reversed(held) if part.first <= day), held[0])


def _standing(subject: DutySubject, held: Sequence[_Held], horizon: Horizon) -> Iterator[Planned]:
    """Once for each unbroken row of days, under the rule of today; what ended by the rule of its last day."""
    rows: list[list[_Held]] = []
    for part in held:
        before = rows[-1][-1] if rows else None
        if before is not None and before.last is not None and part.first == before.last + _ONE_DAY:
            rows[-1].append(part)
        else:
            rows.append([part])
    for row in rows:
        first, last = row[0].first, row[-1].last
        if first > horizon.until or (last is not None and last < horizon.gone_since):
            continue
        part = _on(row, max(first, horizon.today if last is None else min(horizon.today, last)))
        duty = part.stretch.duty
        yield Planned(subject, part.stretch.rule_id, duty, first, last, first + timedelta(days=duty.grace_days))
