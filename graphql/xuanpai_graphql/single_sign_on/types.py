"""How doors and links look."""

from collections.abc import Hashable
from datetime import datetime

import strawberry
from sqlalchemy import ColumnElement, FromClause, select

from xuanpai_core.authz.actions import Action
from xuanpai_core.identity.models import Account
from xuanpai_core.single_sign_on import models
from xuanpai_graphql.accounts.scopes import of_account
from xuanpai_graphql.lookahead.context import tenant
from xuanpai_graphql.lookahead.declare import Node, column, declared
from xuanpai_graphql.lookahead.sources import desc


@strawberry.type(description="登录页上的一个统一身份认证入口")
class SignInDoor:
    """A provider by which a tenant's people may come in."""

    id: strawberry.ID
    title: str = strawberry.field(description="名称,显示在按钮上")
    url: str = strawberry.field(description="从这里开始登录:让浏览器直接打开")


def _scope(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    """The links of accounts within reach."""
    person = Account.__table__.alias()
    return (
        select(person.c.id)
        .where(person.c.tenant_id == tenant(), person.c.id == row.c.account_id, of_account(person, action, key))
        .exists()
    )


@declared(
    models.ExternalIdentity.__table__,
    node="ExternalIdentity",
    scope=_scope,
    requires=Action.ACCOUNT_MANAGE,
    order=[desc("created_at")],
)
@strawberry.type(description="统一身份关联:认证平台上的一个编号,就是本系统的一个账号")
class ExternalIdentity(Node):
    """Under which subject an account's person is known, and where."""

    issuer: str = column(description="认证平台")
    subject: str = column(description="在认证平台上的编号(sub)")
    created_at: datetime = column(description="关联时间")
