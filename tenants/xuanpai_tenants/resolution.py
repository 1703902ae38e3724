"""From a tenant's code to the tenant: there is no default tenant, ever."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from xuanpai_core.db.session import Transaction
from xuanpai_tenants.models import Tenant, TenantKind, TenantState

PLATFORM_TENANT_ID = UUID("00000000-0000-7000-8000-000000000000")
"""The platform itself is a tenant: its operators' accounts live there, and no province's rows do."""


@dataclass(frozen=True, slots=True)
class TenantRef:
    """What the directory says of a tenant."""

    id: UUID
    code: str
    name: str
    kind: TenantKind
    state: TenantState


async def find_tenant(transaction: Transaction, code: str) -> TenantRef | None:
    """The tenant of that code, in whatever state."""
    row = (await transaction.session.scalars(select(Tenant).where(Tenant.code == code))).one_or_none()
    return None if row is None else TenantRef(row.id, row.code, row.name, row.kind, row.state)
