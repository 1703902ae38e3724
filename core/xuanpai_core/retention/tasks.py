"""What retention does by the clock."""

from uuid import UUID

from xuanpai_core.db.session import Database
from xuanpai_core.jobs.tasks import task
from xuanpai_core.retention.service import purge


@task("retention.purge", cron="20 18 * * *", every_tenant=True)
async def purge_nightly(database: Database, tenant_id: UUID) -> None:
    """Remove what has been kept long enough, in suspended provinces too, every night at 02:20 in Shanghai."""
    await purge(database, tenant_id)
