"""How leave looks: from when to when, who was asked, what is waited for, and whether somebody stayed away."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

import strawberry
from sqlalchemy import ColumnElement, FromClause, and_

from xuanpai_core.authz.actions import Action
from xuanpai_core.leave import models
from xuanpai_core.leave.models import LeaveKind, LeaveState, StepOutcome
from xuanpai_core.leave.service import RECORD_TYPE
from xuanpai_core.leave.slots import Half
from xuanpai_graphql.evidence.proving import proving
from xuanpai_graphql.evidence.types import Evidence
from xuanpai_graphql.leave import expressions
from xuanpai_graphql.leave.scopes import of_leave, through_leave
from xuanpai_graphql.lookahead.declare import Node, column, computed, declared, many, one
from xuanpai_graphql.lookahead.sources import RowExpression, asc, desc
from xuanpai_graphql.naming import account_in, place_in, place_name
from xuanpai_graphql.postings.types import Posting
from xuanpai_graphql.regions.types import RegionTier, level_name

strawberry.enum(LeaveKind, description="请假类别:事假、病假、年休假、婚丧产等、调休、因公外出")
strawberry.enum(
    LeaveState,
    description="进展:待审批、已批准、未批准、已撤回、已取消(批准后没有休)、已销假(或任职已结束)",
)
strawberry.enum(StepOutcome, name="LeaveStepOutcome", description="一步审批的结果")
strawberry.enum(Half, name="DayHalf", description="半天:上午、下午")

_FROM_LEAVE = "看得到请假的人看得到它的审批和佐证"
_MOST_STEPS = 60


_AWAY: Mapping[str, str | RowExpression] = {
    "state": "state",
    "after": "after_slot",
    "seen": expressions.seen,
    "prolonged": expressions.prolonged,
}


@declared(
    models.LeaveStep.__table__,
    node="LeaveStep",
    scope=through_leave,
    requires=Action.LEAVE_READ,
    order=[asc("round"), asc("number")],
)
@strawberry.type(description="请假审批的一步:由哪一级办理,谁办理的、结果如何")
class LeaveStep:
    """One step of the chain as it was decided on when the leave was asked for."""

    round: int = column(description="0为请假本身,1起为第几次续假")
    number: int = column(description="第几步,从1起")
    level: RegionTier = column(level_name, description="由哪一级审批")
    region_code: str = column(description="审批的地方,区划代码")
    place_name: str | None = column(place_name, description="审批的地方")
    outcome: StepOutcome | None = column(description="结果;空为尚未办理")
    decided_by: str | None = column(account_in("decided_by"), description="办理人")
    office: str | None = column(description="以什么职务办理;代理的注明")
    decided_at: datetime | None = column(description="办理时间")
    note: str | None = column(description="意见或不批准的理由")


@declared(
    models.LeaveExtension.__table__,
    node="LeaveExtension",
    scope=through_leave,
    requires=Action.LEAVE_READ,
    order=[asc("round")],
)
@strawberry.type(description="续假")
class LeaveExtension:
    """Leave that was asked to last longer."""

    round: int = column(description="第几次续假,从1起")
    state: LeaveState = column(description="进展")
    to_day: date = computed(expressions.last_day, needs={"after": "after_slot"}, description="续到哪一天")
    to_half: Half = computed(expressions.last_half, needs={"after": "after_slot"}, description="续到上午还是下午止")
    days: Decimal = computed(
        expressions.length, needs={"first": "from_slot", "after": "after_slot"}, description="续几天"
    )
    reason: str = column(description="续假事由")
    late: bool = column(description="是否期满以后才申请")
    clause_document: str | None = column(
        expressions.cited("document"), description="审批层级依据的文件;空为按默认由乡镇审批"
    )
    clause_words: str | None = column(expressions.cited("words"), description="依据的原文")
    clause_reference: str | None = column(expressions.cited("reference"), description="规则编号")
    requested_at: datetime = column(description="申请时间")
    decided_at: datetime | None = column(description="办结时间")


@declared(
    models.LeaveRequest.__table__,
    node="LeaveRequest",
    scope=of_leave,
    requires=Action.LEAVE_READ,
    order=[desc("first_slot")],
)
@strawberry.type(description="请假或因公外出:从何时到何时,逐级审批,销假")
class LeaveRequest(Node):
    """One stretch of half days, and what became of it."""

    kind: LeaveKind = column(description="类别")
    state: LeaveState = column(description="进展")
    from_day: date = computed(expressions.first_day, needs={"first": "first_slot"}, description="首日")
    from_half: Half = computed(
        expressions.first_half, needs={"first": "first_slot"}, description="从首日上午还是下午起"
    )
    to_day: date = computed(
        expressions.last_day, needs={"after": expressions.end}, description="末日;续假、提前销假后为实际的末日"
    )
    to_half: Half = computed(
        expressions.last_half, needs={"after": expressions.end}, description="到末日上午还是下午止"
    )
    days: Decimal = computed(
        expressions.length,
        needs={"first": "first_slot", "after": "after_slot"},
        description="实际天数,按日历天计,半天为0.5;取消的为0",
    )
    asked_days: Decimal = computed(
        expressions.length, needs={"first": "first_slot", "after": "asked_after_slot"}, description="最初申请的天数"
    )
    reason: str = column(description="事由")
    purpose: str | None = column(description="因公外出的任务")
    late: bool = column(description="是否补办:开始以后才申请")
    region_code: str = column(description="任职地区划代码")
    place_name: str | None = column(place_name, description="任职地")
    requested_at: datetime = column(description="申请时间")
    approved_at: datetime | None = column(description="批准时间")
    reported_back_on: date | None = column(description="销假:从哪一天起到岗")
    ended_at: datetime | None = column(description="办结时间")
    ended_reason: str | None = column(description="不批准、取消或办结的原因")
    waiting: str | None = computed(
        expressions.waiting,
        needs={"code": "waits_at", "round": "round", "place": place_in("waits_at")},
        description="在等什么、等谁:如“请假等待某镇审批”;空为不在等审批",
    )
    waits_at: str | None = column(description="等待审批的地方,区划代码")
    waiting_level: RegionTier | None = computed(
        expressions.tier, needs={"code": "waits_at"}, description="等待哪一级审批"
    )
    overdue: bool = computed(expressions.overdue, needs=_AWAY, description="是否逾期未归")
    overdue_days: int = computed(
        expressions.overdue_days, needs=_AWAY, description="逾期几整天;期满后有签到的算到签到之日"
    )
    return_seen_on: date | None = column(
        expressions.seen, description="期满后首次在岗、但尚未销假的日子,待确认;空为没有"
    )
    clause_document: str | None = column(
        expressions.cited("document"), description="审批层级依据的文件;空为按默认由乡镇审批"
    )
    clause_words: str | None = column(expressions.cited("words"), description="依据的原文")
    clause_reference: str | None = column(expressions.cited("reference"), description="规则编号")
    posting: Posting = one(
        lambda row, posting: posting.c.id == row.c.posting_id,
        scope_from_parent="看得到请假的人看得到是谁的",
        description="任职",
    )
    steps: list[LeaveStep] = many(
        expressions.part,
        limit=_MOST_STEPS,
        order=[asc("round"), asc("number")],
        scope_from_parent=_FROM_LEAVE,
        description="逐级审批",
    )
    extensions: list[LeaveExtension] = many(
        expressions.part, limit=20, order=[asc("round")], scope_from_parent=_FROM_LEAVE, description="历次续假"
    )
    evidence: list[Evidence] = many(
        proving(RECORD_TYPE), limit=20, order=[asc("created_at")], scope_from_parent=_FROM_LEAVE, description="佐证资料"
    )


@strawberry.type(description="一段时间内一类请假的合计")
class LeaveTotal:
    """One kind of leave in figures."""

    kind: LeaveKind = strawberry.field(description="类别")
    requests: int = strawberry.field(description="已批准的次数")
    people: int = strawberry.field(description="涉及人数")
    days: Decimal = strawberry.field(description="这段时间内的天数,半天为0.5")
    waiting: int = strawberry.field(description="等待审批的次数")


@strawberry.type(description="一段时间内某个下一级地方的请假合计")
class LeavePlaceTotal:
    """One place in figures."""

    region_code: str = strawberry.field(description="地方的区划代码;本级直属的为所查地方自己的代码")
    name: str = strawberry.field(description="地方名称")
    requests: int = strawberry.field(description="已批准的次数")
    people: int = strawberry.field(description="涉及人数")
    days: Decimal = strawberry.field(description="这段时间内的天数,半天为0.5")
    waiting: int = strawberry.field(description="等待审批的次数")


@strawberry.type(description="请假如果现在提出,由谁逐级审批")
class LeavePreviewStep:
    """One step of the chain that it would get."""

    number: int = strawberry.field(description="第几步,从1起")
    level: RegionTier = strawberry.field(description="由哪一级审批")
    region_code: str = strawberry.field(description="审批的地方,区划代码")
    place_name: str = strawberry.field(description="审批的地方")


@strawberry.type(description="请假或续假如果现在提出会怎样:几天、由谁批、依据哪一条、有没有不能请的原因。不留任何记录")
class LeavePreview:
    """What would become of it; nothing is written."""

    days: Decimal = strawberry.field(description="总天数,按日历天计,半天为0.5;续假的为延长后的总天数")
    late: bool = strawberry.field(description="是否属于补办:开始(续假的为原来期满)在今天以前")
    obstacle: str | None = strawberry.field(description="现在提出会被拒绝的原因;空为可以提出")
    steps: list[LeavePreviewStep] = strawberry.field(description="逐级审批")
    clause_document: str | None = strawberry.field(description="审批层级依据的文件;空为按默认由乡镇审批")
    clause_words: str | None = strawberry.field(description="依据的原文")
    clause_reference: str | None = strawberry.field(description="规则编号")
    year: int = strawberry.field(description="首日所在的年份")
    taken_days: Decimal | None = strawberry.field(description="这一年已批准的请假天数,不含因公外出;因公外出的为空")
    total_days: Decimal | None = strawberry.field(description="批准后这一年共请假几天;因公外出的为空")
    yearly_limit_days: int | None = strawberry.field(description="当地规定的全年天数;空为没有规定")


def overlaps_from(row: FromClause, first: ColumnElement[int]) -> ColumnElement[bool]:
    """Leave that reaches into the time from a half day on; what was cancelled by what was asked for."""
    return expressions.end(row) > first


def overlaps_until(row: FromClause, after: ColumnElement[int]) -> ColumnElement[bool]:
    """Leave that begins before a half day."""
    return row.c.first_slot < after


def still_away(row: FromClause, slot: ColumnElement[int]) -> ColumnElement[bool]:
    """Leave that ran out before the half day and whose return nobody has reported."""
    return and_(row.c.state == LeaveState.APPROVED, row.c.after_slot < slot)
