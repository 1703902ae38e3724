"""How a tenant looks to the platform's operators."""

from datetime import datetime

import strawberry
from strawberry.scalars import JSON

from xuanpai_core.authz.actions import Action
from xuanpai_graphql.lookahead.declare import Node, column, declared
from xuanpai_graphql.lookahead.sources import asc, public
from xuanpai_tenants import models
from xuanpai_tenants.models import TenantKind, TenantState

strawberry.enum(TenantState, description="租户状态")
strawberry.enum(TenantKind, description="租户类别")


@declared(
    models.Tenant.__table__,
    node="Tenant",
    tenant=None,
    scope=public("只有平台运营员有读取租户目录的权限,目录里没有任何省的业务数据"),
    requires=Action.TENANT_READ,
    order=[asc("code")],
)
@strawberry.type(description="租户")
class Tenant(Node):
    """A province on the platform."""

    code: str = column(description="租户代码(省级区划代码)")
    name: str = column(description="名称")
    kind: TenantKind = column(description="类别")
    state: TenantState = column(description="状态")
    quotas: JSON = column(description="配额")
    created_at: datetime = column(description="创建时间")
