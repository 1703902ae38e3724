"""What presence does by the clock."""

from uuid import UUID

from xuanpai_core.attendance.service import open_month
from xuanpai_core.clock import today
from xuanpai_core.context import system_context
from xuanpai_core.db.session import Database
from xuanpai_core.jobs.tasks import task
from xuanpai_core.periods import Month, month_start


@task("attendance.open_month", cron="5 16 * * *")
async def open_this_month(database: Database, tenant_id: UUID) -> None:
    """Count everybody in post into this month's figures, every night at 00:05 in Shanghai: none is left out."""
    async with database.work(system_context(tenant_id, "attendance.open_month")) as work:
        await open_month(work, Month(month_start(today(work.clock))))
