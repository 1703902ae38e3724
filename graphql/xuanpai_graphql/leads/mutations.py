"""Asking about leads, answering, deciding."""

from enum import StrEnum
from typing import cast

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.leads.models import LeadState
from xuanpai_core.leads.service import LeadNotFound, answer_lead, ask_for_answer, decide_lead
from xuanpai_graphql.context import Info
from xuanpai_graphql.keys import LEAD, LEAD_QUESTION
from xuanpai_graphql.leads.types import Lead, LeadQuestion
from xuanpai_graphql.lookahead.execute import equals, fetch_one
from xuanpai_graphql.permissions import SignedIn, Writes


@strawberry.enum(description="对线索的结论:CONFIRMED 属实,DISMISSED 不属实")
class LeadDecision(StrEnum):
    """What a person makes of a lead."""

    CONFIRMED = "CONFIRMED"
    DISMISSED = "DISMISSED"


@strawberry.type
class LeadMutations:
    """Root fields for leads."""

    @strawberry.mutation(
        description="请应对此负责的人(没有的,请干部本人)就一条线索作出说明;他从此看得到这一条",
        extensions=[Writes(Action.LEAD_DECIDE)],
    )
    async def ask_for_answer(self, info: Info, id: strawberry.ID, question: str, idempotency_key: str) -> Lead:
        """Ask the one person who answers for it."""
        lead_id = await ask_for_answer(info.context.work, LEAD(id), question, idempotency_key)
        shown = await fetch_one(info, Lead, where={equals("id"): lead_id})
        if shown is None:
            raise LeadNotFound
        return shown

    @strawberry.mutation(
        description="被请求说明的人就这一条线索作出说明,只能说明一次",
        extensions=[SignedIn("只有被请求说明的人可以说明,且只有这一条", writes=True)],
    )
    async def answer_lead(self, info: Info, id: strawberry.ID, answer: str, idempotency_key: str) -> LeadQuestion:
        """Answer what one was asked."""
        lead_id = await answer_lead(info.context.work, LEAD_QUESTION(id), answer, idempotency_key)
        return cast("LeadQuestion", await fetch_one(info, LeadQuestion, where={equals("id"): lead_id}))

    @strawberry.mutation(
        description="对一条线索作出结论,须写明理由,不能更改;与它有关的人不能作结论",
        extensions=[Writes(Action.LEAD_DECIDE)],
    )
    async def decide_lead(
        self, info: Info, id: strawberry.ID, decision: LeadDecision, note: str, idempotency_key: str
    ) -> Lead:
        """Confirm or dismiss it, for good."""
        lead_id = await decide_lead(info.context.work, LEAD(id), LeadState(decision.value), note, idempotency_key)
        shown = await fetch_one(info, Lead, where={equals("id"): lead_id})
        if shown is None:
            raise LeadNotFound
        return shown
