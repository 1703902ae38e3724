"""How fences and nights look."""

from collections.abc import Hashable
from datetime import date
from typing import Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, FromClause, exists, or_

from xuanpai_core.attendance import models
from xuanpai_core.attendance.models import FenceKind, NightSource
from xuanpai_core.attendance.places import Datum
from xuanpai_core.authz.actions import Action
from xuanpai_core.postings.models import Posting
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.lookahead.declare import Node, column, declared, one
from xuanpai_graphql.lookahead.sources import asc
from xuanpai_graphql.naming import place_name
from xuanpai_graphql.scopes import reach, through_posting

strawberry.enum(FenceKind, description="签到范围的形状:圆形、多边形")
strawberry.enum(NightSource, description="夜宿的来源:夜间签到、登记")
strawberry.enum(Datum, description="坐标系:WGS84 为卫星定位,GCJ02 为国内地图和手机定位")

_POSTING: Any = Annotated["Posting", strawberry.lazy("xuanpai_graphql.postings.types")] | None


def _scope(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    """Fences of one's places; to a cadre, the village's own and those of the cadre's dwelling."""
    posting = Posting.__table__.alias()
    own = exists().where(
        posting.c.tenant_id == tenant(),
        posting.c.region_code == row.c.region_code,
        or_(row.c.posting_id.is_(None), row.c.posting_id == posting.c.id),
        reach(action, key, cadre_id=posting.c.cadre_id),
    )
    return or_(reach(action, key, region_code=row.c.region_code), own)


@declared(
    models.Fence.__table__,
    node="Fence",
    scope=_scope,
    requires=Action.ATTENDANCE_READ,
    order=[asc("region_code"), asc("valid_from")],
)
@strawberry.type(description="签到范围:一村可有多个,可分季节;坐标为 WGS-84。在范围外签到也收,只显示距离")
class Fence(Node):
    """Where one is in the village."""

    region_code: str = column(description="村区划代码")
    place_name: str = column(place_name, description="村的全称")
    name: str = column(description="名称")
    kind: FenceKind = column(description="形状")
    latitude: float | None = column(description="圆心纬度")
    longitude: float | None = column(description="圆心经度")
    radius_m: int | None = column(description="半径,米")
    vertices: list[list[float]] | None = column(description="多边形的顶点,每个为纬度、经度")
    season_months: list[int] = column(description="只在这些月份有效;空为全年")
    valid_from: date = column(description="开始日期")
    valid_to: date | None = column(description="停用日期,从这一天起不再有效;空为有效")
    ended_reason: str | None = column(description="停用的理由")
    posting: _POSTING = one(
        lambda row, posting: posting.c.id == row.c.posting_id,
        requires=Action.POSTING_READ,
        description="只用于谁的住处;用于全村的为空",
    )


@declared(
    models.Overnight.__table__,
    node="Overnight",
    scope=through_posting,
    requires=Action.ATTENDANCE_READ,
    order=[asc("night")],
)
@strawberry.type(description="夜宿")
class Overnight:
    """A night in the village, or one struck out."""

    night: date = column(description="日期:夜晚开始的那一天")
    source: NightSource = column(description="来源")
    spent: bool = column(description="是否在村过夜;登记为否的,不计")
    reason: str | None = column(description="登记的说明")
