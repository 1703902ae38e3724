"""Whoever changes the trail behind the application's back is found out, at the very link."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import orjson
import pytest

from tests.core.audit.trail import act, checked, found, lane, own_lane, owner, tamper
from tests.factories.world import World
from xuanpai_core.audit.anchors import anchor_yesterday, key_of
from xuanpai_core.audit.chain import GENESIS, link_hash
from xuanpai_core.audit.content import content_of
from xuanpai_core.audit.findings import Fault
from xuanpai_core.audit.tasks import anchor
from xuanpai_core.clock import FixedClock, today
from xuanpai_core.context import system_context
from xuanpai_core.evidence.objects import ObjectLocked
from xuanpai_core.jobs.tasks import registered

SET = "UPDATE audit_event SET {what} WHERE tenant_id = $1 AND id = $2"


@pytest.fixture
def now(clock: FixedClock) -> FixedClock:
    """The true time: the object store locks nothing into the past."""
    clock.instant = datetime.now(UTC)
    return clock


def yesterday(clock: FixedClock) -> date:
    """The last day that is over."""
    return today(clock) - timedelta(days=1)


async def anchored(world: World) -> None:
    """The world's trail, anchored."""
    made = await anchor_yesterday(world.database, system_context(world.tenant_id, "test"))
    assert made is not None


async def rewrite(world: World, first: int) -> None:
    """What a skilled owner does: change one event, and link everything after it anew, the head too."""
    rows = await lane(world)
    link = rows[first - 2]["hash"] if first > 1 else GENESIS
    async with owner(world) as connection:
        for row in rows[first - 1 :]:
            said = {**dict(row), "reason": "改写"} if row["seq"] == first else dict(row)
            link = link_hash(link, sha256(content_of(said)).digest())
            await connection.execute(
                "UPDATE audit_event SET reason = $3, hash = $4 WHERE tenant_id = $1 AND id = $2",
                world.tenant_id,
                row["id"],
                said["reason"],
                link,
            )
        await connection.execute(
            "UPDATE audit_head SET hash = $3 WHERE tenant_id = $1 AND lane = $2", world.tenant_id, own_lane(world), link
        )


async def test_an_untouched_trail_is_sound(world: World) -> None:
    await act(world, 5)

    findings = await checked(world)

    assert (findings.breaks, findings.notes, findings.days_without) == ([], [], [])
    assert findings.events >= 5


@pytest.mark.parametrize(
    "what",
    [
        'detail = detail || \'{"step": "b"}\'',
        "after = '{\"shelf\": 99}'",
        "before = NULL",
        "reason = '另一个理由'",
        "at = at + interval '1 microsecond'",
        "address = '10.9.9.9'",
        "account_id = gen_random_uuid()",
        "capacity = '[\"county_organiser@210726\"]'",
        "kind = 'READ'",
        "action = 'paper:burn'",
        "subject_id = '100'",
        "request_id = 'another'",
        "hash = sha256(hash)",
        "hash = NULL",
    ],
)
async def test_a_changed_event_is_named(world: World, what: str) -> None:
    ids = await act(world, 5)
    rows = await lane(world)

    await tamper(world, SET.format(what=what), world.tenant_id, ids[1])

    assert await found(world) == [(Fault.CONTENT_CHANGED, own_lane(world), rows[-4]["seq"], ids[1])]


async def test_a_deleted_event_is_named_by_its_number(world: World) -> None:
    ids = await act(world, 5)
    rows = await lane(world)

    await tamper(world, "DELETE FROM audit_event WHERE tenant_id = $1 AND id = $2", world.tenant_id, ids[1])

    assert await found(world) == [(Fault.EVENT_MISSING, own_lane(world), rows[-4]["seq"], None)]


async def test_an_event_taken_out_of_the_chain_is_missing_from_it(world: World) -> None:
    ids = await act(world, 5)
    rows = await lane(world)

    await tamper(world, SET.format(what="lane = NULL, seq = NULL, hash = NULL"), world.tenant_id, ids[1])

    assert await found(world) == [(Fault.EVENT_MISSING, own_lane(world), rows[-4]["seq"], None)]
    assert (await checked(world)).before_the_chain == 1


@pytest.mark.parametrize("with_hash", [True, False])
async def test_two_events_that_changed_places_are_named(world: World, with_hash: bool) -> None:
    ids = await act(world, 5)
    rows = await lane(world)
    first, second = rows[-4], rows[-3]
    assert [first["id"], second["id"]] == ids[1:3]

    hashes = (second["hash"], first["hash"]) if with_hash else (first["hash"], second["hash"])
    async with owner(world) as connection, connection.transaction():
        place = "UPDATE audit_event SET seq = $3, hash = $4 WHERE tenant_id = $1 AND id = $2"
        await connection.execute(place, world.tenant_id, first["id"], -1, first["hash"])
        await connection.execute(place, world.tenant_id, second["id"], first["seq"], hashes[0])
        await connection.execute(place, world.tenant_id, first["id"], second["seq"], hashes[1])

    expected = (Fault.OUT_OF_ORDER, own_lane(world), second["seq"], first["id"])
    if not with_hash:
        expected = (Fault.CONTENT_CHANGED, own_lane(world), first["seq"], second["id"])
    assert await found(world) == [expected]


async def test_a_truncated_tail_is_missed_by_the_head(world: World) -> None:
    ids = await act(world, 5)
    rows = await lane(world)

    await tamper(world, "DELETE FROM audit_event WHERE tenant_id = $1 AND id = ANY($2)", world.tenant_id, ids[-2:])

    assert await found(world) == [(Fault.EVENT_MISSING, own_lane(world), rows[-2]["seq"], None)]


async def test_a_head_that_was_moved_is_named(world: World) -> None:
    ids = await act(world, 3)
    lane_number, last = own_lane(world), (await lane(world))[-1]

    await tamper(
        world,
        "UPDATE audit_head SET hash = sha256(hash) WHERE tenant_id = $1 AND lane = $2",
        world.tenant_id,
        lane_number,
    )

    assert await found(world) == [(Fault.HEAD_DIFFERS, lane_number, last["seq"], ids[-1])]


async def test_a_head_that_is_gone_is_named(world: World) -> None:
    ids = await act(world, 3)
    lane_number, last = own_lane(world), (await lane(world))[-1]

    await tamper(world, "DELETE FROM audit_head WHERE tenant_id = $1 AND lane = $2", world.tenant_id, lane_number)

    assert await found(world) == [(Fault.HEAD_DIFFERS, lane_number, last["seq"], ids[-1])]


async def test_only_the_anchor_knows_of_a_tail_and_head_rewritten_together(world: World, now: FixedClock) -> None:
    await act(world, 5)
    await rewrite(world, 3)
    assert await found(world) == []

    sealed_at = (await lane(world))[-1]["seq"]
    await anchored(world)
    now.advance(days=1)
    await act(world, 3)
    await rewrite(world, 2)

    findings = await checked(world)
    (broken,) = findings.breaks
    assert (broken.fault, broken.lane, broken.seq) == (Fault.ANCHOR_DIFFERS, own_lane(world), sealed_at)
    assert broken.day == yesterday(now) - timedelta(days=1)
    assert broken.event_id == (await lane(world))[sealed_at - 1]["id"]


async def test_only_the_anchor_knows_of_a_tail_cut_with_its_head(world: World, now: FixedClock) -> None:
    await act(world, 5)
    rows = await lane(world)
    await anchored(world)
    await tamper(
        world,
        "DELETE FROM audit_event WHERE tenant_id = $1 AND lane = $2 AND seq > $3",
        world.tenant_id,
        own_lane(world),
        rows[-3]["seq"],
    )
    await tamper(
        world,
        "UPDATE audit_head SET seq = $3, hash = $4 WHERE tenant_id = $1 AND lane = $2",
        world.tenant_id,
        own_lane(world),
        rows[-3]["seq"],
        rows[-3]["hash"],
    )

    (broken,) = (await checked(world)).breaks
    assert (broken.fault, broken.seq, broken.day) == (Fault.ANCHOR_DIFFERS, rows[-1]["seq"], yesterday(now))


async def test_a_whole_trail_wiped_with_its_anchors_is_remembered_by_the_object_store(
    world: World, now: FixedClock
) -> None:
    await act(world, 5)
    await anchored(world)
    for table in ("audit_event", "audit_head", "audit_anchor"):
        await tamper(world, f"DELETE FROM {table} WHERE tenant_id = $1", world.tenant_id)  # noqa: S608 -- a constant

    faults = {broken.fault for broken in (await checked(world)).breaks}

    assert faults == {Fault.ANCHOR_DIFFERS, Fault.ANCHOR_ROW_MISSING}


async def test_an_anchor_row_that_was_changed_is_named(world: World, now: FixedClock) -> None:
    await act(world, 2)
    await anchored(world)

    await tamper(world, "UPDATE audit_anchor SET sha256 = sha256(sha256) WHERE tenant_id = $1", world.tenant_id)

    (broken,) = (await checked(world)).breaks
    assert (broken.fault, broken.day) == (Fault.ANCHOR_ROW_DIFFERS, yesterday(now))


async def test_an_anchor_whose_object_is_not_there_is_named(world: World, now: FixedClock) -> None:
    await act(world, 2)
    await anchored(world)

    await tamper(world, "UPDATE audit_anchor SET version_id = 'none' WHERE tenant_id = $1", world.tenant_id)

    (broken,) = (await checked(world)).breaks
    assert (broken.fault, broken.day) == (Fault.ANCHOR_OBJECT_MISSING, yesterday(now))


async def test_a_later_version_of_an_anchor_does_not_hide_the_first(world: World, now: FixedClock) -> None:
    await act(world, 5)
    await anchored(world)
    objects = world.database.ports.objects
    key = key_of(world.tenant_id, yesterday(now))
    await rewrite(world, 3)
    document = orjson.loads(await objects.read(key, 1_000_000))
    document["heads"] = [
        [number, seq, (await lane(world))[-1]["hash"].hex()] if number == own_lane(world) else [number, seq, said]
        for number, seq, said in document["heads"]
    ]
    forged = orjson.dumps(document, option=orjson.OPT_SORT_KEYS)
    version = await objects.put(key, forged, "application/json")
    await tamper(
        world,
        "UPDATE audit_anchor SET heads = $2, version_id = $3, sha256 = $4 WHERE tenant_id = $1",
        world.tenant_id,
        orjson.dumps(document["heads"]).decode(),
        version,
        sha256(forged).digest(),
    )

    assert [broken.fault for broken in (await checked(world)).breaks] == [Fault.ANCHOR_DIFFERS]


async def test_an_anchor_is_locked_for_half_a_year_and_more(world: World, now: FixedClock) -> None:
    await act(world, 2)
    made = await anchor_yesterday(world.database, system_context(world.tenant_id, "test"))
    assert made is not None
    objects = world.database.ports.objects

    until = await objects.locked_until(made.object_key, made.version_id)

    assert until is not None
    assert timedelta(days=189) < until - now.now() < timedelta(days=191)
    with pytest.raises(ObjectLocked):
        await objects.remove(made.object_key, made.version_id)
    assert await found(world) == []


async def test_a_plain_object_is_not_locked(world: World) -> None:
    objects = world.database.ports.objects
    version = await objects.put(f"plain/{world.tenant_id}", b"x", "text/plain")

    assert await objects.locked_until(f"plain/{world.tenant_id}", version) is None
    await objects.remove(f"plain/{world.tenant_id}", version)
    assert await objects.versions(f"plain/{world.tenant_id}") == []


async def test_a_day_is_anchored_once(world: World, now: FixedClock) -> None:
    await act(world, 2)
    await anchor(world.database, world.tenant_id)
    await anchor(world.database, world.tenant_id)

    assert len(await world.database.ports.objects.versions(f"audit/{world.tenant_id}/")) == 1
    assert (await checked(world)).anchors == 1


async def test_missed_days_are_covered_by_the_next_anchor_and_named(world: World, now: FixedClock) -> None:
    await act(world, 2)
    await anchored(world)
    first = yesterday(now)
    now.advance(days=4)
    await act(world, 2)

    made = await anchor_yesterday(world.database, system_context(world.tenant_id, "test"))

    missed = tuple(first + timedelta(days=number) for number in (1, 2, 3))
    assert made is not None
    assert made.days_without == missed
    findings = await checked(world)
    assert (findings.anchors, tuple(findings.days_without), findings.breaks) == (2, missed, [])
    content = await world.database.ports.objects.read(made.object_key, 1_000_000, made.version_id)
    assert orjson.loads(content)["previous"]["day"] == first.isoformat()


async def test_the_anchoring_is_itself_in_the_trail(world: World, now: FixedClock) -> None:
    await act(world, 1)
    await anchored(world)

    async with world.database.read(world.ctx("admin")) as work:
        rows = await work.driver.fetch(
            "SELECT subject_id, after FROM audit_event WHERE tenant_id = $1 AND action = 'audit:anchor'",
            world.tenant_id,
        )
    assert [row["subject_id"] for row in rows] == [yesterday(now).isoformat()]
    assert rows[0]["after"]["object_key"] == key_of(world.tenant_id, yesterday(now))


async def test_a_suspended_province_is_anchored_too(world: World, now: FixedClock) -> None:
    await act(world, 2)
    async with world.database.transaction(world.tenant_id) as transaction:
        await transaction.driver.execute("UPDATE tenant SET state = 'SUSPENDED' WHERE id = $1", world.tenant_id)

    await anchor(world.database, world.tenant_id)

    assert (await checked(world)).anchors == 1
    assert [task.every_tenant for task in registered() if task.run is anchor] == [True]


async def test_what_was_written_before_the_chain_is_told_and_not_held_against_it(world: World, now: FixedClock) -> None:
    old = (
        "INSERT INTO audit_event (tenant_id, id, account_id, action, subject_type, subject_id, detail, request_id, "
        "address) SELECT $1, gen_random_uuid(), gen_random_uuid(), 'old:act', 'x', 'y', '{}', '-', '-' "
        "FROM generate_series(1, 3)"
    )
    await tamper(world, old, world.tenant_id)
    await anchored(world)
    findings = await checked(world)
    assert (findings.before_the_chain, findings.breaks, findings.notes) == (3, [], [])

    await tamper(world, old, world.tenant_id)
    added = await checked(world)
    await tamper(
        world,
        "DELETE FROM audit_event WHERE tenant_id = $1 AND action = 'old:act'",
        world.tenant_id,
    )
    removed = await checked(world)

    assert (len(added.notes), added.breaks) == (1, [])
    assert [broken.fault for broken in removed.breaks] == [Fault.EVENT_MISSING]
