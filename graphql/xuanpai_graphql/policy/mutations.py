"""Proposing changes of the policy."""

import strawberry

from xuanpai_core.authz import matters
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.matters import propose_policy_change
from xuanpai_graphql.approvals.queries import request_of
from xuanpai_graphql.approvals.types import ApprovalRequest
from xuanpai_graphql.context import Info
from xuanpai_graphql.permissions import Writes
from xuanpai_graphql.policy.types import ProposePolicyChangeInput


@strawberry.type
class PolicyMutations:
    """Root fields for the policy."""

    @strawberry.mutation(
        description="提出变更权限策略;另一人同意后对下一次请求生效", extensions=[Writes(Action.POLICY_CHANGE)]
    )
    async def propose_policy_change(self, info: Info, input: ProposePolicyChangeInput) -> ApprovalRequest:
        """Ask for rules to be changed."""
        changes = [matters.PolicyChange(line.role, line.action, line.effect) for line in input.changes]
        request_id = await propose_policy_change(info.context.work, changes, input.reason, input.idempotency_key)
        return await request_of(info, request_id)
