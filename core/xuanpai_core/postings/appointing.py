"""Appointing somebody to a post: the template, the term, the decision, and what the rules object to."""

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from xuanpai_core.attendance.service import open_month
from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import Extent, require, require_place
from xuanpai_core.cadres.errors import CadreNotFound
from xuanpai_core.cadres.models import Cadre
from xuanpai_core.campaigns.candidates import (
    ToldCandidate,
    cadre_in_charge,
    candidate_to_appoint,
    demand_unit,
    mark_appointed,
)
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.duties.deeds import Deed, tell
from xuanpai_core.errors import Invalid, NotFound
from xuanpai_core.evidence.service import link
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.parties.tokens import of_posting, of_region
from xuanpai_core.periods import Month, month_start
from xuanpai_core.plugins.reviews import HeldPost, PostingDraft
from xuanpai_core.postings import repository
from xuanpai_core.postings.appointment import Decision, NewAppointment, Standing, checked, demand_past
from xuanpai_core.postings.errors import AlreadyPosted, BeforeDecision, PlaceNotInForce, PostingNotFound
from xuanpai_core.postings.models import PostingDecision
from xuanpai_core.postings.service import NewPosting, add_postings, end_posting, held_postings
from xuanpai_core.postings.templates import demand_vacancy
from xuanpai_core.postings.terms import planned_end
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.regions.models import Region
from xuanpai_core.rulebooks.reviewing import objections, settle
from xuanpai_core.rulebooks.service import rulebooks
from xuanpai_core.texts import paragraphs
from xuanpai_core.villages.service import tag_codes

__all__ = ["Decision", "NewAppointment", "Standing", "announce", "appoint", "dismiss"]

DECISION_RECORD = "posting_decision"
ANNOUNCED = "appointment.announced"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Person:
    """Whom the appointment is about; ``told`` if he was proposed as a candidate."""

    cadre: Cadre
    unit_id: UUID
    standing: Standing
    told: ToldCandidate | None = None


async def appoint(work: Work, new: NewAppointment, key: str) -> UUID:
    """Make a posting; returns its id.

    Raises ``Forbidden``, ``CandidateNotFound``, ``CandidateSettled``, ``CandidateVetoed``, ``CampaignNotOpen``,
    ``CadreNotFound``, ``UnitNotFound``, ``AlreadyPosted``, ``PostTaken``, ``PostTooMany``, ``PlaceNotInForce``,
    ``ReviewRefused``, ``ObjectionNotAccepted``, ``EvidenceNotFound``, ``NotFound`` (``UNKNOWN_REGION``), and what
    ``appointment.checked`` raises.
    """
    place = RegionCode.parse(new.region_code)
    require_place(work.ctx, Action.POSTING_APPOINT, place)
    reach = require(work.ctx, Action.POSTING_APPOINT)
    new = checked(work, new)

    async def act() -> Outcome:
        region = await _place(work, new)
        person = await _person(work, new, reach)
        return {"id": str(await _appoint(work, new, person, region, reach))}

    return UUID((await once(work, Action.POSTING_APPOINT, key, asdict(new), act))["id"])


async def announce(work: Work, posting_id: UUID, announced_on: date, key: str) -> UUID:
    """Write down when an appointment that was decided on was announced in the village (DY-12).

    Raises ``Forbidden``, ``PostingNotFound`` (also where nothing was decided), ``BeforeDecision``, ``Invalid``
    (``IN_FUTURE``).
    """
    reach = require(work.ctx, Action.POSTING_APPOINT)
    demand_past(work, announced_on)

    async def act() -> Outcome:
        posting = await repository.posting_within(work, posting_id, reach, hold=True)
        decision = await work.session.get(PostingDecision, (work.tenant_id, posting_id))
        if posting is None or decision is None or decision.decided_on is None:
            raise PostingNotFound
        if announced_on < decision.decided_on:
            raise BeforeDecision(decision.decided_on)
        before, decision.announced_on = decision.announced_on, announced_on
        await _tell_announced(work, posting_id, posting.region_code, announced_on)
        was, now = {"announced_on": before}, {"announced_on": announced_on}
        record(work, "posting:announce", "posting", posting_id, before=was, after=now)
        return {}

    await once(work, "posting:announce", key, [posting_id, announced_on], act)
    return posting_id


async def dismiss(work: Work, posting_id: UUID, last_day: date, reason: str, key: str) -> UUID:
    """Bring a posting to its end; ``last_day`` is the last day served.

    Raises ``Forbidden``, ``PostingNotFound``, ``PostingAlreadyEnded``, ``EndBeforeStart``, ``Invalid``
    (``INVALID_TEXT``).
    """
    require(work.ctx, Action.POSTING_APPOINT)
    reason = paragraphs(reason, path="reason", title="离任原因", limit=500)

    async def act() -> Outcome:
        await end_posting(work, posting_id, last_day, action=Action.POSTING_APPOINT)
        record(work, "posting:dismiss", "posting", posting_id, reason=reason)
        return {}

    await once(work, "posting:dismiss", key, [posting_id, last_day, reason], act)
    return posting_id


async def _place(work: Work, new: NewAppointment) -> Region:
    region = await repository.hold_place(work, new.region_code)
    if region is None:
        raise NotFound(f"没有找到区划 {new.region_code},请核对代码。", code="UNKNOWN_REGION")
    too_early = region.valid_from is not None and new.start_date < region.valid_from
    if too_early or (region.valid_to is not None and new.start_date >= region.valid_to):
        raise PlaceNotInForce(region.path_name, new.start_date)
    return region


async def _person(work: Work, new: NewAppointment, reach: Extent) -> _Person:
    if new.candidate_id is not None:
        told = await candidate_to_appoint(work, new.candidate_id, reach)
        standing = Standing(
            category=told.category, service_years=told.service_years, township_leader=told.township_leader
        )
        cadre = await repository.hold_cadre(work, told.cadre_id)
        return _Person(cadre=cadre, unit_id=told.unit_id, standing=standing, told=told)
    if new.cadre_id is None or new.sending_unit_id is None:
        raise Invalid("请选择一名干部并写明派出单位。", code="ONE_PERSON")
    if not await cadre_in_charge(work, new.cadre_id, reach):
        raise CadreNotFound
    await demand_unit(work, new.sending_unit_id)
    cadre = await repository.hold_cadre(work, new.cadre_id)
    return _Person(cadre=cadre, unit_id=new.sending_unit_id, standing=new.standing)


async def _appoint(work: Work, new: NewAppointment, person: _Person, region: Region, reach: Extent) -> UUID:
    await _demand_free(work, person.cadre.id, new.start_date, reach)
    others = await repository.others_at(work, new.region_code, new.start_date)
    books = await rulebooks(work)
    place = (region.code, region.path_name)
    wanted = HeldPost(role=new.role, dispatch_level=new.dispatch_level)
    demand_vacancy(books, place, wanted, new.start_date, others)
    draft = await _draft(work, new, person, others)
    accepted = settle(await objections(work, draft, new.region_code, new.start_date), new.accepted)
    if person.told is not None:
        await mark_appointed(work, person.told)
    end = new.planned_end or planned_end(books, new.region_code, new.dispatch_level, new.start_date)
    posting = NewPosting(
        new_id(),
        person.cadre.id,
        new.role,
        new.dispatch_level,
        person.unit_id,
        new.region_code,
        new.start_date,
        end,
    )
    await work.session.flush()
    await add_postings(work, [posting])
    await open_month(work, Month(month_start(today(work.clock))), new.region_code)
    await _store_decision(work, new, person, posting, accepted)
    return posting.posting_id


async def _draft(work: Work, new: NewAppointment, person: _Person, others: list[HeldPost]) -> PostingDraft:
    vetoes = None if person.told is None or person.told.vetoes is None else person.told.vetoes
    return PostingDraft(
        role=new.role,
        dispatch_level=new.dispatch_level,
        region_code=new.region_code,
        start_date=new.start_date,
        age=age_on(person.cadre.birth_date, new.start_date),
        party_status=person.cadre.party_status,
        staffing_type=person.cadre.staffing_type,
        category=person.standing.category,
        township_leader=person.standing.township_leader,
        service_years=person.standing.service_years,
        vetoes=None if vetoes is None else tuple(str(veto) for veto in vetoes),
        decided=new.decision is not None,
        village_tags=await tag_codes(work, new.region_code, new.start_date, new.start_date),
        others=tuple(others),
    )


async def _demand_free(work: Work, cadre_id: UUID, start: date, reach: Extent) -> None:
    """One posting at a time; where the other one is, only those learn who may know."""
    held = await held_postings(work, [cadre_id])
    for posting in held.get(cadre_id, []):
        if posting.last_day is None or posting.last_day >= start:
            known = reach.covers_place(posting.region_code)
            raise AlreadyPosted(posting.region_path_name if known else None, posting.first_day if known else None)


async def _store_decision(
    work: Work, new: NewAppointment, person: _Person, posting: NewPosting, accepted: list[dict[str, str]]
) -> None:
    told, decision = person.told, new.decision
    work.session.add(
        PostingDecision(
            tenant_id=work.tenant_id,
            posting_id=posting.posting_id,
            campaign_id=told and told.campaign_id,
            candidate_id=told and told.candidate_id,
            body=decision and decision.body,
            decided_on=decision and decision.decided_on,
            announced_on=decision and decision.announced_on,
            accepted=accepted,
            recorded_by=work.ctx.actor.account_id,
        )
    )
    await work.session.flush()
    if decision is not None:
        key = str(posting.posting_id)
        await link(work, decision.evidence_ids, DECISION_RECORD, key, posting_id=posting.posting_id, checked=True)
        if decision.announced_on is not None:
            await _tell_announced(work, posting.posting_id, posting.region_code, decision.announced_on)
    after = asdict(posting) | {"decided_on": decision and decision.decided_on}
    record(work, Action.POSTING_APPOINT, "posting", posting.posting_id, after=after, accepted=accepted)


async def _tell_announced(work: Work, posting_id: UUID, region_code: str, day: date) -> None:
    parties = frozenset({of_posting(posting_id), of_region(region_code)})
    await tell(work, DECISION_RECORD, str(posting_id), [Deed.of_day(ANNOUNCED, parties, day)])


def age_on(born: date, day: date) -> int:
    """Whole years of life on ``day``; who was born on 29 February grows older on 1 March of common years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
