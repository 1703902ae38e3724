"""Reading delegations."""

from datetime import date
from typing import cast
from uuid import UUID

import strawberry
from sqlalchemy import ColumnElement, FromClause, or_

from xuanpai_core.authz.actions import Action
from xuanpai_graphql.conditions import within_region
from xuanpai_graphql.context import Info
from xuanpai_graphql.delegations.types import Delegation
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.execute import Where, equals, fetch_connection, fetch_one
from xuanpai_graphql.permissions import Reads


def _holds_on(row: FromClause, day: ColumnElement[date]) -> ColumnElement[bool]:
    return (row.c.valid_from <= day) & or_(row.c.valid_to.is_(None), row.c.valid_to > day)


@strawberry.type
class DelegationQueries:
    """Root fields for delegations."""

    @strawberry.field(description="查委托:某地之下、某日有效", extensions=[Reads(Action.DELEGATION_MANAGE)])
    async def delegations(
        self,
        info: Info,
        region_code: str | None = None,
        active_on: date | None = None,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[Delegation]:
        """Delegations within the caller's reach, past ones too, the newest first."""
        where: Where = {within_region: region_code, _holds_on: active_on}
        return await fetch_connection(info, Delegation, first=first, after=after, where=where)


async def delegation_of(info: Info, delegation_id: UUID) -> Delegation:
    """The delegation just made or revoked, as its mutation answers."""
    return cast("Delegation", await fetch_one(info, Delegation, where={equals("id"): delegation_id}))
