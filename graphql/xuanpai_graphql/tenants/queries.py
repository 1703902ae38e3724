"""Reading the directory of tenants."""

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_graphql.context import Info
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.execute import fetch_connection
from xuanpai_graphql.permissions import Reads
from xuanpai_graphql.tenants.types import Tenant


@strawberry.type
class TenantQueries:
    """Root fields for the platform's operators."""

    @strawberry.field(description="租户目录", extensions=[Reads(Action.TENANT_READ)])
    async def tenants(self, info: Info, first: int | None = None, after: str | None = None) -> Connection[Tenant]:
        """The tenants of this platform."""
        return await fetch_connection(info, Tenant, first=first, after=after)
