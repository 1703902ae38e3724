"""Statements on the calendar of holidays."""

from collections.abc import Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert

from xuanpai_core.calendars.models import CalendarDay, CalendarYear
from xuanpai_core.db.session import Work


async def years(work: Work, first: int, last: int) -> Sequence[CalendarYear]:
    """The published years from ``first`` to ``last``."""
    found = await work.session.scalars(
        select(CalendarYear)
        .where(CalendarYear.tenant_id == work.tenant_id, CalendarYear.year.between(first, last))
        .order_by(CalendarYear.year)
    )
    return found.all()


async def days(work: Work, first: int, last: int) -> Sequence[CalendarDay]:
    """Every day of these years that differs from the week, in order."""
    found = await work.session.scalars(
        select(CalendarDay)
        .where(CalendarDay.tenant_id == work.tenant_id, CalendarDay.year.between(first, last))
        .order_by(CalendarDay.day)
    )
    return found.all()


async def hold(work: Work, year: int) -> None:
    """Let nobody else import the year until the end of the transaction."""
    await work.session.execute(
        select(func.pg_advisory_xact_lock(func.hashtextextended(f"calendar:{work.tenant_id}:{year}", 0)))
    )


async def forget(work: Work, year: int) -> None:
    """Take the year out."""
    of_days = (CalendarDay.tenant_id == work.tenant_id, CalendarDay.year == year)
    await work.session.execute(delete(CalendarDay).where(*of_days))
    of_year = (CalendarYear.tenant_id == work.tenant_id, CalendarYear.year == year)
    await work.session.execute(delete(CalendarYear).where(*of_year))


async def add_missing_years(work: Work, rows: Sequence[dict[str, object]]) -> list[int]:
    """Add those years that are not there; which they were."""
    added = await work.session.scalars(
        insert(CalendarYear).values(rows).on_conflict_do_nothing().returning(CalendarYear.year)
    )
    return sorted(added.all())


async def add_days(work: Work, rows: Sequence[dict[str, object]]) -> None:
    """Add days of years that are there."""
    await work.session.execute(insert(CalendarDay), rows)
