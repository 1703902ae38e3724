"""Both sides of every file: objects without a record, records without an object, links to nothing."""

from datetime import timedelta

from tests.core.attendance.footprint import rows
from tests.core.evidence.files import complete, objects, photo, ready_photo, stored, upload
from tests.core.evidence.stores import with_settings
from tests.core.evidence.test_links import bind
from tests.factories.world import World
from xuanpai_core.db.types import new_id
from xuanpai_core.evidence.completion import complete_upload
from xuanpai_core.evidence.models import EvidenceLink
from xuanpai_core.evidence.orphans import Orphans, sweep_orphans

AT_ONCE = timedelta(days=-1)


async def swept(world: World, **how: object) -> Orphans:
    return await sweep_orphans(world.database, world.ctx("admin"), settled=AT_ONCE, **how)  # type: ignore[arg-type]


async def test_objects_without_a_record_are_named_then_removed_unless_the_store_keeps_them(
    world: World, other_world: World
) -> None:
    store = world.database.ports.objects
    kept = await stored(world, await ready_photo(world, "王建国"))
    theirs = await ready_photo(other_world, "王建国")
    folder = f"{world.tenant_id}/2025/10"
    loose = {f"evidence/{folder}/{new_id()}", f"evidence/{folder}/stray", f"thumbnails/{folder}/{new_id()}"}
    for key in loose:
        await store.put(key, b"x", "image/jpeg")
    copy = await store.put(kept.object_key, b"another version", "image/jpeg")
    locked = f"evidence/{folder}/{new_id()}"
    await store.lock(locked, await store.put(locked, b"x", "image/jpeg"), timedelta(days=1))

    young = await sweep_orphans(world.database, world.ctx("admin"))
    listed = await swept(world, dry_run=True)
    too_many = await swept(world, most=4)

    assert young == Orphans()
    assert {stray.key for stray in listed.strays} == {*loose, locked, kept.object_key}
    assert [stray.version_id for stray in listed.strays if stray.key == kept.object_key] == [copy]
    assert (too_many.withheld, len(too_many.strays), len(await objects(world, "evidence"))) == (True, 5, 4)
    done = await swept(world)
    assert [stray.key for stray in done.kept] == [locked]
    assert set(await objects(world, "evidence")) == {kept.object_key, locked}
    assert await objects(world, "thumbnails") == [kept.thumbnail_key]
    assert len(await objects(other_world, "evidence")) == 1
    assert (await stored(other_world, theirs)).missing_since is None
    found = await store.stat(kept.object_key)
    assert found is not None
    assert found.version_id == kept.version_id


async def test_records_whose_object_is_gone_are_marked_until_it_is_back(world: World) -> None:
    unlocked = with_settings(world, photo_lock_days=0)
    evidence_id = await upload(world, "王建国", photo())
    await complete_upload(unlocked, world.ctx("王建国"), evidence_id)
    await unlocked.close()
    row, store = await stored(world, evidence_id), world.database.ports.objects
    await ready_photo(world, "王建国", colour=3)
    await store.remove(row.object_key)

    assert (await swept(world, dry_run=True)).lost == [evidence_id]
    assert (await stored(world, evidence_id)).missing_since is None
    assert (await swept(world)).lost == [evidence_id]
    assert (await stored(world, evidence_id)).missing_since == world.database.clock.now()

    version = await store.put(row.object_key, photo(), "image/jpeg")
    async with world.database.work(world.ctx("admin")) as work:
        await work.driver.execute(
            "UPDATE evidence SET version_id = $3 WHERE tenant_id = $1 AND id = $2",
            world.tenant_id,
            evidence_id,
            version,
        )
    assert (await swept(world)).lost == []
    assert (await stored(world, evidence_id)).missing_since is None


async def test_links_to_records_that_are_gone_are_taken_off_and_the_files_stay(world: World) -> None:
    evidence_id = await ready_photo(world, "王建国")
    await bind(world, "王建国", evidence_id)
    gone = str(new_id())
    async with world.database.work(world.ctx("王建国")) as work:
        keys = {"tenant_id": world.tenant_id, "evidence_id": evidence_id, "record_type": "inspection_finding"}
        work.session.add(EvidenceLink(**keys, record_key=gone))

    listed = await swept(world, dry_run=True)
    assert len(await rows(world, "evidence_link")) == 2
    done = await swept(world)

    assert listed.links == done.links == [("inspection_finding", gone)]
    assert [row["record_type"] for row in await rows(world, "evidence_link")] == ["work_log"]
    assert (await complete(world, "王建国", evidence_id)).size == len(photo())
