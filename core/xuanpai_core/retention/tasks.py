"""What retention does by the clock."""

from xuanpai_core.db.session import Database
from xuanpai_core.db.types import new_id
from xuanpai_core.jobs.tasks import platform_task
from xuanpai_core.retention.service import purge

_TENANTS = "SELECT id FROM tenant ORDER BY id"


@platform_task("retention.purge", cron="20 18 * * *")
async def purge_nightly(database: Database) -> None:
    """Remove what has been kept long enough in every tenant, suspended ones too, every night at 02:20 in Shanghai."""
    # The directory belongs to no tenant, and a transaction must name one: a tenant that does not exist sees nothing.
    async with database.transaction(new_id(), read_only=True) as transaction:
        tenants = await transaction.driver.fetch(_TENANTS)
    for row in tenants:
        await purge(database, row["id"])
