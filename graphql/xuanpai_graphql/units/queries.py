"""Reading units."""

import strawberry
from sqlalchemy import ColumnElement, FromClause

from xuanpai_core.authz.actions import Action
from xuanpai_core.units.models import OrgUnitKind
from xuanpai_graphql.conditions import name_starts, within_region
from xuanpai_graphql.context import Info
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.execute import Where, equals, fetch_connection
from xuanpai_graphql.permissions import Reads
from xuanpai_graphql.units.types import OrgUnit


def _going_on(row: FromClause, wanted: ColumnElement[bool]) -> ColumnElement[bool]:
    return row.c.merged_into.is_(None) == wanted


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
        include_merged: bool = False,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[OrgUnit]:
        """Units within the caller's reach; those merged into others are history and left out unless asked for."""
        where: Where = {
            within_region: region_code,
            equals("kind"): kind,
            name_starts: name_starts_with,
            _going_on: None if include_merged else True,
        }
        return await fetch_connection(info, OrgUnit, first=first, after=after, where=where)
