"""Recording insurance policies."""

from datetime import date
from typing import cast

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.insurance.service import NewPolicy, record_policy
from xuanpai_graphql.context import Info
from xuanpai_graphql.insurance.types import InsurancePolicy
from xuanpai_graphql.keys import CADRE
from xuanpai_graphql.lookahead.execute import equals, fetch_one
from xuanpai_graphql.lookahead.scalars import Fen
from xuanpai_graphql.permissions import Writes


@strawberry.input(description="保单")
class RecordPolicyInput:
    """A policy for one cadre; both days included."""

    idempotency_key: str
    cadre_id: strawberry.ID
    insurer: str
    policy_number: str
    sum_insured_fen: Fen
    starts_on: date
    ends_on: date


@strawberry.type
class InsuranceMutations:
    """Root fields for insurance."""

    @strawberry.mutation(description="登记保单", extensions=[Writes(Action.INSURANCE_RECORD)])
    async def record_insurance_policy(self, info: Info, input: RecordPolicyInput) -> InsurancePolicy:
        """Store the policy."""
        new = NewPolicy(
            cadre_id=CADRE(input.cadre_id),
            insurer=input.insurer,
            policy_number=input.policy_number,
            sum_insured_fen=input.sum_insured_fen,
            starts_on=input.starts_on,
            ends_on=input.ends_on,
        )
        policy_id = await record_policy(info.context.work, new, input.idempotency_key)
        return cast("InsurancePolicy", await fetch_one(info, InsurancePolicy, where={equals("id"): policy_id}))
