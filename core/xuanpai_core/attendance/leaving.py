"""What the end of a posting makes of the days after it: nobody was in post, so nothing of them counts any more."""

from datetime import date, timedelta
from uuid import UUID

from xuanpai_core.attendance.conflicts import settle_out_of_post
from xuanpai_core.attendance.days import hold_days, write_days
from xuanpai_core.attendance.errors import MonthSealed
from xuanpai_core.attendance.halves import Day
from xuanpai_core.audit.service import record
from xuanpai_core.db.session import Work
from xuanpai_core.periods import month_start

_ONE_DAY = timedelta(days=1)

_DAYS = "SELECT d.day FROM attendance_day d WHERE d.tenant_id = $1 AND d.posting_id = $2 AND d.day > $3"

_NIGHTS = "DELETE FROM overnight o WHERE o.tenant_id = $1 AND o.posting_id = $2 AND o.night > $3 RETURNING o.night"

_MONTHS = """
SELECT m.sealed
  FROM monthly_attendance m
 WHERE m.tenant_id = $1 AND m.posting_id = $2 AND m.month >= $3
 ORDER BY m.month
   FOR UPDATE
"""

# Whoever is not in post in a month is not counted in it, as a recount has it.
_LEAVE_MONTHS = """
WITH gone AS (
    DELETE FROM monthly_attendance m
     WHERE m.tenant_id = $1 AND m.posting_id = $2 AND m.month > $3 AND m.log_days = 0
    RETURNING m.month, m.region_code, m.dispatch_level, m.on_duty_days
)
INSERT INTO county_month AS b (tenant_id, month, county_code, dispatch_level, on_duty_days, postings)
SELECT $1, g.month, left(g.region_code, 6), g.dispatch_level, g.on_duty_days, -1
  FROM gone g
 ORDER BY g.month
ON CONFLICT (tenant_id, month, county_code, dispatch_level, on_duty_days) DO UPDATE
   SET postings = b.postings + EXCLUDED.postings
"""


async def end_days(work: Work, posting_id: UUID, last_day: date) -> None:
    """Take what is recorded after ``last_day`` out of the posting's attendance; its check-ins stay as they were sent.

    Asks nobody's permission. Raises ``MonthSealed`` where a sealed month has a day after it: what was signed and sealed
    is sent back first, on record.
    """
    await work.session.flush()
    known = (work.tenant_id, posting_id, last_day)
    days = [row["day"] for row in await work.driver.fetch(_DAYS, *known)]
    if days:
        before = await hold_days(work, posting_id, days)
        await write_days(work, posting_id, before, dict.fromkeys(before, Day()))
    first_out = month_start(last_day + _ONE_DAY)
    if any(row["sealed"] for row in await work.driver.fetch(_MONTHS, work.tenant_id, posting_id, first_out)):
        raise MonthSealed
    nights = [row["night"] for row in await work.driver.fetch(_NIGHTS, *known)]
    await work.driver.execute(_LEAVE_MONTHS, work.tenant_id, posting_id, month_start(last_day))
    settled = await settle_out_of_post(work, posting_id, last_day)
    if days or nights or settled:
        taken_out = {
            "days": [day.isoformat() for day in sorted(days)],
            "nights": [night.isoformat() for night in sorted(nights)],
            "conflicts": settled,
        }
        after = {"last_day": last_day.isoformat()}
        record(work, "attendance:end_with_posting", "posting", posting_id, before=taken_out, after=after)
