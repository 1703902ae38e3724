"""What leave does by the clock."""

from uuid import UUID

from xuanpai_core.context import system_context
from xuanpai_core.db.session import Database
from xuanpai_core.jobs.tasks import task
from xuanpai_core.leave.service import due_tonight, lay_ahead

NIGHTLY = "leave.lay_ahead"


@task(NIGHTLY, cron="35 16 * * *")
async def lay_nightly(database: Database, tenant_id: UUID) -> None:
    """Lay the days that came within the partitions, and mark who did not come back, at 00:35 in Shanghai.

    Each leave in a transaction of its own: nobody who asks, approves or checks in waits for long.
    """
    ctx = system_context(tenant_id, NIGHTLY)
    async with database.read(ctx) as work:
        due = await due_tonight(work)
    for leave_id in due:
        async with database.work(ctx) as work:
            await lay_ahead(work, leave_id)
