"""What a change of parameters would do, before anybody agrees to it: verdicts and duties that would be others."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import or_

from xuanpai_core.attendance.judging import judge_told, norm_of
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import extent
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.judgement.month import MonthVerdict
from xuanpai_core.parameters import repository
from xuanpai_core.parameters.errors import PreviewForbidden
from xuanpai_core.parameters.matters import summary_of
from xuanpai_core.parameters.overlay import holding
from xuanpai_core.parameters.planning import Plan, Wish, plan
from xuanpai_core.periods import Month, month_start
from xuanpai_core.plugins.in_force import RulesInForce, StoredActivation
from xuanpai_core.plugins.rulebook import Rule
from xuanpai_core.plugins.service import ToldPosting, rules_in_force, told_postings
from xuanpai_core.postings.models import Posting
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.rulebooks.content import dump
from xuanpai_core.rulebooks.in_force import StoredRule
from xuanpai_core.rulebooks.service import rulebooks

MOST_LISTED = 100
MOST_JUDGED = 5000
_AT_ONCE = 500


class RuleEffect(StrEnum):
    """What would become of a rule at the place."""

    ADDED = "ADDED"
    CHANGED = "CHANGED"
    DROPPED = "DROPPED"


@dataclass(frozen=True, slots=True)
class AffectedRule:
    """A rule that would be another. ``occurrences``: how many open periods of it there are under the place."""

    matter: str
    title: str
    effect: RuleEffect
    occurrences: int


@dataclass(frozen=True, slots=True)
class AffectedVerdict:
    """A posting whose month would be judged otherwise."""

    posting_id: UUID
    cadre_name: str
    place_name: str
    before: MonthVerdict
    after: MonthVerdict


@dataclass(frozen=True, slots=True)
class Preview:
    """What the change means and would do.

    ``verdicts`` are the first hundred of those that the caller may read, of the month in which the day ``month``
    lies; ``verdict_count`` counts all under the place. ``complete``: every posting was judged; there are bounds.
    """

    summary: str
    month: Month
    rules: list[AffectedRule]
    verdict_count: int
    complete: bool
    verdicts: list[AffectedVerdict]


async def preview(work: Work, wish: Wish) -> Preview:
    """What would change if the wish were agreed to now; nothing is written.

    Raises ``PreviewForbidden`` unless the caller may propose or decide changes at the place, and what ``plan`` does.
    """
    place = RegionCode.parse(wish.region_code)
    if not any(extent(work.ctx, act).covers_place(place) for act in (Action.PARAMETER_CHANGE, Action.PARAMETER_DECIDE)):
        raise PreviewForbidden
    planned = await plan(work, wish)
    month = Month(month_start(today(work.clock)))
    changed, complete = await _verdicts(work, planned, month)
    reach = extent(work.ctx, Action.ATTENDANCE_READ)
    shown = [told for told, _, _ in changed if reach.covers_place(told.facts.region_code)]
    listed = {told.posting_id for told in shown[:MOST_LISTED]}
    return Preview(
        summary=summary_of(planned),
        month=month,
        rules=await _rules(work, planned),
        verdict_count=len(changed),
        complete=complete,
        verdicts=[
            AffectedVerdict(told.posting_id, told.cadre_name, told.place_name, before, after)
            for told, before, after in changed
            if told.posting_id in listed
        ],
    )


_Changed = list[tuple[ToldPosting, MonthVerdict, MonthVerdict]]


async def _verdicts(work: Work, planned: Plan, month: Month) -> tuple[_Changed, bool]:
    """Those in post this month whose verdict would differ; only where the norm differs are the days looked at."""
    now = await rules_in_force(work)
    then = RulesInForce(work.ports.plugins, [planned.then if row.id == planned.then.id else row for row in now.rows])
    low, high = RegionCode.stored(planned.wish.region_code).range()
    in_post = await told_postings(
        work,
        Posting.region_code >= low,
        Posting.region_code < high,
        Posting.start_date < month.end,
        or_(Posting.end_date.is_(None), Posting.end_date >= month.start),
    )
    touched = [told for told in in_post if norm_of(now, told.facts, month) != norm_of(then, told.facts, month)]
    changed: _Changed = []
    for first in range(0, min(len(touched), MOST_JUDGED), _AT_ONCE):
        batch = touched[first : first + _AT_ONCE]
        before, after = await judge_told(work, batch, month, now, then)
        changed += [
            (told, before[told.posting_id], after[told.posting_id])
            for told in batch
            if _differs(before[told.posting_id], after[told.posting_id])
        ]
    return changed, len(touched) <= MOST_JUDGED


def _differs(before: MonthVerdict, after: MonthVerdict) -> bool:
    return (before.outcome, before.measured, before.required) != (after.outcome, after.measured, after.required)


async def _rules(work: Work, planned: Plan) -> list[AffectedRule]:
    """The plugin's own rules that would differ at the place from the first day on, by matter."""
    wish = planned.wish
    on = max(wish.valid_from, min(today(work.clock), _last_day(planned)))
    now, then = (_laid_down(work, planned, activation, on) for activation in (planned.now, planned.then))
    stored = (await rulebooks(work)).in_force(wish.region_code, on)
    effects = {
        matter: effect
        for matter in sorted({*now, *then})
        if (effect := _effect(now.get(matter), then.get(matter))) and _is_ours(planned.now, stored.get(matter))
    }
    ids = {matter: stored[matter].id for matter in effects if matter in stored}
    touched = await repository.open_occurrences(
        work, list(ids.values()), wish.region_code, wish.valid_from, wish.valid_to
    )
    return [
        AffectedRule(
            matter=matter,
            title=(then.get(matter) or now[matter]).title,
            effect=effect,
            occurrences=touched.get(ids[matter], 0) if matter in ids else 0,
        )
        for matter, effect in effects.items()
    ]


def _last_day(planned: Plan) -> date:
    ends = [end for end in (planned.wish.valid_to, planned.now.valid_to) if end is not None]
    return min((date.fromordinal(end.toordinal() - 1) for end in ends), default=date.max)


def _laid_down(work: Work, planned: Plan, activation: StoredActivation, on: date) -> Mapping[str, Rule]:
    values = holding(activation.parameters, activation.changes, planned.wish.region_code, on)
    host = work.ports.plugins
    book = host.rulebook(activation.plugin, host.read_parameters(activation.plugin, values))
    return {rule.matter: rule for rule in book.rules()}


def _effect(now: Rule | None, then: Rule | None) -> RuleEffect | None:
    if now is None:
        return RuleEffect.ADDED
    if then is None:
        return RuleEffect.DROPPED
    return None if dump(now) == dump(then) else RuleEffect.CHANGED


def _is_ours(activation: StoredActivation, stored: StoredRule | None) -> bool:
    """Whether the activation is heard on the matter there: no nearer plugin rules on it."""
    if stored is None or (stored.plugin, stored.activated_at) == (activation.plugin, activation.region_code):
        return True
    return len(stored.activated_at) < len(activation.region_code)
