"""The file itself: masked, marked on every sheet with who, when and where, and nothing in it that a program runs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xuanpai_core.clock import SHANGHAI
from xuanpai_core.exports.repository import Line
from xuanpai_core.roster import columns
from xuanpai_core.spreadsheets import cell_text, marked_sheet, open_workbook

SHEET: Final = "选派干部名单"
NOTES: Final = "说明"

# The words in which the roster is told are those in which it comes back.
_GENDERS = {str(kind): word for word, kind in columns.GENDERS.items()}
_STAFFING = {str(kind): word for word, kind in columns.STAFFING_TYPES.items()}
_LEVELS = {str(level): word for word, level in columns.DISPATCH_LEVELS.items()}
_ROLES = {str(role): word for word, role in columns.ROLES.items()}
# A roster tells several kinds of people who are not members apart; we do not.
_PARTY = {"FULL_MEMBER": "中共党员", "PROBATIONARY_MEMBER": "中共预备党员", "NOT_MEMBER": "非中共党员"}
TITLES: Final = (
    "姓名",
    "性别",
    "身份证号",
    "手机号",
    "银行账号",
    "住址",
    "政治面貌",
    "编制类型",
    "派出单位",
    "派出层级",
    "任职",
    "任职地",
    "开始日期",
    "届满日期",
    "离任日期",
)
HEADER_ROWS: Final = 2


@dataclass(frozen=True, slots=True)
class Watermark:
    """Who took the data out of the system, when, from which tenant, under which number."""

    person: str
    at: datetime
    tenant: str
    export_id: str

    def __str__(self) -> str:
        at = self.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
        return f"{self.tenant} {self.person} 于 {at} 导出(编号 {self.export_id});已脱敏,仅限工作使用,不得外传"


def cadre_workbook(lines: Iterable[Line], mark: Watermark) -> bytes:
    """The lines as an .xlsx with the mark at the head, at the foot and in the properties of the file."""
    with TemporaryDirectory(prefix="xuanpai-export-") as folder:
        path = Path(folder) / "export.xlsx"
        with open_workbook(path) as book:
            book.set_properties({"title": SHEET, "comments": str(mark)})
            bold = book.add_format({"bold": True, "bg_color": "#F0F0F0", "border": 1})
            warning = book.add_format({"bold": True, "font_color": "#C00000"})
            sheet = _sheet(book, SHEET, mark, warning)
            _write_lines(sheet, lines, bold)
            _write_notes(_sheet(book, NOTES, mark, warning))
        return path.read_bytes()


def _sheet(book: Workbook, name: str, mark: Watermark, warning: Format) -> Worksheet:
    sheet = marked_sheet(book, name, str(mark), warning)
    sheet.set_footer("&C&P / &N")
    return sheet


def _write_lines(sheet: Worksheet, lines: Iterable[Line], bold: Format) -> None:
    sheet.freeze_panes(HEADER_ROWS, 1)
    sheet.set_column(0, len(TITLES) - 1, 16)
    for place, title in enumerate(TITLES):
        sheet.write_string(1, place, title, bold)
    for row, line in enumerate(lines, start=HEADER_ROWS):
        for place, text in enumerate(_cells(line)):
            if text:
                sheet.write_string(row, place, cell_text(text))


def _write_notes(sheet: Worksheet) -> None:
    sheet.set_column(0, 0, 100)
    notes = (
        "身份证号显示前 3 位和后 4 位,手机号显示前 3 位和后 4 位,银行账号显示后 4 位,住址显示到乡镇(街道)。",
        "每名干部一行,任职为导出人管辖范围内最近的一次。",
        "每次导出、每次取得文件都记入审计。文件在系统中到期自动删除,本地副本由导出人负责保管和销毁。",
    )
    for row, note in enumerate(notes, start=HEADER_ROWS):
        sheet.write_string(row, 0, note)


def _cells(line: Line) -> Sequence[str]:
    return (
        line.name,
        _GENDERS[line.gender],
        line.id_number,
        line.phone or "",
        line.bank_account or "",
        line.address or "",
        _PARTY[line.party_status],
        _STAFFING[line.staffing_type],
        line.unit,
        _LEVELS[line.dispatch_level],
        _ROLES[line.role],
        line.place,
        _day(line.start_date),
        _day(line.planned_end),
        _day(line.end_date),
    )


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
