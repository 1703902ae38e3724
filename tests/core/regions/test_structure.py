"""Regions merge, end and move: what becomes of those below, of their codes, and of the records that point to them."""

from datetime import date

import pytest

from tests.core.regions.tree import (
    BEFORE,
    DAY,
    FARM,
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
from xuanpai_core.regions.models import RegionChangeKind
from xuanpai_core.regions.service import RegionChanged

# Merging


async def test_merged_villages_end_and_lead_to_the_one_that_goes_on(world: World) -> None:
    before = await tree(world)

    change = await done(world, merging([SECOND, "210726101205"], VILLAGE))

    after = await tree(world)
    assert change == RegionChanged(RegionChangeKind.MERGE, (SECOND, "210726101205"), VILLAGE, DAY, 2)
    assert after[SECOND] == (*before[SECOND][:5], DAY)
    assert after[VILLAGE] == before[VILLAGE]
    assert await stands_for(world, SECOND) == (VILLAGE,)
    assert await stands_for(world, SECOND, BEFORE) == (SECOND,)
    assert await called(world, SECOND, date(2025, 12, 1)) == ("八间村民委员会", before[SECOND][3])
    assert [change[:2] for change in await changes(world)] == [("MERGE", SECOND), ("MERGE", "210726101205")]


async def test_an_old_posting_keeps_the_village_that_was_merged_away(world: World) -> None:
    posted = "SELECT region_code FROM posting WHERE tenant_id = $1 AND id = $2"
    village = world.villages[FANGSHAN][1]

    await done(world, merging([village], VILLAGE))

    async with world.database.read(world.ctx("county")) as work:
        assert await work.driver.fetchval(posted, world.tenant_id, world.postings["李秀英"]) == village
    assert (await called(world, village, date(2025, 1, 1)))[0] == "八间村民委员会"


async def test_the_villages_of_a_merged_township_go_on_under_the_other_with_their_own_digits(world: World) -> None:
    before = await tree(world)
    villages = [code for code, row in before.items() if row[0] == FARM]

    change = await done(world, merging([FARM], "210726201"))

    after = await tree(world)
    assert change.affected == 1 + len(villages) == 21
    for code in villages:
        new = "210726201" + code[-3:]
        name = str(before[code][2])
        path_name = "辽宁省锦州市黑山县英城子乡" + name
        assert after[code] == (*before[code][:5], DAY)
        assert after[new] == ("210726201", 5, name, path_name, DAY, None)
        assert await stands_for(world, code) == (new,)
    assert await stands_for(world, FARM) == ("210726201",)
    assert await wrong_full_names(world) == 0


async def test_villages_whose_digits_are_taken_get_the_codes_that_are_given(world: World) -> None:
    baichang = "210726102"
    refused = await refusal(world, merging([baichang], FANGSHAN))
    given = {problem.path: f"{FANGSHAN}4{problem.path[-2:]}" for problem in refused.fields}

    await done(world, merging([baichang], FANGSHAN, given))

    after = await tree(world)
    arrived = {code: row[2] for code, row in after.items() if row[0] == FANGSHAN and row[4] == DAY}
    left = {code: row[2] for code, row in after.items() if row[0] == baichang}
    assert refused.error_code == "CODE_TAKEN"
    assert len(given) == 7
    assert len(left) == 13
    assert arrived == {given.get(code, FANGSHAN + code[-3:]): name for code, name in left.items()}


async def test_villages_of_one_name_do_not_come_under_one_township(world: World) -> None:
    refused = await refusal(world, merging(["210726001"], "210726002"))

    assert refused.error_code == "NAME_TAKEN"
    assert [problem.message for problem in refused.fields] == ["大虎山街道下已有“向阳社区居民委员会”。"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (merging([], VILLAGE), "SAME_REGION"),
        (merging([VILLAGE], VILLAGE), "SAME_REGION"),
        (merging([SECOND, SECOND], VILLAGE), "SAME_REGION"),
        (merging([SECOND], FANGSHAN), "OTHER_LEVEL"),
        (merging([SECOND], "210726101999"), "UNKNOWN_REGION"),
        (merging([FARM], "210726201", {f"{FARM}500": "210726202201"}), "WRONG_CODE"),
        (merging([FARM], "210726201", {VILLAGE: "210726201999"}), "WRONG_CODE"),
        (merging([FARM], "210726201", {f"{FARM}500": "2107262012"}), "INVALID_REGION_CODE"),
    ],
)
async def test_a_merger_that_cannot_be_right_is_refused(world: World, change: Change, code: str) -> None:
    assert (await refusal(world, change)).error_code == code


# Abolishing


async def test_an_abolished_village_without_successor_leads_nowhere(world: World) -> None:
    await done(world, abolishing(VILLAGE, None))

    assert (await tree(world))[VILLAGE][-1] == DAY
    assert await stands_for(world, VILLAGE, BEFORE) == (VILLAGE,)
    assert await stands_for(world, VILLAGE) == ()
    assert (await called(world, VILLAGE, date(2026, 1, 1)))[1] == FULL_NAME


async def test_successors_are_followed_to_the_one_that_stands_today(world: World) -> None:
    third = "210726101205"
    await done(world, abolishing(VILLAGE, SECOND, date(2025, 3, 1)))
    await done(world, merging([SECOND], third))

    assert await stands_for(world, VILLAGE, date(2025, 2, 1)) == (VILLAGE,)
    assert await stands_for(world, VILLAGE, date(2025, 4, 1)) == (SECOND,)
    assert await stands_for(world, VILLAGE) == (third,)


@pytest.mark.parametrize(
    ("change", "code", "message"),
    [
        (
            abolishing(FANGSHAN, None),
            "REGION_NOT_EMPTY",
            "辽宁省锦州市黑山县芳山镇下还有 21 个区划,请先将其划转到别处或撤销。",
        ),
        (abolishing(VILLAGE, VILLAGE), "SAME_REGION", "承接的区划不能是被撤销的区划自己。"),
        (abolishing(VILLAGE, FANGSHAN), "OTHER_LEVEL", "辽宁省锦州市黑山县芳山镇不是村级区划,层级不符。"),
        (abolishing("210726101999", None), "UNKNOWN_REGION", "没有代码为 210726101999 的区划,请核对代码。"),
    ],
)
async def test_an_abolition_that_cannot_be_right_is_refused(
    world: World, change: Change, code: str, message: str
) -> None:
    refused = await refusal(world, change)

    assert (refused.error_code, refused.message) == (code, message)


@pytest.mark.parametrize(
    "change",
    [
        renaming(VILLAGE, "新村", key="later-00001"),
        merging([VILLAGE], SECOND, key="later-00001"),
        merging([SECOND], VILLAGE, key="later-00001"),
        abolishing(VILLAGE, None, key="later-00001"),
        abolishing(SECOND, VILLAGE, key="later-00001"),
        moving(VILLAGE, "210726102", "210726102999", key="later-00001"),
    ],
)
async def test_nothing_more_happens_to_an_abolished_region(world: World, change: Change) -> None:
    await done(world, abolishing(VILLAGE, None))

    refused = await refusal(world, change)

    assert refused.error_code == "REGION_ABOLISHED"
    assert refused.message == f"{FULL_NAME}已于 2025-07-01 撤销,请改用现在的区划。"


# Moving


async def test_a_township_moves_to_another_county_with_its_villages_under_new_codes(world: World) -> None:
    before = await tree(world)
    villages = [code for code, row in before.items() if row[0] == FANGSHAN]

    change = await done(world, moving(FANGSHAN, YI, "210727120"))

    after = await tree(world)
    assert change == RegionChanged(RegionChangeKind.MOVE, (FANGSHAN,), "210727120", DAY, 22)
    assert after["210727120"] == (YI, 4, "芳山镇", "辽宁省锦州市义县芳山镇", DAY, None)
    assert after[FANGSHAN] == (*before[FANGSHAN][:5], DAY)
    for code in villages:
        new, name = "210727120" + code[-3:], str(before[code][2])
        assert after[new] == ("210727120", 5, name, "辽宁省锦州市义县芳山镇" + name, DAY, None)
        assert after[code] == (*before[code][:5], DAY)
        assert await stands_for(world, code) == (new,)
    assert len(after) == len(before) + 22
    assert [row[0] for row in await changes(world)] == ["MOVE"] * 22
    assert await called(world, VILLAGE, DAY) == ("芳山村民委员会", FULL_NAME)
    assert await wrong_full_names(world) == 0


async def test_postings_keep_the_code_they_were_made_with_when_their_township_moves(world: World) -> None:
    places = "SELECT region_code FROM posting WHERE tenant_id = $1 ORDER BY id"
    async with world.database.read(world.ctx("county")) as work:
        before = [row[0] for row in await work.driver.fetch(places, world.tenant_id)]

    await done(world, moving(FANGSHAN, YI, "210727120"))

    async with world.database.read(world.ctx("county")) as work:
        assert [row[0] for row in await work.driver.fetch(places, world.tenant_id)] == before
    assert before[0] == VILLAGE


async def test_a_region_may_get_another_code_where_it_stands(world: World) -> None:
    await done(world, moving(VILLAGE, FANGSHAN, f"{FANGSHAN}500"))

    assert await stands_for(world, VILLAGE) == (f"{FANGSHAN}500",)
    assert (await tree(world))[f"{FANGSHAN}500"][2:4] == ("芳山村民委员会", FULL_NAME)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (moving(HEISHAN, FANGSHAN, "210726101"), "CYCLE"),
        (moving(FANGSHAN, FANGSHAN, "210726120"), "CYCLE"),
        (moving("21", "2107", "22"), "CYCLE"),
        (moving(FANGSHAN, "2107", "210726120"), "OTHER_LEVEL"),
        (moving(VILLAGE, YI, "210727999"), "OTHER_LEVEL"),
        (moving(FANGSHAN, YI, "210726120"), "WRONG_CODE"),
        (moving(FANGSHAN, YI, "2107271"), "INVALID_REGION_CODE"),
        (moving(FANGSHAN, YI, "210727101"), "CODE_TAKEN"),
        (moving(FANGSHAN, "210799", "210799120"), "UNKNOWN_REGION"),
        (moving(VILLAGE, "210726102", f"{VILLAGE[:9]}999"), "WRONG_CODE"),
    ],
)
async def test_a_move_that_cannot_be_right_is_refused(world: World, change: Change, code: str) -> None:
    assert (await refusal(world, change)).error_code == code


async def test_a_code_that_was_given_up_is_not_given_again(world: World) -> None:
    await done(world, moving(FANGSHAN, YI, "210727120"))

    refused = await refusal(world, moving("210726102", HEISHAN, FANGSHAN, key="move-000002"))

    assert refused.error_code == "CODE_TAKEN"


async def test_nothing_moves_below_a_county_that_was_called_otherwise_on_that_day(world: World) -> None:
    await done(world, renaming(YI, "义州市", date(2025, 9, 1)))

    refused = await refusal(world, moving(FANGSHAN, YI, "210727120"))

    assert refused.error_code == "CHANGE_BEFORE_LAST_CHANGE"


async def test_a_moved_region_may_not_change_before_it_came(world: World) -> None:
    await done(world, moving(FANGSHAN, YI, "210727120"))

    refused = await refusal(world, renaming("210727120", "芳山街道", BEFORE, "rename-0002"))

    assert refused.error_code == "CHANGE_BEFORE_LAST_CHANGE"
