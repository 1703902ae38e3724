"""How a report looks, its form, and a report that is yet to be written."""

from collections.abc import Hashable
from datetime import date
from decimal import Decimal

import strawberry
from sqlalchemy import ColumnElement, FromClause, and_, exists, or_

from xuanpai_core.authz.actions import Action
from xuanpai_core.plugins.duties import Cadence
from xuanpai_core.plugins.forms import FieldKind
from xuanpai_core.reports import models
from xuanpai_core.reports.models import ReportState
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.lookahead.declare import Node, column, declared, many, one
from xuanpai_graphql.lookahead.sources import asc, desc
from xuanpai_graphql.naming import place_name
from xuanpai_graphql.postings.types import Posting
from xuanpai_graphql.scopes import reach

strawberry.enum(ReportState, description="报告状态:草稿、已提交、已退回")
strawberry.enum(Cadence, description="多久一次")
_FROM_REPORT = "看得到报告的人看得到报告的内容"


def _subject(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    return reach(action, key, region_code=row.c.region_code, unit_id=row.c.sending_unit_id, cadre_id=row.c.cadre_id)


def of_report(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    """A draft is for those who write it; what was handed in is for all who read there."""
    return or_(
        _subject(row, Action.REPORT_WRITE, key),
        and_(row.c.state != ReportState.DRAFT, _subject(row, action, key)),
    )


def _through_report(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    report = models.Report.__table__.alias()
    return exists().where(
        report.c.tenant_id == tenant(), report.c.id == row.c.report_id, of_report(report, action, key)
    )


def _part(row: FromClause, part: FromClause) -> ColumnElement[bool]:
    return part.c.report_id == row.c.id


def differs(row: FromClause) -> ColumnElement[bool]:
    """Whether a figure of the report is not what the records say (DY-06)."""
    line = models.ReportLine.__table__.alias()
    return exists().where(line.c.tenant_id == tenant(), line.c.report_id == row.c.id, line.c.difference != 0)


def _complete(row: FromClause) -> ColumnElement[bool]:
    recipient = models.ReportRecipient.__table__.alias()
    return ~exists().where(
        recipient.c.tenant_id == tenant(),
        recipient.c.report_id == row.c.id,
        recipient.c.handed_in_on.is_(None),
    )


@declared(
    models.ReportLine.__table__,
    node="ReportLine",
    scope=_through_report,
    requires=Action.REPORT_READ,
    order=[asc("number")],
)
@strawberry.type(description="报告的一栏:数字或文字,以及台账里的数字和真实性差异")
class ReportLine:
    """One item of a report."""

    code: str = column(description="代码")
    title: str = column(description="名称")
    kind: FieldKind = column(description="填什么")
    unit: str = column(description="计量单位")
    required: bool = column(description="是否必填")
    value: Decimal | None = column(description="所报数字;金额为分")
    words: str | None = column(description="所报文字")
    source: str | None = column(description="数据来源代码;空为没有台账可核对")
    source_title: str | None = column(description="数据来源")
    recorded: Decimal | None = column(description="台账数字;提交后不再变动")
    records: int | None = column(description="台账数字来自几条记录")
    difference: Decimal | None = column(description="真实性差异:所报减台账")
    reason: str | None = column(description="差异的说明")


@declared(
    models.ReportRecipient.__table__,
    node="ReportRecipient",
    scope=_through_report,
    requires=Action.REPORT_READ,
    order=[asc("number")],
)
@strawberry.type(description="报告的一个报送对象")
class ReportRecipient:
    """One recipient of a report."""

    code: str = column(description="代码")
    title: str = column(description="名称")
    handed_in_on: date | None = column(description="报送日期;空为还没有报送")


@declared(
    models.Report.__table__,
    node="Report",
    scope=of_report,
    requires=Action.REPORT_READ,
    order=[desc("period_start"), asc("region_code")],
)
@strawberry.type(description="工作报告:一个任职或一个地方一期一份;提交前只有填报的人看得到")
class Report(Node):
    """One subject's report for one period."""

    form: str = column(description="报告表代码")
    title: str = column(description="报告表名称")
    region_code: str = column(description="任职地或填报地区划代码")
    place_name: str = column(place_name, description="任职地或填报地全称")
    period_start: date = column(description="这一期的第一天")
    period_end: date = column(description="这一期的最后一天")
    state: ReportState = column(description="状态")
    complete: bool = column(_complete, description="是否已报送全部对象")
    differs: bool = column(differs, description="是否有真实性差异")
    returned_on: date | None = column(description="退回日期")
    return_reason: str | None = column(description="退回的原因")
    posting: Posting | None = one(
        lambda row, posting: posting.c.id == row.c.posting_id,
        scope_from_parent="看得到报告的人看得到它是谁的",
        description="任职;地方的报告为空",
    )
    lines: list[ReportLine] = many(
        _part, limit=200, order=[asc("number")], scope_from_parent=_FROM_REPORT, description="各栏"
    )
    recipients: list[ReportRecipient] = many(
        _part, limit=20, order=[asc("number")], scope_from_parent=_FROM_REPORT, description="报送对象"
    )


@strawberry.type(description="报告表的一栏")
class ReportFormItem:
    """One item that a form asks for."""

    code: str = strawberry.field(description="代码")
    title: str = strawberry.field(description="名称")
    kind: FieldKind = strawberry.field(description="填什么")
    required: bool = strawberry.field(description="是否必填")
    unit: str = strawberry.field(description="计量单位")
    source: str | None = strawberry.field(description="数据来源代码;空为没有")


@strawberry.type(description="报告表的一个报送对象")
class ReportFormRecipient:
    """One recipient that a form names."""

    code: str = strawberry.field(description="代码")
    title: str = strawberry.field(description="名称")


@strawberry.type(name="ReportForm", description="本地规则中的一种报告表")
class ReportFormShown:
    """A form of report that is in force."""

    code: str = strawberry.field(description="代码")
    title: str = strawberry.field(description="名称")
    cadence: Cadence = strawberry.field(description="多久一次")
    clause_words: str = strawberry.field(description="依据的原文")
    clause_document: str = strawberry.field(description="依据的文件")
    clause_reference: str = strawberry.field(description="规则编号")
    items: list[ReportFormItem] = strawberry.field(description="各栏")
    recipients: list[ReportFormRecipient] = strawberry.field(description="报送对象")


@strawberry.type(description="待填报告的一栏:已写的,或由台账预填的")
class ReportDraftLine:
    """One item of a report that is yet to be written."""

    code: str = strawberry.field(description="代码")
    title: str = strawberry.field(description="名称")
    kind: FieldKind = strawberry.field(description="填什么")
    required: bool = strawberry.field(description="是否必填")
    unit: str = strawberry.field(description="计量单位")
    value: Decimal | None = strawberry.field(description="数字;金额为分")
    words: str | None = strawberry.field(description="文字")
    source: str | None = strawberry.field(description="数据来源代码;空为没有")
    source_title: str | None = strawberry.field(description="数据来源")
    recorded: Decimal | None = strawberry.field(description="台账数字")
    records: int | None = strawberry.field(description="来自几条记录")
    difference: Decimal | None = strawberry.field(description="真实性差异:所填减台账")
    reason: str | None = strawberry.field(description="差异的说明")


@strawberry.type(description="待填的报告:一期一份,已由台账预填")
class ReportDraft:
    """A report as it would now be written."""

    report_id: strawberry.ID | None = strawberry.field(description="已存报告的编号;还没有存过为空")
    state: ReportState | None = strawberry.field(description="已存报告的状态")
    form: ReportFormShown = strawberry.field(description="报告表")
    period_start: date = strawberry.field(description="这一期的第一天")
    period_end: date = strawberry.field(description="这一期的最后一天")
    lines: list[ReportDraftLine] = strawberry.field(description="各栏")
