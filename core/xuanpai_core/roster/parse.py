"""From the uploaded bytes to the raw cells of each filled row, in the order of ``columns.COLUMNS``."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from python_calamine import CalamineError, load_workbook

from xuanpai_core.roster.columns import COLUMNS
from xuanpai_core.roster.errors import FileRefused, Problem, ProblemCode, refusal
from xuanpai_core.roster.sheet import HEADER_WITHIN, Merged
from xuanpai_core.roster.workbook import open_workbook

Cell = str | int | float | bool | dt.time | dt.date | dt.datetime | dt.timedelta


@dataclass(frozen=True, slots=True)
class RawRow:
    """One filled row: its number in the sheet from 1, and its cells in the order of ``COLUMNS``."""

    number: int
    cells: tuple[Cell, ...]


def read_roster(content: bytes, max_rows: int) -> list[RawRow]:
    """The filled rows below the header; raises ``FileRefused`` when the file is not a roster as the template has it.

    Columns may stand in any order, with others among them, which are not read.
    """
    workbook = open_workbook(content, max_rows)
    try:
        sheet = load_workbook(BytesIO(workbook.content)).get_sheet_by_name(workbook.sheet_name)
    except CalamineError as error:
        raise refusal(
            ProblemCode.NOT_A_WORKBOOK, "工作簿的内容无法读取，请用 Excel 或 WPS 重新另存为 .xlsx 后上传。"
        ) from error
    # Rows before the first filled one are handed out too, so a row's place in the sequence is its number.
    numbered = enumerate(sheet.iter_rows(), start=1)
    header_row, places = _find_header(numbered, workbook.survey.merged)
    _refuse_merged_data(workbook.survey.merged, header_row)
    rows: list[RawRow] = []
    for number, cells in numbered:
        told = tuple(cells[place] for place in places)
        # A line with a serial number alone is still empty.
        if not any(str(cell).strip() for cell in told):
            continue
        if len(rows) == max_rows:
            raise refusal(
                ProblemCode.TOO_MANY_ROWS,
                f"名册超过 {max_rows} 行，没有导入。请按县（市、区）拆分成几个文件，分别导入。",
            )
        rows.append(RawRow(number, told))
    if not rows:
        raise refusal(ProblemCode.NO_ROWS, "表头下面没有数据，请填写后再上传，并确认数据在“名册”工作表里。")
    return rows


def _find_header(numbered: Iterator[tuple[int, Sequence[Cell]]], merged: Sequence[Merged]) -> tuple[int, list[int]]:
    """The header's row number and where each column of ``COLUMNS`` stands in it."""
    best: tuple[int, list[str]] = (1, [])
    for number, cells in numbered:
        titles = ["".join(str(cell).split()).rstrip("*") for cell in cells]
        if len(set(titles) & set(COLUMNS)) > len(set(best[1]) & set(COLUMNS)):
            best = number, titles
        if set(COLUMNS) <= set(best[1]) or number == HEADER_WITHIN:
            break
    row, titles = best
    if any(span.first_row <= row for span in merged):
        spans = "、".join(span.reference for span in merged if span.first_row <= row)
        raise _bad_header(f"表头有合并单元格（{spans}），请取消合并，让每一列的列名各占一格。", row)
    missing = [column for column in COLUMNS if column not in titles]
    if missing:
        raise _bad_header(f"表头缺少这些列：{'、'.join(missing)}。请下载模板，按模板的列名填写。", row)
    repeated = [column for column in COLUMNS if titles.count(column) > 1]
    if repeated:
        raise _bad_header(f"表头中这些列出现了不止一次：{'、'.join(repeated)}。请每列只保留一个。", row)
    return row, [titles.index(column) for column in COLUMNS]


def _bad_header(message: str, row: int) -> FileRefused:
    return refusal(ProblemCode.BAD_HEADER, message, row=row)


def _refuse_merged_data(merged: Sequence[Merged], header_row: int) -> None:
    problems = [
        Problem(
            ProblemCode.MERGED_CELLS,
            f"单元格 {span.reference} 是合并单元格，请取消合并，并在每一行都填上内容。",
            row=span.first_row,
        )
        for span in merged
        if span.last_row > header_row
    ]
    if problems:
        raise FileRefused(problems)
