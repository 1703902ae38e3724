"""How a monthly sheet looks."""

from datetime import date, datetime

import strawberry
from sqlalchemy import ColumnElement, FromClause, func
from strawberry.scalars import JSON

from xuanpai_core.authz.actions import Action
from xuanpai_core.sheets import models
from xuanpai_core.sheets.models import SheetState
from xuanpai_core.vocabulary import Outcome
from xuanpai_graphql.lookahead.declare import Node, column, declared, one
from xuanpai_graphql.lookahead.sources import RowExpression, asc
from xuanpai_graphql.postings.types import Posting
from xuanpai_graphql.scopes import through_posting

strawberry.enum(SheetState, description="月表状态")
strawberry.enum(Outcome, description="判定结果")


def _verdict(part: str) -> RowExpression:
    return lambda row: row.c.verdict[part].astext


def _clause_words(row: FromClause) -> ColumnElement[str]:
    words: ColumnElement[str] = row.c.verdict["clause"]["words"].astext
    return words


def _hash(row: FromClause) -> ColumnElement[str]:
    return func.encode(row.c.content_hash, "hex")


@declared(
    models.MonthlySheet.__table__,
    node="MonthlySheet",
    scope=through_posting,
    requires=Action.SHEET_READ,
    order=[asc("month"), asc("region_code")],
)
@strawberry.type(description="月考勤登记表")
class MonthlySheet(Node):
    """One posting's month: totalled, signed, sealed."""

    month: date = column(description="月份的第一天")
    region_code: str = column(description="任职地区划代码")
    state: SheetState = column(description="状态")
    on_duty_days: int = column(description="到岗天数")
    days: JSON = column(description="逐日状态")
    outcome: Outcome | None = column(_verdict("outcome"), description="判定")
    reason: str | None = column(_verdict("reason"), description="判定理由")
    clause: str | None = column(_clause_words, description="依据的原文")
    content_hash: str = column(_hash, description="签字所认定内容的 SHA-256")
    totalled_at: datetime = column(description="统计时间")
    signed_at: datetime | None = column(description="签字时间")
    sealed_at: datetime | None = column(description="盖章时间")
    posting: Posting = one(
        lambda row, posting: posting.c.id == row.c.posting_id,
        scope_from_parent="看得到月表的人看得到它是谁的",
        description="任职",
    )
