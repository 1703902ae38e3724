"""Reading monthly sheets."""

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.periods import Month
from xuanpai_core.sheets.models import SheetState
from xuanpai_core.sheets.progress import month_progress
from xuanpai_graphql.conditions import within_region
from xuanpai_graphql.context import Info
from xuanpai_graphql.cost import AGGREGATE
from xuanpai_graphql.keys import SHEET_DOCUMENT
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.execute import Where, equals, fetch_connection, fetch_one
from xuanpai_graphql.permissions import Reads
from xuanpai_graphql.sheets.documents import SheetDocument
from xuanpai_graphql.sheets.progress import MonthPage, month_page
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

    @strawberry.field(
        description="一个地方的当月:多少月表登记、统计、签字、盖章、查验、逾期,各乡镇在等谁",
        extensions=[Reads(Action.SHEET_READ)],
        directives=[AGGREGATE],
    )
    async def month_page(self, info: Info, region_code: str, month: str) -> MonthPage:
        """The month below the place within the caller's places."""
        async with info.context.exclusive() as work:
            return month_page(await month_progress(work, region_code, Month.parse(month)))

    @strawberry.field(description="按编号查自己打印的一份月考勤登记表", extensions=[Reads(Action.SHEET_READ)])
    async def sheet_document(self, info: Info, id: strawberry.ID) -> SheetDocument | None:
        """The document with that id."""
        return await fetch_one(info, SheetDocument, where={equals("id"): SHEET_DOCUMENT(id)})

    @strawberry.field(description="我打印的月考勤登记表,新的在前", extensions=[Reads(Action.SHEET_READ)])
    async def sheet_documents(
        self, info: Info, first: int | None = None, after: str | None = None
    ) -> Connection[SheetDocument]:
        """The caller's own documents, the newest first."""
        return await fetch_connection(info, SheetDocument, first=first, after=after)
