"""Handing powers down, and taking them back."""

from datetime import date

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.delegations import service
from xuanpai_core.delegations.service import NewDelegation
from xuanpai_graphql.context import Info
from xuanpai_graphql.delegations.queries import delegation_of
from xuanpai_graphql.delegations.types import Delegation
from xuanpai_graphql.keys import DELEGATION
from xuanpai_graphql.permissions import Writes


@strawberry.input(description="委托;从第一天起,当地各角色只在委托有效期间能办这些事项")
class DelegateInput:
    """Which actions, to which place, from when, to the day before when, and why."""

    idempotency_key: str
    region_code: str
    actions: list[str]
    valid_from: date
    reason: str
    valid_to: date | None = None


@strawberry.type
class DelegationMutations:
    """Root fields for delegations."""

    @strawberry.mutation(description="把日常管理的事项委托给下级地方", extensions=[Writes(Action.DELEGATION_MANAGE)])
    async def delegate(self, info: Info, input: DelegateInput) -> Delegation:
        """Hand actions down to a place."""
        new = NewDelegation(input.region_code, tuple(input.actions), input.valid_from, input.valid_to)
        return await delegation_of(
            info, await service.delegate(info.context.work, new, input.reason, input.idempotency_key)
        )

    @strawberry.mutation(
        description="撤销委托:当地的下一次请求即不能再办", extensions=[Writes(Action.DELEGATION_MANAGE)]
    )
    async def revoke_delegation(self, info: Info, id: strawberry.ID, reason: str) -> Delegation:
        """Take it back today."""
        return await delegation_of(info, (await service.revoke(info.context.work, DELEGATION(id), reason)).id)
