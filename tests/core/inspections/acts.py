"""What several tests of inspections do."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from tests.core.plugins.activating import fresh_key
from tests.factories.world import FANGSHAN, World
from xuanpai_core.inspections.models import Inspection, InspectionFinding, InspectionMethod, Presence
from xuanpai_core.inspections.service import (
    NewFinding,
    NewInspection,
    cancel_inspection,
    plan_inspection,
    publish_inspection,
    record_findings,
)

VISIT = NewInspection(InspectionMethod.UNANNOUNCED, "十月暗访", FANGSHAN, date(2025, 10, 27))


async def plan(world: World, person: str = "city", new: NewInspection = VISIT, key: str = "") -> UUID:
    """Plan, as ``person``."""
    async with world.database.work(world.ctx(person)) as work:
        return await plan_inspection(work, new, key or fresh_key())


async def find(world: World, inspection_id: UUID, *found: NewFinding, person: str = "city", key: str = "") -> UUID:
    """Record findings, as ``person``."""
    async with world.database.work(world.ctx(person)) as work:
        return await record_findings(work, inspection_id, found, key or fresh_key())


async def publish(world: World, inspection_id: UUID, person: str = "city", key: str = "") -> UUID:
    """Publish, as ``person``."""
    async with world.database.work(world.ctx(person)) as work:
        return await publish_inspection(work, inspection_id, key or fresh_key())


async def cancel(
    world: World, inspection_id: UUID, person: str = "city", reason: str = "天气原因", key: str = ""
) -> UUID:
    """Cancel, as ``person``."""
    async with world.database.work(world.ctx(person)) as work:
        return await cancel_inspection(work, inspection_id, reason, key or fresh_key())


def absent(world: World, name: str, **more: Any) -> NewFinding:
    """``name`` was not there."""
    return NewFinding(posting_id=world.postings[name], presence=Presence.ABSENT, **more)


async def stored(world: World, inspection_id: UUID) -> Inspection:
    """The inspection as it is stored."""
    async with world.database.read(world.ctx("province")) as work:
        return await work.session.get_one(Inspection, (world.tenant_id, inspection_id))


async def findings(world: World) -> list[InspectionFinding]:
    """Every finding of the tenant, by place and posting."""
    async with world.database.read(world.ctx("province")) as work:
        query = select(InspectionFinding).where(InspectionFinding.tenant_id == world.tenant_id)
        return list(await work.session.scalars(query.order_by(InspectionFinding.region_code, InspectionFinding.id)))


async def count(world: World) -> int:
    """How many inspections the tenant has."""
    async with world.database.read(world.ctx("province")) as work:
        query = select(func.count()).select_from(Inspection).where(Inspection.tenant_id == world.tenant_id)
        return await work.session.scalar(query) or 0
