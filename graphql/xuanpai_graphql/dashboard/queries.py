"""Reading the home page: the county table, and who was where on a day."""

from datetime import date

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.dashboard.service import county_figures, sheet_figures
from xuanpai_core.dashboard.whereabouts import DayState, whereabouts_figures
from xuanpai_core.dashboard.whereabouts_list import whereabouts
from xuanpai_core.periods import Month
from xuanpai_graphql.context import Info
from xuanpai_graphql.cost import AGGREGATE
from xuanpai_graphql.dashboard.types import CountyFigures, SheetFigures
from xuanpai_graphql.dashboard.whereabouts import WhereaboutsFigures, WhereaboutsPage, figures, page
from xuanpai_graphql.limits import size_of_page
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

    @strawberry.field(
        description="某一天谁在哪里:合计与下一级各地的人数;不填地方为看得到的全部,不填日期为今天",
        extensions=[Reads(Action.ATTENDANCE_READ)],
        directives=[AGGREGATE],
    )
    async def whereabouts_figures(
        self, info: Info, region_code: str | None = None, day: date | None = None
    ) -> WhereaboutsFigures:
        """Everybody in post on the day within the caller's reach, counted."""
        async with info.context.exclusive() as work:
            return figures(await whereabouts_figures(work, region_code, day))

    @strawberry.field(
        description="某一天谁在哪里,逐人列出,按地方排列;states 只看这些情况的",
        extensions=[Reads(Action.ATTENDANCE_READ)],
        directives=[AGGREGATE],
    )
    async def whereabouts(
        self,
        info: Info,
        region_code: str | None = None,
        day: date | None = None,
        states: list[DayState] | None = None,
        first: int | None = None,
        after: str | None = None,
    ) -> WhereaboutsPage:
        """Those in post on the day within the caller's reach, one by one."""
        size = size_of_page(first)
        async with info.context.exclusive() as work:
            found = await whereabouts(work, region_code, day, states=states or (), first=size, after=after)
            return page(work, found)
