"""How a unit looks."""

from collections.abc import Hashable

import strawberry
from sqlalchemy import ColumnElement, FromClause

from xuanpai_core.authz.actions import Action
from xuanpai_core.units import models
from xuanpai_core.units.models import OrgUnitKind
from xuanpai_graphql.lookahead.declare import Node, column, declared, one
from xuanpai_graphql.lookahead.sources import asc
from xuanpai_graphql.regions.types import Region, RegionTier, level_name
from xuanpai_graphql.scopes import reach

strawberry.enum(OrgUnitKind, description="单位类别")


def _scope(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    return reach(action, key, region_code=row.c.region_code, unit_id=row.c.id)


@declared(
    models.OrgUnit.__table__,
    node="OrgUnit",
    scope=_scope,
    requires=Action.UNIT_READ,
    order=[asc("region_code"), asc("name")],
)
@strawberry.type(description="单位")
class OrgUnit(Node):
    """A party committee, department or institution."""

    name: str = column(description="名称")
    kind: OrgUnitKind = column(description="类别")
    level: RegionTier = column(level_name, description="层级")
    region_code: str = column(description="所在区划代码")
    region: Region = one(lambda row, region: region.c.code == row.c.region_code, description="所在区划")
    merged: bool = column(lambda row: row.c.merged_into.is_not(None), description="是否已并入其他单位")
    merged_into: "OrgUnit | None" = one(
        lambda row, unit: unit.c.id == row.c.merged_into, description="并入的单位;没有合并或不在可见范围内为空"
    )
