"""Every file compared with its record: whatever was done to it in the store is told."""

from datetime import timedelta
from uuid import UUID

from tests.core.evidence.files import photo, ready_photo, stored, upload
from tests.core.evidence.stores import with_settings
from tests.core.evidence.test_links import bind
from tests.factories.world import World
from xuanpai_core.db.types import new_id
from xuanpai_core.evidence.completion import complete_upload
from xuanpai_core.evidence.service import hold_evidence
from xuanpai_core.evidence.verification import Fault, Finding, Verified, verify_evidence


async def verified(world: World, sample: int | None = None) -> tuple[Verified, set[tuple[Fault, UUID | None]]]:
    told: list[Finding] = []
    done = await verify_evidence(world.database, world.ctx("admin"), told.append, sample=sample)
    assert done.faults == len(told)
    return done, {(finding.fault, finding.evidence_id) for finding in told}


async def change(world: World, evidence_id: UUID, assignment: str, value: object) -> None:
    """Change the record behind everybody's back."""
    async with world.database.work(world.ctx("admin")) as work:
        await work.driver.execute(
            f"UPDATE evidence SET {assignment} = $3 WHERE tenant_id = $1 AND id = $2",  # noqa: S608
            world.tenant_id,
            evidence_id,
            value,
        )


async def test_sound_files_are_read_whole_and_nothing_is_told(world: World) -> None:
    for colour in (1, 2, 3):
        await ready_photo(world, "王建国", colour=colour)

    done, told = await verified(world)
    sampled, _ = await verified(world, sample=2)

    assert (done.files, told) == (3, set())
    assert done.read_bytes == sum(len(photo(colour=colour)) for colour in (1, 2, 3))
    assert 1 <= sampled.files <= 2


async def test_each_kind_of_tampering_is_told_with_the_file(world: World, other_world: World) -> None:
    store = world.database.ports.objects
    unlocked = with_settings(world, photo_lock_days=0)

    async def loose(colour: int) -> UUID:
        evidence_id = await upload(world, "王建国", photo(colour=colour))
        await complete_upload(unlocked, world.ctx("王建国"), evidence_id)
        return evidence_id

    sound, replaced, changed = [await ready_photo(world, "王建国", colour=colour) for colour in (1, 2, 3)]
    missing, swapped, unheld, unkept = [await loose(colour) for colour in (4, 5, 6, 7)]
    theirs = await ready_photo(other_world, "王建国")
    await bind(world, "王建国", unheld)
    await store.put((await stored(world, replaced)).object_key, photo(colour=9), "image/jpeg")
    await change(world, changed, "sha256", bytes(32))
    await store.remove((await stored(world, missing)).object_key)
    # Replaced whole: the version of record is gone and another lies in its place.
    key = (await stored(world, swapped)).object_key
    await store.remove(key)
    await change(world, swapped, "version_id", await store.put(key, photo(colour=8), "image/jpeg"))
    await hold_evidence(unlocked, world.ctx("county"), unheld, "核查")
    await unlocked.close()
    row = await stored(world, unheld)
    await store.hold(row.object_key, row.version_id, held=False)
    await change(world, unkept, "locked_until", world.database.clock.now() + timedelta(days=900))

    done, told = await verified(world)

    assert done.files == 7
    assert told == {
        (Fault.REPLACED, replaced),
        (Fault.CHANGED, changed),
        (Fault.MISSING, missing),
        (Fault.CHANGED, swapped),
        (Fault.UNLOCKED, unheld),
        (Fault.UNLOCKED, unkept),
    }
    assert sound not in {evidence_id for _, evidence_id in told}
    assert theirs not in {evidence_id for _, evidence_id in told}


async def test_an_object_that_no_record_names_is_told_once_it_is_no_completion_under_way(world: World) -> None:
    key = f"evidence/{world.tenant_id}/2025/10/{new_id()}"
    await world.database.ports.objects.put(key, b"x", "image/jpeg")

    assert (await verified(world))[1] == set()
