"""A province comes into its tenant whole, once, and under forced row-level security."""

from itertools import islice

import pytest

from tests.factories.world import policy
from xuanpai_core.context import Actor, RequestContext
from xuanpai_core.db.session import Database, Work
from xuanpai_core.db.types import new_id
from xuanpai_core.regions.errors import ProvinceNotInPack
from xuanpai_core.regions.loading import insert_regions, load_province
from xuanpai_core.regions.pack import read_province

ROWS = "SELECT code, parent_code, level, name, path_name FROM region WHERE tenant_id = $1 ORDER BY code"
VILLAGES_OF_SHANDONG = 62_074


@pytest.fixture
def newcomer() -> RequestContext:
    """A tenant without any region."""
    return RequestContext(new_id(), Actor(new_id(), "开通"), policy())


async def stored(work: Work) -> list[tuple[object, ...]]:
    return [tuple(row) for row in await work.driver.fetch(ROWS, work.tenant_id)]


async def test_shandong_comes_in_as_the_pack_has_it(database: Database, newcomer: RequestContext) -> None:
    async with database.work(newcomer) as work:
        loaded = await load_province(work, "37")

    async with database.read(newcomer) as work:
        rows = await stored(work)
    assert loaded == len(rows) == 64_095
    assert rows == [tuple(row) for row in read_province("37")]
    assert sum(1 for row in rows if row[2] == 5) == VILLAGES_OF_SHANDONG


async def test_a_province_that_is_there_is_not_loaded_again(database: Database, newcomer: RequestContext) -> None:
    async with database.work(newcomer) as work:
        first = await load_province(work, "64")
    async with database.work(newcomer) as work:
        second = await load_province(work, "64")

    async with database.read(newcomer) as work:
        assert len(await stored(work)) == first
    assert (first, second) == (len(list(read_province("64"))), 0)


async def test_a_load_that_is_broken_off_leaves_nothing_and_can_be_done_again(
    database: Database, newcomer: RequestContext
) -> None:
    async def broken_off() -> None:
        async with database.work(newcomer) as work:
            await load_province(work, "64")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await broken_off()

    async with database.read(newcomer) as work:
        assert await stored(work) == []
    async with database.work(newcomer) as work:
        assert await load_province(work, "64") == len(list(read_province("64")))


async def test_a_batch_may_be_a_single_region_and_the_province_has_no_parent(
    database: Database, newcomer: RequestContext
) -> None:
    async with database.work(newcomer) as work:
        inserted = await insert_regions(work, islice(read_province("64"), 1))
        assert inserted == 1
        assert await stored(work) == [("64", None, 1, "宁夏回族自治区", "宁夏回族自治区")]


async def test_no_region_comes_in_for_an_empty_list(database: Database, newcomer: RequestContext) -> None:
    async with database.work(newcomer) as work:
        assert await insert_regions(work, []) == 0
        assert await stored(work) == []


async def test_another_tenant_sees_nothing_of_a_loaded_province(database: Database, newcomer: RequestContext) -> None:
    stranger = RequestContext(new_id(), Actor(new_id(), "外省"), policy())
    async with database.work(newcomer) as work:
        await load_province(work, "64")

    async with database.read(stranger) as work:
        assert await stored(work) == []
        assert await work.driver.fetchval("SELECT count(*) FROM region WHERE tenant_id = $1", newcomer.tenant_id) == 0


async def test_an_unknown_province_is_refused_and_nothing_comes_in(
    database: Database, newcomer: RequestContext
) -> None:
    with pytest.raises(ProvinceNotInPack):
        async with database.work(newcomer) as work:
            await load_province(work, "99")

    async with database.read(newcomer) as work:
        assert await stored(work) == []
