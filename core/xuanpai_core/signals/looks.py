"""What a photo looks like, as 64 bits: the same picture scaled, turned or saved anew has nearly the same bits."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

from xuanpai_core.signals.thresholds import LEAST_BITS, MOST_BITS

# What is compared has some thirty pixels a side; a JPEG is decoded no larger than needed for them.
_SIDE = 256
# As evidence takes them: beyond this it was refused.
_MOST_PIXELS = 110_000_000

# One at a time: only a worker does this, beside its other work.
_LOOKING = ThreadPoolExecutor(1, thread_name_prefix="xuanpai-look")


async def look_of(content: bytes) -> int | None:
    """The photo's perceptual hash as a signed 64-bit integer, upright as its EXIF says; in a thread.

    ``None``: it cannot be read, or shows nothing to know it by (a wall, the dark, a thumb).
    """
    return await asyncio.get_running_loop().run_in_executor(_LOOKING, hash_of, content)


def hash_of(content: bytes) -> int | None:
    """The same, at once."""
    import imagehash  # noqa: PLC0415 -- brings numpy and scipy, which only a worker that looks at photos needs
    from PIL import Image, ImageOps  # noqa: PLC0415 -- the same
    from pillow_heif import register_heif_opener  # noqa: PLC0415 -- the same

    register_heif_opener()
    try:
        with Image.open(BytesIO(content), formats=("JPEG", "PNG", "WEBP", "HEIF")) as image:
            if image.width * image.height > _MOST_PIXELS:
                return None
            image.draft("RGB", (_SIDE, _SIDE))
            image.thumbnail((_SIDE, _SIDE))
            upright = ImageOps.exif_transpose(image).convert("L")
            bits = int(str(imagehash.phash(upright)), 16)
    except Exception:  # noqa: BLE001 -- a stranger's bytes make a decoder raise anything, and it means: not to be read
        return None
    if not LEAST_BITS <= bits.bit_count() <= MOST_BITS:
        return None
    return bits - (1 << 64) if bits >= 1 << 63 else bits
