"""Which days on duty have no log, what logs left to be done, and what they may start from."""

from datetime import date

import strawberry
from sqlalchemy import ColumnElement, FromClause, exists

from xuanpai_core.authz.actions import Action
from xuanpai_core.clock import today
from xuanpai_core.periods import Month
from xuanpai_core.postings.models import Posting
from xuanpai_core.worklogs.models import ItemState
from xuanpai_core.worklogs.service import missing_logs
from xuanpai_graphql.context import Info
from xuanpai_graphql.cost import AGGREGATE
from xuanpai_graphql.keys import POSTING
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.lookahead.execute import Where, equals, fetch_connection
from xuanpai_graphql.permissions import Reads
from xuanpai_graphql.scopes import own_cadre
from xuanpai_graphql.worklogs.items import WorkLogItem, WorkLogTemplate


def _own_open_before(row: FromClause, day: ColumnElement[date]) -> ColumnElement[bool]:
    posting = Posting.__table__.alias()
    mine = exists().where(
        posting.c.tenant_id == tenant(), posting.c.id == row.c.posting_id, posting.c.cadre_id == own_cadre()
    )
    return (row.c.opened_on < day) & (row.c.state == ItemState.OPEN) & mine


def _in_use(row: FromClause, in_use: ColumnElement[bool]) -> ColumnElement[bool]:
    return row.c.retired_at.is_(None) == in_use


def _for_place(row: FromClause, code: ColumnElement[str]) -> ColumnElement[bool]:
    return (code >= row.c.region_code) & (code < row.c.region_code.concat(":"))


@strawberry.type
class WorkLogQueries:
    """Root fields for work logs."""

    @strawberry.field(
        description="某月在岗却没有日志的日子", extensions=[Reads(Action.WORKLOG_READ)], directives=[AGGREGATE]
    )
    async def missing_logs(self, info: Info, posting_id: strawberry.ID, month: str) -> list[date]:
        """The days on duty without a log (JZ-07)."""
        async with info.context.exclusive() as work:
            return await missing_logs(work, POSTING(posting_id), Month.parse(month))

    @strawberry.field(
        description="本人各段任职里还没有办结的待办,最近提出的在前;写某一天的日志时取那一天以前提出的",
        extensions=[Reads(Action.WORKLOG_READ)],
    )
    async def my_open_items(
        self, info: Info, day: date | None = None, first: int | None = None, after: str | None = None
    ) -> Connection[WorkLogItem]:
        """What earlier logs left to be done: offered while the log of ``day``, or of today, is written."""
        before = today(info.context.work.clock) if day is None else day
        where: Where = {_own_open_before: before}
        return await fetch_connection(info, WorkLogItem, first=first, after=after, where=where)

    @strawberry.field(description="查工作日志待办:某个任职、某个进展", extensions=[Reads(Action.WORKLOG_READ)])
    async def work_log_items(
        self,
        info: Info,
        posting_id: strawberry.ID | None = None,
        state: ItemState | None = None,
        first: int | None = None,
        after: str | None = None,
    ) -> Connection[WorkLogItem]:
        """Items of the postings within reach, the latest first."""
        where: Where = {equals("posting_id"): posting_id and POSTING(posting_id), equals("state"): state}
        return await fetch_connection(info, WorkLogItem, first=first, after=after, where=where)

    @strawberry.field(
        description="在用的工作日志模板:regionCode 只取适用于该地的", extensions=[Reads(Action.WORKLOG_READ)]
    )
    async def work_log_templates(
        self, info: Info, region_code: str | None = None, first: int | None = None, after: str | None = None
    ) -> Connection[WorkLogTemplate]:
        """Templates in use, the widest place first."""
        where: Where = {_in_use: True, _for_place: region_code}
        return await fetch_connection(info, WorkLogTemplate, first=first, after=after, where=where)
