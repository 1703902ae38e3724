"""Reading activities."""

import strawberry

from xuanpai_core.activities.models import ActivityKind
from xuanpai_core.authz.actions import Action
from xuanpai_graphql.activities.types import Activity
from xuanpai_graphql.conditions import within_region
from xuanpai_graphql.context import Info
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.execute import Where, equals, fetch_connection
from xuanpai_graphql.permissions import Reads


@strawberry.type
class ActivityQueries:
    """Root fields for activities."""

    @strawberry.field(description="查活动", extensions=[Reads(Action.ACTIVITY_READ)])
    async def activities(
        self,
        info: Info,
        kind: ActivityKind | None = None,
        region_code: str | None = None,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[Activity]:
        """Activities within the caller's reach."""
        where: Where = {equals("kind"): kind, within_region: region_code}
        return await fetch_connection(info, Activity, first=first, after=after, where=where)
