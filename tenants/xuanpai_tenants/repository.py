"""What the tenant rooms ask of the directory, and what they write there."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from xuanpai_core.db.session import Work
from xuanpai_tenants.errors import TenantNotFound
from xuanpai_tenants.models import ProvisioningStep, Tenant, TenantKind, TenantState


async def province(work: Work, tenant_id: UUID, *, lock: bool = False) -> Tenant:
    """The province of this id; raises ``TenantNotFound``, also for the platform's own tenant."""
    query = select(Tenant).where(Tenant.id == tenant_id, Tenant.kind == TenantKind.PROVINCE)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = await work.session.scalar(query)
    if found is None:
        raise TenantNotFound
    return found


async def enter(work: Work, tenant: Tenant) -> Tenant:
    """Add ``tenant`` to the directory, unless its code is there; returns what stands there, locked."""
    await work.session.execute(
        insert(Tenant)
        .values(id=tenant.id, code=tenant.code, name=tenant.name, kind=tenant.kind, state=tenant.state)
        .on_conflict_do_nothing(index_elements=[Tenant.code])
    )
    return (await work.session.scalars(select(Tenant).where(Tenant.code == tenant.code).with_for_update())).one()


async def write_state(work: Work, tenant_id: UUID, before: TenantState, after: TenantState) -> bool:
    """Change the state if it still is ``before``; returns whether it was."""
    changed = await work.session.execute(
        update(Tenant)
        .where(Tenant.id == tenant_id, Tenant.state == before)
        .values(state=after, state_changed_at=func.now())
        .returning(Tenant.id)
    )
    return changed.scalar_one_or_none() is not None


async def write_quotas(work: Work, tenant_id: UUID, quotas: dict[str, Any]) -> None:
    """Replace the limits of ``tenant_id``."""
    await work.session.execute(update(Tenant).where(Tenant.id == tenant_id).values(quotas=quotas))


async def lock_provisioning(work: Work) -> None:
    """Wait until nobody else takes a step for this tenant; held to the end of the transaction."""
    key = func.hashtextextended(f"xuanpai.provisioning:{work.tenant_id}", 0)
    await work.session.execute(select(func.pg_advisory_xact_lock(key)))


async def step_done(work: Work, step: str) -> bool:
    """Whether the step was taken, by this run or an earlier one."""
    key = (work.tenant_id, step)
    return await work.session.get(ProvisioningStep, key) is not None


def note_step(work: Work, step: str, detail: dict[str, Any]) -> None:
    """Record the step in the transaction that takes it."""
    work.session.add(ProvisioningStep(tenant_id=work.tenant_id, step=step, detail=detail))
