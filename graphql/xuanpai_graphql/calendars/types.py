"""How a year of the calendar looks."""

from datetime import date, datetime

import strawberry

from xuanpai_core.calendars.service import CalendarDayKind, PublishedYear

strawberry.enum(CalendarDayKind, description="HOLIDAY 放假,WORKDAY_SHIFT 周末调休上班")


@strawberry.type(description="与平常作息不同的一天")
class CalendarDay:
    """A day off, or a Saturday or Sunday on which one works."""

    day: date
    kind: CalendarDayKind
    name: str = strawberry.field(description="哪一个节日")


@strawberry.type(description="一年的放假安排;没有公布的年份,published 为否,工作日数为空")
class CalendarYear:
    """What is known of a year."""

    year: int
    published: bool = strawberry.field(description="放假安排是否已经公布并导入")
    document: str | None = strawberry.field(description="通知名称")
    published_on: date | None = strawberry.field(description="通知日期")
    imported_at: datetime | None = strawberry.field(description="导入时间")
    workdays: int | None = strawberry.field(description="全年工作日数")
    days: list[CalendarDay] = strawberry.field(description="放假日和调休上班日")


def shown(found: PublishedYear) -> CalendarYear:
    """The year as the schema shows it."""
    source = found.source
    return CalendarYear(
        year=found.year,
        published=source is not None,
        document=source.document if source else None,
        published_on=source.published_on if source else None,
        imported_at=source.imported_at if source else None,
        workdays=found.workday_count,
        days=[CalendarDay(day=row.day, kind=row.kind, name=row.name) for row in found.days],
    )
