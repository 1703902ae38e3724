"""Reading one's own roster imports."""

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_graphql.context import Info
from xuanpai_graphql.keys import IMPORT
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.execute import equals, fetch_connection, fetch_one
from xuanpai_graphql.permissions import Reads
from xuanpai_graphql.roster.types import RosterImport


@strawberry.type
class RosterQueries:
    """Root fields for roster imports."""

    @strawberry.field(description="按编号查一次名册导入", extensions=[Reads(Action.ROSTER_IMPORT)])
    async def roster_import(self, info: Info, id: strawberry.ID) -> RosterImport | None:
        """The import with that id."""
        return await fetch_one(info, RosterImport, where={equals("id"): IMPORT(id)})

    @strawberry.field(description="我提交的名册导入", extensions=[Reads(Action.ROSTER_IMPORT)])
    async def roster_imports(
        self, info: Info, first: int | None = None, after: str | None = None
    ) -> Connection[RosterImport]:
        """The caller's own imports, the newest first."""
        return await fetch_connection(info, RosterImport, first=first, after=after)
