"""What evidence does by the clock."""

from uuid import UUID

from xuanpai_core.context import system_context
from xuanpai_core.db.session import Database
from xuanpai_core.evidence.sweep import sweep_quarantine
from xuanpai_core.jobs.tasks import task


@task("evidence.sweep", cron="40 17 * * *")
async def sweep(database: Database, tenant_id: UUID) -> None:
    """Clear the quarantine, every night at 01:40 in Shanghai."""
    await sweep_quarantine(database, system_context(tenant_id, "evidence.sweep"))
