"""Reading cadres."""

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_graphql.cadres.types import Cadre
from xuanpai_graphql.conditions import name_starts
from xuanpai_graphql.context import Info
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.execute import fetch_connection
from xuanpai_graphql.permissions import Reads


@strawberry.type
class CadreQueries:
    """Root fields for cadres."""

    @strawberry.field(description="查选派干部", extensions=[Reads(Action.CADRE_READ)])
    async def cadres(
        self, info: Info, name_starts_with: str | None = None, first: int | None = None, after: str | None = None
    ) -> Connection[Cadre]:
        """Cadres within the caller's reach."""
        return await fetch_connection(info, Cadre, first=first, after=after, where={name_starts: name_starts_with})
