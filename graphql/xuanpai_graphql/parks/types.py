"""How parks, projects, income and its division look."""

from collections.abc import Hashable
from datetime import date

import strawberry
from sqlalchemy import ColumnElement, FromClause, exists, or_

from xuanpai_core.authz.actions import Action
from xuanpai_core.parks import models
from xuanpai_core.plugins.facts import Beneficiary
from xuanpai_core.postings.models import Posting as PostingRow
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.lookahead.declare import Node, column, connection, declared, many, one
from xuanpai_graphql.lookahead.scalars import Fen
from xuanpai_graphql.lookahead.sources import asc, desc
from xuanpai_graphql.postings.types import Posting
from xuanpai_graphql.regions.types import Region
from xuanpai_graphql.scopes import of_place, of_posting, reach
from xuanpai_graphql.stipends.types import json_part

strawberry.enum(Beneficiary, description="受益方")
_FROM_PROJECT = "看得到项目的人看得到它的全部分配:分得公不公平,要看全"


def _project_scope(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    """By the park's county, or by a posting whose holder brought the project in."""
    park = models.IndustrialPark.__table__.alias()
    introducer, posting = models.ProjectIntroducer.__table__.alias(), PostingRow.__table__.alias()
    hosted = exists().where(
        park.c.tenant_id == tenant(), park.c.id == row.c.park_id, reach(action, key, region_code=park.c.county_code)
    )
    brought = exists().where(
        introducer.c.tenant_id == tenant(),
        introducer.c.project_id == row.c.id,
        posting.c.tenant_id == tenant(),
        posting.c.id == introducer.c.posting_id,
        of_posting(posting, action, key),
    )
    return or_(hosted, brought)


def _entry_scope(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    project = models.ParkProject.__table__.alias()
    return exists().where(
        project.c.tenant_id == tenant(), project.c.id == row.c.project_id, _project_scope(project, action, key)
    )


@declared(
    models.RevenueAllocation.__table__,
    node="RevenueAllocation",
    key=("entry_id", "line"),
    scope=of_place("region_code"),
    requires=Action.PARK_READ,
    order=[asc("line")],
)
@strawberry.type(description="收益分配的一份")
class RevenueAllocation:
    """One share."""

    beneficiary: Beneficiary = column(description="受益方")
    region_code: str | None = column(description="乡村方的区划代码")
    amount_fen: Fen = column(description="金额,分")
    reason: str = column(description="理由")
    clause_words: str | None = column(json_part("clause", "words"), description="依据的原文")
    clause_reference: str | None = column(json_part("clause", "reference"), description="规则编号")
    region: Region | None = one(lambda row, region: region.c.code == row.c.region_code, description="乡村方")


@declared(
    models.RevenueEntry.__table__,
    node="RevenueEntry",
    scope=_entry_scope,
    requires=Action.PARK_READ,
    order=[desc("received_on")],
)
@strawberry.type(description="入账收益")
class RevenueEntry(Node):
    """Income that arrived, and how it was divided."""

    received_on: date = column(description="入账日期")
    amount_fen: Fen = column(description="金额,分;红冲为负")
    note: str = column(description="摘要")
    reason: str = column(description="分配(或不分配)的理由")
    plugin: str = column(description="作出分配的插件")
    is_reversal: bool = column(lambda row: row.c.reverses_id.is_not(None), description="是否红冲")
    allocations: list[RevenueAllocation] = many(
        lambda row, share: share.c.entry_id == row.c.id,
        limit=100,
        order=[asc("line")],
        scope_from_parent=_FROM_PROJECT,
        description="分配明细,合计恒等于金额",
    )


def _introduced(row: FromClause, posting: FromClause) -> ColumnElement[bool]:
    introducer = models.ProjectIntroducer.__table__.alias()
    brought = exists().where(
        introducer.c.tenant_id == tenant(),
        introducer.c.project_id == row.c.id,
        introducer.c.posting_id == posting.c.id,
    )
    # The project is two SELECTs up: not said, it would be any project.
    return brought.correlate(row, posting)


@declared(
    models.ParkProject.__table__,
    node="ParkProject",
    scope=_project_scope,
    requires=Action.PARK_READ,
    order=[asc("name")],
)
@strawberry.type(description="园区项目")
class ParkProject(Node):
    """A project that cadres brought in."""

    name: str = column(description="名称")
    suits_village: bool = column(description="是否适合放在村里(适合者不参与分成)")
    introducers: list[Posting] = many(
        _introduced,
        limit=20,
        order=[asc("region_code")],
        scope_from_parent=_FROM_PROJECT,
        description="引进人",
    )
    revenue: Connection[RevenueEntry] = connection(
        lambda row, entry: entry.c.project_id == row.c.id,
        order=[desc("received_on")],
        scope_from_parent=_FROM_PROJECT,
        description="入账收益",
    )


@declared(
    models.IndustrialPark.__table__,
    node="IndustrialPark",
    scope=of_place("county_code"),
    requires=Action.PARK_READ,
    order=[asc("name")],
)
@strawberry.type(description="第一书记产业园")
class IndustrialPark(Node):
    """A park in a county's territory."""

    name: str = column(description="名称")
    county_code: str = column(description="县级区划代码")
    projects: Connection[ParkProject] = connection(
        lambda row, project: project.c.park_id == row.c.id, order=[asc("name")], description="项目"
    )
