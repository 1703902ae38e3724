"""Plans over three years and over one: kept as a draft, submitted once each item says all four things (JZ-15)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import delete

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import Extent, require
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.duties.deeds import Deed, tell
from xuanpai_core.evidence.service import link, unlink
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.parties.tokens import of_posting, of_region
from xuanpai_core.plans import repository
from xuanpai_core.plans.errors import PlanExists, PlanNotFound, PlanSubmitted, WrongPeriod
from xuanpai_core.plans.items import WrittenItem, checked_items, demand_complete
from xuanpai_core.plans.models import Plan, PlanItem, PlanKind, PlanState
from xuanpai_core.postings.errors import PostingNotFound
from xuanpai_core.postings.models import Posting

__all__ = ["RECORD_TYPE", "WrittenItem", "WrittenPlan", "save_plan", "submit_plan"]

RECORD_TYPE = "plan"
_YEARS = {PlanKind.THREE_YEARS: 3, PlanKind.YEAR: 1}
_TITLES = {PlanKind.THREE_YEARS: "三年规划", PlanKind.YEAR: "年度计划"}
_DEEDS = {PlanKind.THREE_YEARS: "plan.three_years", PlanKind.YEAR: "plan.year"}


@dataclass(frozen=True, slots=True)
class WrittenPlan:
    """A plan as it is written: of ``posting_id`` when it is new, of ``plan_id`` when it is written anew.

    ``last_day`` None is the last day of the three years, or of the year, that begin on ``first_day``.
    ``evidence_ids`` are all its files.
    """

    kind: PlanKind
    first_day: date
    items: tuple[WrittenItem, ...]
    posting_id: UUID | None = None
    plan_id: UUID | None = None
    last_day: date | None = None
    evidence_ids: tuple[UUID, ...] = ()


async def save_plan(work: Work, written: WrittenPlan, key: str) -> UUID:
    """Write a plan, or write it anew while it is a draft; it may be incomplete. Returns its id.

    Raises ``Forbidden``, ``PostingNotFound``, ``PlanNotFound``, ``PlanSubmitted``, ``PlanExists``, ``WrongPeriod``,
    ``EvidenceNotFound`` and ``Invalid`` (``INVALID_TEXT``, ``TOO_MANY_ITEMS``, ``DUE_OUTSIDE_PLAN``).
    """
    reach = require(work.ctx, Action.PLAN_WRITE)
    checked = _checked(written)

    async def act() -> Outcome:
        return {"id": str(await _save(work, checked, reach))}

    return UUID((await once(work, "plan:save", key, asdict(checked), act))["id"])


async def submit_plan(work: Work, plan_id: UUID, key: str) -> UUID:
    """Submit a draft in which nothing is missing; from now on it stands as it is.

    Raises ``Forbidden``, ``PlanNotFound``, ``PlanSubmitted``, ``ItemsIncomplete``.
    """
    reach = require(work.ctx, Action.PLAN_WRITE)

    async def act() -> Outcome:
        plan = await _draft(work, plan_id, reach)
        items = await repository.items(work, plan_id)
        demand_complete(items)
        day = today(work.clock)
        plan.state, plan.submitted_on, plan.submitted_by = PlanState.SUBMITTED, day, work.ctx.actor.account_id
        await tell(work, RECORD_TYPE, str(plan_id), [await _deed(work, plan, day)])
        record(work, "plan:submit", RECORD_TYPE, plan_id, kind=plan.kind, items=len(items))
        return {}

    await once(work, "plan:submit", key, [plan_id], act)
    return plan_id


def _checked(written: WrittenPlan) -> WrittenPlan:
    """The plan with its texts as they are stored; what can be told wrong before anything is read."""
    if _end(written) < written.first_day:
        raise WrongPeriod("结束日期不能早于开始日期,请改正。")
    years = _YEARS[written.kind]
    if _end(written) > _last_day(written.first_day, years):
        raise WrongPeriod(f"{_TITLES[written.kind]}从开始到结束不超过{years}年,请改正。")
    return replace(written, items=checked_items(written.items, written.first_day, _end(written)))


async def _save(work: Work, written: WrittenPlan, reach: Extent) -> UUID:
    plan = await _new(work, written, reach) if written.plan_id is None else await _draft(work, written.plan_id, reach)
    _demand_held(await work.session.get_one(Posting, (work.tenant_id, plan.posting_id)), written)
    other = await repository.plan_from(work, plan.posting_id, written.kind, written.first_day)
    if other not in {None, plan.id}:
        raise PlanExists
    plan.kind, plan.first_day = written.kind, written.first_day
    plan.last_day = _end(written)
    work.session.add(plan)
    await work.session.flush()
    await _write_items(work, plan.id, written.items)
    await link(work, written.evidence_ids, RECORD_TYPE, str(plan.id), posting_id=plan.posting_id, checked=True)
    await unlink(work, RECORD_TYPE, str(plan.id), keep=written.evidence_ids)
    after = {"kind": plan.kind, "first_day": plan.first_day, "last_day": plan.last_day}
    record(work, "plan:save", RECORD_TYPE, plan.id, after=after, items=len(written.items))
    return plan.id


async def _new(work: Work, written: WrittenPlan, reach: Extent) -> Plan:
    """A plan of the posting, not stored yet."""
    posting = None
    if written.posting_id is not None:
        posting = await repository.posting_within(work, written.posting_id, reach)
    if posting is None:
        raise PostingNotFound
    return Plan(
        tenant_id=work.tenant_id,
        id=new_id(),
        posting_id=posting.id,
        region_code=posting.region_code,
        sending_unit_id=posting.sending_unit_id,
        cadre_id=posting.cadre_id,
        state=PlanState.DRAFT,
    )


async def _draft(work: Work, plan_id: UUID, reach: Extent) -> Plan:
    """The plan while it may still change."""
    plan = await repository.plan_within(work, plan_id, reach)
    if plan is None:
        raise PlanNotFound
    if plan.state is not PlanState.DRAFT:
        raise PlanSubmitted
    return plan


def _demand_held(posting: Posting, written: WrittenPlan) -> None:
    """Refuse a plan for days on none of which the posting was held."""
    ended = posting.end_date is not None and written.first_day > posting.end_date
    if ended or _end(written) < posting.start_date:
        raise WrongPeriod("规划(计划)的起止日期不在本人的任期之内,请改正。")


async def _write_items(work: Work, plan_id: UUID, items: Sequence[WrittenItem]) -> None:
    await work.session.execute(
        delete(PlanItem).where(PlanItem.tenant_id == work.tenant_id, PlanItem.plan_id == plan_id)
    )
    work.session.add_all(
        PlanItem(tenant_id=work.tenant_id, plan_id=plan_id, number=number, **asdict(item))
        for number, item in enumerate(items)
    )
    await work.session.flush()


async def _deed(work: Work, plan: Plan, submitted_on: date) -> Deed:
    """What a submitted plan counts for: it lies where it begins, or where the posting does if that is later."""
    posting = await work.session.get_one(Posting, (work.tenant_id, plan.posting_id))
    day = max(plan.first_day, posting.start_date)
    proved = await repository.has_evidence(work, RECORD_TYPE, str(plan.id))
    return Deed(
        kind=_DEEDS[plan.kind],
        parties=frozenset({of_posting(plan.posting_id), of_region(plan.region_code)}),
        day=day,
        until=day,
        done_on=submitted_on,
        features={"evidence": submitted_on} if proved else {},
    )


def _end(written: WrittenPlan) -> date:
    return written.last_day or _last_day(written.first_day, _YEARS[written.kind])


def _last_day(first_day: date, years: int) -> date:
    """The day before the one that begins the same date so many years later; 29 February goes on on 1 March."""
    try:
        return first_day.replace(year=first_day.year + years) - timedelta(days=1)
    except ValueError:
        return date(first_day.year + years, 2, 28)
