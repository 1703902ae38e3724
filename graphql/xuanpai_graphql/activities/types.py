"""How an activity looks, and its form."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, FromClause, and_, func, or_, select
from strawberry.scalars import JSON

from xuanpai_core.activities import models
from xuanpai_core.activities.agenda import Topic, agenda_of, unheard
from xuanpai_core.activities.service import RECORD_TYPE
from xuanpai_core.activities.totals import Breakdown
from xuanpai_core.authz.actions import Action
from xuanpai_core.parties.models import Attendance
from xuanpai_core.rulebooks.models import RuleInForce
from xuanpai_core.vocabulary import ActivityKind
from xuanpai_graphql.activities.scopes import of_activity
from xuanpai_graphql.evidence.proving import proving
from xuanpai_graphql.evidence.types import Evidence
from xuanpai_graphql.forms.types import RecordField, RecordPart
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.lookahead.declare import Node, column, computed, connection, declared, many, one
from xuanpai_graphql.lookahead.scalars import Long
from xuanpai_graphql.lookahead.sources import asc, desc
from xuanpai_graphql.naming import place_name
from xuanpai_graphql.parties.types import RecordParty, party_of
from xuanpai_graphql.postings.types import Posting

strawberry.enum(ActivityKind, description="活动类别")
strawberry.enum(Breakdown, name="ActivityBreakdown", description="活动数字按什么分项")

_FROM_ACTIVITY = "看得到活动的人看得到它的这一部分"
_of_activity = party_of(RECORD_TYPE)


def _form_title(row: FromClause) -> ColumnElement[str]:
    """What the nearest place that ruled on the form called it on that day."""
    rule = RuleInForce.__table__.alias()
    return (
        select(rule.c.title)
        .where(
            rule.c.tenant_id == tenant(),
            rule.c.matter == func.concat("activity:", row.c.form),
            func.starts_with(row.c.region_code, rule.c.region_code),
            rule.c.valid_from <= row.c.held_on,
            or_(rule.c.valid_to.is_(None), rule.c.valid_to > row.c.held_on),
        )
        .order_by(func.length(rule.c.region_code).desc())
        .limit(1)
        .scalar_subquery()
    )


def _absent(row: FromClause, party: FromClause) -> ColumnElement[bool]:
    return and_(_of_activity(row, party), party.c.attendance == Attendance.ABSENT)


def _unheard(values: Mapping[str, Any]) -> tuple[Topic, ...]:
    """An activity from before agendas were kept has that of its kind."""
    agenda = values["agenda"]
    kept = agenda_of(ActivityKind(values["kind"]), None) if agenda is None else [(code, name) for code, name in agenda]
    return unheard(kept, values["topics"])


def _incomplete_because(values: Mapping[str, Any], _: object) -> str | None:
    titles = "、".join(title for _, title in _unheard(values))
    return f"没有听取:{titles}" if titles else None


@declared(
    models.Activity.__table__,
    node="Activity",
    scope=of_activity,
    requires=Action.ACTIVITY_READ,
    order=[desc("held_on")],
)
@strawberry.type(description="活动:某日在某地发生的事,按本地的名目填写")
class Activity(Node):
    """A dated thing that happened."""

    kind: ActivityKind = column(description="类别")
    form: str | None = column(description="本地活动名目的代码;没有名目的为空")
    form_title: str | None = column(_form_title, description="本地活动名目,如当时所称")
    region_code: str = column(description="所在区划代码")
    place_name: str = column(place_name, description="所在地全称")
    held_on: date = column(description="日期")
    title: str = column(description="标题")
    topics: JSON = column(description="议题与内容")
    missing_topics: list[str] = computed(
        lambda values, _: [code for code, _title in _unheard(values)],
        needs=("kind", "agenda", "topics"),
        description="应听取而没有听取的议题代码;空为完整",
    )
    incomplete_because: str | None = computed(
        _incomplete_because, needs=("kind", "agenda", "topics"), description="为什么不完整;完整为空"
    )
    content: JSON = column(description="各栏目的内容")
    person_times: int | None = column(description="参加或惠及的人次;同一人来几次算几次")
    note: str | None = column(description="备注")
    created_at: datetime = column(description="登记时间")
    withdrawn_at: datetime | None = column(description="撤回时间;空为有效")
    withdrawn_reason: str | None = column(description="撤回的原因")
    posting: Posting | None = one(
        lambda row, posting: posting.c.id == row.c.posting_id, description="属于谁的记录;没有或不在可见范围内为空"
    )
    parties: Connection[RecordParty] = connection(
        _of_activity, order=[asc("code"), asc("token")], scope_from_parent=_FROM_ACTIVITY, description="各方"
    )
    absent: Connection[RecordParty] = connection(
        _absent,
        order=[asc("code"), asc("token")],
        scope_from_parent=_FROM_ACTIVITY,
        description="应到而没有到的;请假的不算",
    )
    evidence: list[Evidence] = many(
        proving(RECORD_TYPE),
        limit=20,
        order=[asc("created_at")],
        scope_from_parent=_FROM_ACTIVITY,
        description="佐证资料",
    )


@strawberry.type(description="一个议题")
class ActivityTopic:
    """What must be heard."""

    code: str = strawberry.field(description="代码")
    title: str = strawberry.field(description="名称")


@strawberry.type(description="本地的一种活动")
class ActivityForm:
    """A form of activity as the place has it."""

    code: str = strawberry.field(description="代码")
    title: str = strawberry.field(description="名称")
    kind: ActivityKind = strawberry.field(description="类别")
    topics: list[ActivityTopic] = strawberry.field(description="应听取的议题")
    fields: list[RecordField] = strawberry.field(description="栏目")
    parties: list[RecordPart] = strawberry.field(description="各方")
    everybody_attends: bool = strawberry.field(description="当地在任干部都应到;没有列名的记为缺席")
    clause_words: str | None = strawberry.field(description="依据的原文")
    clause_reference: str | None = strawberry.field(description="规则编号")


@strawberry.type(description="活动数字的一项;人次与人数分开算")
class ActivityTotal:
    """One line of figures."""

    key: str = strawberry.field(description="分项的值;没有填写的为空")
    title: str = strawberry.field(description="分项名称")
    activities: int = strawberry.field(description="次数(场次、期数、件数)")
    person_times: Long = strawberry.field(description="登记的人次合计")
    times: Long = strawberry.field(description="列名的选派干部人次")
    persons: int = strawberry.field(description="列名的选派干部人数,一人只算一次")
    entries: int = strawberry.field(description="列名的登记条目(工作组、领导等)个数")
