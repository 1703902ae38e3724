"""Asking for an export, and fetching the file."""

from datetime import date
from uuid import UUID

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.exports.selection import Selection
from xuanpai_core.exports.service import export_cadres, export_link
from xuanpai_graphql.context import Info
from xuanpai_graphql.keys import EXPORT, UNIT
from xuanpai_graphql.lookahead.ids import global_id
from xuanpai_graphql.permissions import Writes


@strawberry.input(description="导出哪些干部;都不填为管辖范围内的全部")
class CadreExportFilter:
    """Each part narrows."""

    region_code: str | None = strawberry.field(default=None, description="某地及其以下")
    sending_unit_id: strawberry.ID | None = strawberry.field(default=None, description="某派出单位")
    active_on: date | None = strawberry.field(default=None, description="某日在任")


@strawberry.type(description="申请导出的结果:二者之一")
class AskedExport:
    """Small exports are queued at once; large ones wait for a second person."""

    export_id: strawberry.ID | None = strawberry.field(description="已排队的导出")
    approval_id: strawberry.ID | None = strawberry.field(description="行数超过上限,等待另一人审批的事项")


@strawberry.type
class ExportMutations:
    """Root fields for exports."""

    @strawberry.mutation(
        description="导出干部名单(号码脱敏,带水印),由后台生成;行数超过上限时须另一人审批",
        extensions=[Writes(Action.CADRE_EXPORT)],
    )
    async def export_cadres(
        self, info: Info, reason: str, idempotency_key: str, filter: CadreExportFilter | None = None
    ) -> AskedExport:
        """Ask for an export."""
        chosen = filter or CadreExportFilter()
        unit_id = None if chosen.sending_unit_id is None else UNIT(chosen.sending_unit_id)
        selection = Selection(chosen.region_code, unit_id, chosen.active_on)
        asked = await export_cadres(info.context.work, selection, reason, idempotency_key)
        return AskedExport(
            export_id=_id("CadreExport", asked.export_id), approval_id=_id("ApprovalRequest", asked.request_id)
        )

    @strawberry.mutation(
        description="取得导出文件的下载链接,短时有效,记入审计", extensions=[Writes(Action.CADRE_EXPORT)]
    )
    async def cadre_export_link(self, info: Info, id: strawberry.ID) -> str:
        """A short-lived link to the file."""
        return await export_link(info.context.work, EXPORT(id))


def _id(node: str, key: UUID | None) -> strawberry.ID | None:
    return None if key is None else strawberry.ID(global_id(node, str(key)))
