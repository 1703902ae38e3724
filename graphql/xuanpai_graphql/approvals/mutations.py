"""Deciding and taking back what waits for a second person."""

import strawberry

from xuanpai_core.approvals.service import decide, withdraw
from xuanpai_core.authz.actions import Action
from xuanpai_graphql.approvals.matters import MATTERS
from xuanpai_graphql.approvals.queries import request_of
from xuanpai_graphql.approvals.types import ApprovalRequest
from xuanpai_graphql.context import Info
from xuanpai_graphql.keys import APPROVAL
from xuanpai_graphql.permissions import Acts, Writes


@strawberry.type
class ApprovalMutations:
    """Root fields for approvals."""

    @strawberry.mutation(
        description="审批:同意即刻执行,驳回须写意见;提出人不能审批自己的事项", extensions=[Acts(Action.APPROVAL_DECIDE)]
    )
    async def decide_approval(
        self, info: Info, id: strawberry.ID, approve: bool, idempotency_key: str, note: str | None = None
    ) -> ApprovalRequest:
        """Decide another person's request."""
        async with info.context.writing() as work:
            decided = await decide(work, APPROVAL(id), MATTERS, approve=approve, note=note, key=idempotency_key)
            if not isinstance(decided, Exception):
                return await request_of(info, decided.id)
        # That it is too late has been written; only now may the refusal end the operation.
        raise decided

    @strawberry.mutation(description="撤回自己提出、尚未审批的事项", extensions=[Writes(Action.APPROVAL_PROPOSE)])
    async def withdraw_approval(self, info: Info, id: strawberry.ID) -> ApprovalRequest:
        """Take back one's own request."""
        return await request_of(info, (await withdraw(info.context.work, APPROVAL(id))).id)
