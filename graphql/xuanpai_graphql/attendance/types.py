"""How presence looks: days, and the month in figures."""

from datetime import date, datetime

import strawberry
from sqlalchemy import ColumnElement, Date, FromClause, cast, text

from xuanpai_core.attendance import models
from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.authz.actions import Action
from xuanpai_core.periods import Month
from xuanpai_graphql.evidence.types import Evidence
from xuanpai_graphql.lookahead.declare import column, declared, one
from xuanpai_graphql.lookahead.sources import Filter, asc, desc
from xuanpai_graphql.scopes import through_posting

strawberry.enum(AttendanceStatus, description="考勤日状态")


def _month_start(value: str) -> date:
    return Month.parse(value).start


def _in_month(row: FromClause, start: ColumnElement[date]) -> ColumnElement[bool]:
    # Bounds on the bare column: a function of the day would keep the planner from leaving out other months.
    return (row.c.day >= start) & (row.c.day < cast(start + text("interval '1 month'"), Date))


def _is_month(row: FromClause, start: ColumnElement[date]) -> ColumnElement[bool]:
    return row.c.month == start


DAYS_OF_MONTH = Filter(str, _in_month, required=True, convert=_month_start, description="月份,如 2026-10")
ONE_MONTH = Filter(str, _is_month, required=True, convert=_month_start, description="月份,如 2026-10")


@declared(
    models.AttendanceDay.__table__,
    node="AttendanceDay",
    scope=through_posting,
    requires=Action.ATTENDANCE_READ,
    order=[asc("day")],
)
@strawberry.type(description="考勤日")
class AttendanceDay:
    """One posting's day."""

    day: date = column(description="日期")
    status: AttendanceStatus = column(description="状态")
    first_check_in_at: datetime | None = column(description="当天首次签到时间")
    check_ins: int = column(description="当天签到次数;多次仍计一天")
    photo: Evidence | None = one(
        lambda row, evidence: evidence.c.id == row.c.photo_id,
        scope_from_parent="看得到考勤日的人看得到它的照片",
        description="签到照片",
    )


@declared(
    models.MonthlyAttendance.__table__,
    node="MonthlyAttendance",
    scope=through_posting,
    requires=Action.ATTENDANCE_READ,
    order=[desc("month")],
)
@strawberry.type(description="当月考勤")
class MonthlyAttendance:
    """A posting's month in figures."""

    month: date = column(description="月份的第一天")
    on_duty_days: int = column(description="到岗天数")
    log_days: int = column(description="有工作日志的天数")
    last_day: date | None = column(description="最近一个到岗日")
