"""Reading reports, the forms in force, and what a report would say."""

from datetime import date

import strawberry
from sqlalchemy import ColumnElement, FromClause

from xuanpai_core.authz.actions import Action
from xuanpai_core.clock import today
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.reports.models import ReportState
from xuanpai_core.reports.service import WantedReport, forms_in_force, prefilled_report
from xuanpai_graphql.conditions import within_region
from xuanpai_graphql.context import Info
from xuanpai_graphql.cost import AGGREGATE
from xuanpai_graphql.keys import POSTING, REPORT
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.execute import Where, equals, fetch_connection, fetch_one
from xuanpai_graphql.permissions import Reads
from xuanpai_graphql.reports.showing import shown_draft, shown_form
from xuanpai_graphql.reports.types import Report, ReportDraft, ReportFormShown, differs


def _from(row: FromClause, day: ColumnElement[date]) -> ColumnElement[bool]:
    return row.c.period_end >= day


def _until(row: FromClause, day: ColumnElement[date]) -> ColumnElement[bool]:
    return row.c.period_start <= day


def _differing(row: FromClause, wanted: ColumnElement[bool]) -> ColumnElement[bool]:
    return differs(row) == wanted


@strawberry.type
class ReportQueries:
    """Root fields for reports."""

    @strawberry.field(description="某地某日有哪些报告表", extensions=[Reads(Action.REPORT_READ)])
    async def report_forms(self, info: Info, region_code: str, on: date | None = None) -> list[ReportFormShown]:
        """The forms in force at a place on a day, today unless another is named."""
        async with info.context.exclusive() as work:
            forms = await forms_in_force(work, RegionCode.parse(region_code), on or today(work.clock))
        return [shown_form(form) for form in forms]

    @strawberry.field(
        description="待填的报告,由台账预填;day 是这一期里的任何一天,任职和区划代码二选一",
        extensions=[Reads(Action.REPORT_WRITE)],
        directives=[AGGREGATE],
    )
    async def report_draft(
        self,
        info: Info,
        form: str,
        day: date,
        posting_id: strawberry.ID | None = None,
        region_code: str | None = None,
    ) -> ReportDraft:
        """A report as it would now be written."""
        wanted = WantedReport(form, day, None if posting_id is None else POSTING(posting_id), region_code)
        async with info.context.exclusive() as work:
            return shown_draft(await prefilled_report(work, wanted))

    @strawberry.field(description="按编号查一份报告", extensions=[Reads(Action.REPORT_READ)])
    async def report(self, info: Info, id: strawberry.ID) -> Report | None:
        """The report with that id, if the caller may know of it."""
        return await fetch_one(info, Report, where={equals("id"): REPORT(id)})

    @strawberry.field(
        description="查报告:某地之下、某个任职、某种报告表、某个状态、某段日期、有无真实性差异",
        extensions=[Reads(Action.REPORT_READ)],
    )
    async def reports(
        self,
        info: Info,
        region_code: str | None = None,
        posting_id: strawberry.ID | None = None,
        form: str | None = None,
        state: ReportState | None = None,
        period_from: date | None = None,
        period_until: date | None = None,
        differing: bool | None = None,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[Report]:
        """Reports of which the caller may know, the latest period first."""
        where: Where = {
            within_region: region_code,
            equals("posting_id"): posting_id and POSTING(posting_id),
            equals("form"): form,
            equals("state"): state,
            _from: period_from,
            _until: period_until,
            _differing: differing,
        }
        return await fetch_connection(info, Report, first=first, after=after, where=where)
