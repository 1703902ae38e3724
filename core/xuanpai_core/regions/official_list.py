"""Judge another official list of regions (CSV: code, name) row by row, without looking at any database."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from enum import StrEnum

from xuanpai_core.regions.code import RegionCode
from xuanpai_core.regions.errors import InvalidRegionCode
from xuanpai_core.regions.naming import has_unreadable_characters
from xuanpai_core.regions.padding import WrittenRow, is_padded, without_padding

DEFAULT_ROW_LIMIT = 100_000
"""The largest province has some 64,000 regions."""
NAME_LIMIT = 64
"""Characters; the longest name in the national list has 33."""

_CODE_TITLES = frozenset({"code", "代码", "编码", "区划代码", "行政区划代码", "统计用区划代码"})
_NAME_TITLES = frozenset({"name", "名称", "区划名称", "单位名称", "行政区划名称", "统计用区划名称"})
_SPREADSHEET_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]*)?(?:[eE]\+?[0-9]+)?")
_WHOLE_FILE = 0


class ListProblemCode(StrEnum):
    """Why a row, or the file, was not accepted."""

    ABOLISHED = "ABOLISHED"
    BAD_CODE = "BAD_CODE"
    BAD_FILE = "BAD_FILE"
    DUPLICATE_CODE = "DUPLICATE_CODE"
    EMPTY_NAME = "EMPTY_NAME"
    EXTRA_CELLS = "EXTRA_CELLS"
    NAME_TOO_LONG = "NAME_TOO_LONG"
    PADDED_CODE = "PADDED_CODE"
    PARENT_MISSING = "PARENT_MISSING"
    TOO_MANY_ROWS = "TOO_MANY_ROWS"
    UNREADABLE_CHARACTER = "UNREADABLE_CHARACTER"
    WRONG_PROVINCE = "WRONG_PROVINCE"


@dataclass(frozen=True, slots=True)
class ListRow:
    """An accepted region; ``row_number`` counts the file's rows from 1, header and blank rows included."""

    row_number: int
    code: RegionCode
    name: str


@dataclass(frozen=True, slots=True)
class ListProblem:
    """One thing wrong with one row; ``row_number`` 0 means the file as a whole."""

    row_number: int
    code: ListProblemCode
    message: str


@dataclass(frozen=True, slots=True)
class OfficialListReport:
    """``rows`` by code, so that a parent comes before its children; ``problems`` by row number.

    ``row_count`` counts the rows with content, without the header; 0 when the file was refused whole. The
    parent of each accepted row that is not known yet is an accepted row or known.
    """

    rows: tuple[ListRow, ...]
    problems: tuple[ListProblem, ...]
    row_count: int

    @property
    def clean(self) -> bool:
        """Whether nothing at all was wrong."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class _Columns:
    code: int
    name: int
    titled: bool


@dataclass(slots=True)
class _Judgement:
    known_codes: Set[str]
    province: str | None
    accepted: dict[str, ListRow] = field(default_factory=dict)
    problems: list[ListProblem] = field(default_factory=list)

    def refuse(self, row_number: int, code: ListProblemCode, message: str) -> None:
        self.problems.append(ListProblem(row_number, code, message))

    def report(self, row_count: int) -> OfficialListReport:
        rows = tuple(self.accepted[code] for code in sorted(self.accepted))
        problems = tuple(sorted(self.problems, key=lambda problem: problem.row_number))
        return OfficialListReport(rows, problems, row_count)


def parse_official_list(
    content: bytes,
    *,
    province: str | None = None,
    known_codes: Set[str] = frozenset(),
    row_limit: int = DEFAULT_ROW_LIMIT,
) -> OfficialListReport:
    """Read a CSV in UTF-8 (with or without BOM) or GB18030, with or without a header.

    A header may name the columns in any order (代码, 名称 and the like) and among others; without one, each
    row is code, name. A list that writes every code with twelve digits is read as the codes it means (see
    ``padding``). ``province``: rows of any other are refused. ``known_codes``: regions that exist already, so
    they may be parents. Bad content never raises. A file that is no table, or has more than
    ``row_limit`` rows, accepts nothing: half a list is worse than none.
    """
    text = _decoded(content)
    if text is None:
        return _refused_file("无法识别文件编码，请另存为“CSV UTF-8（逗号分隔）”后再导入。")
    judgement = _Judgement(known_codes, province)
    columns: _Columns | None = None
    rows: list[WrittenRow] = []
    row_count = 0
    try:
        for row_number, cells in _filled_rows(text):
            if columns is None:
                columns, is_header = _columns_of(cells)
                if is_header:
                    continue
            row_count += 1
            if row_count > row_limit:
                return _refused_file(f"名单超过 {row_limit} 行，请按市拆分后分别导入。", ListProblemCode.TOO_MANY_ROWS)
            rows += _written(judgement, row_number, cells, columns)
    except csv.Error:
        return _refused_file(f"第 {row_count + 1} 条数据附近的引号不成对，请改正后重新导入整个文件。")
    if not row_count:
        return _refused_file("名单里没有数据，请检查是否选错了文件。")
    if is_padded((row.code for row in rows), known_codes):
        rows = without_padding(rows, known_codes)
    for row in rows:
        _judge_row(judgement, row)
    _judge_places(judgement)
    return judgement.report(row_count)


def _refused_file(message: str, code: ListProblemCode = ListProblemCode.BAD_FILE) -> OfficialListReport:
    return OfficialListReport((), (ListProblem(_WHOLE_FILE, code, message),), 0)


def _decoded(content: bytes) -> str | None:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("gb18030")
    except UnicodeDecodeError:
        return None


def _filled_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    for row_number, raw in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), start=1):
        cells = [cell.strip() for cell in raw]
        if any(cells):
            yield row_number, cells


def _columns_of(first: list[str]) -> tuple[_Columns, bool]:
    """Where the code and the name stand, and whether the first row is a header rather than a region."""
    titles = [cell.casefold() for cell in first]
    code_at = next((at for at, title in enumerate(titles) if title in _CODE_TITLES), None)
    name_at = next((at for at, title in enumerate(titles) if title in _NAME_TITLES), None)
    if code_at is not None and name_at is not None:
        return _Columns(code_at, name_at, titled=True), True
    is_header = first[0] != "" and not any(char.isdigit() for char in first[0])
    return _Columns(0, 1, titled=False), is_header


def _written(judgement: _Judgement, row_number: int, cells: list[str], columns: _Columns) -> list[WrittenRow]:
    """The row, unless nobody can tell which of its cells are meant."""
    if not columns.titled and any(cells[2:]):
        judgement.refuse(
            row_number,
            ListProblemCode.EXTRA_CELLS,
            "本行多于两列，请只保留代码和名称两列，或在首行写明列名“代码”“名称”。",
        )
        return []
    code = cells[columns.code] if columns.code < len(cells) else ""
    name = cells[columns.name] if columns.name < len(cells) else ""
    return [WrittenRow(row_number, code, name)]


def _judge_row(judgement: _Judgement, row: WrittenRow) -> None:
    before = len(judgement.problems)
    code = _judged_code(judgement, row.row_number, row.code)
    _judge_name(judgement, row.row_number, row.name)
    if code is not None and len(judgement.problems) == before:
        judgement.accepted[code] = ListRow(row.row_number, code, row.name)


def _judged_code(judgement: _Judgement, row_number: int, text: str) -> RegionCode | None:
    try:
        code = RegionCode.parse(text)
    except InvalidRegionCode as refusal:
        message = refusal.message
        if _SPREADSHEET_NUMBER.fullmatch(text) and not text.isdigit():
            message = f"代码“{text[:20]}”被表格软件改成了数值，请把代码列设为文本格式后重新导出。"
        judgement.refuse(row_number, ListProblemCode.BAD_CODE, message)
        return None
    if judgement.province is not None and code.province != judgement.province:
        judgement.refuse(
            row_number,
            ListProblemCode.WRONG_PROVINCE,
            f"代码 {code} 不属于本省（{judgement.province}），请删除本行或更正代码。",
        )
    earlier = judgement.accepted.get(code)
    if earlier is not None:
        judgement.refuse(
            row_number,
            ListProblemCode.DUPLICATE_CODE,
            f"代码 {code} 与第 {earlier.row_number} 行重复，请只保留一行。",
        )
    return code


def _judge_name(judgement: _Judgement, row_number: int, name: str) -> None:
    if not name:
        judgement.refuse(row_number, ListProblemCode.EMPTY_NAME, "名称为空，请补上区划名称。")
    elif len(name) > NAME_LIMIT:
        judgement.refuse(
            row_number,
            ListProblemCode.NAME_TOO_LONG,
            f"名称有 {len(name)} 个字，最多 {NAME_LIMIT} 个，请更正。",
        )
    if has_unreadable_characters(name):
        judgement.refuse(
            row_number, ListProblemCode.UNREADABLE_CHARACTER, "名称含有看不见的控制字符或乱码，请重新录入。"
        )


def _judge_places(judgement: _Judgement) -> None:
    """Refuse what hangs in the air, from the province down, so that no child of a refused row is accepted."""
    everything = judgement.known_codes | judgement.accepted.keys()
    children = Counter(RegionCode.stored(code).parent for code in everything)
    for row in sorted(judgement.accepted.values(), key=lambda row: (len(row.code), row.code)):
        parent = row.code.parent
        if parent is None or row.code in judgement.known_codes:
            continue
        orphan = parent not in judgement.accepted and parent not in judgement.known_codes
        # A part of zeros is a real region only where it is the sole child, as 东莞市 441900 is of 4419;
        # elsewhere it fills a shorter code up to six or twelve digits.
        if _ends_in_zero_part(row.code) and (orphan or children[parent] > 1):
            problem = ListProblemCode.PADDED_CODE
            message = f"代码 {row.code} 末尾是补位的零，请改为 {_without_padding(row.code)}。"
        elif orphan:
            problem = ListProblemCode.PARENT_MISSING
            message = f"上级 {parent} 不存在或未被接受，请先补上或更正上级。"
        else:
            continue
        del judgement.accepted[row.code]
        judgement.refuse(row.row_number, problem, message)


def _ends_in_zero_part(code: RegionCode) -> bool:
    parent = code.parent
    return parent is not None and not code[len(parent) :].strip("0")


def _without_padding(code: RegionCode) -> RegionCode:
    while _ends_in_zero_part(code) and code.parent is not None:
        code = code.parent
    return code
