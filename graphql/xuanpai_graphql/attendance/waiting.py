"""How what waits for a person looks: contradictions and claims."""

from datetime import date, datetime
from typing import Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, FromClause, func

from xuanpai_core.attendance import models
from xuanpai_core.attendance.claims import RECORD_TYPE
from xuanpai_core.attendance.models import AttendanceStatus, ClaimState, ConflictDecision, ConflictState
from xuanpai_core.authz.actions import Action
from xuanpai_core.judgement.month import DayPart
from xuanpai_graphql.evidence.proving import proving
from xuanpai_graphql.evidence.types import Evidence
from xuanpai_graphql.lookahead.declare import Node, column, declared, many, one
from xuanpai_graphql.lookahead.sources import asc
from xuanpai_graphql.naming import account_in, place_name
from xuanpai_graphql.scopes import through_posting

strawberry.enum(AttendanceStatus, description="考勤日状态;UNRECORDED 只出现在半天上:这半天没有记录")
strawberry.enum(DayPart, description="全天、上午、下午")
strawberry.enum(ConflictState, description="考勤冲突的状态:待裁定、已裁定")
strawberry.enum(ConflictDecision, description="考勤冲突的裁定:到岗、请假或外出、未到岗")
strawberry.enum(ClaimState, description="补签申请的状态")


def _of_row(row: FromClause, posting: FromClause) -> ColumnElement[bool]:
    return posting.c.id == row.c.posting_id


def _entry_count(row: FromClause) -> ColumnElement[int]:
    return func.jsonb_array_length(row.c.entries)


def _located(row: FromClause) -> ColumnElement[bool]:
    # The degrees are taken away in time; how far off they were, and how exact, is not.
    return func.num_nonnulls(row.c.latitude, row.c.accuracy_m, row.c.distance_m) > 0


_POSTING: Any = Annotated["Posting", strawberry.lazy("xuanpai_graphql.postings.types")]  # noqa: F821
_LEAVE: Any = Annotated["LeaveRequest", strawberry.lazy("xuanpai_graphql.leave.types")] | None  # noqa: F821


@declared(
    models.AttendanceConflict.__table__,
    node="AttendanceConflict",
    scope=through_posting,
    requires=Action.ATTENDANCE_READ,
    order=[asc("day")],
)
@strawberry.type(description="考勤冲突:同一天有两种说法;裁定以前按先记的计")
class AttendanceConflict(Node):
    """Two things said of one day that cannot both be."""

    day: date = column(description="日期")
    part: DayPart = column(description="全天还是半天")
    region_code: str = column(description="任职地区划代码")
    place_name: str = column(place_name, description="任职地全称")
    standing: AttendanceStatus = column(description="先记的,裁定以前以此为准")
    claimed: AttendanceStatus = column(description="后来的")
    explanation: str = column(description="冲突的说明")
    state: ConflictState = column(description="状态")
    raised_at: datetime = column(description="发现时间")
    decision: ConflictDecision | None = column(description="裁定")
    reason: str | None = column(description="裁定的理由")
    decided_at: datetime | None = column(description="裁定时间")
    decided_by_name: str | None = column(
        account_in("decided_by"), description="裁定人;请假已取消而不必裁定的、还没有裁定的为空"
    )
    posting: _POSTING = one(_of_row, scope_from_parent="看得到考勤冲突的人看得到它的任职", description="任职")
    leave: _LEAVE = one(
        lambda row, leave: leave.c.id == row.c.leave_id,
        requires=Action.LEAVE_READ,
        description="其中一方是请假或因公外出的,是哪一次;登记与签到相冲突的为空",
    )


@declared(
    models.BackfillRequest.__table__,
    node="BackfillRequest",
    scope=through_posting,
    requires=Action.ATTENDANCE_READ,
    order=[asc("day")],
)
@strawberry.type(description="补签申请")
class BackfillRequest(Node):
    """A cadre's claim to have been on duty."""

    day: date = column(description="日期")
    part: DayPart = column(description="全天还是半天")
    region_code: str = column(description="任职地区划代码")
    place_name: str = column(place_name, description="任职地全称")
    state: ClaimState = column(description="状态")
    reason: str = column(description="没有签到的原因")
    place: str | None = column(description="当天所在的地方;没有写的为空")
    located: bool = column(_located, description="是否附有定位;由补传的签到转来的,为签到时的定位")
    accuracy_m: float | None = column(description="定位精度,米")
    distance_m: int | None = column(description="定位到村里最近的签到范围的距离,米;0 为在范围内;没有定位或范围的为空")
    entries: int = column(_entry_count, description="其中补传的签到有几次")
    submitted_at: datetime = column(description="申请时间")
    decided_at: datetime | None = column(description="审批或撤回的时间")
    decided_by_name: str | None = column(account_in("decided_by"), description="谁审批的;撤回的为本人")
    decision_reason: str | None = column(description="审批意见")
    posting: _POSTING = one(_of_row, scope_from_parent="看得到补签申请的人看得到它的任职", description="任职")
    evidence: list[Evidence] = many(
        proving(RECORD_TYPE),
        limit=20,
        order=[asc("created_at")],
        scope_from_parent="看得到补签申请的人看得到它的佐证",
        description="佐证资料",
    )
