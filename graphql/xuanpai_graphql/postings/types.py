"""How a posting looks: the hub from which the cadre, the place, the month and the logs are reached."""

from datetime import date
from typing import Annotated

import strawberry
from sqlalchemy import ColumnElement, FromClause, and_, func, or_, select

from xuanpai_core.authz.actions import Action
from xuanpai_core.postings import models
from xuanpai_core.regions.models import RegionPastName
from xuanpai_core.vocabulary import DispatchLevel, PostingRole
from xuanpai_graphql.attendance.fences import Overnight
from xuanpai_graphql.attendance.types import (
    DAYS_OF_MONTH,
    NIGHTS_OF_MONTH,
    ONE_MONTH,
    AttendanceDay,
    MonthlyAttendance,
)
from xuanpai_graphql.attendance.waiting import AttendanceConflict, BackfillRequest
from xuanpai_graphql.cadres.types import Cadre
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.lookahead.declare import Node, column, connection, declared, many, one
from xuanpai_graphql.lookahead.sources import asc, desc
from xuanpai_graphql.naming import place_name
from xuanpai_graphql.postings.records import PartyTransfer, PostingDecision, TermExtension, UnitRelease
from xuanpai_graphql.regions.types import Region
from xuanpai_graphql.scopes import of_posting
from xuanpai_graphql.signals.types import PresenceSignal
from xuanpai_graphql.units.types import OrgUnit
from xuanpai_graphql.worklogs.types import WorkLog

_FROM_POSTING = "看得到任职的人看得到任职的这一部分"


def _of_posting(row: FromClause, part: FromClause) -> ColumnElement[bool]:
    return part.c.posting_id == row.c.id


def _concerned(row: FromClause, event: FromClause) -> ColumnElement[bool]:
    """Events of the posting's days, at its place or at the township around it."""
    return and_(
        row.c.region_code >= event.c.region_code,
        row.c.region_code < event.c.region_code.concat(":"),
        row.c.start_date <= event.c.day,
        or_(row.c.end_date.is_(None), row.c.end_date >= event.c.day),
    )


def _place_as_then(row: FromClause) -> ColumnElement[str]:
    """What the place was called on the posting's last day, or is called now while it runs."""
    past = RegionPastName.__table__.alias()
    then = (
        select(past.c.path_name)
        .where(past.c.tenant_id == tenant(), past.c.code == row.c.region_code, past.c.valid_to > row.c.end_date)
        .order_by(past.c.valid_to)
        .limit(1)
        .scalar_subquery()
    )
    return func.coalesce(then, place_name(row))


@declared(
    models.Posting.__table__, node="Posting", scope=of_posting, requires=Action.POSTING_READ, order=[asc("region_code")]
)
@strawberry.type(description="选派任职")
class Posting(Node):
    """This cadre, in this post, at this place, from that unit, over this period."""

    role: PostingRole = column(description="任职")
    dispatch_level: DispatchLevel = column(description="派出层级")
    region_code: str = column(description="任职地区划代码")
    place_name: str = column(_place_as_then, description="任职地全称;已结束的任职显示当时的名称")
    start_date: date = column(description="到任之日")
    planned_end: date | None = column(description="任期届满之日")
    end_date: date | None = column(description="离任之日(最后一天);空为在任")
    cadre: Cadre = one(
        lambda row, cadre: cadre.c.id == row.c.cadre_id, scope_from_parent=_FROM_POSTING, description="干部"
    )
    sending_unit: OrgUnit = one(
        lambda row, unit: unit.c.id == row.c.sending_unit_id, scope_from_parent=_FROM_POSTING, description="派出单位"
    )
    region: Region = one(lambda row, region: region.c.code == row.c.region_code, description="任职地,今天的样子")
    month: MonthlyAttendance | None = one(
        _of_posting,
        filters={"month": ONE_MONTH},
        requires=Action.ATTENDANCE_READ,
        scope_from_parent=_FROM_POSTING,
        description="某月考勤合计",
    )
    attendance_days: list[AttendanceDay] | None = many(
        _of_posting,
        limit=31,
        order=[asc("day")],
        filters={"month": DAYS_OF_MONTH},
        requires=Action.ATTENDANCE_READ,
        scope_from_parent=_FROM_POSTING,
        description="某月逐日考勤",
    )
    nights: list[Overnight] | None = many(
        _of_posting,
        limit=31,
        order=[asc("night")],
        filters={"month": NIGHTS_OF_MONTH},
        requires=Action.ATTENDANCE_READ,
        scope_from_parent=_FROM_POSTING,
        description="某月的夜宿,按夜晚开始的日期",
    )
    attendance_conflicts: list[AttendanceConflict] | None = many(
        _of_posting,
        limit=100,
        order=[desc("state"), desc("day")],
        requires=Action.ATTENDANCE_READ,
        scope_from_parent=_FROM_POSTING,
        description="考勤冲突,待裁定的在前",
    )
    backfill_requests: list[BackfillRequest] | None = many(
        _of_posting,
        limit=100,
        order=[desc("day")],
        requires=Action.ATTENDANCE_READ,
        scope_from_parent=_FROM_POSTING,
        description="补签申请,最近的在前",
    )
    work_logs: list[WorkLog] | None = many(
        _of_posting,
        limit=31,
        order=[asc("day")],
        filters={"month": DAYS_OF_MONTH},
        requires=Action.WORKLOG_READ,
        scope_from_parent=_FROM_POSTING,
        description="某月工作日志",
    )
    latest_log: WorkLog | None = one(
        _of_posting,
        order=[desc("day")],
        requires=Action.WORKLOG_READ,
        scope_from_parent=_FROM_POSTING,
        description="最近一篇工作日志",
    )
    leaves: Connection[Annotated["LeaveRequest", strawberry.lazy("xuanpai_graphql.leave.types")]] | None = connection(  # type: ignore[name-defined]  # noqa: F821
        _of_posting,
        order=[desc("first_slot")],
        requires=Action.LEAVE_READ,
        description="请假和因公外出,最近的在前",
    )
    events: list[Annotated["MustAttendEvent", strawberry.lazy("xuanpai_graphql.events.types")]] | None = many(  # type: ignore[name-defined]  # noqa: F821
        _concerned,
        limit=100,
        order=[asc("at")],
        filters={"month": DAYS_OF_MONTH},
        requires=Action.EVENT_READ,
        scope_from_parent=_FROM_POSTING,
        description="某月应到场的必到事项,已撤销的也列出",
    )
    signals: Connection[PresenceSignal] | None = connection(
        _of_posting,
        order=[desc("day")],
        requires=Action.SIGNAL_READ,
        description="在岗疑点中本人可见的部分,新的在前",
    )
    decision: PostingDecision | None = one(
        _of_posting, scope_from_parent=_FROM_POSTING, description="任命的依据;从名册导入的为空"
    )
    extensions: list[TermExtension] = many(
        _of_posting, limit=20, order=[asc("until")], scope_from_parent=_FROM_POSTING, description="历次延长任期"
    )
    party_transfers: list[PartyTransfer] = many(
        _of_posting,
        limit=2,
        order=[asc("transferred_on")],
        scope_from_parent=_FROM_POSTING,
        description="党组织关系转接",
    )
    release: UnitRelease | None = one(_of_posting, scope_from_parent=_FROM_POSTING, description="与原单位工作脱钩")
