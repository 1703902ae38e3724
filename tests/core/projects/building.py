"""Projects as tests write them."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tests.core.evidence.files import ready_photo
from tests.core.plugins.activating import fresh_key
from tests.factories.world import FANGSHAN, World
from xuanpai_core.duties.models import Deed
from xuanpai_core.projects.models import FundingKind, Project, ProjectKind
from xuanpai_core.projects.service import (
    NewNotice,
    NewPledge,
    NewProject,
    NewQuantity,
    NewReceipt,
    pledge,
    post_notice,
    receive,
    record_project,
)

DAY = date(2025, 5, 6)


def quantity(item: str, amount: str, unit: str) -> NewQuantity:
    return NewQuantity(item, Decimal(amount), unit)


async def project(world: World, person: str = "clerk", place: str = "", title: str = "道路硬化", **more: Any) -> UUID:
    """Enter a project in the first village of 芳山镇, or at ``place``."""
    given = {"kind": ProjectKind.INFRASTRUCTURE, "established_on": DAY, **more}
    new = NewProject(place or world.villages[FANGSHAN][0], title, **given)
    async with world.database.work(world.ctx(person)) as work:
        return await record_project(work, new, fresh_key())


async def notice(
    world: World, project_id: UUID, posted_on: date, until: date, person: str = "clerk", photos: int = 1
) -> UUID:
    """Put a project on the notice board, with so many photos."""
    ids = tuple([await ready_photo(world, person, 60 + number) for number in range(photos)])
    async with world.database.work(world.ctx(person)) as work:
        return await post_notice(work, NewNotice(project_id, posted_on, until, ids), fresh_key())


async def promise(
    world: World, project_id: UUID, fen: int, kind: FundingKind = FundingKind.OTHER, person: str = "clerk"
) -> UUID:
    """Somebody promises money."""
    async with world.database.work(world.ctx(person)) as work:
        return await pledge(work, NewPledge(project_id, kind, "市民政局", fen, DAY), fresh_key())


async def arrive(world: World, source_id: UUID, fen: int, person: str = "clerk", on: date = DAY) -> UUID:
    """Money arrives."""
    async with world.database.work(world.ctx(person)) as work:
        return await receive(work, NewReceipt(source_id, on, fen, "镇财政账户"), fresh_key())


async def deeds(world: World) -> dict[str, tuple[date, dict[str, str]]]:
    """What the tenant's projects count for: by party, the day and the features."""
    async with world.database.read(world.ctx("city")) as work:
        rows = await work.session.scalars(
            select(Deed).where(Deed.tenant_id == work.tenant_id, Deed.record_type == "project")
        )
        return {row.token: (row.day, row.features) for row in rows}


async def titles(world: World) -> list[str]:
    """Every project of the tenant."""
    async with world.database.read(world.ctx("city")) as work:
        rows = await work.session.scalars(
            select(Project.title).where(Project.tenant_id == work.tenant_id).order_by(Project.title)
        )
        return list(rows)
