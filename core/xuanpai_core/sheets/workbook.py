"""The paper as a workbook: the same table, the same hands below it, the signatures on a sheet of their own."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from xuanpai_core.sheets.page import (
    HANDS,
    WEEKDAYS,
    clauses,
    counts,
    legend,
    moment,
    reasons,
    signer_of,
    titles,
)
from xuanpai_core.sheets.register import Line, Register
from xuanpai_core.spreadsheets import cell_text, marked_sheet, open_workbook

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

SHEET: Final = "考勤登记表"
SIGNATURES: Final = "电子签字"
HEADER_ROWS: Final = 5
_BEFORE: Final = (("序", 4), ("姓名", 9), ("派出单位", 22), ("岗位", 12), ("村", 16))
_A4: Final = 9
_DAY_WIDTH, _COUNT_WIDTH, _OUTCOME_WIDTH = 3.6, 6, 12


def workbook(register: Register, mark: str) -> bytes:
    """The register as an .xlsx, with the mark at the head of every sheet."""
    with TemporaryDirectory(prefix="xuanpai-sheet-") as folder:
        path = Path(folder) / "register.xlsx"
        with open_workbook(path) as book:
            book.set_properties({"title": register.title, "comments": mark})
            bold = book.add_format({"bold": True, "border": 1, "bg_color": "#EEEEEE", "align": "center"})
            plain = book.add_format({"border": 1, "align": "center", "valign": "vcenter", "text_wrap": True})
            title = book.add_format({"bold": True, "font_size": 16})
            _write_register(_paper(marked_sheet(book, SHEET, mark)), register, bold, plain, title)
            _write_signatures(_paper(marked_sheet(book, SIGNATURES, mark)), register.lines, bold, plain)
        return path.read_bytes()


def _paper(sheet: "Worksheet") -> "Worksheet":
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C第 &P 页 共 &N 页")
    return sheet


def _write_register(sheet: "Worksheet", register: Register, bold: "Format", plain: "Format", title: "Format") -> None:
    days = len(register.days)
    for place, (_, width) in enumerate(_BEFORE):
        sheet.set_column(place, place, width)
    first = len(_BEFORE)
    sheet.set_column(first, first + days - 1, _DAY_WIDTH)
    outcome = first + days + len(titles(register))
    sheet.set_column(first + days, outcome - 1, _COUNT_WIDTH)
    sheet.set_column(outcome, outcome, _OUTCOME_WIDTH)
    sheet.repeat_rows(HEADER_ROWS - 2, HEADER_ROWS - 1)
    sheet.freeze_panes(HEADER_ROWS, 2)
    sheet.write_string(1, 0, register.title, title)
    sheet.write_string(2, 0, cell_text(f"单位:{register.place}  {register.standings}"))
    after = (*titles(register), "判定")
    _row(sheet, 3, (*(word for word, _ in _BEFORE), *(str(day.day) for day in register.days), *after), bold)
    _row(sheet, 4, ("",) * first + tuple(WEEKDAYS[day.weekday()] for day in register.days) + ("",) * len(after), bold)
    row = HEADER_ROWS
    for number, line in enumerate(register.lines, start=1):
        _row(sheet, row, tuple(_cells(register, number, line)), plain)
        row += 1
    for text in _below(register):
        sheet.write_string(row, 0, cell_text(text))
        row += 1


def _cells(register: Register, number: int, line: Line) -> Iterator[str]:
    yield from (str(number), line.name, line.unit, line.role, line.place)
    if line.withheld:
        yield from (*("" for _ in line.cells), *("" for _ in titles(register)), line.standing)
    else:
        yield from (*line.cells, *counts(register, line), line.outcome)


def _below(register: Register) -> Iterator[str]:
    yield f"图例:{legend(register)}"
    yield from reasons(register.lines)
    yield from (f"依据:{clause}" for clause in clauses(register.lines))
    yield ""
    yield (" " * 24).join(f"{hand}:" for hand in HANDS)


def _write_signatures(sheet: "Worksheet", lines: Sequence[Line], bold: "Format", plain: "Format") -> None:
    for place, width in enumerate((10, 36, 18, 16, 26, 26, 70)):
        sheet.set_column(place, place, width)
    _row(sheet, 1, ("姓名", "签字人", "签字时间", "状态", "盖章", "查验", "内容摘要(SHA-256)"), bold)
    for row, line in enumerate((one for one in lines if one.signature), start=2):
        signed = line.signature
        if signed is None:
            continue
        hands = (f"{hand[0]} {moment(hand[1])}" if hand else "" for hand in (line.sealed, line.verified))
        standing = line.standing if signed.valid else "签字已失效"
        _row(sheet, row, (line.name, signer_of(signed), moment(signed.at), standing, *hands, signed.hash), plain)


def _row(sheet: "Worksheet", row: int, texts: Sequence[str], style: "Format") -> None:
    for place, text in enumerate(texts):
        sheet.write_string(row, place, cell_text(text), style)
