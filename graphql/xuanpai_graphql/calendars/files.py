"""A year's arrangement of holidays as a file: JSON as the API takes it, or CSV with one day a line."""

import csv
from datetime import date
from io import StringIO
from pathlib import Path

import orjson

from xuanpai_core.calendars.service import CalendarDayKind, NamedDay, NewCalendar
from xuanpai_core.errors import Invalid

_KINDS = {
    "HOLIDAY": CalendarDayKind.HOLIDAY,
    "放假": CalendarDayKind.HOLIDAY,
    "WORKDAY_SHIFT": CalendarDayKind.WORKDAY_SHIFT,
    "上班": CalendarDayKind.WORKDAY_SHIFT,
    "调休上班": CalendarDayKind.WORKDAY_SHIFT,
}
_MOST_BYTES = 1_000_000


def read_calendar(path: Path, document: str | None, published_on: date | None) -> NewCalendar:
    """The arrangement in the file; ``document`` and ``published_on`` where the file does not say them.

    CSV: day (2027-01-01), kind (放假, 上班), name; a first line that is no day is a heading. Raises ``Invalid``
    (``UNREADABLE_CALENDAR``) with the line that cannot be read.
    """
    content = path.read_bytes()
    if len(content) > _MOST_BYTES:
        raise _unreadable("文件太大,不像是一年的放假安排。")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _unreadable("文件不是 UTF-8 编码,请另存为 UTF-8 后再导入。") from None
    found = _from_json(text) if path.suffix.lower() == ".json" else _from_csv(text)
    if not (document or found.document):
        raise _unreadable("文件里没有写通知名称,请用 --document 写明。")
    return NewCalendar(
        year=found.year,
        document=document or found.document,
        published_on=published_on or found.published_on,
        holidays=found.holidays,
        shifted_workdays=found.shifted_workdays,
    )


def _from_json(text: str) -> NewCalendar:
    try:
        told = orjson.loads(text)
        holidays, shifted = (
            tuple(NamedDay(date.fromisoformat(one["day"]), str(one["name"])) for one in told.get(part, ()))
            for part in ("holidays", "shiftedWorkdays")
        )
        published_on = told.get("publishedOn")
        return NewCalendar(
            year=int(told["year"]),
            document=str(told.get("document") or ""),
            published_on=date.fromisoformat(published_on) if published_on else None,
            holidays=holidays,
            shifted_workdays=shifted,
        )
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise _unreadable(f"JSON 里缺少内容或写法不对({type(error).__name__}),请对照说明改正。") from None


def _from_csv(text: str) -> NewCalendar:
    found: dict[CalendarDayKind, list[NamedDay]] = {kind: [] for kind in CalendarDayKind}
    for number, line in enumerate(csv.reader(StringIO(text)), start=1):
        cells = [cell.strip() for cell in line]
        if not any(cells):
            continue
        day = _day(cells[0])
        if day is None and number == 1:
            continue
        kind = _KINDS.get(cells[1].upper()) if len(cells) > 1 else None
        if day is None or kind is None or len(cells) < 3:
            raise _unreadable(f"第 {number} 行看不懂,请写成“2027-01-01,放假,元旦”或“2027-02-14,上班,春节”。")
        found[kind].append(NamedDay(day, cells[2]))
    days = [one.day for told in found.values() for one in told]
    if not days:
        raise _unreadable("文件里没有一天,请检查。")
    return NewCalendar(
        year=max(day.year for day in days),
        document="",
        published_on=None,
        holidays=tuple(found[CalendarDayKind.HOLIDAY]),
        shifted_workdays=tuple(found[CalendarDayKind.WORKDAY_SHIFT]),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _unreadable(message: str) -> Invalid:
    return Invalid(message, code="UNREADABLE_CALENDAR")
