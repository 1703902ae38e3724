"""Appointing to posts, making terms longer, moving party membership, ending postings."""

from datetime import date
from typing import cast
from uuid import UUID

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.postings import appointing, terms, transfers
from xuanpai_core.postings.models import TransferDirection
from xuanpai_core.vocabulary import DispatchLevel, PostingRole
from xuanpai_graphql.context import Info
from xuanpai_graphql.forms.inputs import AcceptedObjectionInput, accepted_objections
from xuanpai_graphql.keys import CADRE, CANDIDATE, EVIDENCE, POSTING, UNIT
from xuanpai_graphql.lookahead.execute import equals, fetch_one
from xuanpai_graphql.permissions import Writes
from xuanpai_graphql.postings.types import Posting


@strawberry.input(description="研究决定:哪个会议,哪天,哪天到村宣布")
class DecisionInput:
    """By whose decision somebody is appointed."""

    body: str
    decided_on: date
    announced_on: date | None = None
    evidence_ids: list[strawberry.ID] = strawberry.field(default_factory=list)


@strawberry.input(
    description="任命:候选人(candidateId),或已登记的干部(cadreId)和派出单位;不填届满之日的,按本地任期规定"
)
class AppointToPostInput:
    """Who goes to which post, where, from when."""

    idempotency_key: str
    role: PostingRole
    dispatch_level: DispatchLevel
    region_code: str
    start_date: date
    planned_end: date | None = None
    candidate_id: strawberry.ID | None = None
    cadre_id: strawberry.ID | None = None
    sending_unit_id: strawberry.ID | None = None
    category: str = ""
    service_years: int | None = None
    township_leader: bool = False
    decision: DecisionInput | None = None
    accepted: list[AcceptedObjectionInput] = strawberry.field(default_factory=list)


@strawberry.input(description="党组织关系转接")
class PartyTransferInput:
    """Party membership moved from one branch to another."""

    idempotency_key: str
    posting_id: strawberry.ID
    direction: TransferDirection
    transferred_on: date
    from_branch: str
    to_branch: str
    evidence_ids: list[strawberry.ID] = strawberry.field(default_factory=list)


@strawberry.input(description="与原单位工作脱钩")
class UnitReleaseInput:
    """The home unit let go of the cadre's work."""

    idempotency_key: str
    posting_id: strawberry.ID
    released_on: date
    handed_over_to: str | None = None
    evidence_ids: list[strawberry.ID] = strawberry.field(default_factory=list)


@strawberry.type
class PostingMutations:
    """Root fields for postings."""

    @strawberry.mutation(description="任命到岗位", extensions=[Writes(Action.POSTING_APPOINT)])
    async def appoint_to_post(self, info: Info, input: AppointToPostInput) -> Posting:
        """Make a posting, if the rules in force at the place have nothing against it."""
        return await _shown(info, await appointing.appoint(info.context.work, _new(input), input.idempotency_key))

    @strawberry.mutation(description="登记到村宣布的日期", extensions=[Writes(Action.POSTING_APPOINT)])
    async def announce_appointment(
        self, info: Info, posting_id: strawberry.ID, announced_on: date, idempotency_key: str
    ) -> Posting:
        """Write down when an appointment was announced in the village."""
        key = POSTING(posting_id)
        return await _shown(info, await appointing.announce(info.context.work, key, announced_on, idempotency_key))

    @strawberry.mutation(description="延长任期", extensions=[Writes(Action.POSTING_APPOINT)])
    async def extend_term(
        self, info: Info, posting_id: strawberry.ID, until: date, reason: str, idempotency_key: str
    ) -> Posting:
        """Let a running posting last longer."""
        key = POSTING(posting_id)
        return await _shown(info, await terms.extend_term(info.context.work, key, until, reason, idempotency_key))

    @strawberry.mutation(description="结束任职,到 lastDay 为止", extensions=[Writes(Action.POSTING_APPOINT)])
    async def end_posting(
        self, info: Info, posting_id: strawberry.ID, last_day: date, reason: str, idempotency_key: str
    ) -> Posting:
        """Bring a posting to its end."""
        key = POSTING(posting_id)
        return await _shown(info, await appointing.dismiss(info.context.work, key, last_day, reason, idempotency_key))

    @strawberry.mutation(description="登记党组织关系转接", extensions=[Writes(Action.POSTING_APPOINT)])
    async def record_party_transfer(self, info: Info, input: PartyTransferInput) -> Posting:
        """Write a transfer down."""
        new = transfers.NewTransfer(
            posting_id=POSTING(input.posting_id),
            direction=input.direction,
            transferred_on=input.transferred_on,
            from_branch=input.from_branch,
            to_branch=input.to_branch,
            evidence_ids=tuple(EVIDENCE(evidence) for evidence in input.evidence_ids),
        )
        return await _shown(info, await transfers.record_transfer(info.context.work, new, input.idempotency_key))

    @strawberry.mutation(description="登记与原单位工作脱钩", extensions=[Writes(Action.POSTING_APPOINT)])
    async def record_unit_release(self, info: Info, input: UnitReleaseInput) -> Posting:
        """Write down that the home unit released the cadre."""
        new = transfers.NewRelease(
            posting_id=POSTING(input.posting_id),
            released_on=input.released_on,
            handed_over_to=input.handed_over_to,
            evidence_ids=tuple(EVIDENCE(evidence) for evidence in input.evidence_ids),
        )
        return await _shown(info, await transfers.record_release(info.context.work, new, input.idempotency_key))


def _new(input: AppointToPostInput) -> appointing.NewAppointment:
    return appointing.NewAppointment(
        role=input.role,
        dispatch_level=input.dispatch_level,
        region_code=input.region_code,
        start_date=input.start_date,
        candidate_id=None if input.candidate_id is None else CANDIDATE(input.candidate_id),
        cadre_id=None if input.cadre_id is None else CADRE(input.cadre_id),
        sending_unit_id=None if input.sending_unit_id is None else UNIT(input.sending_unit_id),
        planned_end=input.planned_end,
        standing=appointing.Standing(
            category=input.category, service_years=input.service_years, township_leader=input.township_leader
        ),
        decision=None if input.decision is None else _decision(input.decision),
        accepted=accepted_objections(input.accepted),
    )


def _decision(given: DecisionInput) -> appointing.Decision:
    return appointing.Decision(
        body=given.body,
        decided_on=given.decided_on,
        announced_on=given.announced_on,
        evidence_ids=tuple(EVIDENCE(evidence) for evidence in given.evidence_ids),
    )


async def _shown(info: Info, posting_id: UUID) -> Posting:
    return cast("Posting", await fetch_one(info, Posting, where={equals("id"): posting_id}))
