"""Dated changes of the tree: what they do to names, codes and history, who may make them, and what is refused."""

import asyncio
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
    changes,
    done,
    merging,
    moving,
    refusal,
    renaming,
    tree,
)
from tests.factories.world import FANGSHAN, World
from xuanpai_core.clock import FixedClock
from xuanpai_core.db.session import Database
from xuanpai_core.errors import Conflict, Forbidden, NotFound
from xuanpai_core.regions.models import RegionChangeKind
from xuanpai_core.regions.service import RegionChanged, name_on, rebuild_derived, rename_region, successors


async def called(world: World, code: str, day: date) -> tuple[str, str]:
    async with world.database.read(world.ctx("county")) as work:
        return await name_on(work, code, day)


async def stands_for(world: World, code: str, day: date | None = None) -> tuple[str, ...]:
    async with world.database.read(world.ctx("county")) as work:
        return await successors(work, code, day)


async def wrong_full_names(world: World) -> int:
    async with world.database.work(world.ctx("admin")) as work:
        return await rebuild_derived(work)


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
