"""The month's events by place: what was recorded at them, within whose reach (JZ-06)."""

from dataclasses import astuple

from tests.core.events.test_events import OCTOBER, announce, at, note, withdraw
from tests.factories.world import FANGSHAN, World
from xuanpai_core.events.figures import events_by_place
from xuanpai_core.events.models import EventKind

COUNTY = "210726"


async def figures(world: World, person: str, region_code: str | None) -> list[tuple[object, ...]]:
    """Place, kind, events, begun; then required, present, on leave, absent, unrecorded."""
    async with world.database.read(world.ctx(person)) as work:
        return [astuple(one) for one in await events_by_place(work, region_code, OCTOBER)]


async def lay_out(world: World) -> None:
    """A township's meeting of three, two of whom are recorded; a village's emergency; one to come; one withdrawn."""
    meeting = await announce(world, region_code=FANGSHAN, at=at(7), kind=EventKind.IMPORTANT_MEETING)
    await note(world, meeting, "PRESENT")
    await note(world, meeting, "ABSENT", cadre="李秀英")
    await note(world, await announce(world), "PRESENT")
    await announce(world, at=at(30), title="秋收现场会")
    await withdraw(world, await announce(world, at=at(9), title="登记错了的"))


async def test_a_county_counts_by_township_and_a_township_by_village_and_its_own(world: World) -> None:
    await lay_out(world)
    village = world.villages[FANGSHAN][0]

    assert await figures(world, "county", COUNTY) == [
        (FANGSHAN, "芳山镇", "EMERGENCY", 2, 1, 1, 1, 0, 0, 0),
        (FANGSHAN, "芳山镇", "IMPORTANT_MEETING", 1, 1, 3, 1, 0, 1, 1),
    ]
    assert [
        (code, kind, events, required)
        for code, _, kind, events, _, required, *_ in await figures(world, "clerk", FANGSHAN)
    ] == [(FANGSHAN, "IMPORTANT_MEETING", 1, 3), (village, "EMERGENCY", 2, 1)]
    assert [place for place, *_ in await figures(world, "city", None)] == [COUNTY, COUNTY]


async def test_only_what_is_within_reach_is_counted(world: World) -> None:
    await lay_out(world)

    assert await figures(world, "other_county", COUNTY) == []
    own = await figures(world, "王建国", FANGSHAN)
    assert sum(int(str(one[5])) for one in own) == 2
    of_the_village = await figures(world, "village", FANGSHAN)
    assert [(one[2], one[5]) for one in of_the_village] == [("IMPORTANT_MEETING", 1), ("EMERGENCY", 1)]
