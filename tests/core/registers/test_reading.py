"""Totals of registers: by which fields, within whose reach, on which day."""

from datetime import date

import pytest

from tests.core.registers.writing import SEPTEMBER, add, end, parties
from tests.factories.world import FANGSHAN, World
from xuanpai_core.errors import Forbidden
from xuanpai_core.registers.errors import UnknownForm, UnknownTotal
from xuanpai_core.registers.reading import totals
from xuanpai_core.registers.service import NewEntry

LAST = date(2025, 10, 10)


async def _counted(
    world: World, person: str, *by: str, region: str = "21", on: date | None = None
) -> dict[tuple[str | None, ...], int]:
    async with world.database.read(world.ctx(person)) as work:
        found = await totals(work, "support", region, by, on)
    return {tuple(one.value for one in total.values): total.entries for total in found}


async def _support(world: World, name: str, kind: str, person: str) -> None:
    place = world.villages[FANGSHAN][0] if person == "clerk" else "210727"
    new = NewEntry("support", place, kind, SEPTEMBER, {"kind": kind}, parties(("users", world.postings[name])))
    entry_id = await add(world, new, person)
    if kind == "BICYCLE":
        await end(world, entry_id, LAST, person)


@pytest.fixture
async def provided(world: World) -> World:
    for name, kind, person in (
        ("王建国", "OFFICE", "clerk"),
        ("李秀英", "OFFICE", "clerk"),
        ("张伟", "BICYCLE", "clerk"),
        ("刘洋", "OFFICE", "other_county"),
    ):
        await _support(world, name, kind, person)
    return world


async def test_everybody_counts_what_is_within_reach(provided: World) -> None:
    assert await _counted(provided, "city") == {(): 3}
    assert await _counted(provided, "city", "kind") == {("OFFICE",): 3}
    assert await _counted(provided, "city", on=LAST) == {(): 4}
    assert await _counted(provided, "city", "kind", on=date(2025, 8, 31)) == {}
    assert await _counted(provided, "county", "kind", on=LAST) == {("BICYCLE",): 1, ("OFFICE",): 2}
    assert await _counted(provided, "other_county", "kind") == {("OFFICE",): 1}
    assert await _counted(provided, "county", region="210727") == {(): 0}
    # The police see what their two cadres use, each cadre what he uses himself.
    assert await _counted(provided, "unit", "kind") == {("OFFICE",): 2}
    assert await _counted(provided, "王建国", "kind", "region") == {("OFFICE", provided.villages[FANGSHAN][0]): 1}
    assert await _counted(provided, "张伟", "kind", on=LAST) == {("BICYCLE",): 1}


async def test_what_the_form_does_not_count_by_is_refused(world: World) -> None:
    for by in (("item",), ("no_such",), ("kind", "kind")):
        with pytest.raises(UnknownTotal):
            await _counted(world, "county", *by)
    with pytest.raises(Forbidden):
        await _counted(world, "finance")
    async with world.database.read(world.ctx("county")) as work:
        with pytest.raises(UnknownForm):
            await totals(work, "no_such", "21", ())
