"""How a stipend batch and its lines look."""

from datetime import date, datetime

import strawberry
from sqlalchemy import ColumnElement, FromClause

from xuanpai_core.authz.actions import Action
from xuanpai_core.plugins.decisions import StipendState
from xuanpai_core.stipends import models
from xuanpai_core.stipends.models import BatchState
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.declare import Node, column, connection, declared, one
from xuanpai_graphql.lookahead.scalars import Fen
from xuanpai_graphql.lookahead.sources import RowExpression, asc, desc
from xuanpai_graphql.postings.types import Posting
from xuanpai_graphql.regions.types import Region
from xuanpai_graphql.scopes import of_place, through_posting

strawberry.enum(BatchState, name="StipendBatchState", description="补助批次状态")
strawberry.enum(StipendState, name="StipendLineState", description="补助明细状态")


def json_part(name: str, part: str) -> RowExpression:
    """One member of a JSON column, as text."""
    return lambda row: row.c[name][part].astext


@declared(
    models.StipendLine.__table__,
    node="StipendLine",
    key=("posting_id", "month"),
    scope=through_posting,
    requires=Action.STIPEND_READ,
    order=[asc("month")],
)
@strawberry.type(description="生活补助明细:一人一月")
class StipendLine:
    """One posting's month: how much, whether it is paid, why, and the clause."""

    month: date = column(description="月份的第一天")
    amount_fen: Fen = column(description="金额,分")
    state: StipendState = column(description="状态")
    reason: str = column(description="理由")
    clause_words: str | None = column(json_part("clause", "words"), description="依据的原文")
    clause_document: str | None = column(json_part("clause", "document"), description="依据的文件")
    clause_reference: str | None = column(json_part("clause", "reference"), description="规则编号")
    posting: Posting = one(
        lambda row, posting: posting.c.id == row.c.posting_id,
        scope_from_parent="看得到补助明细的人看得到它是谁的",
        description="任职",
    )


def _of_batch(row: FromClause, line: FromClause) -> ColumnElement[bool]:
    return line.c.batch_id == row.c.id


@declared(
    models.StipendBatch.__table__,
    node="StipendBatch",
    scope=of_place("county_code"),
    requires=Action.STIPEND_READ,
    order=[desc("quarter"), asc("county_code")],
)
@strawberry.type(description="补助批次:一县一季")
class StipendBatch(Node):
    """One county's quarter."""

    county_code: str = column(description="县级区划代码")
    quarter: date = column(description="季度的第一天")
    state: BatchState = column(description="状态")
    payable_fen: Fen = column(description="应发合计,分")
    on_hold_fen: Fen = column(description="暂缓合计,分")
    plugin: str = column(description="作出计算的插件")
    gate_reason: str | None = column(json_part("gate", "reason"), description="可否发放及理由")
    prepared_at: datetime = column(description="生成时间")
    released_at: datetime | None = column(description="发放时间")
    county: Region = one(lambda row, region: region.c.code == row.c.county_code, description="县")
    lines: Connection[StipendLine] = connection(
        _of_batch,
        order=[asc("posting_id"), asc("month")],
        scope_from_parent="看得到批次的人看得到全部明细",
        description="明细",
    )
