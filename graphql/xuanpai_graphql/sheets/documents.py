"""How a printed register looks to whoever asked for it."""

from collections.abc import Hashable, Mapping
from datetime import date, datetime
from typing import Any, Final

import strawberry
from sqlalchemy import ColumnElement, FromClause

from xuanpai_core.authz.actions import Action
from xuanpai_core.exports.errors import ExportFailure
from xuanpai_core.exports.models import ExportState
from xuanpai_core.sheets import models
from xuanpai_core.sheets.errors import PdfUnavailable
from xuanpai_core.sheets.models import DocumentFormat
from xuanpai_graphql.lookahead.declare import Node, column, computed, declared
from xuanpai_graphql.lookahead.sources import desc
from xuanpai_graphql.scopes import own_account

strawberry.enum(DocumentFormat, name="SheetDocumentFormat", description="文件格式")

_FAILURES: Final[Mapping[str, str]] = {
    ExportFailure.INTERRUPTED: "生成时多次中断,请重新打印。",
    ExportFailure.RIGHTS_ENDED: "您已不能查看这些月表,没有生成文件。",
    PdfUnavailable.code: "服务器缺少文字排版组件或中文字体,无法生成 PDF。请联系系统运维人员安装,或先下载 Excel 打印。",
}


def _own(row: FromClause, _action: str | None, _key: Hashable) -> ColumnElement[bool]:
    return row.c.requested_by == own_account()


def _failure_message(values: Mapping[str, Any], _context: Any) -> str | None:
    failure = values["failure"]
    return None if failure is None else _FAILURES.get(failure, _FAILURES[ExportFailure.INTERRUPTED])


@declared(
    models.SheetDocument.__table__,
    node="SheetDocument",
    scope=_own,
    requires=Action.SHEET_READ,
    order=[desc("created_at")],
)
@strawberry.type(description="一份打印的月考勤登记表;文件用 sheetDocumentLink 取得")
class SheetDocument(Node):
    """One file of the caller's own."""

    month: date = column(description="月份的第一天")
    region_code: str = column(description="哪个地方")
    format: DocumentFormat = column(description="文件格式")
    file_name: str = column(description="文件名")
    state: ExportState = column(description="状态")
    row_count: int | None = column(description="人数;生成后才有")
    failure: str | None = column(description="失败的原因代码")
    failure_message: str | None = computed(_failure_message, needs=["failure"], description="失败的原因")
    created_at: datetime = column(description="申请时间")
    finished_at: datetime | None = column(description="完成时间")
    expires_at: datetime | None = column(description="文件保存到何时")
