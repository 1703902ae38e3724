"""How a signal looks: what was noticed, never a verdict."""

from collections.abc import Hashable, Mapping
from datetime import date, datetime
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, Date, FromClause, cast, select

from xuanpai_core.authz.actions import Action
from xuanpai_core.postings.models import Posting
from xuanpai_core.signals import models
from xuanpai_core.vocabulary import SignalKind
from xuanpai_graphql.cadres.types import Cadre
from xuanpai_graphql.evidence.types import Evidence
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.lookahead.declare import Node, column, computed, declared, many, one
from xuanpai_graphql.lookahead.ids import global_id
from xuanpai_graphql.lookahead.sources import asc, desc
from xuanpai_graphql.naming import place_name
from xuanpai_graphql.scopes import reach
from xuanpai_graphql.signals.photos import it_was_like, it_was_with

strawberry.enum(
    SignalKind,
    description="在岗疑点的种类:模拟定位、路程来不及、手机时间不准、离村较远、多人共用设备、照片用过、照片相像、"
    "照片时间不符、照片地点不符、日志雷同",
)


def of_signal(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    """Signals of one's places, and those about oneself."""
    return reach(action, key, region_code=row.c.region_code, cadre_id=row.c.cadre_id)


def _of_other(row: FromClause, cadre: FromClause) -> ColumnElement[bool]:
    posting = Posting.__table__.alias()
    other = (
        select(posting.c.cadre_id)
        .where(posting.c.tenant_id == tenant(), posting.c.id == row.c.other_posting_id)
        .correlate(row)
        .scalar_subquery()
    )
    return cadre.c.id == other


def _posting_of(values: Mapping[str, Any], _: object) -> strawberry.ID:
    return strawberry.ID(global_id("Posting", values["posting_id"]))


def _other_day(row: FromClause) -> ColumnElement[date]:
    return cast(row.c.facts["otherDay"].astext, Date)


@declared(
    models.PresenceSignal.__table__,
    node="PresenceSignal",
    scope=of_signal,
    requires=Action.SIGNAL_READ,
    order=[desc("day")],
)
@strawberry.type(description="在岗疑点:系统注意到的情况,不是结论,也不改变考勤;本人可以说明")
class PresenceSignal(Node):
    """One thing that was noticed about one posting's presence."""

    kind: SignalKind = column(description="种类")
    day: date = column(description="哪一天")
    other_day: date | None = column(_other_day, description="照片或文字以前用在哪一天;其他种类为空")
    posting_id: strawberry.ID = computed(_posting_of, needs=["posting_id"], description="任职的编号")
    region_code: str = column(description="任职地区划代码")
    place_name: str = column(place_name, description="任职地全称")
    reason: str = column(description="一句话说明,附具体数字")
    weight: int = column(description="分值,1 到 5;30 天内合计 6 分,或一条 5 分,形成线索")
    raised_at: datetime = column(description="注意到的时间")
    answer: str | None = column(description="本人的说明")
    answered_at: datetime | None = column(description="说明的时间")
    cadre: Cadre | None = one(
        lambda row, cadre: cadre.c.id == row.c.cadre_id, requires=Action.CADRE_READ, description="干部"
    )
    other_cadre: Cadre | None = one(
        _of_other, requires=Action.CADRE_READ, description="照片、设备或文字同时属于的另一名干部;不在可见范围内为空"
    )
    evidence: list[Evidence] | None = many(
        it_was_with,
        limit=9,
        order=[asc("created_at")],
        requires=Action.EVIDENCE_READ,
        description="这次签到或这篇日志所附的照片中本人可见的",
    )
    other_evidence: list[Evidence] | None = many(
        it_was_like,
        limit=4,
        order=[asc("created_at")],
        requires=Action.EVIDENCE_READ,
        description="以前用过的同一张或相像的照片;不在可见范围内的不在其中",
    )
