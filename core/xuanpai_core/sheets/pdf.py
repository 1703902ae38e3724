"""From the page to PDF, where the machine has what that takes; only a worker ever loads it."""

import ctypes
import ctypes.util
from functools import cache
from pathlib import Path
from typing import Final

from xuanpai_core.sheets.errors import PdfUnavailable

STYLE: Final = Path(__file__).with_name("register.css")
NOWHERE: Final = ("none",)
"""The protocols that a page may read from: it is whole in itself."""


class _FontSet(ctypes.Structure):
    _fields_ = (("count", ctypes.c_int), ("size", ctypes.c_int), ("fonts", ctypes.c_void_p))


def pdf(page: str) -> bytes:
    """The page as PDF; nothing but the page itself is read. Raises ``PdfUnavailable``."""
    from PIL import ImageFile  # noqa: PLC0415 -- as below: only a worker has it

    try:
        # Loads a text engine of the machine's: a web process must not carry it, and some machines lack it.
        from weasyprint import HTML  # type: ignore[import-untyped]  # noqa: PLC0415 -- see above
        from weasyprint.urls import URLFetcher  # type: ignore[import-untyped]  # noqa: PLC0415 -- see above
    except (ImportError, OSError) as missing:
        raise PdfUnavailable("文字排版组件 Pango") from missing
    finally:
        # WeasyPrint makes Pillow forgive half a picture, for the whole process; evidence must not be forgiven.
        ImageFile.LOAD_TRUNCATED_IMAGES = False
    if not _chinese_fonts():
        raise PdfUnavailable("中文字体")
    made: bytes = HTML(string=page, url_fetcher=URLFetcher(allowed_protocols=NOWHERE)).write_pdf()
    return made


@cache
def _chinese_fonts() -> int:
    """How many fonts of the machine's say that they can write simplified Chinese: without one every sign is a box."""
    library = ctypes.util.find_library("fontconfig")
    if library is None:
        return 0
    fontconfig = ctypes.CDLL(library)
    fontconfig.FcNameParse.restype = fontconfig.FcObjectSetCreate.restype = ctypes.c_void_p
    fontconfig.FcNameParse.argtypes = [ctypes.c_char_p]
    fontconfig.FcFontList.restype = ctypes.POINTER(_FontSet)
    fontconfig.FcFontList.argtypes = [ctypes.c_void_p] * 3
    found = fontconfig.FcFontList(None, fontconfig.FcNameParse(b":lang=zh-cn"), fontconfig.FcObjectSetCreate())
    return int(found.contents.count) if found else 0
