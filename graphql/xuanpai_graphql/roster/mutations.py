"""Starting a roster import."""

from typing import cast

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.roster.service import start_import
from xuanpai_graphql.context import Info
from xuanpai_graphql.keys import EVIDENCE
from xuanpai_graphql.lookahead.execute import equals, fetch_one
from xuanpai_graphql.permissions import Writes
from xuanpai_graphql.roster.types import RosterImport


@strawberry.type
class RosterMutations:
    """Root fields for roster imports."""

    @strawberry.mutation(
        description="导入名册;dryRun 只检查不写入。由后台执行,用 rosterImport 查询结果",
        extensions=[Writes(Action.ROSTER_IMPORT)],
    )
    async def start_roster_import(
        self, info: Info, evidence_id: strawberry.ID, idempotency_key: str, dry_run: bool = True
    ) -> RosterImport:
        """Queue the import."""
        import_id = await start_import(info.context.work, EVIDENCE(evidence_id), dry_run=dry_run, key=idempotency_key)
        return cast("RosterImport", await fetch_one(info, RosterImport, where={equals("id"): import_id}))
