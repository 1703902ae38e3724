"""Queries of delegations."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select

from xuanpai_core.authz.scope import Extent, within
from xuanpai_core.db.session import Work
from xuanpai_core.delegations.models import Delegation
from xuanpai_core.regions.models import Region


async def lock_place(work: Work, region_code: str) -> bool:
    """Let nobody else delegate to this place until the transaction ends; whether it is a place in force."""
    query = select(Region.code).where(
        Region.tenant_id == work.tenant_id, Region.code == region_code, Region.valid_to.is_(None)
    )
    return await work.session.scalar(query.with_for_update(key_share=True)) is not None


async def already_delegated(
    work: Work, region_code: str, actions: Collection[str], valid_from: date, valid_to: date | None
) -> str | None:
    """One of ``actions`` that is delegated to this very place on a day of the period."""
    stored = func.daterange(Delegation.valid_from, Delegation.valid_to)
    query = (
        select(Delegation.actions)
        .where(
            Delegation.tenant_id == work.tenant_id,
            Delegation.region_code == region_code,
            or_(*(Delegation.actions.contains([action]) for action in actions)),
            stored.op("&&")(func.daterange(valid_from, valid_to)),
        )
        .limit(1)
    )
    found = await work.session.scalar(query)
    return None if found is None else next(action for action in actions if action in found)


async def lock_delegation(work: Work, delegation_id: UUID, reach: Extent) -> Delegation | None:
    """The delegation, if it is within reach, as it stands once nobody else holds it."""
    found: Delegation | None = await work.session.scalar(
        select(Delegation)
        .where(Delegation.tenant_id == work.tenant_id, Delegation.id == delegation_id)
        .where(within(reach, region_code=Delegation.region_code))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found
