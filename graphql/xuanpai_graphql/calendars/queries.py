"""Reading the calendar of holidays."""

import strawberry

from xuanpai_core.calendars.service import published_year
from xuanpai_graphql.calendars.types import CalendarYear, shown
from xuanpai_graphql.context import Info
from xuanpai_graphql.permissions import SignedIn


@strawberry.type
class CalendarQueries:
    """Root fields for the calendar."""

    @strawberry.field(
        description="一年的放假安排;没有公布的年份也有回答",
        extensions=[SignedIn("放假安排是公开的", tokens=True)],
    )
    async def calendar(self, info: Info, year: int) -> CalendarYear:
        """What is known of the year."""
        async with info.context.exclusive() as work:
            return shown(await published_year(work, year))
