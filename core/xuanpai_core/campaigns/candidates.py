"""Candidates: proposed, reviewed, and told to whoever appoints (FJ-08)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from uuid import UUID

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import Extent, require
from xuanpai_core.cadres.errors import CadreNotFound
from xuanpai_core.campaigns import repository
from xuanpai_core.campaigns.errors import (
    AlreadyCandidate,
    CampaignNotOpen,
    CandidateNotFound,
    CandidateSettled,
    CandidateVetoed,
    ReviewIncomplete,
)
from xuanpai_core.campaigns.models import Campaign, CampaignState, Candidate, CandidateReview, CandidateState, Veto
from xuanpai_core.campaigns.persons import NewPerson, known_or_added
from xuanpai_core.campaigns.service import require_not_closed
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import FieldProblem, Invalid
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.regions.code import RegionCode, RegionLevel
from xuanpai_core.regions.known import known_region
from xuanpai_core.texts import one_line, paragraphs
from xuanpai_core.units.errors import UnitNotFound

VETO_TITLES: Mapping[Veto, str] = {
    Veto.RELUCTANT: "心里不情愿",
    Veto.UNABLE: "能力不强",
    Veto.ILL_REPUTED: "群众反映不好",
}
_MOST_POINTS = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCandidate:
    """A proposal: a known cadre (``cadre_id``) or a ``person``, the unit, and what the conditions ask about."""

    campaign_id: UUID
    unit_id: UUID
    cadre_id: UUID | None = None
    person: NewPerson | None = None
    village_code: str | None = None
    category: str = ""
    service_years: int | None = None
    township_leader: bool = False
    reserve: bool = False
    score_hundredths: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFinding:
    """One veto: found or not, and who decided so."""

    veto: Veto
    found: bool
    decided_by: str
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldCandidate:
    """A candidate as whoever appoints needs to know of him; ``vetoes`` None: not reviewed."""

    candidate_id: UUID
    campaign_id: UUID
    cadre_id: UUID
    unit_id: UUID
    category: str
    service_years: int | None
    township_leader: bool
    vetoes: tuple[Veto, ...] | None


async def add_candidate(work: Work, new: NewCandidate, key: str) -> UUID:
    """Propose somebody in a campaign that is not closed; returns the candidate's id.

    Raises ``Forbidden``, ``CampaignNotFound``, ``CampaignClosed``, ``CadreNotFound``, ``UnitNotFound``,
    ``AlreadyCandidate``, what ``known_or_added`` raises, and ``Invalid`` (``ONE_PERSON``, ``NOT_A_VILLAGE``,
    ``OUTSIDE_CAMPAIGN``, ``INVALID_COUNT``, ``INVALID_TEXT``).
    """
    reach = require(work.ctx, Action.CAMPAIGN_MANAGE)
    new = _checked(new)

    async def act() -> Outcome:
        campaign = await require_not_closed(work, new.campaign_id, reach)
        await _demand_village(work, campaign, new.village_code)
        await demand_unit(work, new.unit_id)
        cadre_id = await _cadre(work, new, reach)
        if await repository.is_candidate(work, new.campaign_id, cadre_id):
            raise AlreadyCandidate
        return {"id": str(await _store(work, new, cadre_id))}

    # The ID number must not be kept as what the key stood for; its digest tells as well.
    content = {**asdict(replace(new, person=None)), "person": _digest(work, new.person)}
    return UUID((await once(work, "candidate:add", key, content, act))["id"])


async def review_candidate(
    work: Work, candidate_id: UUID, findings: Sequence[NewFinding], decided_on: date, key: str
) -> UUID:
    """Write down what was found of all three vetoes, in place of an earlier review.

    Raises ``Forbidden``, ``CandidateNotFound``, ``CandidateSettled``, ``ReviewIncomplete``, ``Invalid``
    (``INVALID_TEXT``, ``IN_FUTURE``).
    """
    reach = require(work.ctx, Action.CAMPAIGN_MANAGE)
    if decided_on > today(work.clock):
        raise Invalid("考察日期不能晚于今天,请在考察之后再登记。", code="IN_FUTURE")
    if sorted(finding.veto for finding in findings) != sorted(Veto):
        raise ReviewIncomplete
    checked = [_checked_finding(finding, f"findings.{number}") for number, finding in enumerate(findings)]

    async def act() -> Outcome:
        await _open_candidate(work, candidate_id, reach)
        await repository.forget_review(work, candidate_id)
        for finding in checked:
            work.session.add(
                CandidateReview(
                    tenant_id=work.tenant_id,
                    candidate_id=candidate_id,
                    decided_on=decided_on,
                    recorded_by=work.ctx.actor.account_id,
                    **asdict(finding),
                )
            )
        await work.session.flush()
        found = {finding.veto: finding.found for finding in checked}
        record(work, "candidate:review", "candidate", candidate_id, after=found, decided_on=str(decided_on))
        return {}

    await once(work, "candidate:review", key, [candidate_id, decided_on, [asdict(one) for one in checked]], act)
    return candidate_id


async def withdraw_candidate(work: Work, candidate_id: UUID, reason: str, key: str) -> UUID:
    """Take a proposal back; raises ``Forbidden``, ``CandidateNotFound``, ``CandidateSettled``, ``Invalid``."""
    reach = require(work.ctx, Action.CAMPAIGN_MANAGE)
    reason = paragraphs(reason, path="reason", title="撤回原因", limit=500)

    async def act() -> Outcome:
        candidate, _ = await _open_candidate(work, candidate_id, reach)
        candidate.state = CandidateState.WITHDRAWN
        record(work, "candidate:withdraw", "candidate", candidate_id, reason=reason)
        return {}

    await once(work, "candidate:withdraw", key, [candidate_id, reason], act)
    return candidate_id


async def candidate_to_appoint(work: Work, candidate_id: UUID, reach: Extent) -> ToldCandidate:
    """A candidate of an open campaign, as proposed and reviewed.

    ``reach`` is that of whoever appoints. Raises ``CandidateNotFound``, ``CandidateSettled``, ``CampaignNotOpen``.
    """
    candidate, campaign = await _open_candidate(work, candidate_id, reach)
    if campaign.state is not CampaignState.OPEN:
        raise CampaignNotOpen(campaign.name)
    review = await repository.review_of(work, candidate_id)
    return ToldCandidate(
        candidate_id=candidate.id,
        campaign_id=campaign.id,
        cadre_id=candidate.cadre_id,
        unit_id=candidate.unit_id,
        category=candidate.category,
        service_years=candidate.service_years,
        township_leader=candidate.township_leader,
        vetoes=tuple(sorted(row.veto for row in review if row.found)) if review else None,
    )


async def mark_appointed(work: Work, told: ToldCandidate) -> None:
    """Say that the candidate was appointed; raises ``CandidateVetoed`` if any veto was found."""
    if told.vetoes:
        raise CandidateVetoed([VETO_TITLES[veto] for veto in told.vetoes])
    candidate = await work.session.get_one(Candidate, (work.tenant_id, told.candidate_id))
    candidate.state = CandidateState.APPOINTED


async def cadre_in_charge(work: Work, cadre_id: UUID, reach: Extent) -> bool:
    """Whether whoever has ``reach`` may appoint this cadre: posted there, of a unit there, or proposed there."""
    return await repository.cadre_within(work, cadre_id, reach)


async def demand_unit(work: Work, unit_id: UUID) -> None:
    """Raise ``UnitNotFound`` unless there is such a unit, not merged into another."""
    if not await repository.unit_exists(work, unit_id):
        raise UnitNotFound


async def _open_candidate(work: Work, candidate_id: UUID, reach: Extent) -> tuple[Candidate, Campaign]:
    found = await repository.candidate_within(work, candidate_id, reach)
    if found is None:
        raise CandidateNotFound
    if found[0].state is not CandidateState.PROPOSED:
        raise CandidateSettled
    return found


async def _cadre(work: Work, new: NewCandidate, reach: Extent) -> UUID:
    if new.person is not None:
        return await known_or_added(work, new.person, new.unit_id)
    if new.cadre_id is None or not await repository.cadre_within(work, new.cadre_id, reach):
        raise CadreNotFound
    return new.cadre_id


async def _demand_village(work: Work, campaign: Campaign, code: str | None) -> None:
    if code is None:
        return
    place = RegionCode.parse(code)
    if place.level is not RegionLevel.VILLAGE:
        raise Invalid("拟派地须是村(社区),请选择到村。", code="NOT_A_VILLAGE")
    if not place.startswith(campaign.region_code):
        raise Invalid("拟派村不在本批次的范围内,请重新选择。", code="OUTSIDE_CAMPAIGN")
    await known_region(work, place)


async def _store(work: Work, new: NewCandidate, cadre_id: UUID) -> UUID:
    candidate_id = new_id()
    told = {name: value for name, value in asdict(new).items() if name not in {"person", "cadre_id"}}
    work.session.add(
        Candidate(
            tenant_id=work.tenant_id,
            id=candidate_id,
            cadre_id=cadre_id,
            state=CandidateState.PROPOSED,
            recorded_by=work.ctx.actor.account_id,
            **told,
        )
    )
    await work.session.flush()
    record(work, "candidate:add", "candidate", candidate_id, after={**told, "cadre_id": cadre_id})
    return candidate_id


def _checked(new: NewCandidate) -> NewCandidate:
    if (new.cadre_id is None) == (new.person is None):
        message = "请选择一名已登记的干部,或填写一个人的信息,两者填一。"
        raise Invalid(message, code="ONE_PERSON", fields=[FieldProblem("cadreId", "ONE_PERSON", message)])
    if new.service_years is not None and not 0 <= new.service_years <= 60:
        raise Invalid("工作年限须在0到60年之间,请改正。", code="INVALID_COUNT")
    if not 0 <= new.score_hundredths <= _MOST_POINTS:
        raise Invalid("得分须在0到10000分之间,请改正。", code="INVALID_COUNT")
    category = new.category.strip()
    return replace(new, category=one_line(category, path="category", title="人选类别") if category else "")


def _checked_finding(finding: NewFinding, path: str) -> NewFinding:
    by = one_line(finding.decided_by, path=f"{path}.decidedBy", title="作出结论的人或单位")
    note = finding.note
    if note is not None:
        note = paragraphs(note, path=f"{path}.note", title="说明", limit=500)
    return replace(finding, decided_by=by, note=note)


def _digest(work: Work, person: NewPerson | None) -> object:
    if person is None:
        return None
    number = work.ports.vault.digest(work.tenant_id, person.id_number.strip().upper()).hex()
    return {"name": person.name, "number": number, "party": person.party_status, "staffing": person.staffing_type}
