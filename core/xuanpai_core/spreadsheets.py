"""Workbooks that leave the system: nothing in a cell is a program, and every sheet says whose copy it is.

xlsxwriter is loaded at first use: the web process must not carry it for a rare export.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

PLAIN_TEXT: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""What a cell holds is text, whatever sign it begins with."""
_HEADER_LIMIT = 255
# What a spreadsheet would take for the start of a formula when it reads the text anew (ASVS 1.2.10).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def open_workbook(path: Path) -> "Workbook":
    """A workbook that is written row by row beside ``path``, so that memory does not grow with it."""
    from xlsxwriter import Workbook  # noqa: PLC0415 -- see the module's text

    return Workbook(str(path), {"constant_memory": True, "tmpdir": str(path.parent), **PLAIN_TEXT})


def marked_sheet(book: "Workbook", name: str, mark: str, style: "Format | None" = None) -> "Worksheet":
    """Another sheet, with ``mark`` in its first cell and at the head of every printed page."""
    sheet = book.add_worksheet(name)
    # An ampersand begins a code in a header.
    sheet.set_header(f"&L{mark.replace('&', '&&')}"[:_HEADER_LIMIT])
    sheet.write_string(0, 0, cell_text(mark), style)
    return sheet


def cell_text(text: str) -> str:
    """``text`` for a cell, so that no spreadsheet takes it for a formula, however it is saved and read again."""
    return "'" + text if text.startswith(_FORMULA) else text
