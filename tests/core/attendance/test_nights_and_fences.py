"""Nights that a check-in shows, and how far from the village's fences it was made."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from tests.core.attendance.acts import OCTOBER, TODAY, entry, seal, send
from tests.core.attendance.footprint import footprint, rows
from tests.factories.world import FANGSHAN, World
from xuanpai_core.attendance.models import FenceKind, NightSource
from xuanpai_core.attendance.places import Datum, to_gcj02
from xuanpai_core.attendance.service import NewFence, Night, add_fence, end_fence, nights_of, register_night
from xuanpai_core.clock import SHANGHAI, FixedClock
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import XuanpaiError

WHO = "王建国"


async def nights(world: World, first: date = OCTOBER.start, after: date = OCTOBER.end) -> tuple[Night, ...]:
    """The nights of ``WHO``."""
    async with world.database.read(world.ctx("county")) as work:
        return (await nights_of(work, [world.postings[WHO]], first, after))[world.postings[WHO]]


async def note(world: World, person: str, night: date, *, spent: bool = True, reason: str | None = None) -> None:
    """Register a night of ``WHO``."""
    async with world.database.work(world.ctx(person)) as work:
        await register_night(work, world.postings[WHO], night, spent=spent, reason=reason)


async def draw(world: World, person: str = "clerk", **changes: Any) -> UUID:
    """Draw a circle of 500 m in the village of ``WHO``, with changes."""
    values: dict[str, Any] = {
        "region_code": world.villages[FANGSHAN][0],
        "name": "村部",
        "kind": FenceKind.RADIUS,
        "valid_from": date(2025, 1, 1),
        "centre": (41.7, 122.1),
        "radius_m": 500,
    }
    async with world.database.work(world.ctx(person)) as work:
        return await add_fence(work, NewFence(**{**values, **changes}), str(new_id()))


async def distance(world: World, **changes: Any) -> int | None:
    """How far off a check-in with these changes was."""
    sent = entry(**changes)
    await send(world, WHO, sent)
    found: int | None = next(row["distance_m"] for row in await rows(world, "check_in") if row["id"] == sent.id)
    return found


async def test_an_act_by_night_shows_the_night_of_its_evening(world: World, clock: FixedClock) -> None:
    clock.instant = datetime(2026, 1, 1, 9, 0, tzinfo=SHANGHAI)
    for day, hour in (
        (date(2025, 12, 29), 19),
        (date(2025, 12, 30), 20),
        (date(2025, 12, 30), 23),
        (date(2026, 1, 1), 0),
        (date(2026, 1, 1), 6),
    ):
        await send(world, WHO, entry(day, hour))

    assert await nights(world, date(2025, 12, 1), date(2026, 2, 1)) == (
        Night(date(2025, 12, 30), NightSource.CHECK_IN),
        Night(date(2025, 12, 31), NightSource.CHECK_IN),
    )


async def test_nights_of_the_leap_day_and_of_the_first_day_in_post(world: World, clock: FixedClock) -> None:
    clock.instant = datetime(2028, 3, 1, 1, 0, tzinfo=SHANGHAI)
    async with world.database.transaction(world.tenant_id) as transaction:
        await transaction.driver.execute("SELECT xuanpai_make_partitions($1, $2)", date(2028, 2, 1), date(2028, 3, 1))
    await send(world, WHO, entry(date(2028, 3, 1), 0))
    assert await nights(world, date(2028, 2, 1), date(2028, 4, 1)) == (Night(date(2028, 2, 29), NightSource.CHECK_IN),)

    async with world.database.work(world.ctx("admin")) as work:
        await work.driver.execute(
            "UPDATE posting SET start_date = $2, planned_end = NULL WHERE tenant_id = $1",
            world.tenant_id,
            date(2028, 3, 1),
        )
    await send(world, "李秀英", entry(date(2028, 3, 1), 0))
    assert len(await rows(world, "overnight")) == 1


async def test_the_village_registers_a_night_and_strikes_it_out_with_a_reason(world: World, other_world: World) -> None:
    evening = date(2025, 10, 23)
    await send(world, WHO, entry(evening, 21))
    await note(world, "village", date(2025, 10, 22))
    await note(world, "village", date(2025, 10, 22))
    await note(world, "clerk", evening, spent=False, reason="当晚查夜不在")
    await send(world, WHO, entry(TODAY, 1))

    assert await nights(world) == (Night(date(2025, 10, 22), NightSource.REGISTERED),)
    before = await footprint(world)
    world.postings["外省"] = other_world.postings[WHO]
    codes = []
    for person, night, reason in (
        ("clerk", evening, None),
        ("clerk", date(2025, 10, 25), None),
        ("clerk", date(2024, 12, 31), None),
        ("secretary", evening, "在"),
        (WHO, evening, "在"),
    ):
        with pytest.raises(XuanpaiError) as refusal:
            await note(world, person, night, reason=reason)
        codes.append(refusal.value.error_code)
    assert codes == ["REASON_REQUIRED", "DAY_IN_FUTURE", "POSTING_NOT_IN_FORCE", "FORBIDDEN", "FORBIDDEN"]
    assert await footprint(world) == before


async def test_no_night_is_added_to_a_sealed_month(world: World, clock: FixedClock) -> None:
    clock.instant = datetime(2025, 11, 1, 9, 0, tzinfo=SHANGHAI)
    await seal(world, WHO)

    taken = await send(world, WHO, entry(date(2025, 11, 1), 0))
    with pytest.raises(XuanpaiError) as refusal:
        await note(world, "clerk", date(2025, 10, 30))

    assert taken.counted
    assert refusal.value.error_code == "MONTH_SEALED"
    assert await rows(world, "overnight") == []


async def test_a_check_in_keeps_its_distance_to_the_nearest_fence_and_is_never_refused_for_it(world: World) -> None:
    assert await distance(world) is None
    await draw(world)
    assert await distance(world, latitude=None, longitude=None) is None
    assert await distance(world) == 0
    assert await distance(world, latitude=41.71, longitude=122.1) == 612
    assert await distance(world, latitude=20.0, longitude=110.0) == 2_668_188

    square = ((41.72, 122.10), (41.72, 122.12), (41.74, 122.12), (41.74, 122.10))
    await draw(world, kind=FenceKind.POLYGON, name="牧场", centre=None, radius_m=None, vertices=square)
    assert await distance(world, latitude=41.73, longitude=122.11) == 0
    gcj02 = to_gcj02(41.71, 122.1)
    assert await distance(world, latitude=gcj02[0], longitude=gcj02[1], datum=Datum.GCJ02) == 612
    kept = [row for row in await rows(world, "check_in") if row["distance_m"] == 612]
    assert [round(row["latitude"], 8) for row in kept] == [41.71, 41.71]


async def test_a_fence_holds_for_its_season_its_term_and_its_dweller(world: World) -> None:
    await draw(world, season_months=(6, 7, 8))
    await draw(world, valid_from=date(2025, 10, 24), valid_to=date(2025, 10, 25), radius_m=1000)
    await draw(world, region_code=world.villages[FANGSHAN][1], radius_m=5000)
    here = {"latitude": 41.71, "longitude": 122.1}
    assert await distance(world, day=date(2025, 10, 23), **here) is None
    assert await distance(world, **here) == 112

    dwelling = await draw(world, posting_id=world.postings[WHO], centre=(41.71, 122.1), name="住处")
    assert await distance(world, **here) == 0
    async with world.database.work(world.ctx("clerk")) as work:
        await end_fence(work, dwelling, date(2025, 10, 24), "搬家")
    assert await distance(world, **here) == 112


async def test_fences_that_make_no_sense_or_lie_elsewhere_are_refused(world: World) -> None:
    fence = await draw(world)
    before = await footprint(world)
    codes = []
    for person, changes in (
        ("clerk", {"radius_m": 49}),
        ("clerk", {"centre": None}),
        ("clerk", {"centre": (91.0, 122.1)}),
        ("clerk", {"kind": FenceKind.POLYGON}),
        ("clerk", {"kind": FenceKind.POLYGON, "centre": None, "radius_m": None, "vertices": ((41.7, 122.1),) * 3}),
        ("clerk", {"season_months": (13,)}),
        ("clerk", {"name": " "}),
        ("clerk", {"valid_to": date(2025, 1, 1)}),
        ("clerk", {"posting_id": world.postings["李秀英"]}),
        ("other_county", {}),
        (WHO, {}),
    ):
        with pytest.raises(XuanpaiError) as refusal:
            await draw(world, person, **changes)
        codes.append(refusal.value.error_code)
    for person, reason in (("clerk", ""), ("other_county", "停用")):
        with pytest.raises(XuanpaiError) as refusal:
            async with world.database.work(world.ctx(person)) as work:
                await end_fence(work, fence, TODAY, reason)
        codes.append(refusal.value.error_code)

    assert codes == [
        *["INVALID_FENCE"] * 8,
        "POSTING_NOT_FOUND",
        "FORBIDDEN",
        "FORBIDDEN",
        "REASON_REQUIRED",
        "FENCE_NOT_FOUND",
    ]
    assert await footprint(world) == before
