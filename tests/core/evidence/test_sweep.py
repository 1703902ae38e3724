"""The sweep: nothing stays in quarantine that nobody waits for, and nothing is taken that somebody does."""

from tests.core.evidence.files import announced, begin, complete, objects, photo, ready_photo, stored, upload
from tests.factories.world import World
from xuanpai_core.clock import FixedClock
from xuanpai_core.db.types import new_id
from xuanpai_core.evidence.models import EvidenceState
from xuanpai_core.evidence.service import Swept, sweep_quarantine
from xuanpai_core.evidence.uploads import final_key


async def test_stale_uploads_are_given_up_with_their_objects(world: World, clock: FixedClock) -> None:
    store = world.database.ports.objects
    stale = await upload(world, "王建国", photo())
    empty = (await begin(world, "王建国", announced(photo()))).evidence_id
    # A completion that was cut off after its copy.
    await store.put(final_key((await stored(world, stale)).object_key), photo(), "image/jpeg")
    kept = await ready_photo(world, "王建国", colour=3)
    clock.advance(hours=1, minutes=5, seconds=1)
    fresh = await upload(world, "王建国", photo())

    swept = await sweep_quarantine(world.database, world.ctx("admin"))

    assert swept == Swept(expired=2, objects=1)
    for given_up in (stale, empty):
        row = await stored(world, given_up)
        assert (row.state, row.rejection) == (EvidenceState.REJECTED, "UPLOAD_EXPIRED")
    assert await objects(world, "quarantine") == [(await stored(world, fresh)).object_key]
    assert await objects(world, "evidence") == [(await stored(world, kept)).object_key]
    assert (await complete(world, "王建国", fresh)).size == len(photo())


async def test_objects_without_a_record_are_removed(world: World) -> None:
    store = world.database.ports.objects
    for name in (str(new_id()), "stray"):
        await store.put(f"quarantine/{world.tenant_id}/2025/10/{name}", b"x", "image/jpeg")

    swept = await sweep_quarantine(world.database, world.ctx("admin"))

    assert swept == Swept(expired=0, objects=2)
    assert await objects(world, "quarantine") == []


async def test_a_waiting_upload_is_left_alone(world: World, clock: FixedClock) -> None:
    waiting = await upload(world, "王建国", photo())
    clock.advance(hours=1)

    swept = await sweep_quarantine(world.database, world.ctx("admin"))

    assert swept == Swept(expired=0, objects=0)
    assert (await stored(world, waiting)).state is EvidenceState.PENDING
    assert len(await objects(world, "quarantine")) == 1


async def test_a_sweep_touches_no_other_tenant(world: World, other_world: World, clock: FixedClock) -> None:
    theirs = await upload(other_world, "王建国", photo())
    clock.advance(hours=2)

    swept = await sweep_quarantine(world.database, world.ctx("admin"))

    assert swept == Swept(expired=0, objects=0)
    assert (await stored(other_world, theirs)).state is EvidenceState.PENDING
    assert len(await objects(other_world, "quarantine")) == 1
