"""What a file really is, told from its bytes alone: neither its name nor what the uploader said of it counts."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from xuanpai_core.evidence.errors import UploadRefused
from xuanpai_core.evidence.models import EvidenceKind

JPEG, PNG, WEBP = "image/jpeg", "image/png", "image/webp"
PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

CONTENT_TYPES = {
    EvidenceKind.PHOTO: (JPEG, PNG, WEBP),
    EvidenceKind.DOCUMENT: (PDF,),
    EvidenceKind.ROSTER: (XLSX,),
}

# A plain JPEG is decoded at an eighth of its size, everything else is held whole: the caps keep a decode under
# some 100 MB.
WHOLE_CAP = 16_000_000
JPEG_CAP = 50_000_000
_TYPES_OF_FORMATS = {"JPEG": JPEG, "MPO": JPEG, "PNG": PNG, "WEBP": WEBP}
_WORKBOOK_PARTS = {"[Content_Types].xml", "xl/workbook.xml"}

# Two at a time: decoding is the one place where a request can take much memory.
_DECODERS = ThreadPoolExecutor(2, thread_name_prefix="xuanpai-decode")


@dataclass(frozen=True, slots=True)
class Inspected:
    """What the bytes are: their true content type, SHA-256, and for a photo its size in pixels."""

    content_type: str
    sha256: bytes
    width: int | None = None
    height: int | None = None


async def inspect(kind: EvidenceKind, content: bytes) -> Inspected:
    """Check, in a thread, that ``content`` is what its kind says; raises ``UploadRefused``."""
    return await asyncio.get_running_loop().run_in_executor(_DECODERS, _CHECKS[kind], content)


def _inspect_photo(content: bytes) -> Inspected:
    if not _looks_like_photo(content):
        raise UploadRefused("NOT_AN_IMAGE")
    from PIL import Image  # noqa: PLC0415 -- a web worker that meets no photo does without the library's memory

    try:
        with Image.open(BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as image:
            content_type = _TYPES_OF_FORMATS[image.format or ""]
            width, height = image.size
            plain_jpeg = content_type == JPEG and not image.info.get("progressive")
            if width * height > (JPEG_CAP if plain_jpeg else WHOLE_CAP):
                raise UploadRefused("IMAGE_TOO_LARGE")
            image.draft(None, (width // 8, height // 8))
            image.load()
    except UploadRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise UploadRefused("IMAGE_TOO_LARGE") from None
    except Exception as error:
        # A stranger's bytes can make a decoder raise almost anything, and it always means the same.
        raise UploadRefused("IMAGE_DAMAGED") from error
    return Inspected(content_type, sha256(content).digest(), width, height)


def _looks_like_photo(content: bytes) -> bool:
    webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    return webp or content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))


def _inspect_document(content: bytes) -> Inspected:
    if not content.startswith(b"%PDF-"):
        raise UploadRefused("NOT_A_PDF")
    return Inspected(PDF, sha256(content).digest())


def _inspect_roster(content: bytes) -> Inspected:
    try:
        with ZipFile(BytesIO(content)) as workbook:
            if not _WORKBOOK_PARTS.issubset(workbook.namelist()):
                raise UploadRefused("NOT_A_SPREADSHEET")
    except (BadZipFile, ValueError, NotImplementedError) as error:
        raise UploadRefused("NOT_A_SPREADSHEET") from error
    return Inspected(XLSX, sha256(content).digest())


_CHECKS: dict[EvidenceKind, Callable[[bytes], Inspected]] = {
    EvidenceKind.PHOTO: _inspect_photo,
    EvidenceKind.DOCUMENT: _inspect_document,
    EvidenceKind.ROSTER: _inspect_roster,
}
