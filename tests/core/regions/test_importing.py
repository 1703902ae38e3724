"""Another official list comes into a tenant that has its regions: all of it, or a report and nothing."""

from datetime import date

import pytest

from tests.core.regions.tree import DAY, TREE, VILLAGE, abolishing, done, tree
from tests.factories.world import FANGSHAN, World
from xuanpai_core.errors import Conflict, Forbidden, NotFound
from xuanpai_core.regions.importing import ListImport, Rename, import_official_list
from xuanpai_core.regions.official_list import ListProblem, ListProblemCode
from xuanpai_core.regions.pack import read_province
from xuanpai_core.regions.service import name_on, rebuild_derived

TODAY = date(2025, 10, 24)
KEY = "list-import-1"


async def imported(world: World, text: str, person: str = "admin", key: str = KEY) -> ListImport:
    async with world.database.work(world.ctx(person)) as work:
        return await import_official_list(work, text.encode(), key)


def listed(world_tree: dict[str, tuple[object, ...]], **names: str) -> str:
    """The tree as a list, with other names for some codes (``c210726`` for 210726)."""
    rows = {code: str(row[2]) for code, row in world_tree.items()}
    return "".join(f"{code},{names.get('c' + code, name)}\n" for code, name in sorted(rows.items()))


async def test_a_list_that_says_what_we_know_changes_nothing(world: World) -> None:
    before = await tree(world)

    report = await imported(world, listed(before))

    assert report == ListImport(620, 0, 0, 0, 0, (), (), ())
    assert len(before) == 620
    assert await tree(world) == before


async def test_new_regions_come_in_below_their_parents_and_new_names_are_taken_over_from_today(world: World) -> None:
    before = await tree(world)
    text = listed(before, c210726="黑山市") + "210726120,新设镇\n210726120201,新设村\n"

    report = await imported(world, text)

    after = await tree(world)
    assert (report.added, report.renamed_count, report.problem_count) == (2, 1, 0)
    assert report.renamed == (Rename(4, "210726", "黑山县", "黑山市"),)
    assert after["210726120"] == ("210726", 4, "新设镇", "辽宁省锦州市黑山市新设镇", TODAY, None)
    assert after["210726120201"] == ("210726120", 5, "新设村", "辽宁省锦州市黑山市新设镇新设村", TODAY, None)
    async with world.database.work(world.ctx("admin")) as work:
        assert (await name_on(work, VILLAGE, date(2025, 10, 23)))[1] == "辽宁省锦州市黑山县芳山镇芳山村民委员会"
        assert (await name_on(work, VILLAGE, TODAY))[1] == "辽宁省锦州市黑山市芳山镇芳山村民委员会"
        assert await rebuild_derived(work) == 0


async def test_what_a_list_leaves_out_beside_what_it_names_is_reported_and_kept(world: World) -> None:
    before = await tree(world)
    villages = [code for code, row in before.items() if row[0] == FANGSHAN]
    text = "".join(f"{code},{before[code][2]}\n" for code in villages[2:])

    report = await imported(world, text)

    assert (report.row_count, report.missing_count) == (19, 2)
    assert report.missing == tuple(villages[:2])
    assert await tree(world) == before


async def test_a_list_with_one_bad_row_changes_nothing_and_says_which(world: World) -> None:
    before = await tree(world)

    report = await imported(world, "210726120,新设镇\n210726,黑山市\n340101,外省的区\n210726121,\n")

    assert (report.added, report.renamed_count, report.problem_count) == (0, 0, 2)
    assert report.problems == (
        ListProblem(3, ListProblemCode.WRONG_PROVINCE, "代码 340101 不属于本省（21），请删除本行或更正代码。"),
        ListProblem(4, ListProblemCode.EMPTY_NAME, "名称为空，请补上区划名称。"),
    )
    assert await tree(world) == before


async def test_a_region_that_was_abolished_here_is_reported_as_a_problem(world: World) -> None:
    await done(world, abolishing(VILLAGE, None))
    before = await tree(world)

    report = await imported(world, f"{VILLAGE},芳山村民委员会\n")

    assert report.problems == (
        ListProblem(1, ListProblemCode.ABOLISHED, f"代码 {VILLAGE} 的区划在本系统中已撤销,请核对名单是否过期。"),
    )
    assert await tree(world) == before


async def test_the_bureaus_own_list_with_twelve_digits_throughout_is_taken_in(world: World) -> None:
    before = await tree(world)
    padded = "".join(f"{line.partition(',')[0]:0<12},{line.partition(',')[2]}\n" for line in listed(before).split())

    report = await imported(world, padded + "210726120000,新设镇\n")

    assert (report.row_count, report.added, report.problem_count) == (621, 1, 0)
    assert set(await tree(world)) == {*before, "210726120"}


async def test_the_whole_national_list_of_the_province_fills_what_was_missing(world: World) -> None:
    rows = [(row.code, row.name) for row in read_province("21")]

    report = await imported(world, "".join(f"{code},{name}\n" for code, name in rows))

    after = await tree(world)
    assert report.added == len(rows) - 620
    assert {code: (row[2], row[3]) for code, row in after.items()} == {
        row.code: (row.name, row.path_name) for row in read_province("21")
    }


async def test_the_same_list_under_the_same_key_is_taken_in_once(world: World) -> None:
    first = await imported(world, "210726120,新设镇\n")
    second = await imported(world, "210726120,新设镇\n")

    assert first == second
    assert first.added == 1
    with pytest.raises(Conflict, match="同一个幂等键"):
        await imported(world, "210726121,另一镇\n")
    assert "210726121" not in await tree(world)


async def test_only_the_province_takes_in_lists(world: World) -> None:
    before = await tree(world)
    for person in ("city", "county", "clerk", "unit", "王建国"):
        with pytest.raises(Forbidden):
            await imported(world, "210726120,新设镇\n", person)

    assert await tree(world) == before


async def test_a_list_comes_into_its_own_tenant_alone(world: World, other_world: World) -> None:
    before = await tree(other_world)

    await imported(world, "210726120,新设镇\n")

    assert await tree(other_world) == before


async def test_a_tenant_without_any_region_is_told_so(world: World) -> None:
    async with world.database.work(world.ctx("admin")) as work:
        await work.driver.execute("UPDATE region SET valid_to = $2 WHERE tenant_id = $1", world.tenant_id, DAY)
        with pytest.raises(NotFound, match="本租户还没有区划"):
            await import_official_list(work, b"21,x\n", KEY)
        assert len(await work.driver.fetch(TREE, world.tenant_id)) == 620
