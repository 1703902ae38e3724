"""What a photo looks like, however it was scaled, turned or saved: pure."""

from io import BytesIO

import pytest
from PIL import Image
from pillow_heif import register_heif_opener

from tests.core.signals.noticing import picture
from xuanpai_core.sheets.pdf import pdf
from xuanpai_core.signals.looks import hash_of
from xuanpai_core.signals.thresholds import ALIKE_BITS


def bits_between(one: bytes, other: bytes) -> int:
    """By how many of 64 bits two photos differ."""
    left, right = hash_of(one), hash_of(other)
    assert left is not None
    assert right is not None
    return ((left ^ right) & ((1 << 64) - 1)).bit_count()


def saved(content: bytes, format_: str, **how: object) -> bytes:
    """The same picture in another format."""
    register_heif_opener()
    target = BytesIO()
    with Image.open(BytesIO(content)) as image:
        image.save(target, format_, **how)
    return target.getvalue()


@pytest.mark.parametrize("seed", [1, 2, 5])
def test_a_photo_scaled_and_saved_anew_is_known_again(seed: int) -> None:
    original = picture(seed, (640, 480), quality=92)

    assert bits_between(original, picture(seed, (1600, 1200), quality=40)) <= ALIKE_BITS
    assert bits_between(original, saved(original, "PNG")) <= ALIKE_BITS
    assert bits_between(original, saved(original, "WEBP", quality=60)) <= ALIKE_BITS
    assert bits_between(original, saved(original, "HEIF", quality=70)) <= ALIKE_BITS


def test_a_photo_lying_on_its_side_is_held_upright_as_its_exif_says() -> None:
    original = picture(3, (640, 480))
    exif = Image.Exif()
    exif[0x0112] = 6
    target = BytesIO()
    with Image.open(BytesIO(original)) as image:
        image.rotate(90, expand=True).save(target, "JPEG", quality=90, exif=exif)

    assert bits_between(original, target.getvalue()) <= ALIKE_BITS


def test_other_scenes_are_other_photos() -> None:
    scenes = [picture(seed) for seed in range(1, 9)]
    apart = [bits_between(one, other) for at, one in enumerate(scenes) for other in scenes[:at]]

    assert min(apart) > ALIKE_BITS


@pytest.mark.parametrize("content", [b"", b"\xff\xd8 not a photo", saved(picture(1), "GIF"), picture(1)[:900]])
def test_what_cannot_be_read_has_no_hash(content: bytes) -> None:
    assert hash_of(content) is None


def test_a_wall_has_no_hash() -> None:
    for colour in ("black", "white", "green"):
        target = BytesIO()
        Image.new("RGB", (640, 480), colour).save(target, "JPEG")
        assert hash_of(target.getvalue()) is None


def test_half_a_photo_has_no_hash_in_a_worker_that_has_printed_a_sheet() -> None:
    pdf("<p>一</p>")

    assert hash_of(picture(1)[:900]) is None
