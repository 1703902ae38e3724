"""What nobody can remove: checked files for their term, held files until they are released."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.core.attendance.footprint import rows
from tests.core.evidence.files import announced, begin, photo, post, ready_photo, roster, stored, upload, workbook
from tests.core.evidence.stores import with_settings
from tests.core.evidence.test_links import bind
from tests.factories.world import World
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.evidence.completion import complete_upload
from xuanpai_core.evidence.objects import ObjectLocked
from xuanpai_core.evidence.service import hold_evidence, release_evidence
from xuanpai_core.evidence.upkeep import mend


async def test_a_checked_file_is_locked_for_the_term_of_its_kind(world: World) -> None:
    photo_id = await ready_photo(world, "王建国")
    content = workbook()
    roster_id = await upload(world, "county", content, roster(content))
    await complete_upload(world.database, world.ctx("county"), roster_id)
    store, now = world.database.ports.objects, datetime.now(UTC)

    for evidence_id, days in ((photo_id, 1096), (roster_id, 190)):
        row = await stored(world, evidence_id)
        until = await store.locked_until(row.object_key, row.version_id)
        assert until == row.locked_until
        assert until is not None
        assert abs(until - now - timedelta(days=days)) < timedelta(minutes=5)
        with pytest.raises(ObjectLocked):
            await store.remove(row.object_key)
        assert await store.stat(row.object_key, row.version_id) is not None


async def test_a_lock_can_be_made_longer_and_never_shorter(world: World) -> None:
    store = world.database.ports.objects
    key = f"evidence/{world.tenant_id}/2025/10/lock"
    version = await store.put(key, b"x", "image/jpeg")

    longer = await store.lock(key, version, timedelta(days=10))
    again = await store.lock(key, version, timedelta(days=5))

    assert again == longer == await store.locked_until(key, version)
    assert await store.lock(key, version, timedelta(days=20)) > longer


async def test_what_could_not_be_locked_at_once_is_locked_by_the_job(world: World) -> None:
    unlocked = with_settings(world, photo_lock_days=0)
    evidence_id = await upload(world, "王建国", photo())
    await complete_upload(unlocked, world.ctx("王建国"), evidence_id)
    await unlocked.close()
    assert (await stored(world, evidence_id)).locked_until is None

    assert await mend(world.database, world.ctx("admin")) == 1

    row = await stored(world, evidence_id)
    assert row.locked_until == await world.database.ports.objects.locked_until(row.object_key, row.version_id)
    assert await mend(world.database, world.ctx("admin")) == 0


async def test_a_held_file_stays_until_it_is_released(world: World) -> None:
    unlocked = with_settings(world, photo_lock_days=0)
    evidence_id = await upload(world, "王建国", photo())
    await complete_upload(unlocked, world.ctx("王建国"), evidence_id)
    await bind(world, "王建国", evidence_id)
    store, row = world.database.ports.objects, await stored(world, evidence_id)

    for _ in range(2):
        await hold_evidence(unlocked, world.ctx("county"), evidence_id, " 正在核查出勤问题 ")

    with pytest.raises(ObjectLocked):
        await store.remove(row.object_key, row.version_id)
    held = await stored(world, evidence_id)
    assert (held.hold_reason, held.held_by) == ("正在核查出勤问题", world.people["county"].account_id)
    for _ in range(2):
        await release_evidence(unlocked, world.ctx("county"), evidence_id, "核查结束")
    await unlocked.close()
    assert (await stored(world, evidence_id)).held_at is None
    holds = [event for event in await rows(world, "audit_event") if event["action"] == "evidence:hold"]
    assert [event["reason"] for event in holds] == ["正在核查出勤问题", "核查结束"]
    await store.remove(row.object_key, row.version_id)
    assert await store.stat(row.object_key) is None


async def test_only_those_who_may_hold_there_do(world: World, other_world: World) -> None:
    evidence_id = await ready_photo(world, "王建国")
    await bind(world, "王建国", evidence_id)
    loose = await ready_photo(world, "王建国", colour=4)
    attempts = [
        (world, "王建国", evidence_id, "FORBIDDEN"),
        (world, "clerk", evidence_id, "FORBIDDEN"),
        (world, "other_county", evidence_id, "EVIDENCE_NOT_FOUND"),
        (other_world, "county", evidence_id, "EVIDENCE_NOT_FOUND"),
        (world, "county", loose, "EVIDENCE_NOT_FOUND"),
    ]

    for asking, person, wanted, code in attempts:
        for act in (hold_evidence, release_evidence):
            with pytest.raises(XuanpaiError) as refused:
                await act(asking.database, asking.ctx(person), wanted, "想封存")
            assert refused.value.error_code == code
    with pytest.raises(XuanpaiError) as wordless:
        await hold_evidence(world.database, world.ctx("county"), evidence_id, "  ")

    assert wordless.value.error_code == "REASON_REQUIRED"
    row = await stored(world, evidence_id)
    stat = await world.database.ports.objects.stat(row.object_key, row.version_id)
    assert stat is not None
    assert (row.held_at, stat.held) == (None, False)
    assert [event for event in await rows(world, "audit_event") if event["action"] == "evidence:hold"] == []


async def test_a_file_on_its_way_cannot_be_held(world: World) -> None:
    begun = await begin(world, "王建国", announced(photo()))
    assert await post(begun.form, photo()) == 204
    await bind(world, "王建国", begun.evidence_id)

    with pytest.raises(XuanpaiError) as refused:
        await hold_evidence(world.database, world.ctx("county"), begun.evidence_id, "核查")

    assert refused.value.error_code == "NOT_HOLDABLE"
    assert (await stored(world, begun.evidence_id)).held_at is None
