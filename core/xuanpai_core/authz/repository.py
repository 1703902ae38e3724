"""Queries of a tenant's policy and of who holds which role."""

from collections.abc import Collection, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from xuanpai_core.authz.models import PolicyOverride, PolicyVersion
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work

_HOLDERS = """
SELECT p.role, count(DISTINCT p.account_id) AS people
  FROM appointment p
  JOIN account a ON a.tenant_id = $1 AND a.id = p.account_id
 WHERE p.tenant_id = $1 AND p.role = ANY ($2::text[]) AND a.state = 'ACTIVE'
   AND p.valid_from <= $3 AND (p.valid_to IS NULL OR p.valid_to > $3)
 GROUP BY p.role
"""

_PROVINCE_WIDE = """
SELECT DISTINCT p.account_id, p.role
  FROM appointment p
  JOIN account a ON a.tenant_id = $1 AND a.id = p.account_id
 WHERE p.tenant_id = $1 AND p.role = ANY ($2::text[]) AND a.state = 'ACTIVE'
   AND length(p.region_code) = 2
   AND p.valid_from <= $3 AND (p.valid_to IS NULL OR p.valid_to > $3)
"""


class Holding(NamedTuple):
    """Somebody who holds a role over the whole province today."""

    account_id: UUID
    role: str


async def overrides(work: Work) -> Sequence[PolicyOverride]:
    """The tenant's own rules, in order."""
    found = await work.session.scalars(
        select(PolicyOverride)
        .where(PolicyOverride.tenant_id == work.tenant_id)
        .order_by(PolicyOverride.role, PolicyOverride.action)
        .execution_options(populate_existing=True)
    )
    return found.all()


async def version(work: Work) -> int:
    """How often the tenant has changed its policy."""
    found = await work.session.scalar(select(PolicyVersion.version).where(PolicyVersion.tenant_id == work.tenant_id))
    return found or 0


async def next_version(work: Work) -> int:
    """Count one more change, and let nobody else change the policy until the transaction ends."""
    counted = insert(PolicyVersion).values(tenant_id=work.tenant_id, version=1)
    changed = await work.session.execute(
        counted.on_conflict_do_update(
            index_elements=[PolicyVersion.tenant_id], set_={"version": PolicyVersion.version + 1}
        ).returning(PolicyVersion.version)
    )
    return changed.scalar_one()


async def holders(work: Work, roles: Collection[str]) -> dict[str, int]:
    """How many people hold each of ``roles`` today, anywhere in the tenant."""
    rows = await work.driver.fetch(_HOLDERS, work.tenant_id, list(roles), today(work.clock))
    return {row["role"]: row["people"] for row in rows}


async def province_wide(work: Work, roles: Collection[str]) -> list[Holding]:
    """Who holds one of ``roles`` over the whole province today."""
    rows = await work.driver.fetch(_PROVINCE_WIDE, work.tenant_id, list(roles), today(work.clock))
    return [Holding(row["account_id"], row["role"]) for row in rows]
