"""Reading units."""

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.units.models import OrgUnitKind
from xuanpai_graphql.conditions import name_starts, within_region
from xuanpai_graphql.context import Info
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.execute import Where, equals, fetch_connection
from xuanpai_graphql.permissions import Reads
from xuanpai_graphql.units.types import OrgUnit


@strawberry.type
class UnitQueries:
    """Root fields for units."""

    @strawberry.field(description="查单位", extensions=[Reads(Action.UNIT_READ)])
    async def units(
        self,
        info: Info,
        region_code: str | None = None,
        kind: OrgUnitKind | None = None,
        name_starts_with: str | None = None,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[OrgUnit]:
        """Units within the caller's reach."""
        where: Where = {
            within_region: region_code,
            equals("kind"): kind,
            name_starts: name_starts_with,
        }
        return await fetch_connection(info, OrgUnit, first=first, after=after, where=where)
