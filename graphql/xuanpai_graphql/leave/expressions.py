"""Leave in SQL and in words: what its columns mean on a page."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, FromClause, Integer, case, func, or_, select
from sqlalchemy import cast as sql_cast
from sqlalchemy import literal_column as sql

from xuanpai_core.attendance.models import AttendanceDay, AttendanceStatus
from xuanpai_core.clock import today
from xuanpai_core.leave import models
from xuanpai_core.leave.models import LeaveState
from xuanpai_core.leave.slots import day_of, days, half_of
from xuanpai_core.regions.code import RegionCode
from xuanpai_graphql.context import Context
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.lookahead.sources import RowExpression


def part(row: FromClause, part: FromClause) -> ColumnElement[bool]:
    """Parts of a request."""
    return part.c.leave_id == row.c.id


def cited(part: str) -> RowExpression:
    """A part of the clause that laid down the chain."""
    return lambda row: row.c.clause[part].astext


def end(row: FromClause) -> ColumnElement[int]:
    """Where it ends; of leave that was cancelled, where it was to end."""
    return case((row.c.state == LeaveState.CANCELLED, row.c.asked_after_slot), else_=row.c.after_slot)


def ran_out_on(row: FromClause) -> ColumnElement[date]:
    """The day on which the cadre is due back: slots count from year 1, two a day."""
    return sql("DATE '0001-01-01'") + sql_cast(row.c.after_slot / 2 - 1, Integer)


def seen(row: FromClause) -> ColumnElement[date | None]:
    """The first day on duty since it ran out, while nobody has reported the return."""
    day = AttendanceDay.__table__.alias()
    on_duty = AttendanceStatus.ON_DUTY
    found = (
        select(func.min(day.c.day))
        .where(
            day.c.tenant_id == tenant(),
            day.c.posting_id == row.c.posting_id,
            day.c.day >= ran_out_on(row),
            or_(day.c.check_ins > 0, day.c.status == on_duty, day.c.afternoon == on_duty),
        )
        .scalar_subquery()
    )
    return sql_cast(case((row.c.state == LeaveState.APPROVED, found)), Date)


def prolonged(row: FromClause) -> ColumnElement[int | None]:
    """Until when it would last by the extension that waits."""
    extension = models.LeaveExtension.__table__.alias()
    return (
        select(extension.c.after_slot)
        .where(
            extension.c.tenant_id == tenant(),
            extension.c.leave_id == row.c.id,
            extension.c.round == row.c.round,
            extension.c.state == LeaveState.SUBMITTED,
        )
        .scalar_subquery()
    )


def first_day(values: Mapping[str, Any], _: object) -> str:
    """The day on which it begins."""
    return day_of(values["first"]).isoformat()


def first_half(values: Mapping[str, Any], _: object) -> str:
    """In which half of it."""
    return half_of(values["first"]).value


def last_day(values: Mapping[str, Any], _: object) -> str:
    """The last day."""
    return day_of(values["after"] - 1).isoformat()


def last_half(values: Mapping[str, Any], _: object) -> str:
    """Until which half of it."""
    return half_of(values["after"] - 1).value


def length(values: Mapping[str, Any], _: object) -> str:
    """How many days, without trailing zeros."""
    return str(days(values["first"], values["after"]).normalize().__format__("f"))


def overdue_days(values: Mapping[str, Any], context: Context) -> int:
    """Whole days away since it ran out, until one was seen again; none while an extension that waits covers them."""
    if values["state"] != LeaveState.APPROVED:
        return 0
    due = max(day_of(values["after"] + 1), day_of((values["prolonged"] or 0) + 3))
    seen = values["seen"]
    until = date.fromisoformat(seen) if seen else today(context.application.database.clock)
    return max(0, (until - due).days)


def overdue(values: Mapping[str, Any], context: Context) -> bool:
    """Whether the cadre stays away though the leave ran out."""
    return overdue_days(values, context) > 0


def waiting(values: Mapping[str, Any], _: object) -> str | None:
    """What is waited for, in words."""
    code = values["code"]
    if code is None:
        return None
    what = "请假" if values["round"] == 0 else f"第{values['round']}次续假"
    return f"{what}等待{values['place'] or code}审批"


def tier(values: Mapping[str, Any], _: object) -> str | None:
    """The level that is waited for."""
    code = values["code"]
    return None if code is None else RegionCode.stored(code).level.name
