"""From raw cells to a typed row: what each cell says by itself, without looking at anything stored."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from stdnum.cn import ric
from stdnum.exceptions import InvalidComponent

from xuanpai_core.cadres.masks import mask, mask_numbers
from xuanpai_core.cadres.models import Gender
from xuanpai_core.regions.naming import has_unreadable_characters
from xuanpai_core.roster import columns
from xuanpai_core.roster.columns import COLUMNS, OPTIONAL, Column
from xuanpai_core.roster.errors import Problem, ProblemCode
from xuanpai_core.roster.parse import Cell, RawRow
from xuanpai_core.vocabulary import DispatchLevel, PartyStatus, PostingRole, StaffingType

T = TypeVar("T")
_ID_NUMBER = re.compile(r"[0-9]{17}[0-9X]")
_PHONE = re.compile(r"1[3-9][0-9]{9}")
_DATE = re.compile(r"([0-9]{4})(?:-|/|\.|年)([0-9]{1,2})(?:-|/|\.|月)([0-9]{1,2})日?")
_NAME_LIMIT = 50
_TITLE_LIMIT = 100
_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_FIRST_BIRTH = dt.date(1900, 1, 1)
_NO_DAY = dt.date.min


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person's posting as the file says it.

    ``unread`` names the columns whose cell could not be read: their fields hold stand-ins and must not be judged.
    """

    number: int
    name: str
    gender: Gender
    id_number: str
    birth_date: dt.date
    phone: str | None
    party_status: PartyStatus
    staffing_type: StaffingType
    unit_name: str
    unit_region: str
    dispatch_level: DispatchLevel
    role: PostingRole
    region_code: str
    region_name: str
    start_date: dt.date
    planned_end: dt.date | None
    unread: frozenset[Column]
    problems: tuple[Problem, ...]


def read_row(raw: RawRow, today: dt.date) -> RosterRow:
    """Read every cell of ``raw``; ``problems`` holds what is wrong with any of them."""
    reader = _Reader(raw, today)
    id_number = reader.id_number()
    gender = reader.word(Column.GENDER, columns.GENDERS, Gender.FEMALE)
    start_date = reader.day(Column.START_DATE)
    planned_end = reader.day(Column.PLANNED_END)
    reader.compare_gender(id_number, gender)
    reader.compare_days(start_date, planned_end)
    return RosterRow(
        number=raw.number,
        name=reader.title(Column.NAME, _NAME_LIMIT),
        gender=gender,
        id_number=id_number,
        birth_date=ric.get_birth_date(id_number) if id_number else _NO_DAY,
        phone=reader.phone(),
        party_status=reader.word(Column.PARTY_STATUS, columns.PARTY_STATUSES, PartyStatus.NOT_MEMBER),
        staffing_type=reader.word(Column.STAFFING_TYPE, columns.STAFFING_TYPES, StaffingType.CIVIL_SERVICE),
        unit_name=reader.title(Column.UNIT_NAME, _TITLE_LIMIT),
        unit_region=reader.text(Column.UNIT_REGION),
        dispatch_level=reader.word(Column.DISPATCH_LEVEL, columns.DISPATCH_LEVELS, DispatchLevel.TOWNSHIP),
        role=reader.word(Column.ROLE, columns.ROLES, PostingRole.TEAM_MEMBER),
        region_code=reader.text(Column.REGION_CODE),
        region_name=reader.title(Column.REGION_NAME, _TITLE_LIMIT),
        start_date=start_date or _NO_DAY,
        planned_end=planned_end,
        unread=frozenset(reader.unread),
        problems=tuple(reader.problems),
    )


class _Reader:
    """Reads one row's cells, noting what cannot be read."""

    def __init__(self, raw: RawRow, today: dt.date) -> None:
        self.number = raw.number
        self.cells = dict(zip(COLUMNS, raw.cells, strict=True))
        self.today = today
        self.unread: set[Column] = set()
        self.problems: list[Problem] = []

    def refuse(self, column: Column, code: ProblemCode, message: str) -> None:
        self.unread.add(column)
        self.problems.append(Problem(code, message, self.number, column))

    def text(self, column: Column) -> str:
        """The cell as text; empty, and refused, when a required cell is empty."""
        text = _as_text(self.cells[column])
        if not text and column not in OPTIONAL:
            self.refuse(column, ProblemCode.REQUIRED, f"“{column}”没有填写，请补上。")
        return text

    def title(self, column: Column, limit: int) -> str:
        """A name of a person, unit or place."""
        text = self.text(column)
        if len(text) > limit:
            self.refuse(column, ProblemCode.BAD_TEXT, f"“{column}”有 {len(text)} 个字，最多 {limit} 个，请更正。")
        elif has_unreadable_characters(text):
            self.refuse(column, ProblemCode.BAD_TEXT, f"“{column}”含有看不见的字符或换行，请删除后手工重新录入。")
        elif text and not text[0].isalnum():
            self.refuse(column, ProblemCode.BAD_TEXT, f"“{column}”不能以符号“{text[0]}”开头，请更正。")
        return text

    def word(self, column: Column, words: Mapping[str, T], stand_in: T) -> T:
        """One of the words that may stand in this column."""
        text = self.text(column)
        if text and text not in words:
            allowed = "、".join(words)
            shown = _shown(text)
            self.refuse(column, ProblemCode.UNKNOWN_WORD, f"“{column}”不能填“{shown}”，请从这些里选一个：{allowed}。")
        return words.get(text, stand_in)

    def day(self, column: Column) -> dt.date | None:
        """A civil date, from a date cell or from text such as 2025-03-01, 2025/3/1, 2025年3月1日."""
        cell = self.cells[column]
        text = self.text(column)
        if not text:
            return None
        day = cell.date() if isinstance(cell, dt.datetime) else cell if isinstance(cell, dt.date) else _day_of(text)
        if day is None or not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            shown = _shown(text)
            message = f"“{column}”填的“{shown}”不是可用的日期，请写成 2025-03-01 这样的格式。"
            self.refuse(column, ProblemCode.BAD_DATE, message)
            return None
        return day

    def phone(self) -> str | None:
        """A mobile number, or none."""
        text = self.text(Column.PHONE)
        if text and not _PHONE.fullmatch(text):
            self.refuse(Column.PHONE, ProblemCode.BAD_PHONE, "手机号应为 11 位数字、以 1 开头，请核对后重填。")
        return text or None

    def id_number(self) -> str:
        """The ID number, checked by itself; empty when it is not one (GB 11643)."""
        if isinstance(self.cells[Column.ID_NUMBER], float | int):
            message = "身份证号被表格当成了数字，末几位已经丢失。请先把这一列设为“文本”格式，再重新填写。"
            self.refuse(Column.ID_NUMBER, ProblemCode.ID_NUMBER_NOT_TEXT, message)
            return ""
        number = self.text(Column.ID_NUMBER).upper()
        if not number:
            return ""
        if not _ID_NUMBER.fullmatch(number):
            code, message = ProblemCode.BAD_ID_NUMBER, "身份证号应为 18 位（最后一位可为 X），请核对后重填。"
        elif ric.calc_check_digit(number) != number[-1]:
            code, message = (
                ProblemCode.ID_CHECK_DIGIT,
                f"身份证号 {mask(number)} 的校验码不对，一定有数字填错了，请对照身份证重填。",
            )
        elif not self._plausible_birth(number):
            code, message = (
                ProblemCode.ID_BIRTH_DATE,
                f"身份证号 {mask(number)} 中的出生日期不存在，请对照身份证重填。",
            )
        else:
            return number
        self.refuse(Column.ID_NUMBER, code, message)
        return ""

    def compare_gender(self, id_number: str, gender: Gender) -> None:
        """The last sign but one is odd for men, even for women."""
        if not id_number or Column.GENDER in self.unread:
            return
        if (gender is Gender.MALE) != (int(id_number[16]) % 2 == 1):
            message = f"性别与身份证号 {mask(id_number)} 不一致，请核对这两项。"
            self.refuse(Column.GENDER, ProblemCode.GENDER_MISMATCH, message)

    def compare_days(self, start: dt.date | None, planned_end: dt.date | None) -> None:
        """A term ends no earlier than it begins."""
        if start is not None and planned_end is not None and planned_end < start:
            message = f"届满日期 {planned_end} 早于开始日期 {start}，请核对这两项。"
            self.refuse(Column.PLANNED_END, ProblemCode.DATE_ORDER, message)

    def _plausible_birth(self, number: str) -> bool:
        try:
            return _FIRST_BIRTH <= ric.get_birth_date(number) <= self.today
        except InvalidComponent:
            return False


def _as_text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _day_of(text: str) -> dt.date | None:
    match = _DATE.fullmatch(text)
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def _shown(text: str) -> str:
    """As much of a cell as a message may repeat: columns that slipped put numbers where words belong."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in mask_numbers(text)[:20])
