"""What photos give away; no other tenant's photo is ever looked at."""

from datetime import date, datetime, timedelta
from uuid import UUID

from tests.core.signals.noticing import (
    HERE,
    LI,
    LIU,
    TODAY,
    WANG,
    enter,
    look,
    moment,
    photograph,
    picture,
    shoot,
    signals,
    write,
)
from tests.factories.world import World
from xuanpai_core.clock import FixedClock
from xuanpai_core.evidence.models import EvidenceLink, EvidenceState, PhotoFacts
from xuanpai_core.signals.models import PhotoPrint

YESTERDAY = TODAY - timedelta(days=1)
ZHANG = "张伟"
LIMIT = "界限为 30 分钟,依据系统默认规则。"


async def prove_log(world: World, evidence_id: UUID, name: str, day: date) -> str:
    """A log of that day, and the photo that is to prove it; the log's key."""
    key = await write(world, name, day, text="入户走访。")
    async with world.database.work(world.ctx("admin")) as work:
        work.session.add(
            EvidenceLink(
                tenant_id=world.tenant_id,
                record_type="work_log",
                record_key=key,
                evidence_id=evidence_id,
                posting_id=world.postings[name],
            )
        )
    return key


async def facts(world: World, evidence_id: UUID, taken_at: datetime | None, place: tuple[float, float] | None) -> None:
    """What the camera wrote into the photo."""
    latitude, longitude = place or (None, None)
    async with world.database.work(world.ctx("admin")) as work:
        work.session.add(
            PhotoFacts(
                tenant_id=world.tenant_id,
                evidence_id=evidence_id,
                taken_at=taken_at,
                latitude=latitude,
                longitude=longitude,
                width=320,
                height=240,
            )
        )


async def test_the_same_bytes_are_noticed_of_whoever_used_them_later(world: World) -> None:
    content = picture(1)
    await shoot(world, content, WANG, moment(YESTERDAY))
    of_li = await shoot(world, content, LI, moment(TODAY))

    assert await look(world) == 1

    (found,) = await signals(world)
    assert (found["kind"], found["subject_key"], found["weight"]) == ("PHOTO_SEEN_BEFORE", str(of_li), 4)
    assert (found["posting_id"], found["other_posting_id"]) == (world.postings[LI], world.postings[WANG])
    assert found["reason"] == "2025年10月24日用的照片与另一名干部2025年10月23日用过的是同一张。"


async def test_one_photo_for_two_acts_of_ones_own_is_noticed_and_for_the_days_log_is_not(world: World) -> None:
    evidence_id = await photograph(world, picture(1))
    await enter(world, at=moment(hour=7), photo_id=evidence_id)
    evening = await enter(world, at=moment(hour=8), photo_id=evidence_id)
    await prove_log(world, evidence_id, WANG, TODAY)

    await look(world)

    (found,) = await signals(world)
    assert (found["kind"], found["subject_key"]) == ("PHOTO_SEEN_BEFORE", str(evening))
    assert found["other_posting_id"] is None
    assert found["reason"] == "2025年10月24日用的照片与本人2025年10月24日用过的是同一张。"


async def test_the_log_of_another_day_with_an_old_photo_is_noticed(world: World) -> None:
    content = picture(2)
    await shoot(world, content, WANG, moment(YESTERDAY))
    key = await prove_log(world, await photograph(world, content), WANG, TODAY)

    await look(world)

    (found,) = await signals(world)
    assert (found["kind"], found["subject_type"], found["subject_key"]) == ("PHOTO_SEEN_BEFORE", "work_log", key)


async def test_what_two_of_one_village_show_of_what_they_did_together_is_nothing(
    world: World, clock: FixedClock
) -> None:
    """李秀英 and 张伟 are posted to one village, 王建国 to the next one."""
    together = picture(3, (640, 480), 92)
    for name in (LI, ZHANG):
        await prove_log(world, await photograph(world, together, name), name, YESTERDAY)
    await prove_log(world, await photograph(world, picture(3, (320, 240), 60), ZHANG), ZHANG, YESTERDAY)
    await look(world)
    assert await signals(world) == []

    clock.advance(minutes=1)
    next_village = await prove_log(world, await photograph(world, together, WANG), WANG, YESTERDAY)
    checked_in = await shoot(world, together, ZHANG, moment(TODAY, 8, 59))
    await look(world)
    assert {(one["kind"], one["subject_key"]) for one in await signals(world)} == {
        ("PHOTO_SEEN_BEFORE", next_village),
        ("PHOTO_SEEN_BEFORE", str(checked_in)),
        ("PHOTO_LOOKS_ALIKE", next_village),
        ("PHOTO_LOOKS_ALIKE", str(checked_in)),
    }


async def test_a_photo_that_looks_alike_is_noticed_and_weighs_less_if_it_is_ones_own(world: World) -> None:
    await shoot(world, picture(1, (640, 480), 92), WANG, moment(YESTERDAY))
    own = await shoot(world, picture(1, (320, 240), 60), WANG, moment(TODAY, 7))
    of_li = await shoot(world, picture(1, (800, 600), 40), LI, moment(TODAY, 8))
    await shoot(world, picture(2), LIU, moment(TODAY, 8))

    await look(world)

    found = {row["subject_key"]: row for row in await signals(world)}
    assert {key: (row["kind"], row["weight"]) for key, row in found.items()} == {
        str(own): ("PHOTO_LOOKS_ALIKE", 1),
        str(of_li): ("PHOTO_LOOKS_ALIKE", 2),
    }
    assert found[str(own)]["reason"].startswith(
        "2025年10月24日用的照片与本人2025年10月23日用过的很相像(64 个特征中只有 "
    )


async def test_seven_bits_are_alike_and_eight_are_not(world: World) -> None:
    """The bits are set by hand: one, seven and eight flips, spread over the bands and all in one."""
    base = 0x0F1E2D3C4B5A6978
    flips = {0: [], 7: [0, 1, 16, 17, 32, 33, 48], 71: list(range(7)), 8: [0, 1, 16, 17, 32, 33, 48, 49]}
    noticed = {}
    for number, (name, bits) in enumerate(flips.items()):
        value = base
        for bit in bits:
            value ^= 1 << bit
        made = await shoot(world, picture(10 + number), WANG, moment(TODAY - timedelta(days=5 - number)))
        evidence_id = await _photo_of(world, made)
        async with world.database.work(world.ctx("admin")) as work:
            work.session.add(
                PhotoPrint(tenant_id=world.tenant_id, evidence_id=evidence_id, phash=value, printed_at=work.clock.now())
            )
        noticed[str(made)] = name

    await look(world)

    # The last differs by one bit from the second, too.
    found = {noticed[row["subject_key"]]: row["facts"]["bits"] for row in await signals(world)}
    assert found == {7: 7, 71: 7, 8: 1}


async def _photo_of(world: World, entry_id: UUID) -> UUID:
    async with world.database.read(world.ctx("admin")) as work:
        found: UUID = await work.driver.fetchval(
            "SELECT photo_id FROM check_in WHERE tenant_id = $1 AND id = $2", world.tenant_id, entry_id
        )
    return found


async def test_photos_of_another_tenant_are_not_compared(world: World, other_world: World) -> None:
    content = picture(1)
    await shoot(other_world, content, WANG, moment(YESTERDAY))
    await shoot(other_world, picture(3, (640, 480)), WANG, moment(YESTERDAY))
    await look(other_world)
    await shoot(world, content, LI, moment(TODAY, 7))
    await shoot(world, picture(3, (320, 240), 70), LIU, moment(TODAY, 8))

    assert await look(world) == 0
    assert await look(other_world) == 0


async def test_a_photo_that_comes_after_its_entry_is_looked_at_when_it_is_there(
    world: World, clock: FixedClock
) -> None:
    content = picture(1)
    await shoot(world, content, WANG, moment(YESTERDAY))
    waiting = await photograph(world, content, LI, EvidenceState.PENDING)
    of_li = await enter(world, LI, photo_id=waiting)
    clock.advance(minutes=10)
    assert await look(world) == 0
    async with world.database.work(world.ctx("admin")) as work:
        await work.driver.execute(
            "UPDATE evidence SET state = 'READY' WHERE tenant_id = $1 AND id = $2", world.tenant_id, waiting
        )
    clock.advance(hours=3)

    assert await look(world) == 1

    assert [row["subject_key"] for row in await signals(world)] == [str(of_li)]


async def test_a_photo_that_the_store_does_not_hand_out_waits_and_keeps_nobody_else_waiting(world: World) -> None:
    content = picture(1)
    lost = await photograph(world, picture(4))
    async with world.database.work(world.ctx("admin")) as work:
        await work.driver.execute(
            "UPDATE evidence SET object_key = 'evidence/nowhere', version_id = NULL WHERE tenant_id = $1 AND id = $2",
            world.tenant_id,
            lost,
        )
    await enter(world, LIU, photo_id=lost)
    await shoot(world, content, WANG, moment(YESTERDAY))
    await shoot(world, content, LI, moment(TODAY))

    assert await look(world) == 1
    assert await look(world) == 0


async def test_a_photo_taken_at_another_time_or_place_than_its_entry_is_noticed(world: World) -> None:
    at = moment(hour=8)
    # A thousandth of a degree is 111 m.
    near, far = (HERE[0] + 0.0179, HERE[1]), (HERE[0] + 0.0182, HERE[1])
    cases = [
        (at - timedelta(minutes=30), near, []),
        (at - timedelta(minutes=30, seconds=1), near, ["PHOTO_TIME"]),
        (at + timedelta(minutes=30, seconds=1), None, ["PHOTO_TIME"]),
        (at, far, ["PHOTO_PLACE"]),
        (at - timedelta(days=400), far, ["PHOTO_PLACE", "PHOTO_TIME"]),
        (None, None, []),
    ]
    expected: dict[str, list[str]] = {}
    for number, (taken_at, place, kinds) in enumerate(cases):
        evidence_id = await photograph(world, picture(20 + number))
        await facts(world, evidence_id, taken_at, place)
        key = str(await enter(world, at=at, photo_id=evidence_id, accuracy_m=10.0))
        expected |= {key: kinds} if kinds else {}

    await look(world)

    found: dict[str, list[str]] = {}
    reasons = []
    for row in await signals(world, "PHOTO_TIME", "PHOTO_PLACE"):
        found.setdefault(row["subject_key"], []).append(row["kind"])
        reasons.append(row["reason"])
    assert found == expected
    assert "2025年10月24日签到的照片拍摄于2025年10月24日07:29,比签到早 30 分钟。" + LIMIT in reasons
    assert "2025年10月24日签到的照片拍摄于2024年9月19日08:00,比签到早 400 天。" + LIMIT in reasons
    assert "2025年10月24日签到的照片所记拍摄地点离签到地点 2.0 公里。界限为 2 公里,依据系统默认规则。" in reasons


async def test_a_log_is_contradicted_by_a_photo_of_another_day_alone(world: World) -> None:
    keys = []
    for number, taken_at in enumerate((moment(TODAY, 0, 0), moment(YESTERDAY, 23, 59), moment(TODAY, 23, 59))):
        name = (WANG, LI, LIU)[number]
        evidence_id = await photograph(world, picture(30 + number), name)
        await facts(world, evidence_id, taken_at, (20.0, 110.0))
        keys.append(await prove_log(world, evidence_id, name, TODAY))

    await look(world)

    (found,) = await signals(world)
    assert (found["kind"], found["subject_key"]) == ("PHOTO_TIME", keys[1])
    assert found["reason"] == "2025年10月24日日志所附的照片拍摄于2025年10月23日23:59,不是当天。"
