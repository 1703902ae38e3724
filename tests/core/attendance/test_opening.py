"""The night's job that counts everybody in post into the month's figures."""

from tests.core.attendance.acts import OCTOBER
from tests.core.attendance.footprint import rows
from tests.factories.world import World
from xuanpai_core.attendance.months import counties_in_post, open_month
from xuanpai_core.attendance.tasks import open_this_month


async def test_everybody_in_post_is_counted_county_by_county_and_once(world: World) -> None:
    async with world.database.read(world.ctx("county")) as work:
        counties = await counties_in_post(work, OCTOBER)
    assert counties == ["210726", "210727"]

    await open_this_month(world.database, world.tenant_id)
    opened = await rows(world, "monthly_attendance")
    await open_this_month(world.database, world.tenant_id)

    assert {row["posting_id"] for row in opened} == set(world.postings.values())
    assert {row["month"] for row in opened} == {OCTOBER.start}
    assert await rows(world, "monthly_attendance") == opened
    assert sum(row["postings"] for row in await rows(world, "county_month")) == len(world.postings)


async def test_below_a_place_nobody_else_is_opened(world: World) -> None:
    async with world.database.work(world.ctx("admin")) as work:
        assert await open_month(work, OCTOBER, "210727") == 2
        assert await open_month(work, OCTOBER, "210727") == 0

    opened = await rows(world, "monthly_attendance")
    assert [row["region_code"][:6] for row in opened] == ["210727", "210727"]
