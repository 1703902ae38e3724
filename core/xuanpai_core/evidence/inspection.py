"""What a file really is, told from its bytes alone: neither its name nor what the uploader said of it counts."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from xuanpai_core.evidence.errors import UploadAltered, UploadRefused
from xuanpai_core.evidence.exif import CameraFacts
from xuanpai_core.evidence.models import EvidenceKind
from xuanpai_core.evidence.photos import HEIC, HEIF, JPEG, JPEG_CAP, PNG, WEBP, WHOLE_CAP, examine_photo, is_heif

__all__ = [
    "CONTENT_TYPES",
    "JPEG_CAP",
    "PDF",
    "WHOLE_CAP",
    "XLSX",
    "Inspected",
    "inspect",
    "inspect_document",
]

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

CONTENT_TYPES = {
    EvidenceKind.PHOTO: (JPEG, PNG, WEBP, HEIC, HEIF),
    EvidenceKind.DOCUMENT: (PDF,),
    EvidenceKind.ROSTER: (XLSX,),
}

_PDF_MARK, _PDF_END, _PDF_TAIL = b"%PDF-", b"%%EOF", 2048
_WORKBOOK_PARTS = {"[Content_Types].xml", "xl/workbook.xml"}

# Two at a time, and one of HEIC, which is always held whole: decoding is the one place where a request can take much
# memory.
_DECODERS = ThreadPoolExecutor(2, thread_name_prefix="xuanpai-decode")
_HEIF_DECODER = ThreadPoolExecutor(1, thread_name_prefix="xuanpai-heif")


@dataclass(frozen=True, slots=True)
class Inspected:
    """What the bytes are: their true content type, SHA-256 and number.

    Of a photo also its size in pixels as it is stored, what the camera wrote, and a small JPEG to show.
    """

    content_type: str
    sha256: bytes
    size: int
    width: int | None = None
    height: int | None = None
    facts: CameraFacts | None = field(default=None, repr=False)
    thumbnail: bytes | None = field(default=None, repr=False)


async def inspect(kind: EvidenceKind, content: bytes, announced: bytes | None = None) -> Inspected:
    """Check, in a thread, that a photo or roster is what its kind says.

    ``announced``: the SHA-256 that it must have. Raises ``UploadAltered``, ``UploadRefused``.
    """
    if announced is not None and sha256(content).digest() != announced:
        raise UploadAltered
    decoder = _HEIF_DECODER if kind is EvidenceKind.PHOTO and is_heif(content) else _DECODERS
    return await asyncio.get_running_loop().run_in_executor(decoder, _CHECKS[kind], content)


async def inspect_document(chunks: AsyncIterator[bytes], announced: bytes | None = None) -> Inspected:
    """Check a PDF, which may be too large to hold, as it flows by; arguments and errors are those of ``inspect``."""
    digest, size, head, tail = sha256(), 0, b"", b""
    async for chunk in chunks:
        digest.update(chunk)
        size += len(chunk)
        head = head or chunk[: len(_PDF_MARK)]
        tail = (tail + chunk)[-_PDF_TAIL:]
    if announced is not None and digest.digest() != announced:
        raise UploadAltered
    _check_pdf(head, tail)
    return Inspected(PDF, digest.digest(), size)


def _inspect_photo(content: bytes) -> Inspected:
    seen = examine_photo(content)
    return Inspected(
        seen.content_type,
        sha256(content).digest(),
        len(content),
        seen.width,
        seen.height,
        seen.facts,
        seen.thumbnail,
    )


def _check_pdf(head: bytes, tail: bytes) -> None:
    if head != _PDF_MARK:
        raise UploadRefused("NOT_A_PDF")
    if _PDF_END not in tail:
        raise UploadRefused("DOCUMENT_DAMAGED")


def _inspect_roster(content: bytes) -> Inspected:
    try:
        with ZipFile(BytesIO(content)) as workbook:
            if not _WORKBOOK_PARTS.issubset(workbook.namelist()):
                raise UploadRefused("NOT_A_SPREADSHEET")
    except (BadZipFile, ValueError, NotImplementedError) as error:
        raise UploadRefused("NOT_A_SPREADSHEET") from error
    return Inspected(XLSX, sha256(content).digest(), len(content))


_CHECKS: dict[EvidenceKind, Callable[[bytes], Inspected]] = {
    EvidenceKind.PHOTO: _inspect_photo,
    EvidenceKind.ROSTER: _inspect_roster,
}
