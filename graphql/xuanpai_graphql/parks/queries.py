"""Reading parks and their projects."""

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_graphql.context import Info
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.execute import fetch_connection
from xuanpai_graphql.parks.types import IndustrialPark, ParkProject
from xuanpai_graphql.permissions import Reads


@strawberry.type
class ParkQueries:
    """Root fields for parks."""

    @strawberry.field(description="查第一书记产业园", extensions=[Reads(Action.PARK_READ)])
    async def parks(self, info: Info, first: int | None = None, after: str | None = None) -> Connection[IndustrialPark]:
        """Parks within the caller's reach."""
        return await fetch_connection(info, IndustrialPark, first=first, after=after)

    @strawberry.field(description="查园区项目", extensions=[Reads(Action.PARK_READ)])
    async def park_projects(
        self, info: Info, first: int | None = None, after: str | None = None
    ) -> Connection[ParkProject]:
        """Projects within the caller's reach: of the place's parks, or brought in by its cadres."""
        return await fetch_connection(info, ParkProject, first=first, after=after)
