"""The template that organisers download."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from python_calamine import load_workbook

from xuanpai_core.regions.pack.reader import read_province
from xuanpai_core.roster import columns
from xuanpai_core.roster.columns import COLUMNS
from xuanpai_core.roster.errors import FileRefused
from xuanpai_core.roster.parse import RawRow, read_roster
from xuanpai_core.roster.place_names import NameMatch, compare_name
from xuanpai_core.roster.rows import read_row
from xuanpai_core.roster.template import roster_template


def test_the_empty_template_has_the_right_header_and_no_rows() -> None:
    with pytest.raises(FileRefused) as refused:
        read_roster(roster_template(200), 200)

    assert refused.value.error_code == "NO_ROWS"


def test_the_template_explains_every_column() -> None:
    book = load_workbook(BytesIO(roster_template(200)))

    assert book.sheet_names == ["名册", "示例", "填表说明"]
    rules = [row[0] for row in book.get_sheet_by_name("填表说明").to_python()]
    assert rules[-len(COLUMNS) :] == list(COLUMNS)


def test_the_example_is_a_row_without_fault_in_a_real_village() -> None:
    header, cells = load_workbook(BytesIO(roster_template(200))).get_sheet_by_name("示例").to_python()

    row = read_row(RawRow(2, tuple(cells)), date(2025, 10, 24))

    assert (tuple(header), row.problems) == (COLUMNS, ())
    village = next(region for region in read_province("21") if region.code == row.region_code)
    match = compare_name(row.region_name, level=village.level, name=village.name, path_name=village.path_name)
    assert match is NameMatch.SAME


def test_drop_down_lists_offer_the_words_that_are_understood() -> None:
    with zipfile.ZipFile(BytesIO(roster_template(200))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()

    for words in (
        columns.GENDERS,
        columns.PARTY_STATUSES,
        columns.STAFFING_TYPES,
        columns.DISPATCH_LEVELS,
        columns.ROLES,
    ):
        assert f'<formula1>"{",".join(words)}"</formula1>' in sheet
    assert sheet.count("<dataValidation ") == 5
