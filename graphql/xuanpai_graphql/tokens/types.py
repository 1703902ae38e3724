"""How an access token looks: everything but the token itself."""

from collections.abc import Hashable
from datetime import datetime

import strawberry
from sqlalchemy import ColumnElement, FromClause, or_, true

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.roles import ROLES
from xuanpai_core.tokens import models
from xuanpai_graphql.lookahead.declare import Node, column, declared
from xuanpai_graphql.lookahead.sources import desc, public
from xuanpai_graphql.naming import account_in
from xuanpai_graphql.scopes import Shape, own_account


def _scope(row: FromClause, _action: str | None, key: Hashable) -> ColumnElement[bool]:
    """One's own; everybody's for the tenant's administrators who manage tokens."""
    own = row.c.account_id == own_account()
    return or_(own, true()) if isinstance(key, Shape) and _oversees(key) else own


def _oversees(key: Shape) -> bool:
    return any(
        ROLES[role].administers
        and Action.TOKEN_MANAGE in key.permissions.get(role, frozenset())
        and Action.TOKEN_MANAGE not in denied
        for role, _, denied in key.grants
    )


@declared(
    models.ApiToken.__table__,
    node="ApiToken",
    scope=_scope,
    requires=public("每个人都能看到并吊销自己的访问令牌"),
    order=[desc("created_at")],
)
@strawberry.type(description="访问令牌:程序以所属人的名义、在所列权限之内调用接口")
class ApiToken(Node):
    """A token as its owner or an administrator sees it."""

    name: str = column(description="名称")
    owner: str | None = column(account_in("account_id"), description="所属的人")
    mine: bool = column(lambda row: row.c.account_id == own_account(), description="是否本人的")
    scopes: list[str] = column(description="可用的权限,形如 posting:read")
    created_at: datetime = column(description="创建时间")
    expires_at: datetime = column(description="到期时间")
    last_used_at: datetime | None = column(description="最近使用时间,精确到分钟")
    revoked_at: datetime | None = column(description="吊销时间;空为未吊销")


@strawberry.type(description="可以交给令牌的一项权限")
class TokenScope:
    """One action and what it is called."""

    action: str = strawberry.field(description="权限代码,形如 posting:read")
    title: str = strawberry.field(description="权限名称")
