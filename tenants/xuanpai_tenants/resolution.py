"""From the code that a person types to the tenant it means; there is no default tenant, ever."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

import asyncpg

from xuanpai_core.db.session import Transaction, Work
from xuanpai_tenants.models import TenantKind, TenantState

PLATFORM_TENANT_ID: Final = UUID("00000000-0000-7000-8000-000000000000")
"""The platform is a tenant of its own, the same in every installation: its operators see no province's rows."""
PLATFORM_CODE: Final = "platform"

_FIND = "SELECT id, code, name, kind, state FROM tenant WHERE code = $1"
_EVERY = "SELECT id, code, name, kind, state FROM tenant ORDER BY code"


@dataclass(frozen=True, slots=True)
class TenantRef:
    """A tenant as the directory knows it."""

    id: UUID
    code: str
    name: str
    kind: TenantKind
    state: TenantState


async def find_tenant(transaction: Transaction | Work, code: str) -> TenantRef | None:
    """The tenant of this code, in whatever state; ``None`` when there is none.

    The directory has no row-level security: it is read before any tenant is known. Whoever signs people in turns
    away every tenant that is not ACTIVE.
    """
    row = await transaction.driver.fetchrow(_FIND, code)
    return None if row is None else _ref(row)


async def every_tenant(transaction: Transaction | Work) -> list[TenantRef]:
    """Every tenant in whatever state, the platform among them, by code."""
    return [_ref(row) for row in await transaction.driver.fetch(_EVERY)]


def _ref(row: asyncpg.Record) -> TenantRef:
    return TenantRef(row["id"], row["code"], row["name"], TenantKind(row["kind"]), TenantState(row["state"]))
