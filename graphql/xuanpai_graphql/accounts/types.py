"""How accounts look to those who manage them, and the roles they hold."""

from datetime import date, datetime

import strawberry
from sqlalchemy import ColumnElement, FromClause, select

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.roles import ROLES
from xuanpai_core.identity import models
from xuanpai_core.identity.models import AccountState
from xuanpai_core.units.models import OrgUnit
from xuanpai_graphql.accounts.scopes import of_account, of_appointment
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.lookahead.declare import Node, column, computed, declared, many
from xuanpai_graphql.lookahead.sources import asc, desc
from xuanpai_graphql.naming import account_in, place_name

strawberry.enum(AccountState, description="账号状态:可用、已停用")


def _unit_name(row: FromClause) -> ColumnElement[str | None]:
    unit = OrgUnit.__table__.alias()
    return select(unit.c.name).where(unit.c.tenant_id == tenant(), unit.c.id == row.c.unit_id).scalar_subquery()


def title_of(role: str) -> str:
    """The Chinese name of a role; its code when this release does not know it."""
    return ROLES[role].title if role in ROLES else role


@declared(
    models.Appointment.__table__,
    node="Appointment",
    scope=of_appointment,
    requires=Action.ACCOUNT_READ,
    order=[desc("valid_from")],
)
@strawberry.type(description="任命:一个账号在一段时间内担任一个角色")
class Appointment(Node):
    """One role held from a day to a day, past ones too."""

    role: str = column(description="角色代码")
    title: str = computed(lambda values, _: title_of(values["role"]), needs=["role"], description="角色名称")
    region_code: str | None = column(description="管辖地区划代码")
    place_name: str | None = column(place_name, description="管辖地全称")
    unit_name: str | None = column(_unit_name, description="所代表的派出单位")
    valid_from: date = column(description="从这一天起")
    valid_to: date | None = column(description="到这一天为止,当天不再有效;空为没有期限")
    acting_for: str | None = column(account_in("acting_for"), description="代理谁;空为本人任职")
    reason: str | None = column(description="任命理由")
    granted_by: str | None = column(account_in("granted_by"), description="任命人")
    ended_by: str | None = column(account_in("ended_by"), description="办理结束的人")
    ended_reason: str | None = column(description="结束的理由")


@declared(
    models.Account.__table__,
    node="Account",
    scope=of_account,
    requires=Action.ACCOUNT_READ,
    order=[asc("username")],
)
@strawberry.type(description="账号")
class Account(Node):
    """A person's sign-in, as those see it who manage accounts in its places."""

    username: str = column(description="用户名")
    display_name: str = column(description="姓名")
    state: AccountState = column(description="状态")
    must_change_password: bool = column(description="是否还没有改过初始密码")
    last_sign_in_at: datetime | None = column(description="最近一次登录")
    created_at: datetime = column(description="建立时间")
    appointments: list[Appointment] = many(
        lambda row, held: held.c.account_id == row.c.id,
        limit=20,
        order=[desc("valid_from")],
        description="最近的任命(含已结束的),新的在前;只列出您管辖范围内的",
    )
