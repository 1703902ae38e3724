"""A photo opened, measured before it is decoded, decoded once, and made small."""

from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

from xuanpai_core.evidence.errors import UploadRefused
from xuanpai_core.evidence.exif import CameraFacts, camera_facts
from xuanpai_core.evidence.jpeg import take_out_metadata

if TYPE_CHECKING:
    from PIL.Image import Image

JPEG, PNG, WEBP = "image/jpeg", "image/png", "image/webp"
HEIC, HEIF = "image/heic", "image/heif"

# A plain JPEG is decoded at a fraction of its size, everything else is held whole: the caps keep a decode under some
# 100 MB, and that of a HEIC, whose phones take 24 million by themselves, under 200.
WHOLE_CAP = 16_000_000
JPEG_CAP = 50_000_000
HEIF_CAP = 25_000_000
THUMBNAIL_SIDE = 480
_THUMBNAIL_QUALITY = 75
_SCAN = b"\xff\xda"
_TYPES_OF_FORMATS = {"JPEG": JPEG, "MPO": JPEG, "PNG": PNG, "WEBP": WEBP}
_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1"}
# How a picture must be turned that was stored in another way up than it was taken, by EXIF's numbers.
_TURNS = {
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo's true type, its pixels as stored, what the camera wrote, and a small JPEG of it the right way up."""

    content_type: str
    width: int
    height: int
    facts: CameraFacts = field(repr=False)
    thumbnail: bytes = field(repr=False)


def is_heif(content: bytes) -> bool:
    """Whether the bytes begin like HEIC or HEIF."""
    return content[4:8] == b"ftyp" and content[8:12] in _HEIF_BRANDS


def examine_photo(content: bytes) -> Photo:
    """Open and decode ``content``; raises ``UploadRefused``."""
    heif = is_heif(content)
    if not heif and not _looks_like_photo(content):
        raise UploadRefused("NOT_AN_IMAGE")
    from PIL import Image  # noqa: PLC0415 -- a web worker that meets no photo does without the library's memory

    try:
        return _examine_heif(content) if heif else _examine_usual(content)
    except UploadRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise UploadRefused("IMAGE_TOO_LARGE") from None
    except Exception as error:
        # A stranger's bytes can make a decoder raise almost anything, and it always means the same.
        raise UploadRefused("IMAGE_DAMAGED") from error


def _looks_like_photo(content: bytes) -> bool:
    webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    return webp or content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))


def _examine_usual(content: bytes) -> Photo:
    from PIL import Image  # noqa: PLC0415 -- as above

    exif: bytes | None = None
    if content.startswith(b"\xff\xd8"):
        content, exif = take_out_metadata(content)
    with Image.open(BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as image:
        content_type = _TYPES_OF_FORMATS[image.format or ""]
        width, height = image.size
        flows = content_type == JPEG and not _held_whole(image, content)
        if width * height > (JPEG_CAP if flows else WHOLE_CAP):
            raise UploadRefused("IMAGE_TOO_LARGE")
        image.draft(None, (THUMBNAIL_SIDE, THUMBNAIL_SIDE))
        # A long strip is hardly made smaller, for its short side is short already.
        if image.width * image.height > WHOLE_CAP:
            raise UploadRefused("IMAGE_TOO_LARGE")
        image.load()
        facts = camera_facts(exif if content_type == JPEG else _bytes(image.info.get("exif")))
        return Photo(content_type, width, height, facts, make_thumbnail(image, facts.orientation))


def _held_whole(image: "Image", content: bytes) -> bool:
    """Whether a JPEG comes in several scans, so that the decoder keeps all of it until the last one."""
    if image.info.get("progressive"):
        return True
    file, layers = getattr(image, "fp", None), getattr(image, "layers", 0)
    # The header of the first scan was read last: its mark, its length, and how many of the layers come in it.
    end = 0 if file is None else file.tell()
    start = end - (2 + 6 + 2 * layers)
    first = content[max(start, 0) : end]
    return first[:2] != _SCAN or first[4] != layers


def _examine_heif(content: bytes) -> Photo:
    import pillow_heif  # noqa: PLC0415 -- as above

    pillow_heif.options.THUMBNAILS = pillow_heif.options.DEPTH_IMAGES = pillow_heif.options.AUX_IMAGES = False
    found = pillow_heif.open_heif(content, convert_hdr_to_8bit=True)
    width, height = found.size
    if width * height > HEIF_CAP:
        raise UploadRefused("IMAGE_TOO_LARGE")
    facts = camera_facts(_bytes(found.info.get("exif")))
    # The decoder has turned it already.
    return Photo(HEIC, width, height, facts, make_thumbnail(found.to_pillow(), None))


def _bytes(value: object) -> bytes | None:
    return value if isinstance(value, bytes) else None


def make_thumbnail(image: "Image", orientation: int | None) -> bytes:
    """A JPEG of at most 480 pixels a side, turned the right way up, with nothing in it but the picture."""
    from PIL import Image  # noqa: PLC0415 -- as above

    image.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        layer = image.convert("RGBA")
        image = Image.new("RGB", layer.size, "white")
        image.paste(layer, mask=layer.getchannel("A"))
    small = image.convert("RGB")
    turn = _TURNS.get(orientation or 1)
    if turn is not None:
        small = small.transpose(Image.Transpose[turn])
    # What the file said of itself travels with the picture otherwise, a comment for one.
    small.info = {}
    target = BytesIO()
    small.save(target, "JPEG", quality=_THUMBNAIL_QUALITY, optimize=True)
    return target.getvalue()
