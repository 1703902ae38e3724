"""Where a region rules from where on something is doubtful, its rule holds: there, and from its day on."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.api.owed import lay_down
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
    signals,
    write,
)
from tests.core.signals.test_entries import north
from tests.core.signals.test_photos import facts
from tests.factories.world import FANGSHAN, World
from xuanpai_core.plugins.decisions import Clause
from xuanpai_core.plugins.presence import SignalRule
from xuanpai_core.rulebooks.content import dump, kind_of, load
from xuanpai_core.rulebooks.models import RuleKind
from xuanpai_core.signals.ruling import DEFAULT, Ruling
from xuanpai_core.signals.thresholds import weight_of
from xuanpai_core.vocabulary import SignalKind

YESTERDAY = TODAY - timedelta(days=1)
CLAUSE = Clause(document="《芳山镇牧区驻村办法》", words="夏季随畜群转场的,视为在村。", reference="第五条")
RULE = SignalRule(clause=CLAUSE)
BY_RULE, BY_DEFAULT = "依据《芳山镇牧区驻村办法》第五条。", "依据系统默认规则。"


async def rule(world: World, ruled: SignalRule, place: str = FANGSHAN, since: date = date(2025, 1, 1)) -> None:
    """Let that hold over the place from that day on."""
    async with world.database.work(world.ctx("admin")) as work:
        lay_down(work, place, [ruled], since)


async def found(world: World, *kinds: str) -> dict[str, str]:
    """The reason of every signal of those kinds, by its subject."""
    await look(world)
    return {row["subject_key"]: row["reason"] for row in await signals(world, *kinds)}


async def test_how_far_is_far_depends_on_the_place_and_the_day(world: World) -> None:
    """30 km around the pastures of one township from today on, 500 m in the next county on the plain."""
    await rule(world, replace(RULE, far_m=30_000), since=TODAY)
    await rule(world, replace(RULE, far_m=500), "210727")
    cases: list[tuple[str, date, int, str | None]] = [
        (WANG, TODAY, 30_000, None),
        (LI, TODAY, 30_001, f"30.0 公里。界限为 30 公里,{BY_RULE}"),
        (WANG, YESTERDAY, 2001, f"2.0 公里。界限为 2 公里,{BY_DEFAULT}"),
        (LI, YESTERDAY, 2000, None),
        (LIU, TODAY, 500, None),
        (LIU, YESTERDAY, 501, f"0.5 公里。界限为 0.5 公里,{BY_RULE}"),
    ]
    ids = [
        str(await enter(world, name, moment(day), distance_m=metres, accuracy_m=0.0)) for name, day, metres, _ in cases
    ]

    assert await found(world, "FAR_AWAY") == {
        one: f"2025年10月{day.day}日的签到地点在村外,离签到范围 {words}"
        for one, (_, day, _, words) in zip(ids, cases, strict=True)
        if words
    }


async def test_how_fast_is_too_fast_and_how_late_is_a_wrong_clock_depend_on_the_place(world: World) -> None:
    await rule(world, replace(RULE, travel_km_per_hour=100, clock_behind_minutes=120))
    now = world.database.clock.now()
    expected: dict[str, bool] = {}
    for name, noticed in ((WANG, True), (LIU, False)):
        await enter(world, name, moment(hour=7), accuracy_m=0.0)
        second = await enter(world, name, moment(hour=8), **north(120))
        expected |= {str(second): noticed}
    slow = {"latitude": None, "longitude": None, "device": {"online": True}}
    late = [str(await enter(world, name, now - timedelta(minutes=90), **slow)) for name in (LI, LIU)]

    travelled, clocks = await found(world, "IMPOSSIBLE_TRAVEL"), await found(world, "CLOCK_OFF")

    assert set(travelled) == {key for key, noticed in expected.items() if noticed}
    assert next(iter(travelled.values())).endswith(f"路上来不及。界限为每小时 100 公里,{BY_RULE}")
    assert set(clocks) == {late[1]}
    assert clocks[late[1]].endswith(f"慢 1 小时 30 分钟。界限为 10 分钟,{BY_DEFAULT}")


async def test_of_several_ways_the_fastest_that_is_too_fast_is_named_once(world: World) -> None:
    await enter(world, WANG, moment(hour=5), accuracy_m=0.0)
    await enter(world, WANG, moment(hour=7), accuracy_m=0.0)
    last = await enter(world, WANG, moment(hour=8), **north(900))

    assert list(await found(world, "IMPOSSIBLE_TRAVEL")) == [str(last)]
    (row,) = await signals(world, "IMPOSSIBLE_TRAVEL")
    assert (row["facts"]["seconds"], row["facts"]["km"]) == (3600, pytest.approx(900, rel=0.001))


async def test_how_far_and_how_long_before_a_photo_may_be_taken_depends_on_the_place(world: World) -> None:
    await rule(world, replace(RULE, photo_minutes=240, photo_place_m=500))
    taken, near = moment(hour=8) - timedelta(hours=3), (HERE[0] + 0.009, HERE[1])
    keys = {}
    for number, name in enumerate((WANG, LIU)):
        evidence_id = await photograph(world, picture(20 + number), name)
        await facts(world, evidence_id, taken, near)
        keys[name] = str(await enter(world, name, moment(hour=8), photo_id=evidence_id, accuracy_m=0.0))

    times, places = await found(world, "PHOTO_TIME"), await found(world, "PHOTO_PLACE")

    assert set(times) == {keys[LIU]}
    assert times[keys[LIU]].endswith(f"比签到早 3 小时。界限为 30 分钟,{BY_DEFAULT}")
    assert set(places) == {keys[WANG]}
    assert places[keys[WANG]].endswith(f"离签到地点 1.0 公里。界限为 0.5 公里,{BY_RULE}")


async def test_how_much_of_a_log_may_be_repeated_depends_on_the_place_of_the_later_one(world: World) -> None:
    await rule(world, replace(RULE, text_same_percent=100))
    changed = TEXT.replace("张家", "李家")
    keys = {}
    for name in (WANG, LIU):
        await write(world, name, YESTERDAY, TEXT if name == WANG else TEXT[::-1])
        keys[name] = await write(world, name, TODAY, changed if name == WANG else changed[::-1])

    copied = await found(world, "TEXT_COPIED")

    assert set(copied) == {keys[LIU]}
    assert copied[keys[LIU]].endswith(f"(不计数字和标点)。界限为 80%,{BY_DEFAULT}")


async def test_what_a_kind_weighs_and_what_makes_a_lead_depends_on_the_place(world: World) -> None:
    """A phone for two weighs nothing here and one far check-in is enough for a lead; elsewhere it is as ever."""
    await rule(world, replace(RULE, weights=((SignalKind.FAR_AWAY, 3), (SignalKind.DEVICE_SHARED, 0)), strong=3))
    phone = {"id": "0199f1a0-7000-8000"}
    await enter(world, WANG, distance_m=5000, device=phone)
    await enter(world, LIU, distance_m=5000, device=phone)

    await look(world)

    rows = await signals(world)
    weighed = {(row["kind"], row["posting_id"]): (row["weight"], row["in_lead"]) for row in rows}
    assert weighed == {
        ("FAR_AWAY", world.postings[WANG]): (3, True),
        ("DEVICE_SHARED", world.postings[WANG]): (0, True),
        ("FAR_AWAY", world.postings[LIU]): (1, False),
        ("DEVICE_SHARED", world.postings[LIU]): (2, False),
    }


def test_a_rule_is_stored_and_read_back_as_it_was() -> None:
    ruled = replace(RULE, far_m=8000, weights=((SignalKind.CLOCK_OFF, 0), (SignalKind.FAR_AWAY, 2)))

    assert kind_of(ruled) is RuleKind.SIGNALS
    assert load(RuleKind.SIGNALS, dump(ruled)) == ruled
    assert (weight_of(SignalKind.FAR_AWAY, ruled), weight_of(SignalKind.MOCK_LOCATION, ruled)) == (2, 5)


def test_without_any_rule_the_systems_own_figures_hold() -> None:
    ruling = Ruling()

    assert ruling.at(FANGSHAN, TODAY) is DEFAULT
    assert ruling.least(lambda one: one.far_m) == 2000
    assert (DEFAULT.strong, DEFAULT.together, DEFAULT.text_same_percent) == (5, 6, 80)


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ({"far_m": 199}, "far_m 须在 200 到 100000 之间"),
        ({"far_m": 100_001}, "far_m 须在 200 到 100000 之间"),
        ({"text_same_percent": 69}, "text_same_percent 须在 70 到 100 之间"),
        ({"weights": ((SignalKind.FAR_AWAY, 10),)}, "分值须在 0 到 9 分之间"),
        ({"weights": ((SignalKind.FAR_AWAY, 1), (SignalKind.FAR_AWAY, 2))}, "每一种只写一次"),
    ],
)
def test_figures_by_which_all_or_nothing_would_be_noticed_are_refused(figures: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        SignalRule(clause=CLAUSE, **figures)
