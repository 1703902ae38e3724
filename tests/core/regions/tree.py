"""What tests of the tree share: real places, changes to try, and the tree before and after them."""

from collections.abc import Awaitable, Callable
from datetime import date

import pytest

from tests.factories.world import World
from xuanpai_core.db.session import Work
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.regions.service import (
    RegionChanged,
    abolish_region,
    merge_regions,
    move_region,
    name_on,
    rebuild_derived,
    rename_region,
    successors,
)

HEISHAN, YI = "210726", "210727"
VILLAGE, SECOND = "210726101200", "210726101203"
FARM = "210726400"
PAPER = "辽政〔2025〕7号"
DAY, BEFORE = date(2025, 7, 1), date(2025, 6, 30)
FULL_NAME = "辽宁省锦州市黑山县芳山镇芳山村民委员会"

TREE = """
SELECT code, parent_code, level, name, path_name, valid_from, valid_to FROM region
 WHERE tenant_id = $1 ORDER BY code
"""
CHANGES = """
SELECT kind, code, effective_on, old_name, new_name, successor_code FROM region_change
 WHERE tenant_id = $1 ORDER BY kind, code
"""

Change = Callable[[Work], Awaitable[RegionChanged]]


async def tree(world: World) -> dict[str, tuple[object, ...]]:
    """The whole tree: code → parent, level, name, full name, first day, day after the last."""
    async with world.database.read(world.ctx("admin")) as work:
        return {row["code"]: tuple(row)[1:] for row in await work.driver.fetch(TREE, world.tenant_id)}


async def changes(world: World) -> list[tuple[object, ...]]:
    async with world.database.read(world.ctx("admin")) as work:
        return [tuple(row) for row in await work.driver.fetch(CHANGES, world.tenant_id)]


async def done(world: World, change: Change, person: str = "admin") -> RegionChanged:
    async with world.database.work(world.ctx(person)) as work:
        return await change(work)


async def refusal(world: World, change: Change, person: str = "admin") -> XuanpaiError:
    """The refusal, after making sure that nothing was changed."""
    before, noted = await tree(world), await changes(world)
    with pytest.raises(XuanpaiError) as caught:
        await done(world, change, person)
    assert (await tree(world), await changes(world)) == (before, noted)
    return caught.value


def renaming(code: str, name: str, day: date = DAY, key: str = "rename-0001") -> Change:
    return lambda work: rename_region(work, code, name, day, PAPER, key)


def merging(codes: list[str], into: str, new_codes: dict[str, str] | None = None, key: str = "merge-00001") -> Change:
    return lambda work: merge_regions(work, codes, into, DAY, PAPER, key, new_codes=new_codes)


def abolishing(code: str, successor: str | None, day: date = DAY, key: str = "abolish-0001") -> Change:
    return lambda work: abolish_region(work, code, successor, day, PAPER, key)


def moving(code: str, parent: str, new_code: str, day: date = DAY, key: str = "move-000001") -> Change:
    return lambda work: move_region(work, code, parent, new_code, day, PAPER, key)


async def called(world: World, code: str, day: date) -> tuple[str, str]:
    async with world.database.read(world.ctx("county")) as work:
        return await name_on(work, code, day)


async def stands_for(world: World, code: str, day: date | None = None) -> tuple[str, ...]:
    async with world.database.read(world.ctx("county")) as work:
        return await successors(work, code, day)


async def wrong_full_names(world: World) -> int:
    async with world.database.work(world.ctx("admin")) as work:
        return await rebuild_derived(work)
