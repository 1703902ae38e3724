"""Which days on duty have no log."""

from datetime import date

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.periods import Month
from xuanpai_core.worklogs.service import missing_logs
from xuanpai_graphql.context import Info
from xuanpai_graphql.cost import AGGREGATE
from xuanpai_graphql.keys import POSTING
from xuanpai_graphql.permissions import Reads


@strawberry.type
class WorkLogQueries:
    """Root fields for work logs."""

    @strawberry.field(
        description="某月在岗却没有日志的日子", extensions=[Reads(Action.WORKLOG_READ)], directives=[AGGREGATE]
    )
    async def missing_logs(self, info: Info, posting_id: strawberry.ID, month: str) -> list[date]:
        """The days on duty without a log (JZ-07)."""
        async with info.context.exclusive() as work:
            return await missing_logs(work, POSTING(posting_id), Month.parse(month))
