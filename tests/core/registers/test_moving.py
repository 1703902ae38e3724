"""A unit that goes on as another one stays in the registers that go on, under its new name."""

from datetime import date
from uuid import UUID

from tests.core.plugins.activating import fresh_key
from tests.core.registers.writing import SEPTEMBER, add, deeds, end, parties
from tests.factories.world import FANGSHAN, World
from xuanpai_core.approvals.service import decide
from xuanpai_core.parties.tokens import of_unit
from xuanpai_core.registers.repository import parties_of
from xuanpai_core.registers.service import NewEntry
from xuanpai_core.units.matters import MERGE_UNITS, propose_merge

POLICE, FINANCE = "锦州市公安局", "锦州市财政局"


async def _merge(world: World) -> None:
    async with world.database.work(world.ctx("city")) as work:
        asked = await propose_merge(work, world.units[POLICE], world.units[FINANCE], "机构改革", fresh_key())
    async with world.database.work(world.ctx("province")) as work:
        await decide(work, asked, {"MERGE_UNITS": MERGE_UNITS}, approve=True, note=None, key=fresh_key())


async def _units(world: World, entry_id: UUID) -> list[UUID | None]:
    async with world.database.read(world.ctx("county")) as work:
        return [party.unit_id for party in await parties_of(work, entry_id) if party.code == "unit"]


async def test_running_entries_follow_and_ended_ones_keep_the_old_unit(world: World) -> None:
    village = world.villages[FANGSHAN][0]
    named = parties(("unit", world.units[POLICE]), ("village", village))
    over = await add(world, NewEntry("pairing.unit_village", village, "旧对子", SEPTEMBER, {}, named))
    await end(world, over, date(2025, 10, 10))
    runs = await add(world, NewEntry("pairing.unit_village", village, "对子", SEPTEMBER, {}, named))

    await _merge(world)

    assert await _units(world, over) == [world.units[POLICE]]
    assert await _units(world, runs) == [world.units[FINANCE]]
    assert of_unit(world.units[POLICE]) in await deeds(world, over)
    told = await deeds(world, runs)
    assert of_unit(world.units[FINANCE]) in told
    assert of_unit(world.units[POLICE]) not in told
