"""Opens an uploaded workbook without trusting it, and hands on a small copy of the one sheet that counts.

The reader of cell values unpacks whatever it is given and does not tell formulas from values. So the container is
measured first, the sheet is read once as a stream of XML (where formulas, merged cells and stray far-away cells
show), and only the few parts that carry its values are passed on, uncompressed and counted.
"""

import zipfile
from dataclasses import dataclass
from io import BytesIO
from posixpath import normpath
from xml.parsers import expat
from zlib import error as BrokenStream  # noqa: N812 -- it is an exception

from xuanpai_core.roster.columns import SHEET
from xuanpai_core.roster.errors import FileRefused, ProblemCode, refusal
from xuanpai_core.roster.sheet import SheetScan, Survey, stream_parser

UNPACKED_LIMIT = 64 * 1024 * 1024
"""Bytes; a sheet of 20,000 rows has about 15 million."""
_PARTS_LIMIT = 2_000
_CHUNK = 256 * 1024
_ENTRY = b"PK\x01\x02"
_BOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_CARRIED = frozenset({"[content_types].xml", "_rels/.rels", "xl/sharedstrings.xml", "xl/styles.xml", _RELATIONS, _BOOK})
# What a damaged container, a damaged part, or one written for a later standard raises when it is read.
_DAMAGED = (
    zipfile.BadZipFile,
    BrokenStream,
    EOFError,
    expat.ExpatError,
    LookupError,
    NotImplementedError,
    ValueError,
)
_PLAIN = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


@dataclass(frozen=True, slots=True)
class Workbook:
    """A copy of the workbook that holds one sheet, and what was seen in that sheet."""

    content: bytes
    sheet_name: str
    survey: Survey


def open_workbook(content: bytes, max_rows: int) -> Workbook:
    """Take the sheet called 名册, else the first; raises ``FileRefused``, at the first row too many."""
    try:
        with _container(content) as archive:
            name, part = _sheet_part(archive)
            survey = _survey(archive, part, max_rows)
            return Workbook(_copy(archive, part), name, survey)
    except _DAMAGED as error:
        raise _not_a_workbook() from error


def _container(content: bytes) -> zipfile.ZipFile:
    # The list of parts is read whole into memory, so it is counted before.
    if not content.startswith(b"PK\x03\x04") or content.count(_ENTRY) > _PARTS_LIMIT:
        raise _not_a_workbook()
    archive = zipfile.ZipFile(BytesIO(content))
    if any(part.compress_type not in _PLAIN or part.flag_bits & 1 for part in archive.infolist()):
        raise _not_a_workbook()
    return archive


def _sheet_part(archive: zipfile.ZipFile) -> tuple[str, str]:
    """The sheet's name, and where in the container it lies."""
    parts = set(archive.namelist())
    if not {_BOOK, _RELATIONS} <= parts:
        raise _not_a_workbook()
    sheets = {
        attributes.get("name", ""): next((v for k, v in attributes.items() if k.endswith("/relationships id")), "")
        for name, attributes in _elements(archive, _BOOK)
        if name == "sheet"
    }
    targets = {
        attributes.get("Id"): attributes.get("Target", "")
        for name, attributes in _elements(archive, _RELATIONS)
        if name == "Relationship"
    }
    chosen = SHEET if SHEET in sheets else next(iter(sheets), "")
    part = normpath(f"/xl/{target}" if not (target := targets.get(sheets.get(chosen), "")).startswith("/") else target)
    if part.lstrip("/") not in parts:
        raise _not_a_workbook()
    return chosen, part.lstrip("/")


def _elements(archive: zipfile.ZipFile, part: str) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    parser = stream_parser(lambda name, attributes: found.append((name, attributes)))
    with archive.open(part) as stream:
        parser.Parse(stream.read(_CHUNK), True)
    return found


def _survey(archive: zipfile.ZipFile, part: str, max_rows: int) -> Survey:
    scan = SheetScan(max_rows)
    unpacked = 0
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            unpacked += len(chunk)
            if unpacked > UNPACKED_LIMIT:
                raise _too_large()
            scan.parser.Parse(chunk, False)
    scan.parser.Parse(b"", True)
    return scan.survey()


def _copy(archive: zipfile.ZipFile, sheet: str) -> bytes:
    carried = [part for part in archive.infolist() if part.filename.lower() in _CARRIED or part.filename == sheet]
    # Reading stops at the size that the container declares, whatever lies behind it.
    if sum(part.file_size for part in carried) > UNPACKED_LIMIT:
        raise _too_large()
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy:
        for part in carried:
            copy.writestr(part.filename, archive.read(part))
    return target.getvalue()


def _not_a_workbook() -> FileRefused:
    return refusal(
        ProblemCode.NOT_A_WORKBOOK,
        "这不是可以读取的 Excel 工作簿。请用 Excel 或 WPS 打开名册，去掉打开密码，另存为 .xlsx 后重新上传。",
    )


def _too_large() -> FileRefused:
    return refusal(
        ProblemCode.FILE_TOO_LARGE,
        "文件展开后过大，没有读取。请下载模板，把名册内容以“数值”粘贴进去，再重新上传。",
    )
