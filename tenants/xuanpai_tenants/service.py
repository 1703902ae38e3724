"""The life of a province on the platform: working, suspended, archived."""

from dataclasses import dataclass
from uuid import UUID

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.db.session import Work
from xuanpai_core.idempotency.service import once
from xuanpai_tenants import repository
from xuanpai_tenants.errors import InvalidReason, WrongState
from xuanpai_tenants.models import TenantState
from xuanpai_tenants.operators import require_operator

REASON_LIMIT = 500
"""Characters of the reason for a change of state."""

_TITLES = {
    TenantState.PROVISIONING: "开通中",
    TenantState.ACTIVE: "使用中",
    TenantState.SUSPENDED: "已停用",
    TenantState.ARCHIVED: "已归档",
}


@dataclass(frozen=True, slots=True)
class TenantStateChanged:
    """A province and the state it is in now."""

    tenant_id: UUID
    code: str
    state: TenantState


async def suspend(work: Work, tenant_id: UUID, reason: str, key: str) -> TenantStateChanged:
    """Let nobody in any more; sessions stop with their next request, and all data stays.

    Asks for ``tenant:manage``. Codes: ``TENANT_NOT_FOUND``, ``WRONG_STATE``, ``INVALID_REASON``.
    """
    return await _change(work, tenant_id, TenantState.ACTIVE, TenantState.SUSPENDED, reason, key)


async def resume(work: Work, tenant_id: UUID, reason: str, key: str) -> TenantStateChanged:
    """Let people in again; codes as for ``suspend``."""
    return await _change(work, tenant_id, TenantState.SUSPENDED, TenantState.ACTIVE, reason, key)


async def archive(work: Work, tenant_id: UUID, reason: str, key: str) -> TenantStateChanged:
    """Close a suspended province for good: its data stays and can be exported; codes as for ``suspend``."""
    return await _change(work, tenant_id, TenantState.SUSPENDED, TenantState.ARCHIVED, reason, key)


async def _change(
    work: Work, tenant_id: UUID, before: TenantState, after: TenantState, reason: str, key: str
) -> TenantStateChanged:
    require_operator(work.ctx, Action.TENANT_MANAGE)
    text = reason.strip()
    if not text or len(text) > REASON_LIMIT:
        raise InvalidReason(f"请填写原因,最多 {REASON_LIMIT} 个字。")

    async def act() -> dict[str, str]:
        tenant = await repository.province(work, tenant_id, lock=True)
        if tenant.state is not before:
            message = f"{tenant.name}现在的状态是“{_TITLES[tenant.state]}”,只有“{_TITLES[before]}”的租户可以这样办理。"
            raise WrongState(message)
        await repository.write_state(work, tenant_id, before, after)
        record(work, Action.TENANT_MANAGE, "tenant", tenant_id, before=before, after=after, reason=text)
        return {"code": tenant.code}

    done = await once(work, f"tenant.{after.lower()}", key, [str(tenant_id), text], act)
    return TenantStateChanged(tenant_id, done["code"], after)
