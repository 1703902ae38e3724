"""Proposing changes of retention."""

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.retention.matters import propose_retention_change
from xuanpai_graphql.approvals.queries import request_of
from xuanpai_graphql.approvals.types import ApprovalRequest
from xuanpai_graphql.context import Info
from xuanpai_graphql.permissions import Writes
from xuanpai_graphql.retention.types import ProposeRetentionChangeInput


@strawberry.type
class RetentionMutations:
    """Root fields for retention."""

    @strawberry.mutation(description="提出变更保存期限;另一人同意后生效", extensions=[Writes(Action.RETENTION_CHANGE)])
    async def propose_retention_change(self, info: Info, input: ProposeRetentionChangeInput) -> ApprovalRequest:
        """Ask for a period to be changed."""
        request_id = await propose_retention_change(
            info.context.work, input.subject, input.months, input.reason, input.idempotency_key
        )
        return await request_of(info, request_id)
