"""Photos as cameras and malice make them."""

import struct
from io import BytesIO
from typing import Any

import pillow_heif
from PIL import Image

_EXIF, _GPS = 0x8769, 0x8825
HALVES = ((230, 30, 30), (30, 30, 230))


def picture(width: int, height: int) -> Image.Image:
    """Red on the left, blue on the right: which way up it is can be told."""
    image = Image.new("RGB", (width, height), HALVES[0])
    image.paste(HALVES[1], (width // 2, 0, width, height))
    return image


def exif(**more: Any) -> bytes:
    """An EXIF block of a phone in 芳山镇 at nine; ``more`` are parts ``main``, ``taken``, ``gps`` by tag."""
    block = Image.Exif()
    main = {0x010F: "HUAWEI", 0x0110: "Mate 60", 0x0131: "Camera 4.0", 0x0112: 6} | more.get("main", {})
    for tag, value in main.items():
        block[tag] = value
    taken = {0x9003: "2025:10:24 08:59:30", 0x9011: "+08:00"} | more.get("taken", {})
    gps = {
        1: "N",
        2: (41.0, 40.0, 12.0),
        3: "E",
        4: (122.0, 7.0, 30.0),
        7: (0.0, 59.0, 28.0),
        29: "2025:10:24",
    } | more.get("gps", {})
    block.get_ifd(_EXIF).update(taken)
    block.get_ifd(_GPS).update(gps)
    return block.tobytes()


def shot(width: int = 800, height: int = 600, form: str = "JPEG", block: bytes | None = None, **more: Any) -> bytes:
    """A photo with an EXIF block."""
    target = BytesIO()
    picture(width, height).save(target, form, exif=exif() if block is None else block, **more)
    return target.getvalue()


def heic(width: int = 800, height: int = 600, block: bytes | None = None) -> bytes:
    """The same from an iPhone."""
    made = pillow_heif.from_pillow(picture(width, height))
    made.info["exif"] = exif() if block is None else block
    target = BytesIO()
    made.save(target, quality=60)
    return target.getvalue()


def bomb(entries: int) -> bytes:
    """An EXIF block of 64 KiB whose every entry claims all of it as its value."""
    claims = b"".join(struct.pack("<HHII", 0xC000 + number, 7, 65_000, 8) for number in range(entries))
    block = b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", entries) + claims + bytes(4)
    return b"Exif\0\0" + block.ljust(65_400, b"\0")


def index_bomb(content: bytes, entries: int) -> bytes:
    """``content`` with an index of further pictures that claims as much."""
    block = b"MPF\0" + bomb(entries).removeprefix(b"Exif\0\0")
    return content[:2] + b"\xff\xe2" + struct.pack(">H", len(block) + 2) + block + content[2:]


def taller_in_its_header(content: bytes, width: int, height: int) -> bytes:
    """A HEIC that claims more pixels than it has."""
    start = content.index(b"ispe") + 8
    return content[:start] + struct.pack(">II", width, height) + content[start + 8 :]
