"""What presence does by the clock."""

from uuid import UUID

from xuanpai_core.attendance.months import counties_in_post, open_month
from xuanpai_core.clock import today
from xuanpai_core.context import system_context
from xuanpai_core.db.session import Database
from xuanpai_core.jobs.tasks import task
from xuanpai_core.periods import Month, month_start


@task("attendance.open_month", cron="5 16 * * *")
async def open_this_month(database: Database, tenant_id: UUID) -> None:
    """Count everybody in post into this month's figures, every night at 00:05 in Shanghai: none is left out.

    County by county: of half a million people no statement would end within its time.
    """
    ctx, month = system_context(tenant_id, "attendance.open_month"), Month(month_start(today(database.clock)))
    async with database.read(ctx) as work:
        counties = await counties_in_post(work, month)
    for county in counties:
        async with database.work(ctx) as work:
            await open_month(work, month, county)
