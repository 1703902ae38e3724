"""How insurance policies and gaps in cover look."""

from collections.abc import Hashable
from datetime import date

import strawberry
from sqlalchemy import ColumnElement, FromClause

from xuanpai_core.authz.actions import Action
from xuanpai_core.insurance import models
from xuanpai_graphql.cadres.types import Cadre
from xuanpai_graphql.lookahead.declare import Node, Subject, column, declared, one
from xuanpai_graphql.lookahead.scalars import Fen
from xuanpai_graphql.lookahead.sources import desc
from xuanpai_graphql.scopes import of_cadre


def _scope(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    return of_cadre(row.c.cadre_id, action, key)


@declared(
    models.InsurancePolicy.__table__,
    node="InsurancePolicy",
    scope=_scope,
    requires=Action.INSURANCE_READ,
    order=[desc("starts_on")],
    subject=Subject("cadre", "cadre_id"),
)
@strawberry.type(description="人身意外伤害保险")
class InsurancePolicy(Node):
    """One policy for one cadre."""

    insurer: str = column(description="承保公司")
    policy_number: str = column(description="保单号", personal=True)
    sum_insured_fen: Fen = column(description="保额,分")
    starts_on: date = column(description="起保日")
    ends_on: date = column(description="终保日(最后一天)")
    cadre: Cadre = one(
        lambda row, cadre: cadre.c.id == row.c.cadre_id,
        scope_from_parent="看得到保单的人看得到被保险人",
        description="被保险人",
    )


@strawberry.type(description="未被保障的一段日子")
class UncoveredPeriod:
    """Days without the required cover, first to last."""

    first_day: date
    last_day: date
    days: int


@strawberry.type(description="保险缺口:谁在哪些日子没有足额保险")
class InsuranceGap:
    """One posting that lacks the required cover on some days (JZ-32)."""

    posting_id: strawberry.ID
    cadre_name: str
    place_name: str
    required_fen: Fen
    reason: str
    clause_words: str
    clause_document: str
    clause_reference: str
    missing_days: int
    periods: list[UncoveredPeriod]
