"""The entry first, the file later: ids made by the client, waiting, an object store that is away."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid1, uuid4

import pytest

from tests.core.attendance.footprint import rows
from tests.core.evidence.files import PAGE, announced, begin, complete, objects, photo, post, stored, upload
from tests.core.evidence.stores import with_store
from tests.core.evidence.test_links import bind
from tests.factories.world import World
from xuanpai_core.clock import FixedClock
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.evidence.completion import complete_upload, complete_uploads
from xuanpai_core.evidence.models import EvidenceKind, EvidenceState
from xuanpai_core.evidence.service import begin_large_upload, begin_upload, link, sweep_quarantine
from xuanpai_core.evidence.upkeep import finish_requested
from xuanpai_core.stack.objectstore import EmbeddedObjectStore


async def test_beginning_twice_under_ones_own_id_is_beginning_once(world: World, clock: FixedClock) -> None:
    own = uuid4()
    first = await begin(world, "王建国", announced(photo(), id=own))
    clock.advance(minutes=10)
    again = await begin(world, "王建国", announced(photo(), id=own))

    assert first.evidence_id == again.evidence_id == own
    assert len(await rows(world, "evidence")) == 1
    assert await post(again.form, photo()) == 204
    done = await complete(world, "王建国", own)
    ready = await begin(world, "王建国", announced(photo(), id=own))
    assert (ready.state, (await complete(world, "王建国", own))) == (EvidenceState.READY, done)


async def test_an_id_stands_for_one_file_of_one_person(world: World, other_world: World) -> None:
    own = uuid4()
    await begin(world, "王建国", announced(photo(), id=own))
    others = [
        ("李秀英", announced(photo(), id=own)),
        ("王建国", announced(photo(), id=own, size=12)),
        ("王建国", announced(photo(), id=own, file_name="另一张.jpg")),
        ("王建国", announced(photo(), id=uuid1())),
        ("王建国", announced(photo(), id=UUID(int=7))),
    ]

    for person, new in others:
        with pytest.raises(XuanpaiError) as refused:
            await begin(world, person, new)
        assert refused.value.error_code == "UPLOAD_ID_UNUSABLE"
    with pytest.raises(XuanpaiError) as in_parts:
        await begin_large_upload(world.database, world.ctx("李秀英"), announced(photo(), id=own))

    assert in_parts.value.error_code == "UPLOAD_ID_UNUSABLE"
    [row] = await rows(world, "evidence")
    assert (row["id"], row["declared_size"], row["uploaded_by"]) == (
        own,
        len(photo()),
        world.people["王建国"].account_id,
    )
    assert (await begin(other_world, "王建国", announced(photo(), id=own))).evidence_id == own


async def test_a_file_that_an_entry_waits_for_may_come_days_later(world: World, clock: FixedClock) -> None:
    bound, loose = uuid4(), uuid4()
    for own in (bound, loose):
        await begin(world, "王建国", announced(photo(), id=own))
    await bind(world, "王建国", bound)
    clock.advance(days=3)

    swept = await sweep_quarantine(world.database, world.ctx("admin"))

    assert swept.expired == 1
    assert (await stored(world, loose)).rejection == "UPLOAD_EXPIRED"
    assert (await stored(world, bound)).state is EvidenceState.PENDING
    # Given up or not: the client's own id can be begun again.
    for own in (bound, loose):
        again = await begin(world, "王建国", announced(photo(), id=own))
        assert await post(again.form, photo()) == 204
        assert (await complete(world, "王建国", own)).size == len(photo())
    clock.advance(days=9)
    assert (await sweep_quarantine(world.database, world.ctx("admin"))).expired == 0


async def test_a_bound_file_is_given_up_after_a_week(world: World, clock: FixedClock) -> None:
    begun = await begin(world, "王建国", announced(photo()))
    await bind(world, "王建国", begun.evidence_id)
    clock.advance(days=7, seconds=301)

    with pytest.raises(XuanpaiError) as refused:
        await complete(world, "王建国", begun.evidence_id)

    assert refused.value.error_code == "UPLOAD_EXPIRED"
    assert (await stored(world, begun.evidence_id)).state is EvidenceState.REJECTED


async def test_many_are_completed_in_one_call_each_with_its_outcome(world: World) -> None:
    good = [await upload(world, "王建国", photo(colour=colour)) for colour in (1, 2, 3)]
    bad, missing = await upload(world, "王建国", PAGE), (await begin(world, "王建国", announced(photo()))).evidence_id
    foreign = await upload(world, "李秀英", photo())

    ended = await complete_uploads(world.database, world.ctx("王建国"), [*good, bad, missing, foreign, good[0]])

    assert {one.evidence_id: one.error and one.error.error_code for one in ended} == {
        **dict.fromkeys(good),
        bad: "NOT_AN_IMAGE",
        missing: "UPLOAD_MISSING",
        foreign: "EVIDENCE_NOT_FOUND",
    }
    assert len(await objects(world, "evidence")) == 3
    assert (await stored(world, foreign)).state is EvidenceState.PENDING
    with pytest.raises(XuanpaiError) as refused:
        await complete_uploads(world.database, world.ctx("王建国"), [uuid4() for _ in range(21)])
    assert refused.value.error_code == "TOO_MANY_FILES"


@pytest.fixture
def own_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedObjectStore]:
    """An object store of this test's own, which it may stop and start."""
    folder: Path = tmp_path_factory.mktemp("store")
    folder.chmod(0o700)
    store = EmbeddedObjectStore(folder, usual_port=None)
    store.start()
    yield store
    store.stop()


async def test_while_the_object_store_is_away_entries_are_taken_and_their_files_follow(
    world: World, clock: FixedClock, own_store: EmbeddedObjectStore
) -> None:
    database, ctx = with_store(world, own_store), world.ctx("王建国")
    await database.ports.objects.prepare()
    posted, fresh = uuid4(), uuid4()
    async with database.work(ctx) as work:
        before = await begin_upload(work, announced(photo(), id=posted))
    assert await post(before.form, photo()) == 204
    own_store.stop()

    async with database.work(ctx) as work:
        await begin_upload(work, announced(photo(colour=5), id=fresh))
        await link(work, [posted, fresh], "work_log", "记录", posting_id=world.postings["王建国"])
    codes = {one.error and one.error.error_code for one in await complete_uploads(database, ctx, [posted, fresh])}
    with pytest.raises(XuanpaiError) as parts:
        await begin_large_upload(database, ctx, announced(photo(), id=uuid4(), kind=EvidenceKind.PHOTO))

    assert codes == {"STORAGE_UNAVAILABLE"}
    assert parts.value.error_code == "STORAGE_UNAVAILABLE"
    assert await finish_requested(database, world.ctx("admin")) == 0
    assert {row["state"] for row in await rows(world, "evidence")} == {"PENDING"}
    assert len(await rows(world, "evidence_link")) == 2
    own_store.start()
    clock.advance(hours=5)
    # What had arrived before is finished without anybody's doing, what had not is sent now.
    back = with_store(world, own_store)
    assert await finish_requested(back, world.ctx("admin")) == 1
    assert (await stored(world, posted)).state is EvidenceState.READY
    async with back.work(ctx) as work:
        renewed = await begin_upload(work, announced(photo(colour=5), id=fresh))
    assert await post(renewed.form, photo(colour=5)) == 204
    assert (await complete_upload(back, ctx, fresh)).size == len(photo(colour=5))
    assert (await stored(world, fresh)).locked_until is not None
    await database.close()
    await back.close()
    assert renewed.expires_at - clock.now() == timedelta(seconds=300)
