"""Proposing changes of units."""

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.units.matters import propose_merge
from xuanpai_graphql.approvals.queries import request_of
from xuanpai_graphql.approvals.types import ApprovalRequest
from xuanpai_graphql.context import Info
from xuanpai_graphql.keys import UNIT
from xuanpai_graphql.permissions import Writes


@strawberry.input(description="提出把一个单位并入另一个单位")
class ProposeUnitMergeInput:
    """Which unit goes on as which, and why."""

    idempotency_key: str
    unit_id: strawberry.ID
    into_id: strawberry.ID
    reason: str


@strawberry.type
class UnitMutations:
    """Root fields for units."""

    @strawberry.mutation(description="提出合并单位;另一人同意后即刻合并", extensions=[Writes(Action.UNIT_MANAGE)])
    async def propose_unit_merge(self, info: Info, input: ProposeUnitMergeInput) -> ApprovalRequest:
        """Ask for a unit to be merged into another."""
        request_id = await propose_merge(
            info.context.work, UNIT(input.unit_id), UNIT(input.into_id), input.reason, input.idempotency_key
        )
        return await request_of(info, request_id)
