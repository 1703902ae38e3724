"""Asking for parameters to be changed."""

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.parameters.matters import propose_parameter_change
from xuanpai_graphql.approvals.queries import request_of
from xuanpai_graphql.approvals.types import ApprovalRequest
from xuanpai_graphql.context import Info
from xuanpai_graphql.parameters.inputs import ParameterChangeInput
from xuanpai_graphql.permissions import Writes


@strawberry.input(description="提出变更规则参数")
class ProposeParameterChangeInput:
    """What is to change, and why."""

    idempotency_key: str
    change: ParameterChangeInput
    reason: str


@strawberry.type
class ParameterMutations:
    """Root fields for parameters."""

    @strawberry.mutation(
        description="提出变更规则参数;另一人同意后自所填之日起生效", extensions=[Writes(Action.PARAMETER_CHANGE)]
    )
    async def propose_parameter_change(self, info: Info, input: ProposeParameterChangeInput) -> ApprovalRequest:
        """Ask for the change."""
        wish = input.change.wish()
        request_id = await propose_parameter_change(info.context.work, wish, input.reason, input.idempotency_key)
        return await request_of(info, request_id)
