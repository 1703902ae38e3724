"""How an event that must be attended looks, and who was there."""

from collections.abc import Hashable
from datetime import date, datetime

import strawberry
from sqlalchemy import ColumnElement, FromClause, Select, Text, and_, cast, exists, func, or_, select, true
from sqlalchemy.dialects.postgresql import array

from xuanpai_core.authz.actions import Action
from xuanpai_core.cadres.unmasking import shown_name
from xuanpai_core.db.session import Work
from xuanpai_core.events import models
from xuanpai_core.events import service as events
from xuanpai_core.events.figures import PlaceEvents as PlaceFigures
from xuanpai_core.events.models import EventKind, EventPresence
from xuanpai_core.events.service import RECORD_TYPE, Standing
from xuanpai_core.postings.models import Posting as PostingRow
from xuanpai_core.regions.code import RegionLevel
from xuanpai_graphql.evidence.proving import proving
from xuanpai_graphql.evidence.types import Evidence
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.lookahead.declare import Node, column, declared, many, one
from xuanpai_graphql.lookahead.ids import global_id
from xuanpai_graphql.lookahead.sources import asc, desc
from xuanpai_graphql.naming import place_name
from xuanpai_graphql.outcomes import Outcome
from xuanpai_graphql.postings.types import Posting
from xuanpai_graphql.scopes import of_posting, outer_places, reach, through_posting

strawberry.enum(EventKind, description="“五必到”的五类:重要会议、重点工作、难点问题、重大纠纷、突发事件")
strawberry.enum(EventPresence, description="登记的到场情况:到场、请假未到、未到")
strawberry.enum(Standing, name="EventStanding", description="必到事项的结论:已到、请假未到、未到、没有登记、还没有开始")


def concerns(posting: FromClause, event: FromClause) -> ColumnElement[bool]:
    """Whether the posting was in force on the event's day at its place or below."""
    return and_(
        posting.c.region_code >= event.c.region_code,
        posting.c.region_code < event.c.region_code.concat(":"),
        posting.c.start_date <= event.c.day,
        or_(posting.c.end_date.is_(None), posting.c.end_date >= event.c.day),
    )


def of_event(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    """Events of one's places, and those that concern a posting that one reaches: one's own, or of one's unit."""
    posting, held = PostingRow.__table__.alias(), PostingRow.__table__.alias()
    own = reach(action, key, unit_id=held.c.sending_unit_id, cadre_id=held.c.cadre_id)
    # What an index finds the few events by, before each is asked whom it concerns.
    places = func.array(places_around(held).where(own).scalar_subquery())
    near = or_(
        row.c.region_code == func.any(places), *(row.c.region_code == place for place in outer_places(action, key))
    )
    return or_(
        reach(action, key, region_code=row.c.region_code),
        and_(
            near,
            exists().where(posting.c.tenant_id == tenant(), concerns(posting, row), of_posting(posting, action, key)),
        ),
    )


def places_around(posting: FromClause) -> Select[tuple[str]]:
    """The places of postings and all those that they lie in."""
    lengths = func.unnest(array([int(level.digits) for level in RegionLevel]))
    level = lengths.table_valued("digits", name="level").render_derived()
    both = posting.join(level, true())
    return (
        select(func.left(posting.c.region_code, level.c.digits))
        .select_from(both)
        .where(posting.c.tenant_id == tenant())
    )


def _concerned(row: FromClause) -> ColumnElement[int]:
    """How many must attend."""
    posting = PostingRow.__table__.alias()
    return (
        select(func.count())
        .select_from(posting)
        .where(posting.c.tenant_id == tenant(), concerns(posting, row))
        .scalar_subquery()
    )


def _key(row: FromClause) -> ColumnElement[str]:
    """The key under which the evidence of one attendance is linked."""
    return cast(row.c.event_id, Text) + ":" + cast(row.c.posting_id, Text)


@declared(
    models.EventAttendance.__table__,
    node="EventAttendance",
    scope=through_posting,
    requires=Action.EVENT_READ,
    order=[asc("posting_id")],
)
@strawberry.type(description="一个人在一件必到事项上登记的到场情况")
class EventAttendance:
    """What was recorded of one posting."""

    state: EventPresence = column(description="到场情况")
    note: str | None = column(description="备注")
    recorded_at: datetime = column(description="登记时间")
    posting: Posting | None = one(lambda row, posting: posting.c.id == row.c.posting_id, description="任职")
    evidence: list[Evidence] = many(
        proving(RECORD_TYPE, _key),
        limit=20,
        order=[asc("created_at")],
        scope_from_parent="看得到登记的人看得到它的佐证",
        description="佐证资料",
    )


@declared(
    models.MustAttendEvent.__table__,
    node="MustAttendEvent",
    scope=of_event,
    requires=Action.EVENT_READ,
    order=[desc("at")],
)
@strawberry.type(description="必到事项(五必到):当天在当地任职的都应到场")
class MustAttendEvent(Node):
    """One event in a village or a township."""

    kind: EventKind = column(description="类别")
    title: str = column(description="名称")
    region_code: str = column(description="发生在哪个村或乡镇,区划代码")
    place_name: str = column(place_name, description="发生在哪个村或乡镇,全称")
    at: datetime = column(description="时间")
    day: date = column(description="日期")
    venue: str | None = column(description="地点")
    announced_at: datetime = column(description="发布时间")
    concerned: int = column(_concerned, description="应到几人:当天在当地任职的")
    withdrawn_at: datetime | None = column(description="撤销时间;空为没有撤销")
    withdraw_reason: str | None = column(description="撤销原因")
    attendance: list[EventAttendance] = many(
        lambda row, attendance: attendance.c.event_id == row.c.id,
        limit=500,
        description="登记的到场情况中本人可见的部分",
    )


@strawberry.type(description="一件必到事项对一个人的结论")
class EventVerdict:
    """One event and how it stands."""

    event_id: strawberry.ID = strawberry.field(description="事项编号")
    kind: EventKind = strawberry.field(description="类别")
    title: str = strawberry.field(description="名称")
    at: datetime = strawberry.field(description="时间")
    standing: Standing = strawberry.field(description="结论")
    reason: str = strawberry.field(description="理由")


@strawberry.type(description="一个人一月的“五必到”判定")
class MonthOfEvents:
    """The verdict on a month."""

    outcome: Outcome = strawberry.field(description="判定:有未到的为 UNMET,只有没登记的为 WARNED,全部请假的为 EXEMPT")
    required: int = strawberry.field(description="应到几件;没有开始的、请假的不计")
    attended: int = strawberry.field(description="已到几件")
    missing: int = strawberry.field(description="未到几件")
    excused: int = strawberry.field(description="请假未到几件,不记违规")
    unrecorded: int = strawberry.field(description="没有登记到场情况的几件")
    upcoming: int = strawberry.field(description="还没有开始的几件,不判")
    reason: str = strawberry.field(description="一段话说明,列出未到的事项")
    events: list[EventVerdict] = strawberry.field(description="逐件的结论")


@strawberry.type(description="应到的一个人:登记的到场情况,没有登记的按请假情况建议")
class ConcernedByEvent:
    """One of those who must attend."""

    posting_id: strawberry.ID = strawberry.field(description="任职编号")
    cadre_name: str = strawberry.field(description="姓名")
    region_code: str = strawberry.field(description="任职地区划代码")
    place_name: str = strawberry.field(description="任职地全称")
    state: EventPresence | None = strawberry.field(description="登记的到场情况;空为没有登记")
    proposed: EventPresence | None = strawberry.field(description="建议登记为;空为没有建议")
    standing: Standing = strawberry.field(description="结论")
    reason: str = strawberry.field(description="理由")


@strawberry.type(description="一地一类必到事项某月的登记情况;已撤销的不计")
class EventsOfPlace:
    """What was recorded in a place."""

    region_code: str = strawberry.field(description="区划代码")
    name: str = strawberry.field(description="地名")
    kind: EventKind = strawberry.field(description="类别")
    events: int = strawberry.field(description="几件")
    begun: int = strawberry.field(description="已开始的几件")
    required: int = strawberry.field(description="已开始的各件应到的人次")
    present: int = strawberry.field(description="登记为到场的人次")
    on_leave: int = strawberry.field(description="登记为请假未到的人次")
    absent: int = strawberry.field(description="登记为未到的人次")
    unrecorded: int = strawberry.field(description="没有登记的人次")


def shown_place(found: PlaceFigures) -> EventsOfPlace:
    """The figures as the schema shows them."""
    return EventsOfPlace(
        region_code=found.region_code,
        name=found.place_name,
        kind=found.kind,
        events=found.events,
        begun=found.begun,
        required=found.required,
        present=found.present,
        on_leave=found.on_leave,
        absent=found.absent,
        unrecorded=found.unrecorded,
    )


def shown_month(found: events.MonthOfEvents) -> MonthOfEvents:
    """The verdict as the schema shows it."""
    return MonthOfEvents(
        outcome=found.outcome,
        required=found.required,
        attended=found.count(Standing.ATTENDED),
        missing=found.count(Standing.MISSED),
        excused=found.count(Standing.EXCUSED),
        unrecorded=found.count(Standing.UNRECORDED),
        upcoming=found.count(Standing.UPCOMING),
        reason=found.reason,
        events=[
            EventVerdict(
                event_id=strawberry.ID(global_id("MustAttendEvent", judged.facts.event_id)),
                kind=judged.facts.kind,
                title=judged.facts.title,
                at=judged.facts.at,
                standing=judged.standing,
                reason=judged.reason,
            )
            for judged in found.events
        ],
    )


def shown_concerned(work: Work, found: events.Concerned) -> ConcernedByEvent:
    """One of those who must attend, named as lists name him."""
    return ConcernedByEvent(
        posting_id=strawberry.ID(global_id("Posting", found.posting_id)),
        cadre_name=shown_name(work, found.cadre_name),
        region_code=found.region_code,
        place_name=found.place_name,
        state=found.state,
        proposed=found.proposed,
        standing=found.judged.standing,
        reason=found.judged.reason,
    )
