"""A JPEG made safe to open: the image library reads EXIF and the index of further pictures at once, and pays for them.

Blocks are found by their marks wherever they lie, not by walking: a walk could be led astray, and the library with it
another way.
"""

import re

from xuanpai_core.evidence.exif import sound

_EXIF, _INDEX = b"Exif\0\0", b"MPF\0"
_MARKED_EXIF = re.compile(rb"\xff\xe1..Exif\0\0", re.DOTALL)
_MARKED_INDEX = re.compile(rb"\xff\xe2..MPF\0", re.DOTALL)


def take_out_metadata(content: bytes) -> tuple[bytes, bytes | None]:
    """The file as it is to be decoded, and its first EXIF block if reading that is sound.

    The decoder gets no other block, and no index: their names are struck out, in a copy.
    """
    blocks = [found.start() + 4 for found in _MARKED_EXIF.finditer(content)]
    indexes = [found.start() + 4 for found in _MARKED_INDEX.finditer(content)]
    if not blocks and not indexes:
        return content, None
    safe = bytearray(content)
    for start in blocks[1:]:
        safe[start : start + len(_EXIF)] = bytes(len(_EXIF))
    for start in indexes:
        safe[start : start + len(_INDEX)] = bytes(len(_INDEX))
    if not blocks:
        return bytes(safe), None
    start = blocks[0]
    end = start - 2 + int.from_bytes(safe[start - 2 : start])
    exif = bytes(safe[start:end])
    if not sound(exif):
        safe[start : start + len(_EXIF)] = bytes(len(_EXIF))
        return bytes(safe), None
    return bytes(safe), exif
