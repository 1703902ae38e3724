"""A posting is brought to its end by those who manage its place."""

from datetime import date
from uuid import UUID

import pytest

from tests.factories.world import World
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Forbidden
from xuanpai_core.postings.errors import EndBeforeStart, PostingAlreadyEnded, PostingNotFound
from xuanpai_core.postings.service import end_posting

LAST_DAY = date(2025, 10, 31)


async def end_date(world: World, posting_id: UUID) -> date | None:
    """The last day as it is stored."""
    async with world.database.read(world.ctx("county")) as work:
        day: date | None = await work.driver.fetchval(
            "SELECT end_date FROM posting WHERE tenant_id = $1 AND id = $2", world.tenant_id, posting_id
        )
    return day


async def end(world: World, person: str, posting_id: UUID, day: date = LAST_DAY) -> None:
    """End the posting on behalf of ``person``."""
    async with world.database.work(world.ctx(person)) as work:
        await end_posting(work, posting_id, day)


@pytest.mark.parametrize("person", ["county", "city", "province", "admin"])
async def test_organisers_above_the_village_end_a_posting(world: World, person: str) -> None:
    await end(world, person, world.postings["王建国"])

    assert await end_date(world, world.postings["王建国"]) == LAST_DAY
    assert await end_date(world, world.postings["李秀英"]) is None


async def test_the_neighbouring_county_cannot_end_it_and_learns_nothing(world: World) -> None:
    for posting_id in (world.postings["王建国"], new_id()):
        with pytest.raises(PostingNotFound):
            await end(world, "other_county", posting_id)

    assert await end_date(world, world.postings["王建国"]) is None


@pytest.mark.parametrize("person", ["clerk", "unit", "王建国"])
async def test_nobody_else_may_end_a_posting(world: World, person: str) -> None:
    with pytest.raises(Forbidden):
        await end(world, person, world.postings["王建国"])

    assert await end_date(world, world.postings["王建国"]) is None


async def test_the_other_tenant_cannot_end_it(world: World, other_world: World) -> None:
    with pytest.raises(PostingNotFound):
        await end(other_world, "county", world.postings["王建国"])

    assert await end_date(world, world.postings["王建国"]) is None


async def test_a_posting_ends_once(world: World) -> None:
    await end(world, "county", world.postings["王建国"])

    with pytest.raises(PostingAlreadyEnded):
        await end(world, "county", world.postings["王建国"], date(2025, 12, 31))

    assert await end_date(world, world.postings["王建国"]) == LAST_DAY


async def test_a_posting_does_not_end_before_it_began(world: World) -> None:
    with pytest.raises(EndBeforeStart):
        await end(world, "county", world.postings["王建国"], date(2024, 12, 31))

    assert await end_date(world, world.postings["王建国"]) is None
    await end(world, "county", world.postings["王建国"], date(2025, 1, 1))
    assert await end_date(world, world.postings["王建国"]) == date(2025, 1, 1)
