"""How an inspection and its findings look."""

from datetime import date, datetime

import strawberry
from sqlalchemy import ColumnElement, FromClause, Text, cast, exists, select

from xuanpai_core.authz.actions import Action
from xuanpai_core.evidence.models import EvidenceLink
from xuanpai_core.inspections import models
from xuanpai_core.inspections.models import InspectionMethod, InspectionState, Presence
from xuanpai_core.inspections.service import RECORD_TYPE
from xuanpai_core.regions.models import Region as RegionRow
from xuanpai_graphql.evidence.types import Evidence
from xuanpai_graphql.inspections.scopes import of_finding, of_inspection
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.lookahead.declare import Node, column, connection, declared, many, one
from xuanpai_graphql.lookahead.sources import asc, desc
from xuanpai_graphql.postings.types import Posting

strawberry.enum(InspectionMethod, description="检查方式")
strawberry.enum(InspectionState, description="检查状态")
strawberry.enum(Presence, description="是否在岗")


def place_name(row: FromClause) -> ColumnElement[str]:
    """What the row's place is called today, in full."""
    region = RegionRow.__table__.alias()
    return (
        select(region.c.path_name)
        .where(region.c.tenant_id == tenant(), region.c.code == row.c.region_code)
        .scalar_subquery()
    )


def _proves(row: FromClause, evidence: FromClause) -> ColumnElement[bool]:
    link = EvidenceLink.__table__.alias()
    return exists().where(
        link.c.tenant_id == tenant(),
        link.c.evidence_id == evidence.c.id,
        link.c.record_type == RECORD_TYPE,
        link.c.record_key == cast(row.c.id, Text),
    )


@declared(
    models.InspectionFinding.__table__,
    node="InspectionFinding",
    scope=of_finding,
    requires=Action.INSPECTION_READ,
    order=[asc("region_code")],
)
@strawberry.type(description="检查结果:关于一个人或一个地方;公布前只有安排检查的一级及其上级看得到")
class InspectionFinding(Node):
    """What was found about one posting or one place."""

    region_code: str = column(description="地方区划代码")
    place_name: str = column(place_name, description="地方全称")
    presence: Presence | None = column(description="本人是否在岗;只关于地方的为空")
    found_on: date = column(description="检查日期")
    note: str | None = column(description="情况说明")
    posting: Posting | None = one(
        lambda row, posting: posting.c.id == row.c.posting_id, description="任职;只关于地方的为空"
    )
    evidence: list[Evidence] = many(
        _proves,
        limit=20,
        order=[asc("created_at")],
        scope_from_parent="看得到检查结果的人看得到它的佐证",
        description="佐证资料",
    )


@declared(
    models.Inspection.__table__,
    node="Inspection",
    scope=of_inspection,
    requires=Action.INSPECTION_READ,
    order=[desc("planned_on")],
)
@strawberry.type(description="检查:公布前只有安排检查的一级及其上级知道,对被查方不存在")
class Inspection(Node):
    """One inspection of a place."""

    method: InspectionMethod = column(description="方式")
    state: InspectionState = column(description="状态")
    title: str = column(description="名称")
    region_code: str = column(description="被查地区划代码")
    place_name: str = column(place_name, description="被查地全称")
    planned_on: date = column(description="计划日期")
    without_notice: bool = column(description="不打招呼")
    without_route: bool = column(description="不设路线")
    straight_to_village: bool = column(description="直接进村")
    random_households: bool = column(description="随机入户")
    planner_region_code: str = column(description="安排检查的一级所在区划代码")
    carried_out_on: date | None = column(description="检查完成日期")
    published_at: datetime | None = column(description="公布时间")
    cancel_reason: str | None = column(description="取消的原因")
    findings: Connection[InspectionFinding] = connection(
        lambda row, finding: finding.c.inspection_id == row.c.id, description="检查结果中本人可见的部分"
    )
