"""Why a year's arrangement of holidays cannot be taken."""

from collections.abc import Sequence
from datetime import date

from xuanpai_core.errors import Conflict, FieldProblem, Forbidden, Invalid
from xuanpai_core.plugins.wording import day_name


class CalendarContradicts(Invalid):
    """The arrangement contradicts itself; every contradiction is named."""

    code = "CALENDAR_CONTRADICTS"

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        super().__init__("放假安排自相矛盾,没有导入。请对照国务院办公厅通知原文改正。", fields=problems)


class CalendarKnown(Conflict):
    """The year is there already, with other days: replacing it needs a reason."""

    code = "CALENDAR_KNOWN"

    def __init__(self, year: int, document: str) -> None:
        super().__init__(f"{year}年的放假安排已经有了(《{document.strip('《》')}》)。确需替换的,请写明理由。")


class NotForTheProvince(Forbidden):
    """A calendar is the whole tenant's: a place below cannot change it."""

    def __init__(self) -> None:
        super().__init__("放假安排全省统一,只能由省级导入。")


def twice(path: str, day: date) -> FieldProblem:
    """The same day stands there twice."""
    return FieldProblem(path, "DAY_TWICE", f"{day_name(day)}写了两次,请删去一处。")


def other_year(path: str, day: date, year: int) -> FieldProblem:
    """The day is not of the year."""
    return FieldProblem(path, "DAY_OF_ANOTHER_YEAR", f"{day_name(day)}不是{year}年的日期,请改到那一年导入。")


def weekday_shift(path: str, day: date) -> FieldProblem:
    """One works on that day anyway."""
    weekday = "一二三四五"[day.weekday()]
    return FieldProblem(path, "SHIFT_ON_WEEKDAY", f"{day_name(day)}是星期{weekday},本来就上班,不是调休上班日。")
