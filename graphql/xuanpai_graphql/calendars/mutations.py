"""Importing a year's arrangement of holidays."""

from datetime import date

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.calendars.service import NamedDay, NewCalendar, import_calendar, published_year
from xuanpai_graphql.calendars.types import CalendarYear, shown
from xuanpai_graphql.context import Info
from xuanpai_graphql.permissions import Writes


@strawberry.input(description="放假安排里的一天")
class CalendarDayInput:
    """A day and the holiday it belongs to."""

    day: date
    name: str


@strawberry.input(description="一年的放假安排,照国务院办公厅通知填写;替换已有的年份须写明理由")
class ImportCalendarInput:
    """One year, as the notice tells it."""

    idempotency_key: str
    year: int
    document: str
    published_on: date | None = None
    holidays: list[CalendarDayInput]
    shifted_workdays: list[CalendarDayInput] = strawberry.field(default_factory=list)
    reason: str | None = None


@strawberry.type
class CalendarMutations:
    """Root fields for the calendar."""

    @strawberry.mutation(description="导入一年的放假安排,全省适用", extensions=[Writes(Action.CALENDAR_IMPORT)])
    async def import_calendar(self, info: Info, input: ImportCalendarInput) -> CalendarYear:
        """Take the year; the answer is the year as it stands."""
        new = NewCalendar(
            year=input.year,
            document=input.document,
            published_on=input.published_on,
            holidays=tuple(NamedDay(one.day, one.name) for one in input.holidays),
            shifted_workdays=tuple(NamedDay(one.day, one.name) for one in input.shifted_workdays),
        )
        work = info.context.work
        year = await import_calendar(work, new, input.idempotency_key, input.reason)
        return shown(await published_year(work, year))
