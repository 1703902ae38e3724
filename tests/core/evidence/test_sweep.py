"""The sweep: nothing stays in quarantine that nobody waits for, and nothing is taken that somebody does."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from uuid import uuid4

from tests.core.evidence.files import announced, begin, complete, objects, photo, ready_photo, stored, upload
from tests.core.evidence.stores import with_settings
from tests.factories.world import World
from xuanpai_core.clock import FixedClock
from xuanpai_core.config import Settings
from xuanpai_core.db.session import Database
from xuanpai_core.db.types import new_id
from xuanpai_core.evidence.completion import complete_upload
from xuanpai_core.evidence.models import EvidenceState
from xuanpai_core.evidence.service import Swept, sweep_quarantine
from xuanpai_core.evidence.storage import S3ObjectStore
from xuanpai_core.evidence.uploads import final_key


class Busy(S3ObjectStore):
    """A store in which something happens just before the first removal."""

    def __init__(self, settings: Settings, meanwhile: Callable[[], Awaitable[None]]) -> None:
        super().__init__(settings)
        self._meanwhile: Callable[[], Awaitable[None]] | None = meanwhile

    async def remove(self, key: str, version_id: str | None = None) -> None:
        if self._meanwhile is not None:
            meanwhile, self._meanwhile = self._meanwhile, None
            await meanwhile()
        await super().remove(key, version_id)


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


async def test_what_is_sent_and_completed_while_its_old_id_is_given_up_is_left_alone(
    world: World, clock: FixedClock
) -> None:
    """The phone comes back just as the sweep takes away what it had sent before."""
    late = uuid4()
    await upload(world, "王建国", photo(), announced(photo(), id=late))
    await world.database.ports.objects.put(final_key((await stored(world, late)).object_key), b"cut off", "image/jpeg")
    clock.advance(hours=1, minutes=5, seconds=1)
    unlocked = with_settings(world, photo_lock_days=0)

    async def come_back() -> None:
        await upload(world, "王建国", photo(), announced(photo(), id=late))
        await complete_upload(unlocked, world.ctx("王建国"), late)

    settings = world.database.settings
    ports = replace(world.database.ports, objects=Busy(settings, come_back))
    database = Database(settings, ports, world.database.clock)

    swept = await sweep_quarantine(database, world.ctx("admin"))
    await database.close()
    await unlocked.close()

    assert swept == Swept(expired=1, objects=1)
    row = await stored(world, late)
    assert row.state is EvidenceState.READY
    assert await world.database.ports.objects.read(row.object_key, len(photo()) + 1, row.version_id) == photo()
    assert await world.database.ports.objects.versions(row.object_key) == [(row.object_key, row.version_id)]


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
