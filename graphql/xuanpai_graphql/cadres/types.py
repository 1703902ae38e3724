"""How a cadre looks: identity masked, as every list shows it."""

from collections.abc import Hashable
from datetime import date
from typing import Annotated

import strawberry
from sqlalchemy import ColumnElement, FromClause, or_

from xuanpai_core.authz.actions import Action
from xuanpai_core.cadres import models
from xuanpai_core.cadres.models import Gender
from xuanpai_core.vocabulary import PartyStatus, StaffingType
from xuanpai_graphql.cadres.names import shown_name
from xuanpai_graphql.lookahead.connection import Connection
from xuanpai_graphql.lookahead.declare import Node, Subject, column, connection, declared, one
from xuanpai_graphql.lookahead.sources import desc
from xuanpai_graphql.scopes import of_cadre, reach
from xuanpai_graphql.units.types import OrgUnit

strawberry.enum(Gender, description="性别")
strawberry.enum(PartyStatus, description="政治面貌")
strawberry.enum(StaffingType, description="编制类型")


def _scope(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    return or_(of_cadre(row.c.id, action, key), reach(action, key, unit_id=row.c.home_unit_id))


@declared(
    models.Cadre.__table__,
    node="Cadre",
    scope=_scope,
    requires=Action.CADRE_READ,
    subject=Subject("cadre", "id"),
)
@strawberry.type(description="选派干部")
class Cadre(Node):
    """The person who is sent."""

    name: str = column(shown_name, description="姓名;按设置,无权查看完整信息的人看到“张*”")
    gender: Gender = column(description="性别", personal=True)
    birth_date: date = column(description="出生日期", personal=True)
    id_number: str = column("id_number_masked", description="身份证号,已脱敏")
    phone: str | None = column("phone_masked", description="手机号,已脱敏")
    bank_account: str | None = column("bank_account_masked", description="银行账号,只显示后四位")
    address: str | None = column("address_masked", description="住址,只显示到乡镇(街道)")
    staffing_type: StaffingType = column(description="编制类型")
    party_status: PartyStatus = column(description="政治面貌", personal=True)
    home_unit: OrgUnit = one(
        lambda row, unit: unit.c.id == row.c.home_unit_id,
        scope_from_parent="看得到干部的人看得到他来自哪个单位",
        description="所在单位",
    )
    postings: Connection[Annotated["Posting", strawberry.lazy("xuanpai_graphql.postings.types")]] = connection(  # type: ignore[name-defined]  # noqa: F821
        lambda row, posting: posting.c.cadre_id == row.c.id, order=[desc("start_date")], description="历次任职,新的在前"
    )
