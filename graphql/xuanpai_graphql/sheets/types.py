"""How a monthly sheet looks."""

from collections.abc import Hashable
from datetime import date, datetime
from decimal import Decimal

import strawberry
from sqlalchemy import ColumnElement, FromClause, Text, case, cast, exists, func, literal, select
from strawberry.scalars import JSON

from xuanpai_core.authz.actions import Action
from xuanpai_core.sheets import models
from xuanpai_core.sheets.models import SheetFigure, SheetState
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.lookahead.declare import Node, column, declared, many, one
from xuanpai_graphql.lookahead.sources import RowExpression, asc
from xuanpai_graphql.naming import account_in
from xuanpai_graphql.outcomes import Outcome
from xuanpai_graphql.postings.types import Posting
from xuanpai_graphql.scopes import through_posting
from xuanpai_graphql.sheets.signatures import signature_holds
from xuanpai_graphql.sheets.visibility import is_shown_of, shown, withheld

strawberry.enum(SheetState, description="月表状态")
strawberry.enum(SheetFigure, description="月表上可以更正的数字")


def _verdict(part: str) -> RowExpression:
    return shown(lambda row: row.c.verdict[part].astext)


def _clause_words(row: FromClause) -> ColumnElement[str]:
    words: ColumnElement[str] = row.c.verdict["clause"]["words"].astext
    return words


def _hash(row: FromClause) -> ColumnElement[str]:
    return func.encode(row.c.content_hash, "hex")


def _hash_of_sheet(row: FromClause) -> ColumnElement[str | None]:
    return case((is_shown_of(row), _hash(row)))


def _corrected(figure: SheetFigure, row: FromClause) -> ColumnElement[str | None]:
    """The newest correction of the figure since the sheet was last reopened, if there is one."""
    override = models.SheetOverride.__table__.alias()
    return (
        select(override.c.after)
        .where(
            override.c.tenant_id == tenant(),
            override.c.sheet_id == row.c.id,
            override.c.figure == figure,
            override.c.reopenings == row.c.reopenings,
        )
        .order_by(override.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def _days(row: FromClause) -> ColumnElement[str]:
    """The days as text, whole or with a half: a decimal travels as one."""
    return cast(row.c.on_duty_days, Text).concat(case((row.c.half_day, literal(".5")), else_=literal("")))


def _days_in_force(row: FromClause) -> ColumnElement[str]:
    return func.coalesce(_corrected(SheetFigure.ON_DUTY_DAYS, row), _days(row))


def _outcome_in_force(row: FromClause) -> ColumnElement[str]:
    return func.coalesce(_corrected(SheetFigure.OUTCOME, row), row.c.verdict["outcome"].astext)


def _in_force(row: FromClause) -> ColumnElement[bool]:
    sheet = models.MonthlySheet.__table__.alias()
    return exists().where(
        sheet.c.tenant_id == tenant(), sheet.c.id == row.c.sheet_id, sheet.c.reopenings == row.c.reopenings
    )


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
    in_force: bool = column(_in_force, description="是否有效:月表退回重开后,以前的更正不再有效")


@declared(
    models.SheetSignature.__table__,
    node="SheetSignature",
    scope=_through_sheet,
    requires=Action.SHEET_READ,
    order=[asc("id")],
)
@strawberry.type(description="月表上的一次签字;失效的也保留")
class SheetSignature(Node):
    """Who signed, in which capacity, when, and what."""

    name: str = column(description="签字人")
    office: str = column(description="职务,如“芳山镇党委书记”")
    acting_for: str | None = column("acting_for_name", description="代理谁签字;本人签字的为空")
    region_code: str = column(description="职务所在地的区划代码")
    at: datetime = column("signed_at", description="签字时间")
    hash: str | None = column(_hash_of_sheet, description="签字所认定内容的 SHA-256;看不到内容的为空")
    valid: bool = column(signature_holds, description="签字是否仍然有效:签字后考勤或月表内容有变动的失效")


@declared(
    models.SheetReopening.__table__,
    node="SheetReopening",
    scope=_through_sheet,
    requires=Action.SHEET_READ,
    order=[asc("id")],
)
@strawberry.type(description="月表的一次退回重开")
class SheetReopening(Node):
    """A sheet that was sent back, and why."""

    reason: str = column(description="理由")
    name: str = column(description="退回人")
    reopened_at: datetime = column(description="退回时间")
    state: SheetState = column(description="退回前的状态")
    hash: str | None = column(_hash_of_sheet, description="退回前内容的 SHA-256;看不到内容的为空")
    signature: SheetSignature | None = one(
        lambda row, signature: signature.c.id == row.c.signature_id,
        scope_from_parent="看得到退回记录的人看得到因此失效的签字",
        description="因退回而失效的签字",
    )


@declared(
    models.MonthlySheet.__table__,
    node="MonthlySheet",
    scope=through_posting,
    requires=Action.SHEET_READ,
    order=[asc("month"), asc("region_code")],
)
@strawberry.type(description="月考勤登记表")
class MonthlySheet(Node):
    """One posting's month: totalled, signed, sealed, verified."""

    month: date = column(description="月份的第一天")
    region_code: str = column(description="任职地区划代码")
    state: SheetState = column(description="状态")
    withheld: str | None = column(withheld, description="县级及以上在盖章前看不到内容,此处为“未盖章”;看得到内容的为空")
    on_duty_days: Decimal | None = column(
        shown(_days_in_force), description="到岗天数,可有半天;盖章后经两人更正的,为更正后的天数"
    )
    sealed_on_duty_days: Decimal | None = column(shown(_days), description="统计、签字、盖章时的到岗天数")
    days: JSON | None = column(shown("days"), description="逐日状态;半天不同的另有 afternoon")
    nights: JSON | None = column(
        shown(lambda row: row.c.facts["nights"]), description="在村夜宿的晚上,按傍晚的日期;当地不计夜宿的为空"
    )
    nights_reason: str | None = column(
        shown(lambda row: row.c.verdict["nights"]["reason"].astext), description="夜宿的判定理由;当地不计夜宿的为空"
    )
    outcome: Outcome | None = column(shown(_outcome_in_force), description="判定;盖章后经两人更正的,为更正后的判定")
    sealed_outcome: Outcome | None = column(_verdict("outcome"), description="统计、签字、盖章时的判定")
    reason: str | None = column(_verdict("reason"), description="判定理由")
    clause: str | None = column(_clause_words, description="依据的原文")
    content_hash: str | None = column(shown(_hash), description="签字所认定内容的 SHA-256")
    totalled_at: datetime = column(description="统计时间")
    totalled_by: str | None = column(account_in("totalled_by"), description="统计人")
    signed_at: datetime | None = column(description="签字时间")
    sealed_at: datetime | None = column(description="盖章时间")
    sealed_by: str | None = column(account_in("sealed_by"), description="盖章人")
    verified_at: datetime | None = column(description="县查验时间")
    verified_by: str | None = column(account_in("verified_by"), description="查验人")
    signature: SheetSignature | None = one(
        lambda row, signature: signature.c.id == row.c.signature_id,
        scope_from_parent="看得到月表的人看得到签字",
        description="现在的签字;未签字或签字已随退回重开失效的为空",
    )
    reopenings: list[SheetReopening] = many(
        lambda row, reopening: reopening.c.sheet_id == row.c.id,
        limit=50,
        scope_from_parent="看得到月表的人看得到它的退回重开",
        description="退回重开的记录,按先后排列",
    )
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
