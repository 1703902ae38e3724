"""Reading monthly sheets."""

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.periods import Month
from xuanpai_core.sheets.models import SheetState
from xuanpai_graphql.conditions import within_region
from xuanpai_graphql.context import Info
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.execute import Where, equals, fetch_connection
from xuanpai_graphql.permissions import Reads
from xuanpai_graphql.sheets.types import MonthlySheet


@strawberry.type
class SheetQueries:
    """Root fields for sheets."""

    @strawberry.field(description="查月考勤登记表", extensions=[Reads(Action.SHEET_READ)])
    async def sheets(
        self,
        info: Info,
        month: str | None = None,
        region_code: str | None = None,
        state: SheetState | None = None,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[MonthlySheet]:
        """Sheets within the caller's reach."""
        where: Where = {
            equals("month"): month and Month.parse(month).start,
            within_region: region_code,
            equals("state"): state,
        }
        return await fetch_connection(info, MonthlySheet, first=first, after=after, where=where)
