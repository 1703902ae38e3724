"""Villages under a real rulebook, and what tests write about them."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tests.core.plugins.activating import LONG_AGO, fresh_key
from tests.factories.world import World
from xuanpai_core.plugins.service import NewActivation, activate
from xuanpai_core.villages.models import VillageTag
from xuanpai_core.villages.service import NewIncome, NewIncomes, NewTag, record_incomes, set_tag


async def under(world: World, plugin: str, region_code: str = "2107", since: date = LONG_AGO) -> None:
    """Put a region's plugin in force."""
    async with world.database.work(world.ctx("admin")) as work:
        await activate(work, NewActivation(plugin, region_code, since, None, {}), fresh_key())


async def tag(world: World, person: str, village: str, code: str, since: date = date(2025, 3, 1), **more: Any) -> UUID:
    """Put a mark on a village."""
    async with world.database.work(world.ctx(person)) as work:
        return await set_tag(work, NewTag(village, code, since, "年度排查", **more), fresh_key())


async def tags(world: World) -> list[tuple[str, str, date | None]]:
    """Every mark of the tenant: village, code, last day."""
    async with world.database.read(world.ctx("city")) as work:
        rows = await work.session.execute(
            select(VillageTag.region_code, VillageTag.code, VillageTag.valid_to)
            .where(VillageTag.tenant_id == work.tenant_id)
            .order_by(VillageTag.region_code, VillageTag.valid_from)
        )
        return [(row[0], row[1], row[2]) for row in rows]


async def earn(
    world: World, person: str, year: int, fen: Mapping[str, tuple[int, int, int]], reason: str | None = None
) -> None:
    """Record incomes by village: gross, subsidies, operating."""
    villages = tuple(NewIncome(village, *amounts) for village, amounts in fen.items())
    async with world.database.work(world.ctx(person)) as work:
        await record_incomes(work, NewIncomes(year, villages, reason), fresh_key())
