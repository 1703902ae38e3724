"""What signals do by the clock."""

from uuid import UUID

from xuanpai_core.context import system_context
from xuanpai_core.db.session import Database
from xuanpai_core.jobs.tasks import task
from xuanpai_core.signals.sweeping import sweep

SWEEP = "signals.sweep"


@task(SWEEP, cron="*/10 * * * *")
async def sweep_received(database: Database, tenant_id: UUID) -> None:
    """Look at what came in, every ten minutes; what a look missed because no worker lived, the next one sees."""
    await sweep(database, system_context(tenant_id, SWEEP))
