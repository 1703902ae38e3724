"""The export room's jobs."""

from uuid import UUID

from xuanpai_core.db.session import Database
from xuanpai_core.exports.errors import ExportFailure
from xuanpai_core.exports.matters import EXPORT_TASK
from xuanpai_core.exports.run import fail_export, run_export, sweep_exports
from xuanpai_core.jobs.tasks import task


async def give_up(database: Database, tenant_id: UUID, export_id: str) -> None:
    """Record that the export will not be tried again."""
    await fail_export(database, tenant_id, UUID(export_id), ExportFailure.INTERRUPTED)


@task(EXPORT_TASK, gave_up=give_up)
async def export_cadres(database: Database, tenant_id: UUID, export_id: str) -> None:
    """Carry out one export."""
    await run_export(database, tenant_id, UUID(export_id))


@task("exports.sweep", cron="20 * * * *")
async def sweep(database: Database, tenant_id: UUID) -> None:
    """Remove what is past its time, every hour."""
    await sweep_exports(database, tenant_id)
