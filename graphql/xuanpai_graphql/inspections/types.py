"""How an inspection and its findings look."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, FromClause, false, func

from xuanpai_core.authz.actions import Action
from xuanpai_core.inspections import models
from xuanpai_core.inspections.models import (
    ChecklistItem,
    DrawKind,
    FindingEnd,
    InspectionMethod,
    InspectionState,
    Presence,
    RectificationState,
)
from xuanpai_core.inspections.rectifying import RECTIFICATION_RECORD
from xuanpai_core.inspections.sampling import ALGORITHM, recompute
from xuanpai_core.inspections.service import RECORD_TYPE
from xuanpai_core.leads.models import Violation
from xuanpai_graphql.evidence.proving import proving
from xuanpai_graphql.evidence.types import Evidence
from xuanpai_graphql.inspections.scopes import (
    of_finding,
    of_inspection,
    through_draw,
    through_finding,
    through_inspection,
)
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.declare import Node, column, computed, connection, declared, many, one
from xuanpai_graphql.lookahead.sources import asc, desc
from xuanpai_graphql.naming import place_name
from xuanpai_graphql.postings.types import Posting
from xuanpai_graphql.scopes import own_account

strawberry.enum(InspectionMethod, description="检查方式")
strawberry.enum(InspectionState, description="检查状态")
strawberry.enum(Presence, description="是否在岗")
strawberry.enum(FindingEnd, description="在哪一端查岗:村里或派出单位")
strawberry.enum(ChecklistItem, description="检查清单:在岗、日志完整、双月报表真实、软件资料健全")
strawberry.enum(DrawKind, description="抽取对象:任职人员、村(路线)、农户")
strawberry.enum(RectificationState, description="整改状态:待整改、已报送、已通过、已退回")
strawberry.enum(Violation, description="违规情形:挂名、走读、两头跑、两头空")


def _drawn_again(values: Mapping[str, Any], _: object) -> list[str] | None:
    if values["algorithm"] != ALGORITHM:
        return None
    return recompute(values["algorithm"], values["seed"], values["population"], values["size"])


def _reported_by_me(row: FromClause) -> ColumnElement[bool]:
    return func.coalesce(row.c.reported_by == own_account(), false())


@declared(
    models.DrawnMember.__table__,
    node="InspectionDrawnMember",
    scope=through_draw,
    requires=Action.INSPECTION_READ,
    order=[asc("rank")],
)
@strawberry.type(description="抽中的一个")
class InspectionDrawnMember:
    """One of those drawn, by rank."""

    rank: int = column(description="抽中的次序,从 1 起")
    key: str = column(description="在总体中的编号")
    region_code: str | None = column(description="所在地区划代码;抽村的,编号就是区划代码")
    posting: Posting | None = one(
        lambda row, posting: posting.c.id == row.c.posting_id, description="抽中的任职;抽村、抽户的为空"
    )


@declared(
    models.InspectionDraw.__table__,
    node="InspectionDraw",
    scope=through_inspection,
    requires=Action.INSPECTION_READ,
    order=[asc("drawn_at")],
)
@strawberry.type(description="抽样:总体和随机种子随抽样留存,任何人可以复算;公布前只有安排检查的一级及其上级看得到")
class InspectionDraw(Node):
    """What was drawn by lot, and everything it takes to draw it again."""

    kind: DrawKind = column(description="抽取对象")
    region_code: str = column(description="在哪里抽取,区划代码")
    place_name: str = column(place_name, description="在哪里抽取,全称")
    reckoned_on: date = column(description="总体按哪一天在任、在册计")
    percent: Decimal | None = column(description="抽样比例(百分数);按数量抽的为空")
    size: int = column(description="抽中几个")
    population: list[str] = column(description="抽样总体:各编号,已冻结")
    algorithm: str = column(description="算法:SHA256-1 为按 SHA-256(种子接编号)由小到大取前几个")
    seed: str = column(description="随机种子")
    seed_given: bool = column(description="种子是否由人给定;否为系统随机生成")
    drawn_at: datetime = column(description="抽样时间")
    recomputed: list[str] | None = computed(
        _drawn_again,
        needs=("algorithm", "seed", "population", "size"),
        description="用留存的种子当场复算的结果;算法不是现行的为空",
    )
    route: list[str] = column(description="随机路线:各村区划代码,依次")
    route_names: list[str] = column(description="随机路线:各村当时的全称,依次")
    members: Connection[InspectionDrawnMember] = connection(
        lambda row, member: member.c.draw_id == row.c.id,
        order=[asc("rank")],
        scope_from_parent="看得到抽样的人看得到抽中的编号",
        description="抽中的,依次",
    )


@declared(
    models.InspectionRectification.__table__,
    node="InspectionRectification",
    scope=through_finding,
    requires=Action.INSPECTION_READ,
    order=[asc("due_on")],
)
@strawberry.type(description="整改:检查结果要求整改什么、期限、整改情况和审核意见")
class InspectionRectification(Node):
    """What a finding asks to be put right, and how far it is."""

    demand: str = column(description="整改要求")
    due_on: date = column(description="整改期限")
    state: RectificationState = column(description="状态")
    report: str | None = column(description="整改情况")
    reported_on: date | None = column(description="报送日期")
    reported_by_me: bool = column(_reported_by_me, description="是本人报送的:自己报送的不能自己审核")
    decided_on: date | None = column(description="审核日期")
    decision_note: str | None = column(description="审核意见")
    finding: Annotated["InspectionFinding", strawberry.lazy("xuanpai_graphql.inspections.types")] = one(
        lambda row, finding: finding.c.id == row.c.finding_id,
        scope_from_parent="看得到整改的人看得到所整改的检查结果",
        description="所整改的检查结果",
    )
    evidence: list[Evidence] = many(
        proving(RECTIFICATION_RECORD),
        limit=20,
        order=[asc("created_at")],
        scope_from_parent="看得到整改情况的人看得到它的佐证",
        description="佐证资料",
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
    end: FindingEnd = column("at_end", description="在哪一端查岗")
    violation: Violation | None = column(description="检查人员认定的违规情形")
    nights_away: int | None = column(description="连续几夜不在村")
    households: list[str] = column(description="走访的户")
    found_on: date = column(description="检查日期")
    note: str | None = column(description="情况说明")
    inspection: Annotated["Inspection", strawberry.lazy("xuanpai_graphql.inspections.types")] = one(
        lambda row, inspection: inspection.c.id == row.c.inspection_id,
        scope_from_parent="看得到检查结果的人知道是哪一次检查",
        description="哪一次检查的结果",
    )
    rectification: InspectionRectification | None = one(
        lambda row, asked: asked.c.finding_id == row.c.id,
        scope_from_parent="看得到检查结果的人看得到它的整改",
        description="要求的整改;没有要求的为空",
    )
    posting: Posting | None = one(
        lambda row, posting: posting.c.id == row.c.posting_id, description="任职;只关于地方的为空"
    )
    evidence: list[Evidence] = many(
        proving(RECORD_TYPE),
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
    draws: Connection[InspectionDraw] = connection(
        lambda row, draw: draw.c.inspection_id == row.c.id,
        order=[asc("drawn_at")],
        scope_from_parent="知道检查的人知道它的抽样",
        description="为这次检查所作的抽样",
    )
