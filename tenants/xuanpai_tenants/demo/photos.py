"""Photos of visits: a village drawn by chance, with date and place, stored where checked files lie."""

import asyncio
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from random import Random
from uuid import UUID

from PIL import Image, ImageDraw, ImageFont

from xuanpai_core.clock import SHANGHAI
from xuanpai_core.evidence.photos import JPEG
from xuanpai_core.evidence.storage import ObjectStore
from xuanpai_core.evidence.uploads import FINAL
from xuanpai_tenants.demo.plan import PlannedPhoto

SIZE = WIDTH, HEIGHT = 480, 360
_HORIZON = 210
_WALLS = ("#f2e6d0", "#e8d7c0", "#f7f3ea", "#dfe6e9")
_ROOFS = ("#a13d2d", "#7d4e3a", "#4a6572", "#b5523b")
_FIELDS = ("#7fa650", "#95b85f", "#b9b45a", "#6f9a4b")


@dataclass(frozen=True, slots=True)
class StoredPhoto:
    """A photo in the object store: where, which version, and what its bytes are."""

    planned: PlannedPhoto
    object_key: str
    version_id: str | None
    size: int
    sha256: bytes


async def store_photos(objects: ObjectStore, tenant_id: UUID, photos: tuple[PlannedPhoto, ...]) -> list[StoredPhoto]:
    """Draw and store ``photos``; storing again writes the same bytes to the same keys. Raises ``Unavailable``."""

    async def store(photo: PlannedPhoto) -> StoredPhoto:
        content = await asyncio.to_thread(draw, photo)
        key = f"{FINAL}{tenant_id}/{photo.taken_at.astimezone(SHANGHAI):%Y/%m}/{photo.id}"
        version = await objects.put(key, content, JPEG)
        return StoredPhoto(photo, key, version, len(content), sha256(content).digest())

    return await asyncio.gather(*map(store, photos))


def draw(photo: PlannedPhoto) -> bytes:
    """A JPEG of ``SIZE``, the same bytes for the same photo."""
    rng = Random(str(photo.id))  # noqa: S311 -- the same picture each time
    image = Image.new("RGB", SIZE)
    pen = ImageDraw.Draw(image)
    _draw_land(pen, rng)
    # What stands further down is nearer, and covers what is behind it.
    for bottom in sorted(rng.randint(_HORIZON + 20, HEIGHT - 50) for _ in range(rng.randint(3, 6))):
        _draw_house(pen, rng, bottom)
    taken = photo.taken_at.astimezone(SHANGHAI)
    pen.rectangle((0, HEIGHT - 34, WIDTH, HEIGHT), fill="#20262b")
    # The font that comes with the library has no Chinese signs: the place is told by its code.
    label = f"{taken:%Y-%m-%d %H:%M}   {photo.posting.region_code}"
    pen.text((12, HEIGHT - 28), label, fill="#ffffff", font=ImageFont.load_default(18))
    target = BytesIO()
    image.save(target, "JPEG", quality=78)
    return target.getvalue()


def _draw_land(pen: ImageDraw.ImageDraw, rng: Random) -> None:
    for row in range(_HORIZON):
        share = row / _HORIZON
        pen.line((0, row, WIDTH, row), fill=(int(120 + 90 * share), int(170 + 55 * share), int(225 + 20 * share)))
    pen.ellipse((380, 30, 424, 74), fill="#fff3c4")
    ridge = [(x, _HORIZON - rng.randint(20, 80)) for x in range(0, WIDTH + 60, 60)]
    pen.polygon([(0, _HORIZON), *ridge, (WIDTH, _HORIZON)], fill="#7c9a83")
    top = _HORIZON
    while top < HEIGHT:
        depth = rng.randint(18, 40)
        pen.rectangle((0, top, WIDTH, top + depth), fill=rng.choice(_FIELDS))
        top += depth


def _draw_house(pen: ImageDraw.ImageDraw, rng: Random, bottom: int) -> None:
    width, height = rng.randint(60, 105), rng.randint(34, 52)
    left = rng.randint(0, WIDTH - width)
    top, right = bottom - height, left + width
    pen.rectangle((left, top, right, bottom), fill=rng.choice(_WALLS))
    pen.polygon(
        [(left - 8, top), (left + 12, top - 24), (right - 12, top - 24), (right + 8, top)], fill=rng.choice(_ROOFS)
    )
    pen.rectangle((left + width // 2 - 7, bottom - 26, left + width // 2 + 7, bottom), fill="#6b4a33")
    for side in (left + 10, right - 24):
        pen.rectangle((side, top + 10, side + 14, top + 24), fill="#9cc4d6")
