"""From the signed form to the checked file: what is accepted, what is refused, and what a refusal leaves."""

import asyncio
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image

from tests.core.attendance.footprint import rows
from tests.core.evidence.files import (
    PAGE,
    announced,
    archive,
    begin,
    complete,
    get,
    objects,
    photo,
    post,
    roster,
    stored,
    upload,
    workbook,
)
from tests.factories.world import World
from xuanpai_core.clock import FixedClock
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.evidence.inspection import PDF
from xuanpai_core.evidence.models import EvidenceKind, EvidenceState
from xuanpai_core.evidence.service import CompletedUpload, NewUpload, download_link, sweep_quarantine


def one_bit_png(width: int, height: int) -> bytes:
    """A picture of many pixels in few bytes."""
    target = BytesIO()
    Image.new("1", (width, height)).save(target, "PNG")
    return target.getvalue()


async def test_photo_moves_from_quarantine_to_its_final_key(world: World) -> None:
    content = photo(320, 200)
    evidence_id = await upload(world, "王建国", content)

    answer = await complete(world, "王建国", evidence_id)

    digest = sha256(content).digest()
    assert answer == CompletedUpload(evidence_id, EvidenceKind.PHOTO, "image/jpeg", len(content), digest, 320, 200)
    row = await stored(world, evidence_id)
    assert row.state is EvidenceState.READY
    assert row.object_key == f"evidence/{world.tenant_id}/2025/10/{evidence_id}"
    assert (row.sha256, row.size, row.width, row.height) == (digest, len(content), 320, 200)
    assert row.version_id is not None
    assert await objects(world, "evidence") == [row.object_key]
    assert await objects(world, "quarantine") == []


async def test_the_form_takes_only_its_own_key_and_the_announced_size(world: World) -> None:
    content = photo()
    begun = await begin(world, "王建国", announced(content))

    assert begun.form.fields["key"] == f"quarantine/{world.tenant_id}/2025/10/{begun.evidence_id}"
    assert await post(begun.form, content + b"x") == 400
    assert await post(begun.form, content, key=f"evidence/{world.tenant_id}/2025/10/{begun.evidence_id}") == 403
    assert await objects(world, "quarantine") == []
    assert await objects(world, "evidence") == []


async def test_completing_twice_answers_the_same(world: World) -> None:
    evidence_id = await upload(world, "王建国", photo())

    first = await complete(world, "王建国", evidence_id)
    again = await complete(world, "王建国", evidence_id)

    assert again == first
    assert len(await rows(world, "audit_event")) == 2


async def test_two_completions_at_once_make_one_record(world: World) -> None:
    evidence_id = await upload(world, "王建国", photo())

    answers = await asyncio.gather(*(complete(world, "王建国", evidence_id) for _ in range(4)))

    assert len(set(answers)) == 1
    row = await stored(world, evidence_id)
    assert await objects(world, "quarantine") == []
    versions = await asyncio.to_thread(_versions, world, row.object_key)
    assert versions == [row.version_id]


def _versions(world: World, key: str) -> list[str | None]:
    store = world.database.ports.objects
    listed = store._client.list_objects(store._bucket, key, include_version=True)  # type: ignore[attr-defined]
    return [item.version_id for item in listed]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (PAGE, "NOT_AN_IMAGE"),
        (b"GIF89a" + bytes(40), "NOT_AN_IMAGE"),
        (b"%PDF-1.7\n", "NOT_AN_IMAGE"),
        (photo(400, 300)[:-200], "IMAGE_DAMAGED"),
        (b"\xff\xd8\xff" + PAGE, "IMAGE_DAMAGED"),
        (one_bit_png(20_000, 20_000), "IMAGE_TOO_LARGE"),
        (one_bit_png(5_000, 4_000), "IMAGE_TOO_LARGE"),
    ],
    ids=["html", "gif", "pdf", "truncated", "html-behind-a-signature", "400-megapixels", "20-megapixel-png"],
)
async def test_a_photo_that_is_none_is_refused_for_good_and_removed(world: World, content: bytes, code: str) -> None:
    evidence_id = await upload(world, "王建国", content)

    with pytest.raises(XuanpaiError) as refused:
        await complete(world, "王建国", evidence_id)

    assert refused.value.error_code == code
    row = await stored(world, evidence_id)
    assert (row.state, row.rejection, row.sha256) == (EvidenceState.REJECTED, code, None)
    assert await objects(world, "quarantine") == []
    assert await objects(world, "evidence") == []
    with pytest.raises(XuanpaiError) as again:
        await complete(world, "王建国", evidence_id)
    assert (again.value.error_code, again.value.message) == (code, refused.value.message)


async def test_a_large_photo_of_a_phone_is_accepted(world: World) -> None:
    content = photo(5_000, 4_000)
    evidence_id = await upload(world, "王建国", content)

    answer = await complete(world, "王建国", evidence_id)

    assert (answer.width, answer.height) == (5_000, 4_000)


@pytest.mark.parametrize(("form", "content_type"), [("PNG", "image/png"), ("WEBP", "image/webp")])
async def test_the_bytes_decide_what_a_photo_is(world: World, form: str, content_type: str) -> None:
    evidence_id = await upload(world, "王建国", photo(form=form))

    answer = await complete(world, "王建国", evidence_id)

    assert answer.content_type == content_type
    assert (await stored(world, evidence_id)).content_type == content_type


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (announced(b"x", size=10 * 1024 * 1024 + 1), "UPLOAD_TOO_LARGE"),
        (announced(b"x", size=0), "UPLOAD_EMPTY"),
        (announced(b"x", content_type="image/svg+xml"), "FILE_TYPE_NOT_ALLOWED"),
        (announced(b"x", content_type="text/html"), "FILE_TYPE_NOT_ALLOWED"),
        (announced(b"x", content_type=PDF), "FILE_TYPE_NOT_ALLOWED"),
        (announced(b"x", kind=EvidenceKind.DOCUMENT), "FILE_TYPE_NOT_ALLOWED"),
        (announced(b"x", file_name="../..//"), "INVALID_FILE_NAME"),
        (announced(b"x", file_name="\x00\n"), "INVALID_FILE_NAME"),
        (NewUpload(EvidenceKind.DOCUMENT, "a.pdf", PDF, 21 * 1024 * 1024), "UPLOAD_TOO_LARGE"),
    ],
    ids=["too-large", "empty", "svg", "html", "pdf-as-photo", "jpeg-as-document", "no-name", "control", "document"],
)
async def test_what_cannot_be_right_gets_no_form(world: World, new: NewUpload, code: str) -> None:
    with pytest.raises(XuanpaiError) as refused:
        await begin(world, "王建国", new)

    assert refused.value.error_code == code
    assert await rows(world, "evidence") == []
    assert await rows(world, "audit_event") == []


async def test_a_file_larger_than_announced_is_refused_even_if_the_store_took_it(world: World) -> None:
    content = photo()
    begun = await begin(world, "王建国", announced(content))
    await world.database.ports.objects.put(begun.form.fields["key"], content + bytes(10), "image/jpeg")

    with pytest.raises(XuanpaiError) as refused:
        await complete(world, "王建国", begun.evidence_id)

    assert refused.value.error_code == "UPLOAD_TOO_LARGE"
    assert (await stored(world, begun.evidence_id)).state is EvidenceState.REJECTED
    assert await objects(world, "quarantine") == []


async def test_other_bytes_than_were_announced_are_taken_for_no_file_and_the_right_ones_may_follow(
    world: World,
) -> None:
    """One bit lost on the way, in a part of the file that no decoder looks at; and a PDF in which a figure changed."""
    told = b"%PDF-1.7\n" + b"1000" + b"\n%%EOF\n"
    cases = [
        (photo(), photo() + b"\0", announced(photo() + b"?")),
        (told, told.replace(b"1000", b"9000"), NewUpload(EvidenceKind.DOCUMENT, "收条.pdf", PDF, len(told))),
    ]
    for right, altered, described in cases:
        new = replace(described, id=uuid4(), sha256=sha256(right).digest())
        evidence_id = await upload(world, "王建国", altered, new)
        with pytest.raises(XuanpaiError) as refused:
            await complete(world, "王建国", evidence_id)
        assert refused.value.error_code == "UPLOAD_ALTERED"
        assert (await stored(world, evidence_id)).state is EvidenceState.PENDING
        assert await objects(world, "quarantine") == []
        with pytest.raises(XuanpaiError) as another:
            await begin(world, "王建国", replace(new, sha256=sha256(altered).digest()))
        assert another.value.error_code == "UPLOAD_ID_UNUSABLE"

        await upload(world, "王建国", right, new)

        assert (await complete(world, "王建国", evidence_id)).sha256 == sha256(right).digest()


async def test_completing_before_the_file_arrived_can_be_tried_again(world: World) -> None:
    content = photo()
    begun = await begin(world, "王建国", announced(content))

    with pytest.raises(XuanpaiError) as refused:
        await complete(world, "王建国", begun.evidence_id)

    assert refused.value.error_code == "UPLOAD_MISSING"
    assert (await stored(world, begun.evidence_id)).state is EvidenceState.PENDING
    assert await post(begun.form, content) == 204
    assert (await complete(world, "王建国", begun.evidence_id)).size == len(content)


async def test_completing_too_late_is_refused(world: World, clock: FixedClock) -> None:
    in_time = await upload(world, "王建国", photo())
    late = await upload(world, "王建国", photo())
    clock.advance(seconds=300, minutes=15)
    await complete(world, "王建国", in_time)
    clock.advance(seconds=1)

    with pytest.raises(XuanpaiError) as refused:
        await complete(world, "王建国", late)

    assert refused.value.error_code == "UPLOAD_EXPIRED"
    assert (await stored(world, late)).state is EvidenceState.REJECTED
    assert await objects(world, "quarantine") == []


@pytest.mark.parametrize("person", ["李秀英", "clerk", "county"])
async def test_only_the_uploader_may_complete(world: World, person: str) -> None:
    evidence_id = await upload(world, "王建国", photo())

    with pytest.raises(XuanpaiError) as refused:
        await complete(world, person, evidence_id)

    assert refused.value.error_code == "EVIDENCE_NOT_FOUND"
    assert (await stored(world, evidence_id)).state is EvidenceState.PENDING
    assert len(await objects(world, "quarantine")) == 1


async def test_another_tenant_sees_no_upload(world: World, other_world: World) -> None:
    evidence_id = await upload(world, "王建国", photo())

    for unknown in (evidence_id, new_id()):
        with pytest.raises(XuanpaiError) as refused:
            await complete(other_world, "王建国", unknown)
        assert refused.value.error_code == "EVIDENCE_NOT_FOUND"
    assert (await stored(world, evidence_id)).state is EvidenceState.PENDING


@pytest.mark.parametrize("person", ["secretary", "finance", "unit"])
async def test_roles_without_the_permission_get_no_form(world: World, person: str) -> None:
    with pytest.raises(XuanpaiError) as refused:
        await begin(world, person, announced(photo()))

    assert refused.value.error_code == "FORBIDDEN"
    assert await rows(world, "evidence") == []


async def test_a_roster_is_for_those_who_may_import_one(world: World) -> None:
    content = workbook()
    with pytest.raises(XuanpaiError) as refused:
        await begin(world, "王建国", roster(content))
    assert refused.value.error_code == "FORBIDDEN"

    evidence_id = await upload(world, "county", content, roster(content))
    answer = await complete(world, "county", evidence_id)

    assert (answer.kind, answer.sha256) == (EvidenceKind.ROSTER, sha256(content).digest())


@pytest.mark.parametrize("content", [archive(), PAGE, b"PK\x03\x04" + bytes(60)], ids=["zip", "html", "broken"])
async def test_a_roster_that_is_no_workbook_is_refused(world: World, content: bytes) -> None:
    evidence_id = await upload(world, "county", content, roster(content))

    with pytest.raises(XuanpaiError) as refused:
        await complete(world, "county", evidence_id)

    assert refused.value.error_code == "NOT_A_SPREADSHEET"
    assert await objects(world, "quarantine") == []


async def test_a_document_must_be_a_pdf(world: World) -> None:
    sound, page = b"%PDF-1.7\n%%EOF\n", PAGE
    good = await upload(world, "county", sound, NewUpload(EvidenceKind.DOCUMENT, "通知.pdf", PDF, len(sound)))
    bad = await upload(world, "county", page, NewUpload(EvidenceKind.DOCUMENT, "通知.pdf", PDF, len(page)))

    assert (await complete(world, "county", good)).content_type == PDF
    with pytest.raises(XuanpaiError) as refused:
        await complete(world, "county", bad)
    assert refused.value.error_code == "NOT_A_PDF"


async def test_the_file_name_is_shown_without_folders_and_control_characters(world: World) -> None:
    content = photo()
    evidence_id = await upload(world, "王建国", content, announced(content, file_name="C:\\相册\\走访\u202e 1.jpg"))

    assert (await stored(world, evidence_id)).file_name == "走访 1.jpg"


async def test_posting_again_after_the_check_changes_nothing_that_is_handed_out(
    world: World, clock: FixedClock
) -> None:
    content, other = photo(colour=1), photo(colour=2)
    begun = await begin(world, "王建国", announced(content))
    assert await post(begun.form, content) == 204
    await complete(world, "王建国", begun.evidence_id)

    assert await post(begun.form, other[: len(content)]) == 204

    async with world.database.work(world.ctx("王建国")) as work:
        url = await download_link(work, begun.evidence_id)
    assert (await get(url))[1] == content
    swept = await sweep_quarantine(world.database, world.ctx("admin"))
    assert (swept.expired, swept.objects) == (0, 1)
    assert await objects(world, "quarantine") == []
