"""What the calendar does when a worker starts."""

from uuid import UUID

from xuanpai_core.calendars.seeding import seed_calendar
from xuanpai_core.context import system_context
from xuanpai_core.db.session import Database
from xuanpai_core.jobs.tasks import task

SEED = "calendars.seed"


@task(SEED, every_tenant=True, at_start=True)
async def seed_years(database: Database, tenant_id: UUID) -> None:
    """Give the tenant the years that this version of the system brings along and that nobody has imported."""
    async with database.work(system_context(tenant_id, SEED)) as work:
        await seed_calendar(work)
