"""Writing reports, handing them in, giving them back."""

from datetime import date
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from xuanpai_core.authz.actions import Action
from xuanpai_core.reports.service import (
    HandIn,
    ReportNotFound,
    WantedReport,
    WrittenReport,
    return_report,
    save_report,
    submit_report,
)
from xuanpai_graphql.context import Info
from xuanpai_graphql.inputs import json_object
from xuanpai_graphql.keys import POSTING, REPORT
from xuanpai_graphql.lookahead.execute import equals, fetch_one
from xuanpai_graphql.permissions import Writes
from xuanpai_graphql.reports.types import Report


@strawberry.input(
    description="报告草稿:day 是这一期里的任何一天,任职和区划代码二选一;content 按栏目代码写,"
    "没有写到的栏由台账预填,写成 null 的留空;reasons 按栏目代码写与台账不一致的原因"
)
class SaveReportDraftInput:
    """What is written into a report."""

    idempotency_key: str
    form: str
    day: date
    posting_id: strawberry.ID | None = None
    region_code: str | None = None
    content: JSON | None = None
    reasons: JSON | None = None


@strawberry.input(description="报送:报给哪些对象;on 只供乡镇经办人补登纸质报告的送达日期,空为今天")
class SubmitReportInput:
    """To whom a report is handed in."""

    idempotency_key: str
    report_id: strawberry.ID
    recipients: list[str]
    on: date | None = None


@strawberry.type
class ReportMutations:
    """Root fields for reports."""

    @strawberry.mutation(description="保存报告草稿;报送后不能再改", extensions=[Writes(Action.REPORT_WRITE)])
    async def save_report_draft(self, info: Info, input: SaveReportDraftInput) -> Report:
        """Write a report, or write it anew."""
        posting_id = None if input.posting_id is None else POSTING(input.posting_id)
        written = WrittenReport(
            WantedReport(input.form, input.day, posting_id, input.region_code),
            json_object(input.content, "content"),
            json_object(input.reasons, "reasons"),
        )
        return await _shown(info, await save_report(info.context.work, written, input.idempotency_key))

    @strawberry.mutation(
        description="报送报告;首次报送时与台账核对,差异随报告保存,不影响报送", extensions=[Writes(Action.REPORT_WRITE)]
    )
    async def submit_report(self, info: Info, input: SubmitReportInput) -> Report:
        """Hand a report in to one or several of its recipients."""
        given = HandIn(REPORT(input.report_id), tuple(input.recipients), input.on)
        return await _shown(info, await submit_report(info.context.work, given, input.idempotency_key))

    @strawberry.mutation(description="退回已报送的报告,写明原因", extensions=[Writes(Action.REPORT_RETURN)])
    async def return_report(self, info: Info, id: strawberry.ID, reason: str, idempotency_key: str) -> Report:
        """Give a report back."""
        return await _shown(info, await return_report(info.context.work, REPORT(id), reason, idempotency_key))


async def _shown(info: Info, report_id: UUID) -> Report:
    """The report as the caller sees it; a repeated request may come from one who may no longer know of it."""
    shown = await fetch_one(info, Report, where={equals("id"): report_id})
    if shown is None:
        raise ReportNotFound
    return shown
