"""Recording accident insurance, and finding who lacks it on which days (JZ-32)."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from uuid import UUID

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Conflict, Invalid, NotFound
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.insurance import repository
from xuanpai_core.judgement import insurance as judgement
from xuanpai_core.judgement.insurance import DayRange, PolicyFacts
from xuanpai_core.plugins import hookspecs
from xuanpai_core.plugins.decisions import Clause
from xuanpai_core.plugins.facts import InsuranceFacts, PostingFacts
from xuanpai_core.plugins.in_force import RulesInForce
from xuanpai_core.plugins.service import ToldPosting, rules_in_force, told_postings
from xuanpai_core.postings.models import Posting
from xuanpai_core.postings.reach import within_posting
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.texts import one_line

MOST_FEN = 10**15
"""Ten trillion 元: beyond it, somebody's finger slipped."""


@dataclass(frozen=True, slots=True)
class NewPolicy:
    """A policy for one cadre, in force from ``starts_on`` to ``ends_on``, both included."""

    cadre_id: UUID
    insurer: str
    policy_number: str
    sum_insured_fen: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuranceGap:
    """One posting without the required cover on some days: which, how many, and why cover is required."""

    posting_id: UUID
    cadre_id: UUID
    cadre_name: str
    region_code: str
    place_name: str
    required_fen: int
    missing: tuple[DayRange, ...]
    days: int
    reason: str
    clause: Clause


async def record_policy(work: Work, new: NewPolicy, key: str) -> UUID:
    """Store a policy; returns its id.

    Raises ``Forbidden``, ``NotFound`` (``CADRE_NOT_FOUND``: unknown, or no posting within reach), ``Invalid``
    (``INVALID_PERIOD``, ``INVALID_AMOUNT``, ``INVALID_TEXT``) and ``Conflict`` (``POLICY_ALREADY_RECORDED``).
    """
    reach = require(work.ctx, Action.INSURANCE_RECORD)
    checked = _checked(new)

    async def act() -> Outcome:
        if not await repository.cadre_within(work, new.cadre_id, reach):
            raise NotFound("没有找到这名选派干部,或不在您的管辖范围内。", code="CADRE_NOT_FOUND")
        return {"id": str(await _store(work, checked))}

    return UUID((await once(work, Action.INSURANCE_RECORD, key, asdict(checked), act))["id"])


def _checked(new: NewPolicy) -> NewPolicy:
    """What can be told wrong before anything is read."""
    if new.ends_on < new.starts_on:
        raise Invalid("终保日不能早于起保日,请改正。", code="INVALID_PERIOD")
    if not 0 < new.sum_insured_fen <= MOST_FEN:
        raise Invalid("保额须大于0,以分为单位填写:50万元写作50000000。", code="INVALID_AMOUNT")
    insurer = one_line(new.insurer, path="insurer", title="承保公司")
    return replace(new, insurer=insurer, policy_number=one_line(new.policy_number, path="policyNumber", title="保单号"))


async def _store(work: Work, new: NewPolicy) -> UUID:
    policy_id, number = new_id(), new.policy_number
    keys = {"tenant_id": work.tenant_id, "id": policy_id, "recorded_by": work.ctx.actor.account_id}
    stored = await repository.add_policy(work, {**keys, **asdict(new)})
    if not stored:
        raise Conflict(f"这名干部的保单{number}已经登记过,没有重复登记。", code="POLICY_ALREADY_RECORDED")
    after = {"cadre_id": new.cadre_id, "sum_insured_fen": new.sum_insured_fen, "starts_on": new.starts_on}
    record(work, Action.INSURANCE_RECORD, "insurance_policy", policy_id, after={**after, "ends_on": new.ends_on})
    return policy_id


async def insurance_gaps(work: Work, region_code: str) -> list[InsuranceGap]:
    """Every posting within the region and the caller's extent that lacks required cover, by place, then by start.

    A posting is looked at from its first day to its last; while it runs, to its term's last day, and at least to
    today. Raises ``Forbidden``, ``InvalidRegionCode``, ``PluginFailed``, ``UnknownPlugin``.
    """
    reach = require(work.ctx, Action.INSURANCE_READ)
    low, high = RegionCode.parse(region_code).range()
    visible = (
        Posting.region_code >= low,
        Posting.region_code < high,
        within_posting(reach),
    )
    rules, day = await rules_in_force(work), today(work.clock)
    policies = await repository.policies_of(work, visible)
    postings = await told_postings(work, *visible)
    found = [_gap(rules, posting, policies.get(posting.cadre_id, []), day) for posting in postings]
    return sorted((gap for gap in found if gap is not None), key=lambda gap: gap.region_code)


def _gap(rules: RulesInForce, posting: ToldPosting, policies: list[PolicyFacts], day: date) -> InsuranceGap | None:
    facts = posting.facts
    ruling = rules.ask(
        hookspecs.insurance_requirement, facts.region_code, _ruling_day(facts, day), InsuranceFacts(posting=facts)
    )
    if ruling is None:
        return None
    verdict = judgement.insurance_gaps(
        ruling.decision,
        start_date=facts.start_date,
        end_date=_last_day(facts, day),
        policies=policies,
        as_of=day,
    )
    if not verdict.gaps:
        return None
    return InsuranceGap(
        posting_id=posting.posting_id,
        cadre_id=posting.cadre_id,
        cadre_name=posting.cadre_name,
        region_code=facts.region_code,
        place_name=posting.place_name,
        required_fen=ruling.decision.minimum_fen,
        missing=verdict.gaps,
        days=verdict.days_uncovered,
        reason=verdict.reason,
        clause=ruling.decision.clause,
    )


def _last_day(facts: PostingFacts, day: date) -> date | None:
    """The end that came, else the end that is planned, but a posting that runs past its term must stay covered."""
    if facts.end_date is not None or facts.planned_end is None:
        return facts.end_date
    return max(facts.planned_end, day)


def _ruling_day(facts: PostingFacts, day: date) -> date:
    """Today's rules, for a posting that runs; the last day's for one that is over, the first day's before it begins."""
    return max(facts.start_date, min(day, facts.end_date or day))
