"""Large files in parts: sent over a line that breaks, put together, checked like any other."""

import asyncio
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
import urllib3

from tests.core.attendance.footprint import rows
from tests.core.evidence.files import announced, begin, complete, objects, photo, post, stored
from tests.core.evidence.test_links import bind
from tests.factories.world import World
from xuanpai_core.clock import FixedClock
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.evidence.inspection import PDF
from xuanpai_core.evidence.models import EvidenceKind, EvidenceState
from xuanpai_core.evidence.parts import PART_SIZE
from xuanpai_core.evidence.service import (
    NewUpload,
    Part,
    UploadInParts,
    begin_large_upload,
    begin_upload,
    resume_upload,
    sweep_quarantine,
)

SIZE = 2 * PART_SIZE + 1000
DOCUMENT = b"%PDF-1.7\n".ljust(SIZE - 6, b"%") + b"%%EOF\n"
NEW = NewUpload(EvidenceKind.DOCUMENT, "总结.pdf", PDF, SIZE)


async def put(part: Part, content: bytes) -> int:
    """Put a part as a browser would; the store's answer."""

    def send() -> int:
        assert part.url is not None
        with urllib3.PoolManager() as pool:
            return pool.request("PUT", part.url, body=content).status

    return await asyncio.to_thread(send)


def piece(part: Part) -> bytes:
    return DOCUMENT[(part.number - 1) * PART_SIZE :][: part.size]


async def begun(world: World, new: NewUpload = NEW) -> UploadInParts:
    return await begin_large_upload(world.database, world.ctx("王建国"), new)


async def resumed(world: World, evidence_id: UUID) -> UploadInParts:
    return await resume_upload(world.database, world.ctx("王建国"), evidence_id)


async def test_an_upload_that_broke_goes_on_where_it_was_and_becomes_one_file(world: World) -> None:
    upload = await begun(world)
    assert [(part.number, part.size, part.arrived) for part in upload.parts] == [
        (1, PART_SIZE, False),
        (2, PART_SIZE, False),
        (3, 1000, False),
    ]
    assert await put(upload.parts[1], piece(upload.parts[1])) == 200
    # A part that broke off is as if it had never come.
    assert await put(upload.parts[2], b"short") == 200
    with pytest.raises(XuanpaiError) as missing:
        await complete(world, "王建国", upload.evidence_id)

    later = await resumed(world, upload.evidence_id)
    assert [(part.number, part.arrived, part.url is None) for part in later.parts] == [
        (1, False, False),
        (2, True, True),
        (3, False, False),
    ]
    for part in (later.parts[0], later.parts[2]):
        assert await put(part, piece(part)) == 200
    done = await complete(world, "王建国", upload.evidence_id)

    assert missing.value.error_code == "UPLOAD_MISSING"
    assert (done.size, done.content_type) == (SIZE, PDF)
    row = await stored(world, upload.evidence_id)
    assert row.locked_until is not None
    assert await world.database.ports.objects.read(row.object_key, SIZE, row.version_id) == DOCUMENT
    assert await objects(world, "quarantine") == []
    assert await complete(world, "王建国", upload.evidence_id) == done
    assert {part.arrived for part in (await resumed(world, upload.evidence_id)).parts} == {True}


async def test_a_photo_announced_whole_goes_on_in_parts_under_the_same_id(world: World) -> None:
    new = announced(photo(), id=uuid4())
    whole = await begin(world, "王建国", new)
    await bind(world, "王建国", whole.evidence_id)

    upload = await begun(world, new)
    assert await put(upload.parts[0], photo()) == 200
    # What an entry announces once more, knowing nothing of parts, does not throw them away.
    again = await begin(world, "王建国", new)
    later = await begun(world, new)
    done = await complete(world, "王建国", whole.evidence_id)

    assert upload.evidence_id == again.evidence_id == done.evidence_id == whole.evidence_id
    assert [(part.number, part.arrived) for part in later.parts] == [(1, True)]
    assert (await begun(world, new)).state is EvidenceState.READY
    assert len(await rows(world, "evidence")) == 1
    assert [link["evidence_id"] for link in await rows(world, "evidence_link")] == [whole.evidence_id]


async def test_a_photo_that_arrived_whole_is_not_asked_for_in_parts(world: World) -> None:
    new = announced(photo(), id=uuid4())
    whole = await begin(world, "王建国", new)
    assert await post(whole.form, photo()) == 204

    upload = await begun(world, new)

    assert [(part.number, part.arrived, part.url) for part in upload.parts] == [(1, True, None)]
    assert (await complete(world, "王建国", whole.evidence_id)).size == len(photo())


async def test_two_completions_at_once_put_it_together_once(world: World) -> None:
    upload = await begun(world)
    for part in upload.parts:
        assert await put(part, piece(part)) == 200

    answers = await asyncio.gather(*(complete(world, "王建国", upload.evidence_id) for _ in range(3)))

    assert len(set(answers)) == 1
    row = await stored(world, upload.evidence_id)
    versions = await world.database.ports.objects.versions(row.object_key)
    assert versions == [(row.object_key, row.version_id)]


async def test_a_document_in_parts_may_be_larger_but_not_too_large_and_is_checked_all_the_same(world: World) -> None:
    large = replace(NEW, size=50 * 1024 * 1024)
    assert len((await begun(world, large)).parts) == 10
    with pytest.raises(XuanpaiError) as too_large:
        await begun(world, replace(NEW, size=50 * 1024 * 1024 + 1))
    with pytest.raises(XuanpaiError) as whole:
        async with world.database.work(world.ctx("王建国")) as work:
            await begin_upload(work, large)
    content = b"<html>".ljust(100)
    page = await begun(world, replace(NEW, size=len(content)))
    assert await put(page.parts[0], content) == 200

    with pytest.raises(XuanpaiError) as refused:
        await complete(world, "王建国", page.evidence_id)

    assert (too_large.value.error_code, whole.value.error_code) == ("UPLOAD_TOO_LARGE", "UPLOAD_TOO_LARGE")
    assert refused.value.error_code == "NOT_A_PDF"
    assert (await stored(world, page.evidence_id)).state is EvidenceState.REJECTED
    assert await objects(world, "quarantine") == await objects(world, "evidence") == []


async def test_nobody_else_resumes_it_and_a_whole_upload_has_no_parts(world: World) -> None:
    upload = await begun(world, replace(NEW, id=uuid4()))
    async with world.database.work(world.ctx("王建国")) as work:
        whole = await begin_upload(work, announced(photo()))

    for person, wanted, code in (
        ("李秀英", upload.evidence_id, "EVIDENCE_NOT_FOUND"),
        ("secretary", upload.evidence_id, "FORBIDDEN"),
        ("王建国", whole.evidence_id, "NOT_IN_PARTS"),
    ):
        with pytest.raises(XuanpaiError) as refused:
            await resume_upload(world.database, world.ctx(person), wanted)
        assert refused.value.error_code == code
    assert [row["state"] for row in await rows(world, "evidence")] == ["PENDING", "PENDING"]


async def test_abandoned_parts_are_swept_and_those_that_are_waited_for_stay(world: World, clock: FixedClock) -> None:
    upload = await begun(world)
    assert await put(upload.parts[0], piece(upload.parts[0])) == 200
    store, prefix = world.database.ports.objects, f"quarantine/{world.tenant_id}/"
    stray = await store.begin_parts(f"{prefix}2025/10/{uuid4()}", PDF)

    clock.advance(days=6)
    early = await sweep_quarantine(world.database, world.ctx("admin"))
    assert (await resumed(world, upload.evidence_id)).parts[0].arrived
    clock.advance(days=2)
    counted = await sweep_quarantine(world.database, world.ctx("admin"), dry_run=True)
    late = await sweep_quarantine(world.database, world.ctx("admin"))

    assert (early.expired, early.parts, stray != "") == (0, 1, True)
    assert counted == late
    assert (late.expired, late.parts) == (1, 1)
    assert await store.unfinished_parts(prefix) == []
    with pytest.raises(XuanpaiError) as refused:
        await resumed(world, upload.evidence_id)
    assert refused.value.error_code == "UPLOAD_EXPIRED"
