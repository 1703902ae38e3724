"""How a rule looks: what it says, where it stands, and since when it holds where."""

from datetime import date

import strawberry
from sqlalchemy import ColumnElement, FromClause, case
from strawberry.scalars import JSON

from xuanpai_core.authz.actions import Action
from xuanpai_core.rulebooks import models
from xuanpai_core.rulebooks.models import RuleKind
from xuanpai_graphql.lookahead.declare import Node, column, declared
from xuanpai_graphql.lookahead.sources import asc, public
from xuanpai_graphql.naming import place_name

strawberry.enum(RuleKind, description="规则类别;DECISION 由地区插件直接判定")

_DECISIONS = {
    "attendance_norm": "到岗天数标准",
    "stipend_for": "补助计发",
    "stipend_gate": "补助发放关口",
    "insurance_requirement": "意外保险",
    "revenue_split": "收益分配",
    "review": "登记前审核",
}


def _title(row: FromClause) -> ColumnElement[str]:
    """A decision is stored under the name of its hook, which says nothing to a person."""
    return case(_DECISIONS, value=row.c.title, else_=row.c.title)


@declared(
    models.RuleInForce.__table__,
    node="Rule",
    scope=public("规则不涉密,本租户内人人可查"),
    requires=Action.RULEBOOK_READ,
    order=[asc("matter"), asc("valid_from")],
)
@strawberry.type(description="一条规则:某地在一段时期内对某一事项的规定")
class Rule(Node):
    """One rule on one matter over a place."""

    region_code: str = column(description="作出规定的地方")
    place_name: str = column(place_name, description="作出规定的地方全称")
    kind: RuleKind = column(description="类别")
    matter: str = column(description="事项代码")
    title: str = column(_title, description="名称")
    document: str | None = column(description="依据的文件;由插件直接判定的为空")
    words: str | None = column(description="条款原文")
    reference: str | None = column(description="条款编号")
    plugin: str = column(description="来自哪个插件")
    plugin_version: str = column(description="插件版本")
    content: JSON = column(description="规则内容")
    valid_from: date = column(description="生效之日")
    valid_to: date | None = column(description="失效之日(不含);空为仍然有效")
