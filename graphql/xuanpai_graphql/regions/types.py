"""How a region looks."""

from datetime import date
from enum import StrEnum
from typing import Annotated

import strawberry
from sqlalchemy import ColumnElement, FromClause, case

from xuanpai_core.authz.actions import Action
from xuanpai_core.regions import models
from xuanpai_core.regions.code import RegionLevel
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.declare import Node, column, connection, declared, one
from xuanpai_graphql.lookahead.sources import asc, public


@strawberry.enum(name="RegionLevel", description="行政层级")
class RegionTier(StrEnum):
    """A region's level by its name; the database keeps the number."""

    PROVINCE = "PROVINCE"
    CITY = "CITY"
    COUNTY = "COUNTY"
    TOWNSHIP = "TOWNSHIP"
    VILLAGE = "VILLAGE"


def level_name(row: FromClause) -> ColumnElement[str]:
    """The stored number as the name of its level."""
    return case({level.value: level.name for level in RegionLevel}, value=row.c.level)


def _is_parent(row: FromClause, parent: FromClause) -> ColumnElement[bool]:
    return parent.c.code == row.c.parent_code


def _is_child(row: FromClause, child: FromClause) -> ColumnElement[bool]:
    return child.c.parent_code == row.c.code


@declared(
    models.Region.__table__,
    node="Region",
    scope=public("行政区划是公开信息,本租户内人人可查"),
    requires=Action.REGION_READ,
    order=[asc("code")],
)
@strawberry.type(description="行政区划")
class Region(Node):
    """One node of the tree, as it stands today."""

    code: str = column(description="统计用区划代码,2/4/6/9/12 位")
    name: str = column(description="名称")
    path_name: str = column(description="从省起的全称")
    level: RegionTier = column(level_name, description="层级")
    valid_from: date | None = column(description="设立之日;空为一直存在")
    valid_to: date | None = column(description="撤销之日;空为仍然存在")
    parent: Annotated["Region", strawberry.lazy("xuanpai_graphql.regions.types")] | None = one(
        _is_parent, description="上级"
    )
    children: Connection[Annotated["Region", strawberry.lazy("xuanpai_graphql.regions.types")]] = connection(
        _is_child, order=[asc("code")], description="下级"
    )
