"""The life of provinces on the platform."""

from collections.abc import Awaitable, Callable
from typing import cast
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from xuanpai_core.authz.actions import Action
from xuanpai_core.db.session import Work
from xuanpai_graphql.context import Info
from xuanpai_graphql.inputs import json_object
from xuanpai_graphql.keys import TENANT
from xuanpai_graphql.lookahead.execute import equals, fetch_one
from xuanpai_graphql.permissions import Acts, Writes
from xuanpai_graphql.tenants.types import Tenant
from xuanpai_tenants import service
from xuanpai_tenants.provisioning import create_tenant
from xuanpai_tenants.quotas import Quotas, set_quotas

Change = Callable[[Work, UUID, str, str], Awaitable[service.TenantStateChanged]]


@strawberry.type(description="三员之一;初始密码只显示这一次,首次登录必须修改")
class CreatedAdministrator:
    """The one-time password is told here and nowhere else; null once its holder has signed in."""

    username: str
    role: str
    title: str
    one_time_password: str | None


@strawberry.type(description="开通的租户,及其系统、安全、审计三名管理员")
class CreatedTenant:
    """An open province and its three administrators."""

    code: str
    name: str
    administrators: list[CreatedAdministrator]


@strawberry.type
class TenantMutations:
    """Root fields for the platform's operators."""

    @strawberry.mutation(description="开通一个省;中断后再次提交会接着做完", extensions=[Acts(Action.TENANT_CREATE)])
    async def create_tenant(
        self, info: Info, province_code: str, idempotency_key: str, quotas: JSON | None = None
    ) -> CreatedTenant:
        """Open the province: directory, places, units, three administrators, partitions."""
        context = info.context
        limits = Quotas.parse(json_object(quotas, "quotas"))
        created = await create_tenant(
            context.application.database, await context.identify(), province_code, limits, idempotency_key
        )
        return CreatedTenant(
            code=created.code,
            name=created.name,
            administrators=[
                CreatedAdministrator(
                    username=one.username, role=one.role, title=one.title, one_time_password=one.one_time_password
                )
                for one in created.administrators
            ],
        )

    @strawberry.mutation(description="停用租户:即刻无人可登录", extensions=[Writes(Action.TENANT_MANAGE)])
    async def suspend_tenant(self, info: Info, id: strawberry.ID, reason: str, idempotency_key: str) -> Tenant:
        """Let nobody in any more."""
        return await _change(info, service.suspend, id, reason, idempotency_key)

    @strawberry.mutation(description="恢复租户", extensions=[Writes(Action.TENANT_MANAGE)])
    async def resume_tenant(self, info: Info, id: strawberry.ID, reason: str, idempotency_key: str) -> Tenant:
        """Let people in again."""
        return await _change(info, service.resume, id, reason, idempotency_key)

    @strawberry.mutation(description="归档已停用的租户;不可恢复", extensions=[Writes(Action.TENANT_MANAGE)])
    async def archive_tenant(self, info: Info, id: strawberry.ID, reason: str, idempotency_key: str) -> Tenant:
        """Close it for good; its data stays."""
        return await _change(info, service.archive, id, reason, idempotency_key)

    @strawberry.mutation(description="设定租户额度", extensions=[Writes(Action.TENANT_MANAGE)])
    async def set_tenant_quotas(self, info: Info, id: strawberry.ID, quotas: JSON, idempotency_key: str) -> Tenant:
        """Set what it may hold at most."""
        tenant_id, limits = TENANT(id), Quotas.parse(json_object(quotas, "quotas"))
        await set_quotas(info.context.work, tenant_id, limits, idempotency_key)
        return await _tenant(info, tenant_id)


async def _change(info: Info, change: Change, global_id: str, reason: str, key: str) -> Tenant:
    tenant_id = TENANT(global_id)
    await change(info.context.work, tenant_id, reason, key)
    return await _tenant(info, tenant_id)


async def _tenant(info: Info, tenant_id: UUID) -> Tenant:
    return cast("Tenant", await fetch_one(info, Tenant, where={equals("id"): tenant_id}))
