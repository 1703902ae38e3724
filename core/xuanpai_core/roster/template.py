"""The empty roster that organisers download: drop-down lists where only certain words may stand, and how to fill it."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xuanpai_core.roster import columns
from xuanpai_core.roster.columns import COLUMNS, OPTIONAL, SHEET, Column
from xuanpai_core.spreadsheets import PLAIN_TEXT

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILE_NAME = "选派干部名册模板.xlsx"

_LISTS: dict[Column, Sequence[str]] = {
    Column.GENDER: tuple(columns.GENDERS),
    Column.PARTY_STATUS: tuple(columns.PARTY_STATUSES),
    Column.STAFFING_TYPE: tuple(columns.STAFFING_TYPES),
    Column.DISPATCH_LEVEL: tuple(columns.DISPATCH_LEVELS),
    Column.ROLE: tuple(columns.ROLES),
}
_DATES = frozenset({Column.START_DATE, Column.PLANNED_END})
# A made-up person: the number is well-formed, and its first six digits belong to no county.
_EXAMPLE: dict[Column, str | date] = {
    Column.NAME: "张三",
    Column.GENDER: "男",
    Column.ID_NUMBER: "999999198501010018",
    Column.PHONE: "13800000000",
    Column.PARTY_STATUS: "中共党员",
    Column.STAFFING_TYPE: "行政编制",
    Column.UNIT_NAME: "锦州市财政局",
    Column.UNIT_REGION: "2107",
    Column.DISPATCH_LEVEL: "市派",
    Column.ROLE: "第一书记",
    Column.REGION_CODE: "210726101200",
    Column.REGION_NAME: "芳山镇芳山村",
    Column.START_DATE: date(2025, 3, 1),
    Column.PLANNED_END: date(2028, 2, 29),
}
_RULES: dict[Column, str] = {
    Column.NAME: "与身份证一致，不超过 50 个字。",
    Column.GENDER: "从列表中选择，须与身份证号一致。",
    Column.ID_NUMBER: "18 位，最后一位可为 X。本列已设为文本格式，请勿改成数字。",
    Column.PHONE: "11 位手机号。",
    Column.PARTY_STATUS: "从列表中选择。",
    Column.STAFFING_TYPE: "从列表中选择。",
    Column.UNIT_NAME: "单位全称。系统中还没有的单位，导入时自动建立。",
    Column.UNIT_REGION: "单位隶属的行政区划代码：省直 2 位、市直 4 位、县直 6 位、乡镇 9 位。",
    Column.DISPATCH_LEVEL: "从列表中选择，决定由谁发放补助。",
    Column.ROLE: "从列表中选择。",
    Column.REGION_CODE: "第一书记、副书记、工作队员填 12 位村代码；乡镇党委第一副书记填 9 位乡镇代码；领队两者均可。",
    Column.REGION_NAME: "该代码的村名或乡镇名，用来核对代码有没有填错，可写成“芳山镇芳山村”。",
    Column.START_DATE: "任职第一天，如 2025-03-01。",
    Column.PLANNED_END: "任期最后一天，不早于开始日期。",
}
_NOTES = (
    "请在“名册”工作表中填写，一人一行，表头不要改动，不要合并单元格，不要使用公式。",
    "先做一次试导入：系统逐行列出所有问题，不写入任何内容。改正后再正式导入；只要有一行有问题，整个文件都不写入。",
    "同一个文件只能正式导入一次。已经登记的干部按身份证号识别，不会重复建立。",
)


def roster_template(max_rows: int) -> bytes:
    """The template as an .xlsx for up to ``max_rows`` people: sheets 名册, 示例, 填表说明."""
    target = BytesIO()
    with Workbook(target, {"in_memory": True, **PLAIN_TEXT}) as book:
        title = book.add_format({"bold": True, "bg_color": "#F0F0F0", "border": 1, "text_wrap": True})
        text, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": "yyyy-mm-dd"})
        roster = book.add_worksheet(SHEET)
        _write_columns(roster, title, text, day)
        _add_lists(roster, max_rows)
        example = book.add_worksheet("示例")
        _write_columns(example, title, text, day)
        for place, column in enumerate(COLUMNS):
            value = _EXAMPLE[column]
            if isinstance(value, str):
                example.write_string(1, place, value, text)
            else:
                example.write_datetime(1, place, value, day)
        _write_rules(book.add_worksheet("填表说明"), title)
    return target.getvalue()


def _write_columns(sheet: Worksheet, title: Format, text: Format, day: Format) -> None:
    sheet.freeze_panes(1, 1)
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, max(12, 2 * len(column) + 2), day if column in _DATES else text)
        sheet.write_string(0, place, column, title)


def _add_lists(sheet: Worksheet, max_rows: int) -> None:
    for column, words in _LISTS.items():
        place = COLUMNS.index(column)
        message = {"error_title": "请从列表中选择", "error_message": f"“{column}”只能从下拉列表中选择。"}
        sheet.data_validation(1, place, max_rows, place, {"validate": "list", "source": list(words), **message})


def _write_rules(sheet: Worksheet, title: Format) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 8)
    sheet.set_column(2, 2, 80)
    for row, note in enumerate(_NOTES):
        sheet.write_string(row, 0, note)
    first = len(_NOTES) + 1
    for place, heading in enumerate(("列名", "必填", "怎么填")):
        sheet.write_string(first, place, heading, title)
    for row, column in enumerate(COLUMNS, start=first + 1):
        sheet.write_string(row, 0, column)
        sheet.write_string(row, 1, "选填" if column in OPTIONAL else "必填")
        sheet.write_string(row, 2, _RULES[column])
