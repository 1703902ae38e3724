"""Files that cannot be read as a roster: each is refused with its code, and nothing is written."""

import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO

import pytest
from xlsxwriter import Workbook

from tests.core.roster.imports import Imported, counts, run
from tests.core.roster.people import person, workbook
from tests.factories.world import World
from xuanpai_core.roster.columns import COLUMNS, Column
from xuanpai_core.roster.errors import FileRefused
from xuanpai_core.roster.parse import read_roster

ROWS = 20


def two_row_header() -> bytes:
    """派出单位 merged over its two columns, as printed rosters have it."""
    target = BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("名册")
        sheet.write_row(0, 0, COLUMNS)
        sheet.merge_range("G1:H1", "派出单位")
        sheet.write_row(1, 6, ["名称", "区划代码"])
    return target.getvalue()


@cache
def many_rows(count: int) -> bytes:
    """A sheet of ``count`` rows, each with the same person."""
    target = BytesIO()
    with Workbook(target, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("名册")
        sheet.write_row(0, 0, COLUMNS)
        for row in range(1, count + 1):
            sheet.write_row(row, 0, ["周海", "男"])
    return target.getvalue()


def without(column: Column) -> bytes:
    """A roster whose header lacks ``column``."""
    return workbook([person()], header=["备注" if title == column else title for title in COLUMNS])


HTML = "<html><table><tr><td>姓名</td></tr></table></html>".encode()
CSV = (",".join(COLUMNS) + "\n").encode("gb18030")
# content, the places and codes of the problems, a part of the first message
BAD_FILES: dict[str, tuple[Callable[[], bytes], list[tuple[int | None, str | None, str]], str]] = {
    "html": (lambda: HTML, [(None, None, "NOT_A_WORKBOOK")], "另存为 .xlsx"),
    "csv": (lambda: CSV, [(None, None, "NOT_A_WORKBOOK")], "另存为 .xlsx"),
    "truncated": (lambda: workbook([person()])[:3000], [(None, None, "NOT_A_WORKBOOK")], "另存为 .xlsx"),
    "merged header": (two_row_header, [(1, None, "BAD_HEADER")], "G1:H1"),
    "missing column": (lambda: without(Column.ID_NUMBER), [(1, None, "BAD_HEADER")], "缺少这些列：身份证号"),
    "repeated column": (
        lambda: workbook([person()], header=[*COLUMNS, "姓名"]),
        [(1, None, "BAD_HEADER")],
        "不止一次：姓名",
    ),
    "merged data": (
        lambda: workbook([person(1), person(2)], merged=["G2:G3"]),
        [(2, None, "MERGED_CELLS")],
        "G2:G3",
    ),
    "formulas": (
        lambda: workbook([person(1), person(2)], formulas={"A2": '="周"&"海"', "H3": "=2107"}),
        [(2, "A", "FORMULA_CELL"), (3, "H", "FORMULA_CELL")],
        "单元格 A2 是公式",
    ),
    "no rows": (lambda: workbook([]), [(None, None, "NO_ROWS")], "没有数据"),
    "100,000 rows": (lambda: many_rows(100_000), [(None, None, "TOO_MANY_ROWS")], "超过 20000 行"),
    "stray cell": (
        lambda: workbook([person()], stray="ZZ3"),
        [(3, None, "TOO_MANY_COLUMNS")],
        "多余的列",
    ),
}


@pytest.mark.parametrize("name", BAD_FILES)
@pytest.mark.parametrize("dry_run", [True, False])
async def test_a_file_that_is_no_roster_is_refused_and_nothing_is_written(
    world: World, name: str, dry_run: bool
) -> None:
    make, places, said = BAD_FILES[name]
    before = await counts(world)

    done = await run(world, make(), dry_run=dry_run)

    assert done == Imported(done.import_id, "FAILED", 0, len(places), done.problems, (0, 0, 0))
    assert done.places == places
    assert said in done.problems[0]["message"]
    assert await counts(world) == before


def test_one_row_too_many_is_refused_and_the_limit_is_not() -> None:
    people = [person(serial) for serial in range(ROWS)]
    assert [row.number for row in read_roster(workbook(people), ROWS)] == list(range(2, ROWS + 2))

    with pytest.raises(FileRefused) as refused:
        read_roster(workbook(people), ROWS - 1)
    assert refused.value.error_code == "TOO_MANY_ROWS"


def test_the_sheet_called_roster_is_read_wherever_it_stands() -> None:
    target = BytesIO()
    with Workbook(target) as book:
        book.add_worksheet("说明").write_formula(0, 0, "=NOW()")
        sheet = book.add_worksheet("名册")
        sheet.write_row(2, 3, ["序号", *reversed(COLUMNS)])
        sheet.write_row(3, 3, [6, "  "])
        sheet.write_row(4, 3, [7, *[f"值{place}" for place in range(len(COLUMNS))]])

    rows = read_roster(target.getvalue(), ROWS)

    last = len(COLUMNS) - 1
    assert [(row.number, row.cells) for row in rows] == [(5, tuple(f"值{last - place}" for place in range(last + 1)))]


def repacked(content: bytes, changes: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The same container with other content in some parts."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(target, "w", compression) as new:
        for part in old.namelist():
            new.writestr(part, changes.get(part, old.read(part)))
    return target.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
# An entry of a zip's directory, made by and needing version 2.0, and the same needing 9.9.
ENTRY_20, ENTRY_99 = b"PK\x01\x02\x14\x03\x14\x00", b"PK\x01\x02\x14\x03\x63\x00"
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet_xml(rows: str, doctype: str = "") -> bytes:
    """A worksheet's XML."""
    data = f"<sheetData>{rows}</sheetData>"
    return f'<?xml version="1.0"?>{doctype}<worksheet xmlns="{SPREADSHEET}">{data}</worksheet>'.encode()


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "a far-away cell": (
        lambda: repacked(workbook([]), {SHEET: sheet_xml('<row r="1048576"><c r="A1048576"><v>1</v></c></row>')}),
        "TOO_MANY_ROWS",
    ),
    "rows that hide how far they are": (
        lambda: repacked(workbook([]), {SHEET: sheet_xml("<row/>" * 50 + "<row><c><v>1</v></c></row>")}),
        "TOO_MANY_ROWS",
    ),
    "a document type": (
        lambda: repacked(
            workbook([]),
            {SHEET: sheet_xml("", '<!DOCTYPE worksheet [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>')},
        ),
        "NOT_A_WORKBOOK",
    ),
    "a sheet that unpacks to much": (
        lambda: repacked(workbook([]), {SHEET: sheet_xml(" " * 70_000_000)}),
        "FILE_TOO_LARGE",
    ),
    "strings that unpack to much": (
        lambda: repacked(workbook([person()]), {"xl/sharedStrings.xml": b"<sst>" + b" " * 70_000_000 + b"</sst>"}),
        "FILE_TOO_LARGE",
    ),
    "a formula under another prefix": (
        lambda: repacked(
            workbook([]),
            {
                SHEET: (
                    f'<x:worksheet xmlns:x="{SPREADSHEET}"><x:sheetData><x:row r="2"><x:c r="B2"><x:f>1+1</x:f>'
                    "<x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>"
                ).encode()
            },
        ),
        "FORMULA_CELL",
    ),
    "a broken sheet": (lambda: repacked(workbook([]), {SHEET: b"<worksheet><row>"}), "NOT_A_WORKBOOK"),
    "a cell at no place": (
        lambda: repacked(workbook([]), {SHEET: sheet_xml('<row r="1"><c r="A0"><v>1</v></c></row>')}),
        "NOT_A_WORKBOOK",
    ),
    "an unknown encoding": (
        lambda: repacked(workbook([]), {SHEET: b'<?xml version="1.0" encoding="UTF-9"?><worksheet/>'}),
        "NOT_A_WORKBOOK",
    ),
    "a container of a later standard": (lambda: workbook([person()]).replace(ENTRY_20, ENTRY_99), "NOT_A_WORKBOOK"),
    "another packing": (lambda: repacked(workbook([]), {}, zipfile.ZIP_LZMA), "NOT_A_WORKBOOK"),
    "thousands of parts": (
        lambda: repacked_with_parts(3_000),
        "NOT_A_WORKBOOK",
    ),
}


def repacked_with_parts(count: int) -> bytes:
    """A roster among many other parts."""
    target = BytesIO(workbook([person()]))
    with zipfile.ZipFile(target, "a") as archive:
        for part in range(count):
            archive.writestr(f"xl/media/{part}", b"")
    return target.getvalue()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_refused_before_its_values_are_read(name: str) -> None:
    make, code = HOSTILE[name]

    with pytest.raises(FileRefused) as refused:
        read_roster(make(), ROWS)

    assert refused.value.error_code == code
