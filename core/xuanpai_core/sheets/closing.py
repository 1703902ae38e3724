"""Which months are closed: what was sealed was judged for good, by the rules of that month."""

from datetime import date

from sqlalchemy import func, select

from xuanpai_core.db.session import Work
from xuanpai_core.periods import Month
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.sheets.errors import ClosedMonth
from xuanpai_core.sheets.models import MonthlySheet, SheetState


async def first_open_day(work: Work, region_code: str) -> date | None:
    """The day after the last month of which a sheet under the place is sealed; ``None`` if none ever was.

    Asks nobody's permission.
    """
    low, high = RegionCode.stored(region_code).range()
    closed = await work.session.scalar(
        select(func.max(MonthlySheet.month)).where(
            MonthlySheet.tenant_id == work.tenant_id,
            MonthlySheet.region_code >= low,
            MonthlySheet.region_code < high,
            MonthlySheet.state.in_((SheetState.SEALED, SheetState.VERIFIED)),
        )
    )
    return None if closed is None else Month(closed).end


async def demand_open(work: Work, region_code: str, since: date) -> None:
    """Refuse to touch the rules of a closed month: raises ``ClosedMonth`` with the first day that may be touched."""
    first = await first_open_day(work, region_code)
    if first is not None and since < first:
        raise ClosedMonth(first)
