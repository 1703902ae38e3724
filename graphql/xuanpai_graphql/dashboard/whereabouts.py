"""How a day looks: who was where, counted by place and one by one."""

from datetime import date, datetime
from decimal import Decimal

import strawberry

import xuanpai_graphql.leave.types  # noqa: F401 -- the schema's enums of leave and postings are named there
from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.attendance.presence import PresenceVerdict
from xuanpai_core.cadres.unmasking import shown_name
from xuanpai_core.dashboard.whereabouts import Counts, DayKind, DayState, LookedAt
from xuanpai_core.dashboard.whereabouts import WhereaboutsFigures as Figures
from xuanpai_core.dashboard.whereabouts_list import Away
from xuanpai_core.dashboard.whereabouts_list import WhereaboutsLine as Line
from xuanpai_core.dashboard.whereabouts_list import WhereaboutsPage as Page
from xuanpai_core.db.session import Work
from xuanpai_core.leave.models import LeaveKind, LeaveState
from xuanpai_core.vocabulary import DispatchLevel, PostingRole
from xuanpai_graphql.lookahead.ids import global_id
from xuanpai_graphql.outcomes import Outcome

strawberry.enum(
    DayState,
    name="WhereaboutsState",
    description="某一天在哪里,每人只计入一项:矛盾待裁定、在村、因公外出、请假、补签待审批、未到岗、"
    "工作日没有记录、休息日没有记录",
)
strawberry.enum(DayKind, name="WhereaboutsDayKind", description="这一天是工作日、周末还是节假日")


@strawberry.type(description="各种情况的人数,相加即在任人数")
class WhereaboutsCounts:
    """How many are where."""

    in_post: int = strawberry.field(description="当天在任人数")
    conflict: int = strawberry.field(description="考勤有矛盾、待裁定")
    in_village: int = strawberry.field(description="在村")
    official_trip: int = strawberry.field(description="因公外出")
    leave: int = strawberry.field(description="请假")
    claimed: int = strawberry.field(description="没有记录、补签待审批")
    absent: int = strawberry.field(description="登记为未到岗")
    nothing: int = strawberry.field(description="工作日没有记录")
    day_off: int = strawberry.field(description="周末、节假日没有记录")


@strawberry.type(description="下一级一个地方的人数")
class WhereaboutsPlace:
    """One place."""

    region_code: str = strawberry.field(description="区划代码;本级直属的为所查地方自己的代码")
    name: str = strawberry.field(description="名称")
    counts: WhereaboutsCounts = strawberry.field(description="人数")


@strawberry.type(description="某一天谁在哪里:合计与各地人数")
class WhereaboutsFigures:
    """A day in figures."""

    day: date = strawberry.field(description="哪一天")
    kind: DayKind = strawberry.field(description="是哪种日子;当年放假安排未公布的只按星期")
    holiday: str | None = strawberry.field(description="节假日名称;不是节假日的为空")
    published: bool = strawberry.field(description="当年放假安排是否已公布")
    read_at: datetime = strawberry.field(description="数字是什么时候读的")
    counts: WhereaboutsCounts = strawberry.field(description="合计")
    places: list[WhereaboutsPlace] = strawberry.field(description="下一级各地,只列当天有人在任的")


@strawberry.type(description="当天的签到")
class WhereaboutsActs:
    """The day's check-ins."""

    count: int = strawberry.field(description="几次")
    first_at: datetime | None = strawberry.field(description="最早一次")
    last_at: datetime | None = strawberry.field(description="最晚一次")
    nearest_m: int | None = strawberry.field(
        description="离签到范围最近的一次,米;0为在范围内,没有定位或没有划范围的为空"
    )
    farthest_m: int | None = strawberry.field(description="离签到范围最远的一次,米")
    photos: int = strawberry.field(description="注明有照片的几次")
    photos_there: int = strawberry.field(description="照片已传到并核对的几次")


@strawberry.type(description="当天的请假或因公外出;有权查看请假的人才看得到")
class WhereaboutsAway:
    """Leave or a trip."""

    leave_id: strawberry.ID
    kind: LeaveKind = strawberry.field(description="类别")
    state: LeaveState = strawberry.field(description="进展")
    stretch: str = strawberry.field(description="从何时到何时")
    approved_by: str | None = strawberry.field(description="最后一步由谁批准")
    office: str | None = strawberry.field(description="以什么职务批准")
    waits_at: str | None = strawberry.field(description="在等哪里审批;不在等的为空")


@strawberry.type(description="本月到岗要求的现状,按今天已知的判")
class WhereaboutsNorm:
    """What the month's norm says."""

    outcome: Outcome = strawberry.field(description="结论;没有结束的,按不再增加来判")
    measured: Decimal = strawberry.field(description="已有几天")
    required: int = strawberry.field(description="须有几天")
    missing: Decimal = strawberry.field(description="还差几天")
    left: Decimal = strawberry.field(description="还有几天可计,含今天;已结束的为0")
    running: bool = strawberry.field(description="本期是否还没有结束")
    reachable: bool = strawberry.field(description="是否已达到或还能达到")
    soft: bool = strawberry.field(description="是否只是提示")
    reason: str = strawberry.field(description="一段话说明")
    document: str = strawberry.field(description="依据的文件")
    reference: str = strawberry.field(description="条款编号")


@strawberry.type(description="一个人的这一天")
class WhereaboutsLine:
    """Somebody in post."""

    posting_id: strawberry.ID
    cadre_name: str = strawberry.field(description="干部姓名")
    role: PostingRole = strawberry.field(description="任职")
    dispatch_level: DispatchLevel = strawberry.field(description="派出层级")
    region_code: str = strawberry.field(description="任职地区划代码")
    place_name: str = strawberry.field(description="任职地全称")
    unit_name: str = strawberry.field(description="派出单位")
    state: DayState = strawberry.field(description="在哪里")
    status: AttendanceStatus | None = strawberry.field(description="当天考勤;没有记录的为空")
    afternoon: AttendanceStatus | None = strawberry.field(description="下午的考勤;与上午相同的为空")
    registered: bool = strawberry.field(description="由村、乡镇登记或裁定")
    approved: bool = strawberry.field(description="由批准的请假或外出写明")
    late: bool = strawberry.field(description="当天的签到都在以后才收到")
    acts: WhereaboutsActs = strawberry.field(description="签到")
    night: bool | None = strawberry.field(description="当晚是否在村过夜;没有记录的为空")
    night_before: bool | None = strawberry.field(description="前一晚是否在村过夜;没有记录的为空")
    away: WhereaboutsAway | None = strawberry.field(description="请假或因公外出")
    claimed_at: datetime | None = strawberry.field(description="补签申请时间;没有待审批的为空")
    conflict: str | None = strawberry.field(description="待裁定的矛盾;没有的为空")
    norm: WhereaboutsNorm | None = strawberry.field(description="本月到岗要求;当地没有规定的为空")


@strawberry.type(description="一页:谁在哪里")
class WhereaboutsPage:
    """Some of those in post."""

    day: date = strawberry.field(description="哪一天")
    read_at: datetime = strawberry.field(description="什么时候读的")
    nodes: list[WhereaboutsLine]
    end_cursor: str | None = strawberry.field(description="接着往下查的位置,作为下一页的 after;空为已查完")


def figures(found: Figures) -> WhereaboutsFigures:
    """A day in figures."""
    looked_at: LookedAt = found.looked_at
    return WhereaboutsFigures(
        day=looked_at.day,
        kind=looked_at.kind,
        holiday=looked_at.holiday,
        published=looked_at.published,
        read_at=found.read_at,
        counts=_counts(found.counts),
        places=[
            WhereaboutsPlace(region_code=place.region_code, name=place.name, counts=_counts(place.counts))
            for place in found.places
        ],
    )


def page(work: Work, found: Page) -> WhereaboutsPage:
    """Some of those in post, named as lists name them to the caller."""
    return WhereaboutsPage(
        day=found.looked_at.day,
        read_at=found.read_at,
        nodes=[_line(line, shown_name(work, line.cadre_name)) for line in found.lines],
        end_cursor=found.after,
    )


def _counts(counts: Counts) -> WhereaboutsCounts:
    named = {state.value.lower(): number for state, number in counts.items()}
    return WhereaboutsCounts(in_post=sum(counts.values()), **named)


def _line(line: Line, cadre_name: str) -> WhereaboutsLine:
    acts = line.acts
    return WhereaboutsLine(
        posting_id=strawberry.ID(global_id("Posting", line.posting_id)),
        cadre_name=cadre_name,
        role=line.role,
        dispatch_level=line.dispatch_level,
        region_code=line.region_code,
        place_name=line.place_name,
        unit_name=line.unit_name,
        state=line.state,
        status=line.status,
        afternoon=line.afternoon,
        registered=line.registered,
        approved=line.approved,
        late=line.late,
        acts=WhereaboutsActs(
            count=acts.count,
            first_at=acts.first_at,
            last_at=acts.last_at,
            nearest_m=acts.nearest_m,
            farthest_m=acts.farthest_m,
            photos=acts.photos,
            photos_there=acts.photos_there,
        ),
        night=line.night,
        night_before=line.night_before,
        away=None if line.away is None else _away(line.away),
        claimed_at=line.claimed_at,
        conflict=line.conflict,
        norm=None if line.norm is None else _norm(line.norm),
    )


def _away(away: Away) -> WhereaboutsAway:
    return WhereaboutsAway(
        leave_id=strawberry.ID(global_id("LeaveRequest", away.leave_id)),
        kind=away.kind,
        state=away.state,
        stretch=away.stretch,
        approved_by=away.approved_by,
        office=away.office,
        waits_at=away.waits_at,
    )


def _norm(verdict: PresenceVerdict) -> WhereaboutsNorm:
    return WhereaboutsNorm(
        outcome=verdict.outcome,
        measured=verdict.measured,
        required=verdict.required,
        missing=verdict.missing,
        left=verdict.left,
        running=verdict.running,
        reachable=verdict.reachable,
        soft=verdict.soft,
        reason=verdict.reason,
        document=verdict.clause.document,
        reference=verdict.clause.reference,
    )
