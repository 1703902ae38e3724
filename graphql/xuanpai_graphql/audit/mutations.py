"""Taking the audit trail out of the system."""

import strawberry

from xuanpai_core.audit.export import export_trail
from xuanpai_core.audit.search import TrailFilter
from xuanpai_core.authz.actions import Action
from xuanpai_graphql.audit.types import AuditFilter
from xuanpai_graphql.context import Info
from xuanpai_graphql.permissions import Acts


@strawberry.type
class AuditMutations:
    """Root fields for the audit trail."""

    @strawberry.mutation(
        description="导出审计记录为 Excel,取得短时有效的下载链接;导出本身记入审计",
        extensions=[Acts(Action.AUDIT_EXPORT)],
    )
    async def export_audit_events(self, info: Info, reason: str, filter: AuditFilter | None = None) -> str:
        """A link to a workbook of the events."""
        narrow = TrailFilter() if filter is None else filter.read()
        context = info.context
        return await export_trail(context.application.database, await context.identify(), narrow, reason)
