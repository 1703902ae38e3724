"""How open items and templates of logs look."""

from collections.abc import Hashable
from datetime import date, datetime

import strawberry
from sqlalchemy import ColumnElement, FromClause, exists, or_

from xuanpai_core.authz.actions import Action
from xuanpai_core.postings.models import Posting
from xuanpai_core.worklogs import models
from xuanpai_core.worklogs.models import ItemState
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.lookahead.declare import Node, column, declared
from xuanpai_graphql.lookahead.sources import asc, desc
from xuanpai_graphql.naming import place_name
from xuanpai_graphql.scopes import of_posting, reach, through_posting

strawberry.enum(ItemState, name="WorkLogItemState", description="待办的进展:待办、已办、不再办理")


def of_template(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    """Templates of one's places, and those of the places above a posting that one reaches."""
    posting = Posting.__table__.alias()
    return or_(
        reach(action, key, region_code=row.c.region_code),
        exists().where(
            posting.c.tenant_id == tenant(),
            posting.c.region_code >= row.c.region_code,
            posting.c.region_code < row.c.region_code.concat(":"),
            of_posting(posting, action, key),
        ),
    )


@declared(
    models.WorkLogItem.__table__,
    node="WorkLogItem",
    scope=through_posting,
    requires=Action.WORKLOG_READ,
    order=[desc("opened_on"), asc("number")],
)
@strawberry.type(description="工作日志里了解到的问题和待办:哪天提出,后来怎样")
class WorkLogItem(Node):
    """A problem that was heard, and what became of it."""

    text: str = column(description="问题或待办")
    opened_on: date = column(description="在哪一天的日志里提出")
    state: ItemState = column(description="进展")
    settled_on: date | None = column(description="在哪一天的日志里办结;空为还没有")
    outcome: str | None = column(description="怎么办的,或为什么不再办理")


@declared(
    models.WorkLogTemplate.__table__,
    node="WorkLogTemplate",
    scope=of_template,
    requires=Action.WORKLOG_READ,
    order=[asc("region_code"), asc("title")],
)
@strawberry.type(description="工作日志模板:某地及其下各地写日志时可以套用")
class WorkLogTemplate(Node):
    """A skeleton that a log may start from."""

    title: str = column(description="名称")
    content: str = column(description="内容")
    region_code: str = column(description="适用于哪里及其下,区划代码")
    place_name: str = column(place_name, description="适用于哪里及其下,全称")
    retired_at: datetime | None = column(description="停用时间;空为在用")
