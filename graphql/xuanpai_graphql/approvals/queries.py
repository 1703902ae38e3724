"""Reading what waits for a second person."""

from datetime import datetime
from typing import cast
from uuid import UUID

import strawberry
from sqlalchemy import ColumnElement, FromClause

from xuanpai_core.approvals.models import ApprovalState
from xuanpai_core.authz.actions import Action
from xuanpai_graphql.approvals.types import ApprovalRequest
from xuanpai_graphql.context import Info
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.execute import Where, equals, fetch_connection, fetch_one
from xuanpai_graphql.permissions import Reads


def _still_open(row: FromClause, now: ColumnElement[datetime]) -> ColumnElement[bool]:
    return row.c.expires_at > now


@strawberry.type
class ApprovalQueries:
    """Root fields for approvals."""

    @strawberry.field(description="两人办理的事项:本人提出的和本人可审批的", extensions=[Reads(Action.APPROVAL_READ)])
    async def approval_requests(
        self,
        info: Info,
        state: ApprovalState | None = None,
        matter: str | None = None,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[ApprovalRequest]:
        """The newest first; PENDING leaves out what nobody may decide any more."""
        waiting = state is ApprovalState.PENDING
        where: Where = {
            equals("state"): state,
            equals("matter"): matter,
            _still_open: info.context.work.clock.now() if waiting else None,
        }
        return await fetch_connection(info, ApprovalRequest, first=first, after=after, where=where)


async def request_of(info: Info, request_id: UUID) -> ApprovalRequest:
    """The request just proposed or decided, as its mutation answers."""
    return cast("ApprovalRequest", await fetch_one(info, ApprovalRequest, where={equals("id"): request_id}))
