"""What a camera wrote into a photo, read with suspicion: it can say anything, and be made to cost anything."""

import math
import struct
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from xuanpai_core.clock import SHANGHAI

# EXIF in a JPEG has one segment of 64 KiB; what is larger holds something else.
LARGEST = 256 * 1024
_MOST_ENTRIES = 512
_TEXT_LENGTH = 64
_EARLIEST, _LATEST = 1990, 2100
_HEADER = b"Exif\0\0"
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
_EXIF, _GPS = 0x8769, 0x8825
_MAKE, _MODEL, _ORIENTATION, _SOFTWARE, _CHANGED = 0x010F, 0x0110, 0x0112, 0x0131, 0x0132
_TAKEN, _OFFSET_CHANGED, _OFFSET_TAKEN = 0x9003, 0x9010, 0x9011
_LATITUDE, _LONGITUDE, _GPS_TIME, _GPS_DAY = (1, 2), (3, 4), 7, 29
_NORTH_SOUTH, _EAST_WEST = ("N", "S"), ("E", "W")


@dataclass(frozen=True, slots=True)
class CameraFacts:
    """What of it makes sense: ``models.PhotoFacts`` says what each is."""

    taken_at: datetime | None = None
    taken_offset_minutes: int | None = None
    gps_at: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None
    make: str | None = None
    model: str | None = None
    software: str | None = None
    orientation: int | None = None


NOTHING = CameraFacts()


def camera_facts(blob: bytes | None) -> CameraFacts:
    """Read ``blob``, an EXIF block with or without its header; what is malformed or absurd is left out."""
    if not blob or not sound(blob):
        return NOTHING
    from PIL import Image  # noqa: PLC0415 -- a web worker that meets no photo does without the library's memory

    exif = Image.Exif()
    try:
        exif.load(blob)
        main: dict[int, Any] = dict(exif)
        taken, place = dict(exif.get_ifd(_EXIF)), dict(exif.get_ifd(_GPS))
    except Exception:  # noqa: BLE001 -- a stranger's bytes can make the reader raise almost anything
        return NOTHING
    taken_at, offset = _taken(main, taken)
    latitude, longitude = _place(place)
    return CameraFacts(
        taken_at=taken_at,
        taken_offset_minutes=offset,
        gps_at=_satellite_time(place),
        latitude=latitude,
        longitude=longitude,
        make=_text(main.get(_MAKE)),
        model=_text(main.get(_MODEL)),
        software=_text(main.get(_SOFTWARE)),
        orientation=_orientation(main.get(_ORIENTATION)),
    )


def sound(blob: bytes) -> bool:
    """Whether reading every entry costs no more than a few times the block's own size.

    An entry names where its value lies and how long it is, so that thousands may each name the whole block: what a
    reader takes 64 KiB of would then fill its memory.
    """
    data = blob.removeprefix(_HEADER)
    if len(data) > LARGEST or data[:4] not in {b"II*\0", b"MM\0*"}:
        return False
    order = "<" if data[:2] == b"II" else ">"
    waiting, entries, weight = [struct.unpack_from(order + "I", data, 4)[0]] if len(data) >= 8 else [], 0, 0
    seen: set[int] = set()
    while waiting:
        start = waiting.pop()
        if start in seen or start + 2 > len(data):
            continue
        seen.add(start)
        (count,) = struct.unpack_from(order + "H", data, start)
        entries += count
        if entries > _MOST_ENTRIES:
            return False
        for number in range(count):
            place = start + 2 + 12 * number
            if place + 12 > len(data):
                break
            tag, kind, length, value = struct.unpack_from(order + "HHII", data, place)
            weight += _SIZES.get(kind, 0) * length
            if tag in {_EXIF, _GPS}:
                waiting.append(value)
    return weight <= 2 * len(data)


def _taken(main: Mapping[int, Any], taken: Mapping[int, Any]) -> tuple[datetime | None, int | None]:
    text, offset = taken.get(_TAKEN), taken.get(_OFFSET_TAKEN)
    if text is None:
        text, offset = main.get(_CHANGED), taken.get(_OFFSET_CHANGED)
    moment = _moment(text, "%Y:%m:%d %H:%M:%S")
    if moment is None:
        return None, None
    minutes = _offset(offset)
    zone = SHANGHAI if minutes is None else timezone(timedelta(minutes=minutes))
    return moment.replace(tzinfo=zone).astimezone(UTC), minutes


def _offset(text: object) -> int | None:
    """Minutes east of Greenwich of ``+08:00``."""
    if not isinstance(text, str):
        return None
    try:
        zone = datetime.strptime(text.strip(" \0"), "%z").utcoffset()
    except ValueError:
        return None
    minutes = None if zone is None else int(zone.total_seconds() // 60)
    return minutes if minutes is not None and abs(minutes) <= 14 * 60 else None


def _satellite_time(place: Mapping[int, Any]) -> datetime | None:
    day, parts = _moment(place.get(_GPS_DAY), "%Y:%m:%d"), _three(place.get(_GPS_TIME))
    if (
        day is None
        or parts is None
        or not all(0 <= part <= most for part, most in zip(parts, (23, 59, 60), strict=True))
    ):
        return None
    hours, minutes, seconds = parts
    return day + timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _place(place: Mapping[int, Any]) -> tuple[float | None, float | None]:
    latitude = _degrees(place, _LATITUDE, _NORTH_SOUTH, 90)
    longitude = _degrees(place, _LONGITUDE, _EAST_WEST, 180)
    # Both or neither; and a receiver without a fix says 0, 0, which is in the sea.
    if latitude is None or longitude is None or (latitude, longitude) == (0, 0):
        return None, None
    return latitude, longitude


def _degrees(place: Mapping[int, Any], tags: tuple[int, int], sides: tuple[str, str], limit: int) -> float | None:
    side, parts = str(place.get(tags[0])).strip(" \0").upper(), _three(place.get(tags[1]))
    if parts is None or side not in sides:
        return None
    degrees, minutes, seconds = parts
    value = degrees + minutes / 60 + seconds / 3600
    if not 0 <= value <= limit:
        return None
    return round(-value if side == sides[1] else value, 7)


def _three(value: object) -> tuple[float, float, float] | None:
    if not isinstance(value, tuple) or len(value) != 3:
        return None
    try:
        first, second, third = (float(part) for part in value)
    except (TypeError, ValueError, ArithmeticError):
        return None
    return (first, second, third) if all(map(math.isfinite, (first, second, third))) else None


def _moment(text: object, form: str) -> datetime | None:
    if not isinstance(text, str):
        return None
    try:
        moment = datetime.strptime(text.strip(" \0"), form).replace(tzinfo=UTC)
    except ValueError:
        return None
    return moment if _EARLIEST <= moment.year < _LATEST else None


def _text(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    # The reader takes bytes for Latin letters; cameras write UTF-8.
    with suppress(UnicodeError):
        value = value.encode("latin-1").decode()
    return "".join(sign for sign in value if sign.isprintable()).strip()[:_TEXT_LENGTH] or None


def _orientation(value: object) -> int | None:
    return value if isinstance(value, int) and 1 <= value <= 8 else None
