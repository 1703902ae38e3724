"""Reading the tree of regions."""

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.regions.code import RegionLevel
from xuanpai_graphql.conditions import below, name_starts
from xuanpai_graphql.context import Info
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.execute import Where, equals, fetch_connection, fetch_one
from xuanpai_graphql.lookahead.sources import asc
from xuanpai_graphql.permissions import Reads
from xuanpai_graphql.regions.types import Region, RegionTier

BY_NAME = (asc("name"), asc("code"))


@strawberry.type
class RegionQueries:
    """Root fields for regions."""

    @strawberry.field(description="按代码查一个行政区划", extensions=[Reads(Action.REGION_READ)])
    async def region(self, info: Info, code: str) -> Region | None:
        """The region of that code."""
        return await fetch_one(info, Region, where={equals("code"): code})

    @strawberry.field(
        description="查行政区划:某地之下、某一层级、名称以某字开头", extensions=[Reads(Action.REGION_READ)]
    )
    async def regions(
        self,
        info: Info,
        under: str | None = None,
        level: RegionTier | None = None,
        name_starts_with: str | None = None,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[Region]:
        """Regions by place, level and name."""
        where: Where = {
            below: under,
            equals("level"): level and RegionLevel[level].value,
            name_starts: name_starts_with,
        }
        order = BY_NAME if name_starts_with else ()
        return await fetch_connection(info, Region, first=first, after=after, where=where, order=order)
