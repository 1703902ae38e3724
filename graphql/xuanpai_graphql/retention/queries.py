"""Reading periods of retention."""

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.retention.service import Period, periods
from xuanpai_graphql.context import Info
from xuanpai_graphql.permissions import Reads
from xuanpai_graphql.retention.types import RetentionPeriod


@strawberry.type
class RetentionQueries:
    """Root fields for retention."""

    @strawberry.field(description="各类记录的保存期限", extensions=[Reads(Action.POLICY_READ)])
    async def retention_periods(self, info: Info) -> list[RetentionPeriod]:
        """One entry a subject."""
        async with info.context.exclusive() as work:
            found = await periods(work)
        return [_period(period) for period in found]


def _period(period: Period) -> RetentionPeriod:
    return RetentionPeriod(
        subject=period.subject,
        title=period.term.title,
        months=period.months,
        usual_months=period.term.usual,
        least_months=period.term.floor,
        most_months=period.term.ceiling,
        purged=period.term.purged,
        changed_at=period.rule.changed_at if period.rule else None,
        reason=period.rule.reason if period.rule else None,
    )
