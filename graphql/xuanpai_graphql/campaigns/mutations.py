"""Planning campaigns, proposing and reviewing candidates."""

from datetime import date
from typing import cast
from uuid import UUID

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.campaigns import candidates, service
from xuanpai_core.campaigns.joining import join_campaign
from xuanpai_core.campaigns.models import Veto
from xuanpai_core.campaigns.persons import NewPerson
from xuanpai_core.vocabulary import DispatchLevel, PartyStatus, StaffingType
from xuanpai_graphql.campaigns.shown import shown_balance
from xuanpai_graphql.campaigns.types import Campaign, CampaignBalance, Candidate
from xuanpai_graphql.context import Info
from xuanpai_graphql.keys import CADRE, CAMPAIGN, CANDIDATE, POSTING, UNIT
from xuanpai_graphql.lookahead.execute import equals, fetch_one
from xuanpai_graphql.permissions import Writes


@strawberry.input(description="选派批次:总人数、总村数")
class CreateCampaignInput:
    """A campaign to be planned."""

    idempotency_key: str
    name: str
    region_code: str
    starts_on: date
    cadres: int
    villages: int


@strawberry.input(description="一组名额;不填每村人数的,按本地岗位配置规定")
class CampaignQuotaInput:
    """One group."""

    title: str
    dispatch_level: DispatchLevel
    cadres: int
    villages: int
    per_village: int | None = None
    units: int | None = None


@strawberry.input(description="批次的全部名额,代替原有的;余下的村写明由谁覆盖")
class SetCampaignQuotasInput:
    """All groups of a campaign."""

    idempotency_key: str
    campaign_id: strawberry.ID
    quotas: list[CampaignQuotaInput]
    otherwise_villages: int = 0
    otherwise_by: str | None = None


@strawberry.input(description="首次登记的人选;性别、出生日期取自身份证号")
class PersonInput:
    """A person who is entered for the first time."""

    name: str
    id_number: str
    party_status: PartyStatus
    staffing_type: StaffingType
    phone: str | None = None


@strawberry.input(description="候选人:已登记的干部(cadreId)或新人选(person),两者填一")
class AddCandidateInput:
    """Somebody who is proposed."""

    idempotency_key: str
    campaign_id: strawberry.ID
    unit_id: strawberry.ID
    cadre_id: strawberry.ID | None = None
    person: PersonInput | None = None
    village_code: str | None = None
    category: str = ""
    service_years: int | None = None
    township_leader: bool = False
    reserve: bool = False
    score_hundredths: int = 0


@strawberry.input(description="一条考察结论")
class VetoFindingInput:
    """One veto: found or not, and who decided so."""

    veto: Veto
    found: bool
    decided_by: str
    note: str | None = None


@strawberry.input(description="对一名候选人的考察:三条都要有结论;再次登记即为更正")
class ReviewCandidateInput:
    """What was found about a candidate."""

    idempotency_key: str
    candidate_id: strawberry.ID
    decided_on: date
    findings: list[VetoFindingInput]


@strawberry.type
class CampaignMutations:
    """Root fields for campaigns."""

    @strawberry.mutation(description="建立选派批次", extensions=[Writes(Action.CAMPAIGN_MANAGE)])
    async def create_campaign(self, info: Info, input: CreateCampaignInput) -> Campaign:
        """Plan a campaign."""
        new = service.NewCampaign(
            name=input.name,
            region_code=input.region_code,
            starts_on=input.starts_on,
            cadres=input.cadres,
            villages=input.villages,
        )
        return await _campaign(info, await service.create_campaign(info.context.work, new, input.idempotency_key))

    @strawberry.mutation(
        description="填报批次的全部名额;起草时不平可以保存并提示", extensions=[Writes(Action.CAMPAIGN_MANAGE)]
    )
    async def set_campaign_quotas(self, info: Info, input: SetCampaignQuotasInput) -> CampaignBalance:
        """Replace the groups of a draft; the answer says what does not add up."""
        quotas = tuple(
            service.NewQuota(
                title=one.title,
                dispatch_level=one.dispatch_level,
                cadres=one.cadres,
                villages=one.villages,
                per_village=one.per_village,
                units=one.units,
            )
            for one in input.quotas
        )
        groups = service.Groups(
            quotas=quotas, otherwise_villages=input.otherwise_villages, otherwise_by=input.otherwise_by
        )
        work, campaign_id = info.context.work, CAMPAIGN(input.campaign_id)
        return shown_balance(await service.set_quotas(work, campaign_id, groups, input.idempotency_key))

    @strawberry.mutation(description="启动批次;名额勾稽不平的不能启动", extensions=[Writes(Action.CAMPAIGN_MANAGE)])
    async def open_campaign(self, info: Info, id: strawberry.ID, idempotency_key: str) -> Campaign:
        """Let cadres be appointed under it."""
        return await _campaign(info, await service.open_campaign(info.context.work, CAMPAIGN(id), idempotency_key))

    @strawberry.mutation(description="结束批次", extensions=[Writes(Action.CAMPAIGN_MANAGE)])
    async def close_campaign(self, info: Info, id: strawberry.ID, idempotency_key: str) -> Campaign:
        """End it."""
        return await _campaign(info, await service.close_campaign(info.context.work, CAMPAIGN(id), idempotency_key))

    @strawberry.mutation(
        description="把从名册导入的任职计入批次;全部计入或全部不计入", extensions=[Writes(Action.CAMPAIGN_MANAGE)]
    )
    async def join_campaign(
        self, info: Info, id: strawberry.ID, posting_ids: list[strawberry.ID], idempotency_key: str
    ) -> Campaign:
        """Count postings under it."""
        chosen = [POSTING(posting_id) for posting_id in posting_ids]
        return await _campaign(info, await join_campaign(info.context.work, CAMPAIGN(id), chosen, idempotency_key))

    @strawberry.mutation(description="登记候选人", extensions=[Writes(Action.CAMPAIGN_MANAGE)])
    async def add_candidate(self, info: Info, input: AddCandidateInput) -> Candidate:
        """Propose somebody."""
        new = candidates.NewCandidate(
            campaign_id=CAMPAIGN(input.campaign_id),
            unit_id=UNIT(input.unit_id),
            cadre_id=None if input.cadre_id is None else CADRE(input.cadre_id),
            person=None if input.person is None else _person(input.person),
            village_code=input.village_code,
            category=input.category,
            service_years=input.service_years,
            township_leader=input.township_leader,
            reserve=input.reserve,
            score_hundredths=input.score_hundredths,
        )
        return await _candidate(info, await candidates.add_candidate(info.context.work, new, input.idempotency_key))

    @strawberry.mutation(description="登记对候选人的考察", extensions=[Writes(Action.CAMPAIGN_MANAGE)])
    async def review_candidate(self, info: Info, input: ReviewCandidateInput) -> Candidate:
        """Write down all three findings."""
        candidate_id = CANDIDATE(input.candidate_id)
        findings = [
            candidates.NewFinding(veto=one.veto, found=one.found, decided_by=one.decided_by, note=one.note)
            for one in input.findings
        ]
        await candidates.review_candidate(
            info.context.work, candidate_id, findings, input.decided_on, input.idempotency_key
        )
        return await _candidate(info, candidate_id)

    @strawberry.mutation(description="撤回候选人", extensions=[Writes(Action.CAMPAIGN_MANAGE)])
    async def withdraw_candidate(self, info: Info, id: strawberry.ID, reason: str, idempotency_key: str) -> Candidate:
        """Take a proposal back."""
        candidate_id = CANDIDATE(id)
        await candidates.withdraw_candidate(info.context.work, candidate_id, reason, idempotency_key)
        return await _candidate(info, candidate_id)


def _person(given: PersonInput) -> NewPerson:
    return NewPerson(
        name=given.name,
        id_number=given.id_number,
        party_status=given.party_status,
        staffing_type=given.staffing_type,
        phone=given.phone,
    )


async def _campaign(info: Info, campaign_id: UUID) -> Campaign:
    return cast("Campaign", await fetch_one(info, Campaign, where={equals("id"): campaign_id}))


async def _candidate(info: Info, candidate_id: UUID) -> Candidate:
    return cast("Candidate", await fetch_one(info, Candidate, where={equals("id"): candidate_id}))
