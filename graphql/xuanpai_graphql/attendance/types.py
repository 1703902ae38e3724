"""How presence looks: days with their halves and acts, and the month in figures."""

from datetime import date, datetime

import strawberry
from sqlalchemy import ColumnElement, Date, FromClause, case, cast, func, text

from xuanpai_core.attendance import models
from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.authz.actions import Action
from xuanpai_core.evidence.models import EvidenceState
from xuanpai_core.judgement.month import DayPart
from xuanpai_core.periods import Month
from xuanpai_graphql.attendance.expressions import registered_by_name
from xuanpai_graphql.attendance.waiting import AttendanceConflict
from xuanpai_graphql.evidence.types import Evidence
from xuanpai_graphql.lookahead.declare import column, declared, many, one
from xuanpai_graphql.lookahead.sources import Filter, asc, desc
from xuanpai_graphql.scopes import through_posting

_FROM_DAY = "看得到考勤日的人看得到它的这一部分"


def _month_start(value: str) -> date:
    return Month.parse(value).start


def _in_month(row: FromClause, start: ColumnElement[date]) -> ColumnElement[bool]:
    # Bounds on the bare column: a function of the day would keep the planner from leaving out other months.
    return (row.c.day >= start) & (row.c.day < cast(start + text("interval '1 month'"), Date))


def _nights_in_month(row: FromClause, start: ColumnElement[date]) -> ColumnElement[bool]:
    return (row.c.night >= start) & (row.c.night < cast(start + text("interval '1 month'"), Date))


def _is_month(row: FromClause, start: ColumnElement[date]) -> ColumnElement[bool]:
    return row.c.month == start


DAYS_OF_MONTH = Filter(str, _in_month, required=True, convert=_month_start, description="月份,如 2026-10")
NIGHTS_OF_MONTH = Filter(str, _nights_in_month, required=True, convert=_month_start, description="月份,如 2026-10")
ONE_MONTH = Filter(str, _is_month, required=True, convert=_month_start, description="月份,如 2026-10")


def _part(row: FromClause) -> ColumnElement[str]:
    """Of which part of the day anything is known."""
    return case(
        (row.c.status == AttendanceStatus.UNRECORDED, DayPart.AFTERNOON.value),
        (row.c.afternoon == AttendanceStatus.UNRECORDED, DayPart.MORNING.value),
        else_=DayPart.WHOLE.value,
    )


def _approved(row: FromClause) -> ColumnElement[bool]:
    return func.num_nonnulls(row.c.leave_id, row.c.afternoon_leave_id) > 0


def _received_late(row: FromClause) -> ColumnElement[bool]:
    return cast(func.timezone("Asia/Shanghai", row.c.received_at), Date) > row.c.day


def _same_day(row: FromClause, other: FromClause) -> ColumnElement[bool]:
    return (other.c.posting_id == row.c.posting_id) & (other.c.day == row.c.day)


def _shown_photo(row: FromClause, evidence: FromClause) -> ColumnElement[bool]:
    # An entry does not wait for its file: until that is there and checked, there is none to show.
    return (evidence.c.id == row.c.photo_id) & (evidence.c.state == EvidenceState.READY)


@declared(
    models.CheckIn.__table__,
    node="CheckIn",
    scope=through_posting,
    requires=Action.ATTENDANCE_READ,
    order=[asc("at")],
)
@strawberry.type(description="一次签到")
class CheckIn:
    """One act of checking in."""

    at: datetime = column(description="签到时间")
    received_at: datetime = column(description="系统收到的时间")
    late: bool = column(_received_late, description="是否在当天以后才收到")
    accuracy_m: float | None = column(description="定位精度,米")
    distance_m: int | None = column(description="到村里最近的签到范围的距离,米;0 为在范围内;没有定位或范围的为空")
    note: str | None = column(description="备注")
    photo: Evidence | None = one(_shown_photo, scope_from_parent=_FROM_DAY, description="现场照片;还没传完的为空")


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
    status: AttendanceStatus = column(description="状态;上下午不同时为上午的")
    afternoon: AttendanceStatus | None = column(description="下午的状态;与上午相同的为空")
    part: DayPart = column(_part, description="已知的是全天还是半天")
    registered: bool = column(description="由村、乡镇登记或裁定")
    registered_by: str | None = column(registered_by_name, description="最近一次由谁登记;不是人工登记的为空")
    approved: bool = column(_approved, description="由批准的请假或外出写明")
    late: bool = column(description="当天的签到都在以后才收到")
    first_check_in_at: datetime | None = column(description="当天首次签到时间")
    check_ins: int = column(description="当天签到次数;多次仍计一天")
    photo: Evidence | None = one(_shown_photo, scope_from_parent=_FROM_DAY, description="签到照片;还没传完的为空")
    acts: list[CheckIn] = many(
        _same_day, limit=20, order=[asc("at")], scope_from_parent=_FROM_DAY, description="当天的每次签到"
    )
    conflict: AttendanceConflict | None = one(
        _same_day,
        order=[desc("state"), desc("raised_at")],
        scope_from_parent=_FROM_DAY,
        description="当天的冲突,待裁定的在前",
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
    on_duty_days: int = column(description="到岗整天数")
    half_day: bool = column(description="此外还有半天到岗")
    log_days: int = column(description="有工作日志的天数")
    last_day: date | None = column(description="最近一个到岗日")
