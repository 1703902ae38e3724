"""Reading one's own exports."""

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_graphql.context import Info
from xuanpai_graphql.exports.types import CadreExport
from xuanpai_graphql.keys import EXPORT
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.execute import equals, fetch_connection, fetch_one
from xuanpai_graphql.permissions import Reads


@strawberry.type
class ExportQueries:
    """Root fields for exports."""

    @strawberry.field(description="按编号查自己的一次导出", extensions=[Reads(Action.CADRE_EXPORT)])
    async def cadre_export(self, info: Info, id: strawberry.ID) -> CadreExport | None:
        """The export with that id."""
        return await fetch_one(info, CadreExport, where={equals("id"): EXPORT(id)})

    @strawberry.field(description="我申请的导出,新的在前", extensions=[Reads(Action.CADRE_EXPORT)])
    async def cadre_exports(
        self, info: Info, first: int | None = None, after: str | None = None
    ) -> Connection[CadreExport]:
        """The caller's own exports, the newest first."""
        return await fetch_connection(info, CadreExport, first=first, after=after)
