"""What is read from a photo, what is made of it, and what it may not cost."""

import tracemalloc
from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from tests.core.attendance.footprint import rows
from tests.core.evidence.cameras import (
    bomb,
    exif,
    heic,
    index_bomb,
    picture,
    shot,
    taller_in_its_header,
)
from tests.core.evidence.files import announced, complete, get, objects, stored, upload
from tests.factories.world import World
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.evidence.exif import NOTHING, CameraFacts, camera_facts
from xuanpai_core.evidence.photos import examine_photo
from xuanpai_core.evidence.service import thumbnail_links
from xuanpai_core.evidence.upkeep import mend

PLAIN = CameraFacts(
    taken_at=datetime(2025, 10, 24, 0, 59, 30, tzinfo=UTC),
    taken_offset_minutes=480,
    gps_at=datetime(2025, 10, 24, 0, 59, 28, tzinfo=UTC),
    latitude=41.67,
    longitude=122.125,
    make="HUAWEI",
    model="Mate 60",
    software="Camera 4.0",
    orientation=6,
)


def refused(content: bytes) -> str:
    with pytest.raises(XuanpaiError) as refusal:
        examine_photo(content)
    return refusal.value.error_code


def sized(jpeg: bytes, width: int, height: int) -> bytes:
    """The same picture, as large as its header says."""
    start = jpeg.index(b"\xff\xc0") + 5
    return jpeg[:start] + height.to_bytes(2) + width.to_bytes(2) + jpeg[start + 4 :]


def opened(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image


@pytest.mark.parametrize(
    "content", [shot(), shot(form="PNG"), shot(form="WEBP"), heic()], ids=["jpg", "png", "webp", "heic"]
)
def test_what_the_camera_wrote_is_read(content: bytes) -> None:
    assert examine_photo(content).facts.taken_at == PLAIN.taken_at
    assert examine_photo(content).facts.latitude == pytest.approx(41.67)


@pytest.mark.parametrize(
    ("more", "changed"),
    [
        ({"taken": {0x9011: ""}}, {"taken_offset_minutes": None}),
        ({"taken": {0x9011: "+99:99"}}, {"taken_offset_minutes": None}),
        (
            {"taken": {0x9011: "-05:00"}},
            {"taken_offset_minutes": -300, "taken_at": datetime(2025, 10, 24, 13, 59, 30, tzinfo=UTC)},
        ),
        ({"taken": {0x9003: "0000:00:00 00:00:00"}}, {"taken_at": None, "taken_offset_minutes": None}),
        ({"taken": {0x9003: "1970:01:01 00:00:00"}}, {"taken_at": None, "taken_offset_minutes": None}),
        ({"gps": {2: (91.0, 0.0, 0.0)}}, {"latitude": None, "longitude": None}),
        ({"gps": {2: (IFDRational(0, 0), 0.0, 0.0)}}, {"latitude": None, "longitude": None}),
        ({"gps": {1: "", 3: ""}}, {"latitude": None, "longitude": None}),
        ({"gps": {2: (0.0, 0.0, 0.0), 4: (0.0, 0.0, 0.0)}}, {"latitude": None, "longitude": None}),
        ({"gps": {1: "S", 3: "W"}}, {"latitude": -41.67, "longitude": -122.125}),
        ({"gps": {7: (99.0, 0.0, 0.0)}}, {"gps_at": None}),
        ({"main": {0x0112: 9}}, {"orientation": None}),
        ({"main": {0x010F: "A\x07B" + "c" * 200}}, {"make": "AB" + "c" * 62}),
        ({"main": {0x010F: "长江".encode()}}, {"make": "长江"}),
        ({"main": {0x0110: "\x00 "}}, {"model": None}),
    ],
)
def test_what_is_absurd_is_left_out_and_the_rest_stays(
    more: dict[str, dict[int, object]], changed: dict[str, object]
) -> None:
    facts = camera_facts(exif(**more))

    expected = {name: getattr(PLAIN, name) for name in CameraFacts.__slots__} | changed
    assert {name: getattr(facts, name) for name in CameraFacts.__slots__} == expected


@pytest.mark.parametrize(
    "block",
    [b"", b"Exif\0\0", b"II*\0", b"II*\0\xff\xff\xff\xff", b"MM\0*" + b"\xff" * 400, exif()[:60], bytes(300_000)],
)
def test_malformed_blocks_say_nothing(block: bytes) -> None:
    assert camera_facts(block) == NOTHING


@pytest.mark.parametrize(
    "content",
    [
        shot(block=bomb(5000)),
        index_bomb(shot(), 5000),
        shot(form="PNG", block=bomb(5000)),
        shot(form="WEBP", block=bomb(5000)),
    ],
    ids=["jpeg", "index", "png", "webp"],
)
def test_an_exif_bomb_costs_nothing_and_spoils_no_photo(content: bytes) -> None:
    examine_photo(shot())
    tracemalloc.start()
    seen = examine_photo(content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert (seen.width, seen.height) == (800, 600)
    assert peak < 8 * 1024 * 1024
    assert opened(seen.thumbnail).size in {(480, 360), (360, 480)}


def test_a_thumbnail_is_small_the_right_way_up_and_says_nothing() -> None:
    seen = examine_photo(shot(1600, 1200, comment=b"secret"))
    turned = examine_photo(heic(1600, 1200))

    for thumbnail, width, height in ((seen.thumbnail, 360, 480), (turned.thumbnail, 360, 480)):
        image = opened(thumbnail)
        assert (image.format, image.size) == ("JPEG", (width, height))
        assert (dict(image.getexif()), image.info.get("exif"), image.info.get("comment")) == ({}, None, None)
        # Turned a quarter to the right: what was on the left is on top.
        above, below = image.getpixel((180, 60)), image.getpixel((180, 420))
        assert above[0] > 150 > above[2]  # type: ignore[index]
        assert below[2] > 150 > below[0]  # type: ignore[index]
        assert b"HUAWEI" not in thumbnail


def test_transparency_and_palettes_become_a_plain_picture() -> None:
    for mode in ("RGBA", "LA", "P", "1", "CMYK"):
        target = BytesIO()
        form = "JPEG" if mode == "CMYK" else "PNG"
        picture(60, 40).convert(mode).save(target, form)

        image = opened(examine_photo(target.getvalue()).thumbnail)

        assert (image.mode, image.size) == ("RGB", (60, 40))


def test_huge_pictures_are_refused_by_their_headers() -> None:
    jpeg = sized(shot(64, 64), 10_000, 10_000)
    tracemalloc.start()

    assert refused(jpeg) == "IMAGE_TOO_LARGE"
    assert refused(taller_in_its_header(heic(64, 64), 10_000, 10_000)) == "IMAGE_TOO_LARGE"
    assert tracemalloc.get_traced_memory()[1] < 4 * 1024 * 1024
    tracemalloc.stop()


def test_what_a_decoder_would_hold_whole_is_refused_by_its_header() -> None:
    """25 million pixels in three scans, which are all kept until the last one; a strip too thin to be made smaller."""
    header = shot(64, 64)
    scan, layers = header.index(b"\xff\xda"), header[header.index(b"\xff\xda") + 5 :][:6]
    rest = header[scan + 14 :]
    one = b"\xff\xda" + (8).to_bytes(2) + b"\x01" + layers[:2] + b"\x00\x3f\x00"

    assert header[scan + 4] == 3
    assert refused(sized(header[:scan] + one + rest, 5_000, 5_000)) == "IMAGE_TOO_LARGE"
    assert refused(sized(header, 30_000, 600)) == "IMAGE_TOO_LARGE"
    seen = examine_photo(shot(5_000, 5_000))
    assert (seen.width, seen.height) == (5_000, 5_000)
    panorama = examine_photo(shot(12_000, 2_000))
    assert opened(panorama.thumbnail).size == (80, 480)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (heic()[:-40], "IMAGE_DAMAGED"),
        (heic()[:200], "IMAGE_DAMAGED"),
        (b"\0\0\0\x18ftypheic" + bytes(400), "IMAGE_DAMAGED"),
        (b"\0\0\0\x18ftypmp42" + bytes(400), "NOT_AN_IMAGE"),
        (b"%PDF-1.7\n" + shot(), "NOT_AN_IMAGE"),
        (b"PK\x03\x04" + shot(), "NOT_AN_IMAGE"),
        (shot()[:400], "IMAGE_DAMAGED"),
    ],
    ids=["cut", "head", "empty", "video", "pdf-before", "zip-before", "jpeg-head"],
)
def test_what_is_cut_off_or_something_else_besides_is_refused(content: bytes, code: str) -> None:
    assert refused(content) == code


async def test_a_photo_from_an_iphone_is_taken_with_its_facts_and_thumbnail(world: World) -> None:
    content = heic(900, 600)
    evidence_id = await upload(world, "王建国", content, announced(content, content_type="image/heic"))

    done = await complete(world, "王建国", evidence_id)

    assert done.content_type == "image/heic"
    [facts] = await rows(world, "photo_facts")
    assert (facts["evidence_id"], facts["make"], facts["latitude"]) == (evidence_id, "HUAWEI", pytest.approx(41.67))
    assert facts["taken_at"] == PLAIN.taken_at
    row = await stored(world, evidence_id)
    assert row.thumbnail_key == row.object_key.replace("evidence/", "thumbnails/", 1)
    async with world.database.work(world.ctx("王建国")) as work:
        [url] = (await thumbnail_links(work, [evidence_id])).values()
    status, small, headers = await get(url)
    assert (status, headers["content-type"], opened(small).size) == (200, "image/jpeg", (320, 480))
    assert headers["content-disposition"].startswith("attachment;")


async def test_thumbnails_are_for_those_who_may_read_the_photo_and_are_audited_together(
    world: World, other_world: World
) -> None:
    content = shot()
    evidence_id = await upload(world, "王建国", content)
    await complete(world, "王建国", evidence_id)

    for asking, person in ((world, "李秀英"), (world, "clerk"), (other_world, "王建国")):
        async with asking.database.work(asking.ctx(person)) as work:
            assert await thumbnail_links(work, [evidence_id]) == {}
    async with world.database.work(world.ctx("王建国")) as work:
        assert list(await thumbnail_links(work, [evidence_id, evidence_id])) == [evidence_id]

    read = [row for row in await rows(world, "audit_event") if row["action"] == "evidence:read"]
    assert [(row["subject_id"], row["account_id"]) for row in read] == [
        (str(evidence_id), world.people["王建国"].account_id)
    ]


async def test_a_missing_thumbnail_is_made_afterwards(world: World) -> None:
    content = shot()
    evidence_id = await upload(world, "王建国", content)
    await complete(world, "王建国", evidence_id)
    row = await stored(world, evidence_id)
    await world.database.ports.objects.remove(row.thumbnail_key or "")
    async with world.database.work(world.ctx("admin")) as work:
        await work.driver.execute("UPDATE evidence SET thumbnail_key = NULL WHERE tenant_id = $1", world.tenant_id)
        await work.driver.execute("DELETE FROM photo_facts WHERE tenant_id = $1", world.tenant_id)

    assert await mend(world.database, world.ctx("admin")) == 1
    assert await mend(world.database, world.ctx("admin")) == 0

    assert await objects(world, "thumbnails") == [(await stored(world, evidence_id)).thumbnail_key]
    assert [facts["make"] for facts in await rows(world, "photo_facts")] == ["HUAWEI"]
