"""What check-ins give away: each kind, and what lies just beside it."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.core.signals.noticing import HERE, LI, LIU, TODAY, WANG, enter, look, moment, signals
from tests.factories.world import World
from xuanpai_core.clock import FixedClock

NOW = moment(hour=9)
# A degree along the meridian.
DEGREE_KM = 111.195


def north(kilometres: float) -> dict[str, Any]:
    """A place so far north of ours, exactly known."""
    return {"latitude": HERE[0] + kilometres / DEGREE_KM, "accuracy_m": 0.0}


async def test_a_made_up_place_is_noticed_because_the_phone_says_so(world: World) -> None:
    entry_id = await enter(world, device={"mock": True})
    await enter(world, LI, device={"mock": False})
    await enter(world, LIU, device={"mock": "true"})

    assert await look(world) == 1

    (found,) = await signals(world)
    assert (found["kind"], found["subject_key"], found["weight"]) == ("MOCK_LOCATION", str(entry_id), 5)
    assert (found["posting_id"], found["cadre_id"]) == (world.postings[WANG], world.cadres[WANG])
    assert (found["day"], found["subject_type"]) == (TODAY, "check_in")
    assert found["region_code"] == "210726101" + found["region_code"][9:]
    assert found["reason"] == "2025年10月24日签到时,手机报告位置由模拟定位软件提供。"


async def test_a_clock_that_is_off_is_noticed(world: World) -> None:
    cases: list[tuple[datetime, dict[str, Any], str | None]] = [
        # Ahead can only be the clock, whether it was sent at once or not.
        (NOW + timedelta(minutes=3, seconds=1), {}, "快 3 分钟"),
        (NOW + timedelta(minutes=3), {}, None),
        # Behind is a stored entry, unless it was sent as it was made.
        (NOW - timedelta(hours=5), {}, None),
        (NOW - timedelta(minutes=10, seconds=1), {"online": True}, "慢 10 分钟"),
        (NOW - timedelta(minutes=10), {"online": True}, None),
        # A stored entry tells by the clock at which it was sent.
        (NOW - timedelta(hours=5), {"sentAt": (NOW - timedelta(hours=2)).isoformat()}, "慢 2 小时"),
        (NOW - timedelta(hours=5), {"sentAt": (NOW + timedelta(days=3)).isoformat()}, "快 3 天"),
        (NOW - timedelta(hours=5), {"sentAt": (NOW - timedelta(minutes=9)).isoformat()}, None),
        # Whatever is no moment says nothing, and breaks nothing.
        (NOW - timedelta(hours=5), {"sentAt": "2025-99-99T99:99:99Z"}, None),
        (NOW - timedelta(hours=5), {"sentAt": "infinity"}, None),
        (NOW - timedelta(hours=5), {"sentAt": {"deep": 1}}, None),
    ]
    ids = [str(await enter(world, at=at, device=device)) for at, device, _ in cases]

    await look(world)

    found = {row["subject_key"]: row["reason"] for row in await signals(world)}
    assert found == {
        one: f"2025年10月24日签到时,手机时间比系统收到的时间{words}。界限为 "
        + ("3 分钟。" if words.startswith("快") else "10 分钟,依据系统默认规则。")
        for one, (_, _, words) in zip(ids, cases, strict=True)
        if words
    }


async def test_far_from_the_village_is_noticed(world: World) -> None:
    cases: list[tuple[int | None, float, str | None]] = [
        (2011, 10.0, "2.0"),
        (2010, 10.0, None),
        # What the phone was unsure of is taken off, but no more than a cell mast is.
        (4000, 2500.0, None),
        (9000, 1_000_000.0, "6.0"),
        (0, 10.0, None),
        (None, 10.0, None),
    ]
    ids = [str(await enter(world, distance_m=beyond, accuracy_m=unsure)) for beyond, unsure, _ in cases]

    await look(world)

    found = {row["subject_key"]: row["reason"] for row in await signals(world)}
    assert found == {
        one: f"2025年10月24日的签到地点在村外,离签到范围 {words} 公里。界限为 2 公里,依据系统默认规则。"
        for one, (_, _, words) in zip(ids, cases, strict=True)
        if words
    }


async def test_a_way_that_nobody_travels_so_fast_is_noticed(world: World) -> None:
    """Each pair on days of its own, far from the others."""
    cases = [
        (101, timedelta(minutes=30), True),
        (99, timedelta(minutes=30), False),
        # Too near to tell from an error of the phone, however fast.
        (9.9, timedelta(seconds=1), False),
        (10.5, timedelta(seconds=1), True),
        # Over midnight, and as far as a day's flight.
        (3000, timedelta(hours=14), True),
        (3000, timedelta(hours=16), False),
        (6500, timedelta(hours=29), True),
    ]
    expected: dict[str, float] = {}
    for number, (kilometres, apart, noticed) in enumerate(cases):
        later = moment(TODAY - timedelta(days=5 * number))
        await enter(world, at=later - apart, accuracy_m=0.0)
        second = await enter(world, at=later, **north(-kilometres))
        expected |= {str(second): kilometres} if noticed else {}

    await look(world)

    found = {row["subject_key"]: row["facts"]["km"] for row in await signals(world)}
    assert found == pytest.approx(expected, rel=0.001)


async def test_whoever_sends_the_earlier_act_later_is_noticed_all_the_same(world: World, clock: FixedClock) -> None:
    later = await enter(world, at=moment(hour=8, minute=30), **north(150))
    assert await look(world) == 0
    clock.advance(hours=5)
    await enter(world, at=moment(hour=8), accuracy_m=0.0)

    assert await look(world) == 1

    (found,) = await signals(world)
    assert (found["subject_key"], found["day"]) == (str(later), TODAY)
    assert found["reason"] == (
        "2025年10月24日08:00与2025年10月24日08:30两次签到相距 150 公里,只隔 30 分钟,路上来不及。"
        "界限为每小时 200 公里,依据系统默认规则。"
    )


async def test_an_act_without_a_place_and_two_people_far_apart_are_nothing(world: World) -> None:
    await enter(world, latitude=None, longitude=None)
    await enter(world, at=moment(hour=8, minute=1))
    await enter(world, LIU, at=moment(hour=8, minute=2), **north(500))

    assert await look(world) == 0


async def test_one_phone_for_two_people_is_noticed_of_both(world: World) -> None:
    phone = {"id": "0199f1a0-7000-8000"}
    await enter(world, device=phone)
    await enter(world, at=moment(date(2025, 10, 23)), device=phone)
    await enter(world, LI, device=phone)
    await enter(world, LIU, device={"id": "0199f1a0-7000-8001"})

    assert await look(world) == 2

    found = await signals(world)
    assert {row["posting_id"] for row in found} == {world.postings[WANG], world.postings[LI]}
    assert {row["reason"] for row in found} == {"2025年10月,同一台设备为 2 名干部签到。"}
    assert {row["other_posting_id"] for row in found} == {world.postings[WANG], world.postings[LI]}
    assert {row["subject_type"] for row in found} == {"device"}
    assert "0199f1a0" not in "".join(row["subject_key"] for row in found).replace(str(world.postings[WANG]), "")


async def test_one_phone_in_two_months_no_id_and_an_id_that_is_none_are_nothing(world: World) -> None:
    phone = {"id": "0199f1a0-7000-8000"}
    await enter(world, at=moment(date(2025, 9, 30)), device=phone)
    await enter(world, LI, device=phone)
    await enter(world, at=moment(hour=7), device={"id": "unknown"})
    await enter(world, LIU, device={"id": "unknown"})
    await enter(world, at=moment(hour=6), device={"id": 12345678})
    await enter(world, LIU, at=moment(hour=7), device={"id": 12345678})

    assert await look(world) == 0
