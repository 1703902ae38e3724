"""How a monthly sheet looks."""

from collections.abc import Hashable
from datetime import date, datetime

import strawberry
from sqlalchemy import ColumnElement, FromClause, Integer, cast, exists, func, select
from strawberry.scalars import JSON

from xuanpai_core.authz.actions import Action
from xuanpai_core.sheets import models
from xuanpai_core.sheets.models import SheetFigure, SheetState
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.lookahead.declare import Node, column, declared, many, one
from xuanpai_graphql.lookahead.sources import RowExpression, asc
from xuanpai_graphql.outcomes import Outcome
from xuanpai_graphql.postings.types import Posting
from xuanpai_graphql.scopes import through_posting

strawberry.enum(SheetState, description="月表状态")
strawberry.enum(SheetFigure, description="月表上可以更正的数字")


def _verdict(part: str) -> RowExpression:
    return lambda row: row.c.verdict[part].astext


def _clause_words(row: FromClause) -> ColumnElement[str]:
    words: ColumnElement[str] = row.c.verdict["clause"]["words"].astext
    return words


def _hash(row: FromClause) -> ColumnElement[str]:
    return func.encode(row.c.content_hash, "hex")


def _corrected(figure: SheetFigure, row: FromClause) -> ColumnElement[str | None]:
    """The newest correction of the figure, if there is one."""
    override = models.SheetOverride.__table__.alias()
    return (
        select(override.c.after)
        .where(
            override.c.tenant_id == tenant(),
            override.c.sheet_id == row.c.id,
            override.c.figure == figure,
        )
        .order_by(override.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def _days_in_force(row: FromClause) -> ColumnElement[int]:
    return func.coalesce(cast(_corrected(SheetFigure.ON_DUTY_DAYS, row), Integer), row.c.on_duty_days)


def _outcome_in_force(row: FromClause) -> ColumnElement[str]:
    return func.coalesce(_corrected(SheetFigure.OUTCOME, row), row.c.verdict["outcome"].astext)


def _through_sheet(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    sheet = models.MonthlySheet.__table__.alias()
    return exists().where(
        sheet.c.tenant_id == tenant(), sheet.c.id == row.c.sheet_id, through_posting(sheet, action, key)
    )


@declared(
    models.SheetOverride.__table__,
    node="SheetOverride",
    scope=_through_sheet,
    requires=Action.SHEET_READ,
    order=[asc("id")],
)
@strawberry.type(description="对已盖章月表的一次更正,经两人办理;最新的一次有效")
class SheetOverride(Node):
    """One figure of a sealed sheet, corrected."""

    figure: SheetFigure = column(description="更正哪一项")
    before: str = column(description="更正前")
    after: str = column(description="更正后")
    reason: str = column(description="理由")
    overridden_at: datetime = column("created_at", description="更正时间")


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
    on_duty_days: int = column(_days_in_force, description="到岗天数;盖章后经两人更正的,为更正后的天数")
    sealed_on_duty_days: int = column("on_duty_days", description="统计、签字、盖章时的到岗天数")
    days: JSON = column(description="逐日状态")
    outcome: Outcome | None = column(_outcome_in_force, description="判定;盖章后经两人更正的,为更正后的判定")
    sealed_outcome: Outcome | None = column(_verdict("outcome"), description="统计、签字、盖章时的判定")
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
    overrides: list[SheetOverride] = many(
        lambda row, override: override.c.sheet_id == row.c.id,
        limit=50,
        scope_from_parent="看得到月表的人看得到它的更正",
        description="盖章后的更正,按先后排列;补助按逐日考勤计算,不随更正变动",
    )
