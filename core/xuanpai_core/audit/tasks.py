"""What the audit trail does by the clock."""

from uuid import UUID

from xuanpai_core.audit.anchors import anchor_yesterday
from xuanpai_core.audit.export import sweep_exports
from xuanpai_core.context import system_context
from xuanpai_core.db.session import Database
from xuanpai_core.jobs.tasks import task


@task("audit.anchor", cron="5 16 * * *", every_tenant=True)
async def anchor(database: Database, tenant_id: UUID) -> None:
    """Anchor the trail of a province in whatever state, or of the platform, every night at 00:05 in Shanghai."""
    await anchor_yesterday(database, system_context(tenant_id, "audit.anchor"))


@task("audit.sweep_exports", cron="35 16 * * *")
async def sweep(database: Database, tenant_id: UUID) -> None:
    """Remove yesterday's exports of the trail, every night at 00:35 in Shanghai."""
    await sweep_exports(database, system_context(tenant_id, "audit.sweep_exports"))
