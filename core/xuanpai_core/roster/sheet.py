"""Reads a sheet's XML once, as a stream: formulas, merged cells, and how far its values reach."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.parsers import expat

from xuanpai_core.roster.errors import FileRefused, Problem, ProblemCode, refusal

HEADER_WITHIN = 10
"""The header row is sought in this many rows."""
COLUMNS_LIMIT = 64
PROBLEMS_KEPT = 1_000
"""Problems beyond this many are counted, not kept."""
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")

Handler = Callable[[str, dict[str, str]], None]


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged range, by its first and last row (from 1) and as the sheet writes it."""

    first_row: int
    last_row: int
    reference: str


@dataclass(frozen=True, slots=True)
class Survey:
    """The merged ranges of a sheet without formulas whose values lie within the limits."""

    merged: tuple[Merged, ...]


def stream_parser(on_element: Handler) -> expat.XMLParserType:
    """A parser that calls ``on_element(local name, attributes)`` and refuses document types, so no entity expands.

    Attributes carry their namespace before a space, as expat writes it.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    locals_of: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        local = locals_of.get(name)
        if local is None:
            local = locals_of[name] = name.rpartition(" ")[2]
        on_element(local, attributes)

    def doctype(*_: object) -> None:
        raise refusal(ProblemCode.NOT_A_WORKBOOK, "文件内含有不允许的内容，请用 Excel 或 WPS 重新另存为 .xlsx 后上传。")

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = doctype
    return parser


class SheetScan:
    """Feed it the sheet's XML in pieces, then ask for the ``survey``."""

    def __init__(self, max_rows: int) -> None:
        self._max_rows = max_rows
        self._last_row = max_rows + HEADER_WITHIN
        self._row = self._column = 0
        self._formulas: list[Problem] = []
        self._merged: list[Merged] = []
        self.parser = stream_parser(self._element)

    def survey(self) -> Survey:
        """What was seen; raises ``FileRefused`` naming every formula."""
        if self._formulas:
            raise FileRefused(self._formulas)
        return Survey(tuple(self._merged))

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._enter_cell(attributes.get("r"))
        elif name in {"v", "is"}:
            self._value()
        elif name == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
        elif name == "f":
            self._formula()
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _enter_cell(self, reference: str | None) -> None:
        if reference is None:
            self._column += 1
            return
        self._column, self._row = _position(reference)

    def _value(self) -> None:
        """Values far away would make the reader of values lay out everything between as empty cells."""
        if self._row > self._last_row:
            raise refusal(
                ProblemCode.TOO_MANY_ROWS,
                f"名册超过 {self._max_rows} 行，没有导入。请按县（市、区）拆分成几个文件，分别导入。",
            )
        if self._column > COLUMNS_LIMIT:
            raise refusal(
                ProblemCode.TOO_MANY_COLUMNS,
                f"第 {self._row} 行在第 {COLUMNS_LIMIT} 列之后还有内容，请删除多余的列，或下载模板重新填写。",
                row=self._row,
            )

    def _formula(self) -> None:
        cell = f"{_letters(self._column)}{self._row}"
        message = f"单元格 {cell} 是公式，请复制后“选择性粘贴 - 数值”，只保留结果，再重新上传。"
        if len(self._formulas) < PROBLEMS_KEPT:
            self._formulas.append(
                Problem(ProblemCode.FORMULA_CELL, message, row=self._row, column=_letters(self._column))
            )

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        if len(self._merged) < PROBLEMS_KEPT:
            self._merged.append(Merged(_position(first)[1], _position(last or first)[1], reference))


def _position(reference: str) -> tuple[int, int]:
    """Column and row, both from 1, of a reference such as ``C5``."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise refusal(ProblemCode.NOT_A_WORKBOOK, "工作表已损坏，请用 Excel 或 WPS 重新另存为 .xlsx 后上传。")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return column, int(match[2])


def _letters(column: int) -> str:
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
