"""Reading the county table."""

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.dashboard.service import county_figures, sheet_figures
from xuanpai_core.periods import Month
from xuanpai_graphql.context import Info
from xuanpai_graphql.cost import AGGREGATE
from xuanpai_graphql.dashboard.types import CountyFigures, SheetFigures
from xuanpai_graphql.permissions import Reads


@strawberry.type
class DashboardQueries:
    """Root fields of the home page."""

    @strawberry.field(
        description="各县当月出勤数字", extensions=[Reads(Action.ATTENDANCE_READ)], directives=[AGGREGATE]
    )
    async def county_figures(self, info: Info, region_code: str, month: str) -> list[CountyFigures]:
        """One entry a county within the caller's places."""
        async with info.context.exclusive() as work:
            found = await county_figures(work, region_code, Month.parse(month))
        return [
            CountyFigures(
                county_code=county.county_code,
                county_name=county.county_name,
                postings=county.postings,
                on_duty_days=county.on_duty_days,
                average_days=county.average_days,
                required_days=county.required_days,
                met=county.met,
                below_norm=county.below_norm,
                clause=county.clause,
            )
            for county in found
        ]

    @strawberry.field(description="各县当月月表进度", extensions=[Reads(Action.SHEET_READ)], directives=[AGGREGATE])
    async def sheet_figures(self, info: Info, region_code: str, month: str) -> list[SheetFigures]:
        """One entry a county within the caller's places."""
        async with info.context.exclusive() as work:
            found = await sheet_figures(work, region_code, Month.parse(month))
        return [
            SheetFigures(
                county_code=county.county_code, totalled=county.totalled, signed=county.signed, sealed=county.sealed
            )
            for county in found
        ]
