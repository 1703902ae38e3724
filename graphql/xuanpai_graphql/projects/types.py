"""How projects, their quantities, notices and money look."""

from datetime import date
from decimal import Decimal

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.projects import models
from xuanpai_core.projects.models import FundingKind, ProjectKind, ProjectStatus
from xuanpai_core.projects.service import NOTICE_RECORD, MatchState
from xuanpai_graphql.evidence.proving import proving
from xuanpai_graphql.evidence.types import Evidence
from xuanpai_graphql.lookahead.declare import Node, column, declared, many, one
from xuanpai_graphql.lookahead.scalars import Fen
from xuanpai_graphql.lookahead.sources import asc, desc
from xuanpai_graphql.naming import place_name
from xuanpai_graphql.postings.types import Posting
from xuanpai_graphql.projects.scopes import of_project, through_project, through_source

strawberry.enum(ProjectKind, description="项目类别:基础设施、产业、公共服务、人居环境、其他")
strawberry.enum(ProjectStatus, description="项目状态:已立项、建设中、已完成、已取消")
strawberry.enum(FundingKind, description="资金类别:专项资金、镇配套、村配套、其他")
strawberry.enum(MatchState, description="配套情况:不需要、未落实、部分落实、已落实")

_FROM_PROJECT = "看得到项目的人看得到它做了什么、公示没有、钱从哪来"


@declared(
    models.ProjectQuantity.__table__,
    node="ProjectQuantity",
    key=("project_id", "item", "unit"),
    scope=through_project,
    requires=Action.PROJECT_READ,
    order=[asc("item"), asc("unit")],
)
@strawberry.type(description="工程量:什么,多少,什么单位")
class ProjectQuantity:
    """How much of one thing."""

    item: str = column(description="工程内容")
    amount: Decimal = column(description="数量")
    unit: str = column(description="单位")


@declared(
    models.PublicNotice.__table__,
    node="PublicNotice",
    scope=through_project,
    requires=Action.PROJECT_READ,
    order=[asc("posted_on")],
)
@strawberry.type(description="村公示栏公示")
class PublicNotice(Node):
    """A project on the notice board."""

    posted_on: date = column(description="公示日期")
    until: date = column(description="公示截止日期(最后一天)")
    photos: list[Evidence] = many(
        proving(NOTICE_RECORD),
        limit=20,
        order=[asc("created_at")],
        scope_from_parent=_FROM_PROJECT,
        description="公示栏照片",
    )


@declared(
    models.FundingReceipt.__table__,
    node="FundingReceipt",
    scope=through_source,
    requires=Action.PROJECT_READ,
    order=[asc("received_on")],
)
@strawberry.type(description="一笔到账;冲回的为负")
class FundingReceipt(Node):
    """Money that arrived."""

    received_on: date = column(description="到账日期")
    amount_fen: Fen = column(description="金额,分")
    account: str = column(description="到账账户")
    is_reversal: bool = column(lambda row: row.c.reverses_id.is_not(None), description="是否冲回")


@declared(
    models.FundingSource.__table__,
    node="FundingSource",
    scope=through_project,
    requires=Action.PROJECT_READ,
    order=[asc("pledged_on"), asc("id")],
)
@strawberry.type(description="一笔项目资金来源:承诺与到账分列")
class FundingSource(Node):
    """What somebody promised to a project, and what arrived of it."""

    kind: FundingKind = column(description="资金类别")
    giver: str = column(description="出资方")
    pledged_fen: Fen = column(description="承诺金额,分")
    pledged_on: date = column(description="承诺日期")
    receipts: list[FundingReceipt] = many(
        lambda row, receipt: receipt.c.source_id == row.c.id,
        limit=200,
        order=[asc("received_on"), asc("id")],
        scope_from_parent=_FROM_PROJECT,
        description="到账",
    )


@declared(
    models.Project.__table__,
    node="Project",
    scope=of_project,
    requires=Action.PROJECT_READ,
    order=[desc("established_on")],
)
@strawberry.type(description="村(乡镇)项目")
class Project(Node):
    """A project of a village or township."""

    region_code: str = column(description="所在区划代码")
    place_name: str = column(place_name, description="所在地全称")
    title: str = column(description="名称")
    kind: ProjectKind = column(description="类别")
    status: ProjectStatus = column(description="状态")
    established_on: date = column(description="立项日期")
    cost_fen: Fen | None = column(description="造价,分;未知为空")
    changed_because: str | None = column(description="最近一次变更的原因")
    posting: Posting | None = one(
        lambda row, posting: posting.c.id == row.c.posting_id, description="引进项目的干部任职"
    )
    quantities: list[ProjectQuantity] = many(
        lambda row, quantity: quantity.c.project_id == row.c.id,
        limit=20,
        order=[asc("item"), asc("unit")],
        scope_from_parent=_FROM_PROJECT,
        description="工程量",
    )
    notices: list[PublicNotice] = many(
        lambda row, notice: notice.c.project_id == row.c.id,
        limit=20,
        order=[asc("posted_on")],
        scope_from_parent=_FROM_PROJECT,
        description="公示",
    )
    sources: list[FundingSource] = many(
        lambda row, source: source.c.project_id == row.c.id,
        limit=50,
        order=[asc("pledged_on"), asc("id")],
        scope_from_parent=_FROM_PROJECT,
        description="资金来源",
    )


@strawberry.type(description="按单位汇总的工程量")
class ProjectTotal:
    """How much of one thing in one unit."""

    item: str
    unit: str
    amount: Decimal
    projects: int = strawberry.field(description="项目数")


@strawberry.type(description="专项资金的镇村配套")
class FundMatching:
    """How a special fund is matched (DY-15)."""

    state: MatchState
    special_fen: Fen = strawberry.field(description="专项资金,分")
    matched_fen: Fen = strawberry.field(description="已落实的配套,分")
    missing: list[FundingKind] = strawberry.field(description="还没有记录的配套")
    reason: str


@strawberry.type(description="一个项目的资金:承诺、到账、缺口、到账率、单价")
class ProjectFunding:
    """A project's money (DY-14)."""

    cost_fen: Fen | None
    pledged_fen: Fen
    received_fen: Fen
    gap_fen: Fen = strawberry.field(description="缺口,分:造价(未知时为承诺)减去到账")
    received_share: Decimal | None = strawberry.field(description="到账率,百分数,两位小数,四舍五入")
    unit_price_fen: Fen | None = strawberry.field(description="单价,分;只有一项工程量时才有")
    unit: str | None = strawberry.field(description="单价的单位")
    matching: FundMatching


@strawberry.type(description="一个得到专项资金的项目")
class SpecialFund:
    """A project that a special fund supports."""

    project_id: strawberry.ID
    title: str
    region_code: str
    place_name: str
    matching: FundMatching
