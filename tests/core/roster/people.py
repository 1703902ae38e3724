"""Rosters as organisers fill them: well-formed people in 黑山县, and the workbooks that hold them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from io import BytesIO

from stdnum.cn import ric
from xlsxwriter import Workbook

from xuanpai_core.roster.columns import COLUMNS, Column

FANGSHAN_VILLAGE = ("210726101200", "芳山村")
EAST_MENG = ("210726101205", "芳山镇东孟屯村")

Value = str | float | date | None
Person = dict[Column, Value]


def checked(body: str) -> str:
    """``body``'s 17 digits with their check digit."""
    return body + ric.calc_check_digit(body + "0")


def id_number(serial: int, *, male: bool = True) -> str:
    """A well-formed ID number, another for each ``serial``: 500 men and 500 women a day, from 1970-05-01 on."""
    day = date(1970, 5, 1) + timedelta(days=serial // 500)
    return checked(f"210726{day:%Y%m%d}{serial % 500 * 2 + male:03d}")


def person(serial: int = 0, **changes: Value) -> Person:
    """A first secretary in 芳山村, sent by the city; ``changes`` by the names of ``Column``'s members."""
    told: Person = {
        Column.NAME: "周海",
        Column.GENDER: "男",
        Column.ID_NUMBER: id_number(serial),
        Column.PHONE: f"138{serial:08d}",
        Column.PARTY_STATUS: "中共党员",
        Column.STAFFING_TYPE: "行政编制",
        Column.UNIT_NAME: "锦州市公安局",
        Column.UNIT_REGION: "2107",
        Column.DISPATCH_LEVEL: "市派",
        Column.ROLE: "第一书记",
        Column.REGION_CODE: FANGSHAN_VILLAGE[0],
        Column.REGION_NAME: FANGSHAN_VILLAGE[1],
        Column.START_DATE: date(2025, 3, 1),
        Column.PLANNED_END: date(2028, 2, 29),
    }
    return told | {Column[name]: value for name, value in changes.items()}


def workbook(
    people: Iterable[Mapping[Column, Value]],
    *,
    header: Sequence[str] = COLUMNS,
    sheet_name: str = "名册",
    merged: Sequence[str] = (),
    formulas: Mapping[str, str] | None = None,
    stray: str | None = None,
) -> bytes:
    """An .xlsx with ``header`` in row 1 and one person a row below it."""
    target = BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet(sheet_name)
        sheet.write_row(0, 0, header)
        for row, told in enumerate(people, start=1):
            for place, column in enumerate(COLUMNS):
                value = told[column]
                if isinstance(value, date):
                    sheet.write_datetime(row, place, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
                elif isinstance(value, str):
                    sheet.write_string(row, place, value)
                elif value is not None:
                    sheet.write_number(row, place, value)
        for span in merged:
            sheet.merge_range(span, "合并")
        for cell, formula in (formulas or {}).items():
            sheet.write_formula(cell, formula, None, "周海")
        if stray is not None:
            sheet.write_string(stray, "备注")
    return target.getvalue()
