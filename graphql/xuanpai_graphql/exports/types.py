"""How an export looks to whoever asked for it."""

from collections.abc import Hashable
from datetime import datetime

import strawberry
from sqlalchemy import ColumnElement, FromClause

from xuanpai_core.authz.actions import Action
from xuanpai_core.exports import models
from xuanpai_core.exports.models import ExportState
from xuanpai_graphql.lookahead.declare import Node, column, declared
from xuanpai_graphql.lookahead.sources import desc
from xuanpai_graphql.scopes import own_account

strawberry.enum(ExportState, name="CadreExportState", description="导出状态:排队、生成中、可下载、失败、已过期删除")


def _own(row: FromClause, _action: str | None, _key: Hashable) -> ColumnElement[bool]:
    return row.c.requested_by == own_account()


@declared(
    models.CadreExport.__table__,
    node="CadreExport",
    scope=_own,
    requires=Action.CADRE_EXPORT,
    order=[desc("created_at")],
)
@strawberry.type(description="一次干部名单导出;文件用 cadreExportLink 取得")
class CadreExport(Node):
    """One export of the caller's own."""

    state: ExportState = column(description="状态")
    reason: str = column(description="原因")
    approved: bool = column(description="是否经两人审批")
    row_count: int = column(description="行数")
    failure: str | None = column(description="失败的原因代码")
    created_at: datetime = column(description="申请时间")
    finished_at: datetime | None = column(description="完成时间")
    expires_at: datetime | None = column(description="文件保存到何时")
