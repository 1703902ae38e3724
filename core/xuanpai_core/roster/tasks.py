"""The roster room's jobs."""

from uuid import UUID

from xuanpai_core.db.session import Database
from xuanpai_core.jobs.tasks import task
from xuanpai_core.roster.run import abandon_import, run_import
from xuanpai_core.roster.service import IMPORT_TASK


async def give_up(database: Database, tenant_id: UUID, import_id: str) -> None:
    """Record that the import will not be tried again."""
    await abandon_import(database, tenant_id, UUID(import_id))


@task(IMPORT_TASK, gave_up=give_up)
async def import_roster(database: Database, tenant_id: UUID, import_id: str) -> None:
    """Carry out one import."""
    await run_import(database, tenant_id, UUID(import_id))
