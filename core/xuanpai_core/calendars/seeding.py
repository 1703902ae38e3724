"""The years that the system brings along, for every province."""

from datetime import date

from xuanpai_core.calendars import repository
from xuanpai_core.calendars.models import CalendarDayKind
from xuanpai_core.db.session import Work

DOCUMENT = "国务院办公厅历年节假日安排(系统随附)"

_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}


def known_years() -> dict[int, list[tuple[date, CalendarDayKind, str]]]:
    """What the library knows, by year; nothing of a year that it does not know, and never an error."""
    # Its tables are needed once a province, not in every process.
    from chinese_calendar.constants import holidays, workdays  # noqa: PLC0415

    found: dict[int, list[tuple[date, CalendarDayKind, str]]] = {}
    for kind, told in ((CalendarDayKind.HOLIDAY, holidays), (CalendarDayKind.WORKDAY_SHIFT, workdays)):
        for day, name in told.items():
            if kind is CalendarDayKind.HOLIDAY or day.weekday() >= 5:
                found.setdefault(day.year, []).append((day, kind, _NAMES.get(str(name), str(name))))
    return {year: sorted(found[year]) for year in sorted(found)}


async def seed_calendar(work: Work) -> list[int]:
    """Add the years that the system knows and the province does not have; returns which. Asks nobody's permission.

    What was imported stays as it was imported.
    """
    known = known_years()
    years = [{"tenant_id": work.tenant_id, "year": year, "document": DOCUMENT} for year in known]
    added = await repository.add_missing_years(work, years)
    rows: list[dict[str, object]] = [
        {"tenant_id": work.tenant_id, "day": day, "year": year, "kind": kind, "name": name}
        for year in added
        for day, kind, name in known[year]
    ]
    if rows:
        await repository.add_days(work, rows)
    return added
