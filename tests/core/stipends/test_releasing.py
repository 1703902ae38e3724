"""A batch is released once, by the county, when the quarter is over and its figures are still right (JZ-29)."""

import asyncio
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from tests.core.plugins.activating import activate_jinzhou
from tests.core.stipends.paying import JULY, Q4, County
from tests.factories.world import World
from xuanpai_core.clock import FixedClock
from xuanpai_core.errors import Conflict, Forbidden, NotFound, XuanpaiError
from xuanpai_core.stipends.models import BatchState

LAST_MOMENT = datetime(2025, 12, 31, 15, 59, 59, tzinfo=UTC)
MIDNIGHT_IN_SHANGHAI = datetime(2025, 12, 31, 16, 0, tzinfo=UTC)


async def ready(world: World) -> tuple[County, UUID]:
    """黑山县's third quarter, ready to be released."""
    await activate_jinzhou(world, stipend_absence="none")
    county = County(world)
    await county.meet()
    return county, await county.prepare()


async def test_a_ready_batch_is_released_for_good(world: World, clock: FixedClock) -> None:
    county, batch_id = await ready(world)
    clock.advance(hours=1)

    assert await county.release(batch_id) == batch_id

    batch = await county.batch(batch_id)
    assert (batch.state, batch.payable_fen) == (BatchState.RELEASED, 1_020_000)
    assert batch.released_by == world.people["county"].account_id
    assert batch.released_at == clock.now()


async def test_a_released_batch_is_neither_released_nor_prepared_again(world: World) -> None:
    county, batch_id = await ready(world)
    await county.release(batch_id)
    await county.change("王建国", end_date=date(2025, 7, 31))
    before = await county.lines(batch_id)

    for attempt in (county.release(batch_id), county.prepare()):
        with pytest.raises(Conflict) as refused:
            await attempt
        assert refused.value.error_code == "ALREADY_RELEASED"

    assert await county.lines(batch_id) == before
    assert (await county.batch(batch_id)).payable_fen == 1_020_000


async def test_two_people_releasing_at_once_release_once(world: World) -> None:
    county, batch_id = await ready(world)

    results = await asyncio.gather(county.release(batch_id), county.release(batch_id), return_exceptions=True)

    refusals = [result for result in results if isinstance(result, XuanpaiError)]
    assert [refusal.error_code for refusal in refusals] == ["ALREADY_RELEASED"]
    assert (await county.batch(batch_id)).state is BatchState.RELEASED


async def test_a_retry_of_the_release_is_answered(world: World) -> None:
    county, batch_id = await ready(world)

    first, second = await asyncio.gather(
        county.release(batch_id, key="same-key-1"), county.release(batch_id, key="same-key-1")
    )

    assert first == second == batch_id


async def test_preparing_and_releasing_at_once_never_change_a_released_batch(world: World) -> None:
    county, batch_id = await ready(world)

    results = await asyncio.gather(county.prepare(), county.release(batch_id), return_exceptions=True)

    codes = [result.error_code for result in results if isinstance(result, XuanpaiError)]
    assert codes in ([], ["ALREADY_RELEASED"])
    batch = await county.batch(batch_id)
    assert (batch.state, batch.payable_fen) == (BatchState.RELEASED, 1_020_000)
    assert len(await county.lines(batch_id)) == 9


async def test_a_blocked_batch_is_not_released_until_prepared_anew_after_the_meeting(world: World) -> None:
    await activate_jinzhou(world, stipend_absence="none")
    county = County(world)
    batch_id = await county.prepare()

    for _ in range(2):
        with pytest.raises(Conflict, match=r"还没有调度会记录.*重新生成") as refused:
            await county.release(batch_id)
        assert refused.value.error_code == "BATCH_BLOCKED"
        assert (await county.batch(batch_id)).state is BatchState.BLOCKED
        await county.meet()

    await county.prepare()
    await county.release(batch_id)
    assert (await county.batch(batch_id)).state is BatchState.RELEASED


async def test_a_quarter_is_released_from_the_first_moment_after_it(world: World, clock: FixedClock) -> None:
    await activate_jinzhou(world, stipend_absence="none")
    county = County(world)
    await county.meet(date(2025, 10, 20))
    batch_id = await county.prepare(Q4)

    clock.instant = LAST_MOMENT
    with pytest.raises(Conflict, match="2026年1月1日以后") as refused:
        await county.release(batch_id)
    assert refused.value.error_code == "QUARTER_NOT_ENDED"
    assert (await county.batch(batch_id)).state is BatchState.READY

    clock.instant = MIDNIGHT_IN_SHANGHAI
    await county.release(batch_id)
    assert (await county.batch(batch_id)).state is BatchState.RELEASED


async def test_a_cadre_who_left_after_the_batch_was_prepared_is_not_paid(world: World) -> None:
    county, batch_id = await ready(world)
    await county.change("王建国", end_date=date(2025, 8, 10))

    with pytest.raises(Conflict, match="重新生成") as refused:
        await county.release(batch_id)

    assert refused.value.error_code == "BATCH_OUTDATED"
    assert (await county.batch(batch_id)).state is BatchState.READY
    await county.prepare()
    await county.release(batch_id)
    assert (await county.batch(batch_id)).payable_fen == 850_000


async def test_attendance_that_came_in_after_the_batch_was_prepared_is_counted_first(world: World) -> None:
    await activate_jinzhou(world)
    county = County(world)
    await county.meet()
    batch_id = await county.prepare()
    await county.attend(["王建国"], months=[JULY])

    with pytest.raises(Conflict) as refused:
        await county.release(batch_id)

    assert refused.value.error_code == "BATCH_OUTDATED"
    await county.prepare()
    await county.release(batch_id)
    assert (await county.batch(batch_id)).payable_fen == 170_000


@pytest.mark.parametrize(
    ("person", "kind"),
    [
        ("other_county", NotFound),
        ("city", Forbidden),
        ("finance", Forbidden),
        ("clerk", Forbidden),
        ("admin", Forbidden),
    ],
)
async def test_nobody_else_releases_it(world: World, person: str, kind: type[XuanpaiError]) -> None:
    county, batch_id = await ready(world)

    with pytest.raises(kind):
        await county.release(batch_id, person)

    assert (await county.batch(batch_id)).state is BatchState.READY


async def test_another_province_cannot_find_it(world: World, other_world: World) -> None:
    county, batch_id = await ready(world)

    with pytest.raises(NotFound) as refused:
        await County(other_world).release(batch_id)

    assert refused.value.error_code == "BATCH_NOT_FOUND"
    assert (await county.batch(batch_id)).state is BatchState.READY
