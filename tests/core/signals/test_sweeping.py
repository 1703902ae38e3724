"""Looking again finds nothing twice, however the looks were parcelled; and changes no attendance."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import asyncpg

from tests.core.signals.noticing import (
    HERE,
    LI,
    LIU,
    TEXT,
    TODAY,
    WANG,
    enter,
    look,
    moment,
    photograph,
    picture,
    shoot,
    signals,
    subjects,
    write,
)
from tests.factories.fingerprint import fingerprint
from tests.factories.world import World
from tests.fixtures.admins import admin
from xuanpai_core.clock import FixedClock
from xuanpai_core.context import system_context
from xuanpai_core.signals.service import Looked
from xuanpai_core.signals.service import look as look_once

__all__ = ["admin"]

Act = Callable[[World], Awaitable[object]]
OWN = {"presence_signal", "signal_sweep", "device_use", "photo_use", "photo_print", "log_print", "lead"}
PHONE = {"id": "0199f1a0-7000-8000", "mock": True}


def entries() -> list[Act]:
    """A handful of everything that contradicts something else, each to be sent by itself."""
    yesterday, before = TODAY - timedelta(days=1), TODAY - timedelta(days=2)
    away = {"latitude": HERE[0] + 3, "accuracy_m": 0.0}
    return [
        lambda world: enter(world, WANG, moment(yesterday, 8), device=PHONE),
        lambda world: enter(world, WANG, moment(yesterday, 9), **away),
        lambda world: enter(world, LI, moment(before, 8), device=PHONE, distance_m=5000),
        lambda world: write(world, WANG, before),
        lambda world: write(world, LIU, yesterday),
        lambda world: write(world, LI, TODAY, text=TEXT.replace("张家", "李家")),
        lambda world: shoot(world, picture(1), WANG, moment(before, 7)),
        lambda world: shoot(world, picture(1), LI, moment(yesterday, 7)),
        lambda world: shoot(world, picture(1, (640, 480), 60), LIU, moment(TODAY, 7)),
    ]


async def found_with(world: World, order: list[int], looks_after: set[int], clock: FixedClock) -> set[tuple[str, str]]:
    """Send in that order, look after some of them and at the end; what was found, told apart by person and day."""
    acts = entries()
    for number, at in enumerate(order):
        await acts[at](world)
        clock.advance(minutes=3)
        if number in looks_after:
            await look(world)
    await look(world)
    names = {posting_id: name for name, posting_id in world.postings.items()}
    return {(row["kind"], names[row["posting_id"]]) for row in await signals(world)}


EXPECTED = {
    ("DEVICE_SHARED", WANG),
    ("DEVICE_SHARED", LI),
    ("FAR_AWAY", LI),
    ("IMPOSSIBLE_TRAVEL", WANG),
    ("MOCK_LOCATION", WANG),
    ("MOCK_LOCATION", LI),
    ("PHOTO_LOOKS_ALIKE", LIU),
    ("PHOTO_SEEN_BEFORE", LI),
    ("TEXT_COPIED", LI),
    ("TEXT_COPIED", LIU),
}


async def test_in_whichever_order_and_however_parcelled_the_same_is_found(
    world: World, other_world: World, clock: FixedClock
) -> None:
    """At once; each by itself, backwards; and in two halves, mixed."""
    at_once = await found_with(world, list(range(9)), set(), clock)
    one_by_one = await found_with(other_world, list(reversed(range(9))), set(range(9)), clock)

    assert at_once == EXPECTED
    assert one_by_one == EXPECTED


async def test_mixed_halves_find_the_same_and_looking_again_finds_nothing(world: World, clock: FixedClock) -> None:
    assert await found_with(world, [5, 8, 1, 2, 7, 0, 4, 6, 3], {3}, clock) == EXPECTED
    before = await subjects(world)

    assert await look(world) == 0
    clock.advance(minutes=2)
    assert await look(world) == 0
    clock.advance(days=2)
    assert await look(world) == 0

    assert await subjects(world) == before


async def test_a_look_changes_nothing_but_its_own_tables(world: World, admin: asyncpg.Connection) -> None:
    for act in entries():
        await act(world)
    ignored = (*OWN, "audit_event", "audit_head")
    before = await fingerprint(admin, [world.tenant_id], ignored)

    assert await look(world) > 8

    assert await fingerprint(admin, [world.tenant_id], ignored) == before


async def test_after_a_day_without_a_worker_everything_is_looked_at_stretch_by_stretch(
    world: World, clock: FixedClock
) -> None:
    assert await look(world) == 0
    for _ in range(4):
        clock.advance(hours=5)
        await enter(world, at=moment(TODAY, 7), device={"mock": True})
    clock.advance(hours=3)
    stretches = 0
    looked = Looked(0, more=True)
    while looked.more:
        async with world.database.work(system_context(world.tenant_id, "signals.sweep")) as work:
            looked = await look_once(work, looked.rest)
        stretches += 1

    assert stretches == 23 * 4
    assert len(await signals(world, "MOCK_LOCATION")) == 4


async def test_the_trail_says_how_many_were_raised(world: World) -> None:
    await enter(world, device={"mock": True})
    await enter(world, LI, device={"mock": True}, distance_m=9000)
    await look(world)

    async with world.database.read(world.ctx("admin")) as work:
        rows = await work.driver.fetch(
            "SELECT after FROM audit_event WHERE tenant_id = $1 AND action = 'signal:raise'", world.tenant_id
        )
    assert [row["after"] for row in rows] == [{"FAR_AWAY": 1, "MOCK_LOCATION": 2}]


async def test_a_photo_is_looked_at_once(world: World) -> None:
    evidence_id = await photograph(world, picture(1))
    await enter(world, at=moment(TODAY, 7), photo_id=evidence_id)
    await look(world)
    async with world.database.read(world.ctx("admin")) as work:
        printed = await work.driver.fetch(
            "SELECT evidence_id, phash IS NOT NULL AS known FROM photo_print WHERE tenant_id = $1", world.tenant_id
        )
    assert [tuple(row) for row in printed] == [(evidence_id, True)]
