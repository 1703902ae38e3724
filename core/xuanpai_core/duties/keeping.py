"""Bringing the stored periods of some subjects to what they ought to be, writing only what differs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.duties import repository
from xuanpai_core.duties.facts import DutySubject, Planned
from xuanpai_core.duties.judging import Judgement, judge, window
from xuanpai_core.duties.planning import Horizon, plan
from xuanpai_core.duties.timelines import PlaceRules
from xuanpai_core.plugins.decisions import Strictness
from xuanpai_core.plugins.duties import Cadence

_Key = tuple[str, UUID | None, str, date]
"""Token, entry, matter and first day: what makes a period one."""
_END = 11
"""Where the last day stands in a stored row."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How many periods were added, changed and removed."""

    added: int = 0
    changed: int = 0
    removed: int = 0

    def __add__(self, other: "Kept") -> "Kept":
        return Kept(self.added + other.added, self.changed + other.changed, self.removed + other.removed)


async def keep(work: Work, subjects: Sequence[DutySubject], rules: PlaceRules, horizon: Horizon) -> Kept:
    """Make the stored periods of ``subjects`` that have a day from the horizon's ``since`` on what they ought to be."""
    if not subjects:
        return Kept()
    planned = [
        period for subject in subjects for period in plan(subject, rules.at(subject.region_code, subject.kind), horizon)
    ]
    there = await _stored(work, subjects, planned, horizon)
    judgements = await _judged(work, planned, horizon.today)
    new: list[tuple[Any, ...]] = []
    other: dict[UUID, Planned] = {}
    for period, judgement in zip(planned, judgements, strict=True):
        before = there.pop(_key(period), None)
        wanted = _row(period, judgement)
        if before is None:
            new.append((new_id(), *wanted))
        elif before[1:] != wanted:
            other[before[0]] = period
    gone = [row[0] for row in there.values() if row[_END] is None or row[_END] >= horizon.since]
    await repository.remove(work, gone)
    await _change(work, other, horizon.today)
    await repository.add(work, new)
    return Kept(len(new), len(other), len(gone))


async def _change(work: Work, other: Mapping[UUID, Planned], day: date) -> None:
    """Judge again what differs, now that it is held: somebody may have told of a deed meanwhile."""
    if other:
        await repository.lock(work, other)
        judgements = await _judged(work, list(other.values()), day)
        pairs = zip(other.items(), judgements, strict=True)
        await repository.change(work, [(key, *_row(period, found)) for (key, period), found in pairs])


def _key(period: Planned) -> _Key:
    return period.token, period.subject.entry_id, period.duty.matter, period.period_start


async def _stored(
    work: Work, subjects: Sequence[DutySubject], planned: Sequence[Planned], horizon: Horizon
) -> dict[_Key, tuple[Any, ...]]:
    """What is stored of just these subjects: the first party of a pairing has duties of its own beside."""
    own = {(subject.token, subject.entry_id) for subject in subjects}
    lasting = {one.duty.matter for one in planned if one.duty.cadence in {Cadence.TERM, Cadence.STANDING}}
    tokens = {token for token, _ in own}
    rows = await repository.stored(work, tokens, horizon.since, horizon.gone_since, lasting)
    return {
        (row["token"], row["entry_id"], row["matter"], row["period_start"]): _stored_row(row)
        for row in rows
        if (row["token"], row["entry_id"]) in own
    }


async def _judged(work: Work, planned: Sequence[Planned], day: date) -> list[Judgement]:
    asked = [(one.token, one.duty, *window(one.duty, one.period_start, one.period_end)) for one in planned]
    facts = await repository.facts(work, asked)
    excuses = await repository.excuses(work, {one.token for one in planned})
    return [
        judge(one.duty, one, known, excuses.get((one.token, one.duty.matter), ()), day)
        for one, known in zip(planned, facts, strict=True)
    ]


def _row(period: Planned, judgement: Judgement) -> tuple[Any, ...]:
    """The period in the order of the repository's columns, after its id."""
    subject, duty = period.subject, period.duty
    return (
        period.rule_id,
        duty.matter,
        str(subject.kind),
        subject.token,
        ",".join(subject.others),
        subject.posting_id,
        subject.unit_id,
        subject.entry_id,
        subject.region_code,
        period.period_start,
        period.period_end,
        period.due_on,
        duty.strictness is Strictness.SOFT,
        duty.at_least,
        judgement.done,
        judgement.met_on,
        str(judgement.state),
    )


def _stored_row(row: Any) -> tuple[Any, ...]:
    return (
        row["id"],
        row["rule_id"],
        row["matter"],
        row["subject"],
        row["token"],
        ",".join(row["others"]),
        row["posting_id"],
        row["unit_id"],
        row["entry_id"],
        row["region_code"],
        row["period_start"],
        row["period_end"],
        row["due_on"],
        row["soft"],
        row["required"],
        row["done"],
        row["met_on"],
        row["state"],
    )
