"""Dated changes of the tree: new names, who may give them, what a place was called, and the derived columns."""

import asyncio
from datetime import date

import pytest

from tests.core.regions.tree import (
    BEFORE,
    DAY,
    FULL_NAME,
    HEISHAN,
    SECOND,
    VILLAGE,
    YI,
    Change,
    abolishing,
    called,
    changes,
    done,
    merging,
    moving,
    refusal,
    renaming,
    stands_for,
    tree,
    wrong_full_names,
)
from tests.factories.world import FANGSHAN, World
from xuanpai_core.clock import FixedClock
from xuanpai_core.db.session import Database
from xuanpai_core.errors import Conflict, Forbidden, NotFound
from xuanpai_core.regions.models import RegionChangeKind
from xuanpai_core.regions.service import RegionChanged, name_on, rebuild_derived, rename_region

# Renaming


async def test_a_renamed_village_is_called_anew_from_that_day_and_as_before_until_then(world: World) -> None:
    change = await done(world, renaming(VILLAGE, "芳山新村村民委员会"))

    assert change == RegionChanged(RegionChangeKind.RENAME, (VILLAGE,), None, DAY, 1)
    new = ("芳山新村村民委员会", "辽宁省锦州市黑山县芳山镇芳山新村村民委员会")
    assert await called(world, VILLAGE, BEFORE) == ("芳山村民委员会", FULL_NAME)
    assert await called(world, VILLAGE, DAY) == new
    assert (await tree(world))[VILLAGE] == (FANGSHAN, 5, *new, None, None)
    assert await changes(world) == [("RENAME", VILLAGE, DAY, "芳山村民委员会", "芳山新村村民委员会", None)]


async def test_the_full_names_below_a_renamed_county_follow_and_nothing_else_does(world: World) -> None:
    before = await tree(world)

    change = await done(world, renaming(HEISHAN, "黑山市"))

    after = await tree(world)
    below = [code for code in before if code.startswith(HEISHAN)]
    assert change.affected == len(below) == 345
    for code, (parent, level, name, path_name, first, last) in before.items():
        expected = str(path_name).replace("锦州市黑山县", "锦州市黑山市") if code in below else path_name
        assert after[code] == (parent, level, "黑山市" if code == HEISHAN else name, expected, first, last)
    assert await called(world, VILLAGE, BEFORE) == ("芳山村民委员会", FULL_NAME)
    assert await called(world, VILLAGE, DAY) == ("芳山村民委员会", FULL_NAME.replace("黑山县", "黑山市"))
    assert await changes(world) == [("RENAME", HEISHAN, DAY, "黑山县", "黑山市", None)]
    assert await wrong_full_names(world) == 0


async def test_two_renamings_keep_both_earlier_names(world: World) -> None:
    await done(world, renaming(VILLAGE, "甲村村民委员会", date(2025, 3, 1)))
    await done(world, renaming(HEISHAN, "黑山市", date(2025, 5, 1), "rename-0002"))
    await done(world, renaming(VILLAGE, "乙村村民委员会", date(2025, 5, 1), "rename-0003"))

    told = [(await called(world, VILLAGE, date(2025, month, 15)))[1] for month in (2, 4, 6)]
    assert [name.removeprefix("辽宁省锦州市") for name in told] == [
        "黑山县芳山镇芳山村民委员会",
        "黑山县芳山镇甲村村民委员会",
        "黑山市芳山镇乙村村民委员会",
    ]


async def test_a_name_that_a_sibling_bears_is_refused(world: World) -> None:
    refused = await refusal(world, renaming(VILLAGE, "八间村民委员会"))

    assert isinstance(refused, Conflict)
    assert refused.error_code == "NAME_TAKEN"
    assert refused.message == "辽宁省锦州市黑山县芳山镇下已有“八间村民委员会”,请先改名。"


async def test_the_name_of_an_abolished_sibling_is_free_again(world: World) -> None:
    await done(world, abolishing(SECOND, VILLAGE))

    await done(world, renaming(VILLAGE, "八间村民委员会"))

    assert (await tree(world))[VILLAGE][2] == "八间村民委员会"


async def test_a_change_before_the_last_one_below_is_refused_and_one_on_the_same_day_is_not(world: World) -> None:
    await done(world, renaming(VILLAGE, "甲村村民委员会"))

    refused = await refusal(world, renaming(HEISHAN, "黑山市", BEFORE, "rename-0002"))
    await done(world, renaming(HEISHAN, "黑山市", DAY, "rename-0003"))

    assert refused.error_code == "CHANGE_BEFORE_LAST_CHANGE"
    assert refused.message == "这里在 2025-07-01 已有变更,新的变更不能早于这一天;请核对生效日期。"
    assert (await called(world, VILLAGE, BEFORE))[1] == FULL_NAME


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (renaming("210726999", "某镇"), "UNKNOWN_REGION"),
        (renaming(VILLAGE, "芳山村民委员会"), "NAME_UNCHANGED"),
        (renaming(VILLAGE, "  "), "INVALID_REGION_NAME"),
        (renaming(VILLAGE, "长" * 65), "INVALID_REGION_NAME"),
        (renaming(VILLAGE, "义\u200b村"), "INVALID_REGION_NAME"),
        (renaming(VILLAGE, "新村", date(2025, 10, 25)), "NOT_YET_IN_FORCE"),
        (lambda work: rename_region(work, VILLAGE, "新村", DAY, " ", "rename-0001"), "INVALID_DOCUMENT"),
        (lambda work: rename_region(work, VILLAGE, "新村", DAY, "文" * 201, "rename-0001"), "INVALID_DOCUMENT"),
    ],
)
async def test_a_renaming_that_cannot_be_right_is_refused(world: World, change: Change, code: str) -> None:
    assert (await refusal(world, change)).error_code == code


async def test_a_renaming_may_take_effect_today(world: World, clock: FixedClock) -> None:
    await done(world, renaming(VILLAGE, "新村村民委员会", date(2025, 10, 24)))

    assert (await tree(world))[VILLAGE][2] == "新村村民委员会"


# Who may, and how often


EVERY_CHANGE = [
    renaming(VILLAGE, "新村村民委员会"),
    merging([SECOND], VILLAGE),
    abolishing(VILLAGE, None),
    moving(FANGSHAN, YI, "210727120"),
]


@pytest.mark.parametrize("change", EVERY_CHANGE)
async def test_nobody_below_the_province_changes_the_tree(world: World, change: Change) -> None:
    for person in ("city", "county", "clerk", "secretary", "village", "unit", "finance", "王建国"):
        refused = await refusal(world, change, person)

        assert isinstance(refused, Forbidden)


@pytest.mark.parametrize("person", ["admin", "province"])
@pytest.mark.parametrize("change", EVERY_CHANGE)
async def test_the_province_changes_the_tree_and_leaves_a_trace(world: World, change: Change, person: str) -> None:
    await done(world, change, person)

    events = """
        SELECT account_id, action, detail ->> 'kind' FROM audit_event WHERE tenant_id = $1 AND subject_type = 'region'
    """
    async with world.database.read(world.ctx("admin")) as work:
        (event,) = await work.driver.fetch(events, world.tenant_id)
        (kind,) = {row[0] for row in await changes(world)}
    assert tuple(event) == (world.people[person].account_id, "region:manage", kind)


@pytest.mark.parametrize("change", EVERY_CHANGE)
async def test_a_change_sent_twice_happens_once_and_answers_the_same(world: World, change: Change) -> None:
    first = await done(world, change)
    after, noted = await tree(world), await changes(world)

    second = await done(world, change)

    assert first == second
    assert (await tree(world), await changes(world)) == (after, noted)


async def test_a_key_that_was_used_for_another_change_is_refused(world: World) -> None:
    await done(world, renaming(VILLAGE, "甲村"))

    refused = await refusal(world, renaming(VILLAGE, "乙村"))

    assert refused.error_code == "IDEMPOTENCY_KEY_REUSED"


async def test_a_place_of_another_province_is_out_of_reach(world: World) -> None:
    refused = await refusal(world, renaming("37", "山东"))

    assert isinstance(refused, Forbidden)


async def test_changes_in_one_tenant_are_not_seen_in_another(world: World, other_world: World) -> None:
    before = await tree(other_world)

    for change in EVERY_CHANGE[:2]:
        await done(world, change)

    assert await tree(other_world) == before
    assert await changes(other_world) == []
    assert await called(other_world, VILLAGE, DAY) == ("芳山村民委员会", FULL_NAME)


async def test_changes_at_the_same_moment_wait_for_each_other(world: World) -> None:
    await asyncio.gather(
        done(world, renaming("2107", "锦城市", key="rename-city1")),
        done(world, renaming(HEISHAN, "黑山市", key="rename-county1")),
        done(world, renaming(FANGSHAN, "芳山街道", key="rename-town01")),
    )

    assert (await called(world, VILLAGE, DAY))[1] == "辽宁省锦城市黑山市芳山街道芳山村民委员会"
    assert (await called(world, VILLAGE, BEFORE))[1] == FULL_NAME
    assert await wrong_full_names(world) == 0


# Reading


async def test_an_unknown_code_has_no_name(world: World) -> None:
    async with world.database.read(world.ctx("county")) as work:
        with pytest.raises(NotFound, match="没有代码为 210799 的区划"):
            await name_on(work, "210799", DAY)


async def test_a_region_that_never_changed_stands_for_itself_and_an_unknown_one_for_nothing(world: World) -> None:
    assert await stands_for(world, VILLAGE) == (VILLAGE,)
    assert await stands_for(world, "210799") == ()


# Rebuilding


async def test_levels_and_full_names_are_rebuilt_from_the_parents(world: World) -> None:
    loaded = await tree(world)
    spoil = "UPDATE region SET path_name = 'x', level = 3 WHERE tenant_id = $1 AND code >= $2 AND code < $2 || ':'"
    async with world.database.work(world.ctx("admin")) as work:
        await work.driver.execute(spoil, world.tenant_id, FANGSHAN)

    rebuilt = await wrong_full_names(world)

    assert rebuilt == 22
    assert await tree(world) == loaded
    assert await wrong_full_names(world) == 0


async def test_rebuilding_leaves_regions_that_have_ended_as_they_were_called(world: World) -> None:
    await done(world, abolishing(VILLAGE, None))
    await done(world, renaming(HEISHAN, "黑山市"))

    assert await wrong_full_names(world) == 0
    assert (await tree(world))[VILLAGE][3] == FULL_NAME


async def test_only_the_province_rebuilds(world: World, database: Database) -> None:
    with pytest.raises(Forbidden):
        async with database.work(world.ctx("city")) as work:
            await rebuild_derived(work)
