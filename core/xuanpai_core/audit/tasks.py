"""What the audit trail does by the clock."""

from uuid import UUID

from xuanpai_core.audit.anchors import anchor_yesterday
from xuanpai_core.audit.export import sweep_exports
from xuanpai_core.context import system_context
from xuanpai_core.db.session import Database
from xuanpai_core.db.types import new_id
from xuanpai_core.jobs.tasks import platform_task, task

_CRON = "5 16 * * *"
_NOT_FANNED_OUT = "SELECT id FROM tenant WHERE NOT (state = 'ACTIVE' AND kind = 'PROVINCE') ORDER BY id"


@task("audit.anchor", cron=_CRON)
async def anchor(database: Database, tenant_id: UUID) -> None:
    """Anchor an active province's trail, every night at 00:05 in Shanghai."""
    await anchor_yesterday(database, system_context(tenant_id, "audit.anchor"))


@platform_task("audit.anchor_others", cron=_CRON)
async def anchor_others(database: Database) -> None:
    """The same for the platform itself and for provinces that are not active, in whose name no job runs."""
    async with database.transaction(new_id(), read_only=True) as transaction:
        tenants = [row["id"] for row in await transaction.driver.fetch(_NOT_FANNED_OUT)]
    for tenant_id in tenants:
        await anchor_yesterday(database, system_context(tenant_id, "audit.anchor"))


@task("audit.sweep_exports", cron="35 16 * * *")
async def sweep(database: Database, tenant_id: UUID) -> None:
    """Remove yesterday's exports of the trail, every night at 00:35 in Shanghai."""
    await sweep_exports(database, system_context(tenant_id, "audit.sweep_exports"))
