"""What the platform does for itself by the clock."""

from xuanpai_core.clock import today
from xuanpai_core.db.partitions import make_partitions
from xuanpai_core.db.session import Database
from xuanpai_core.db.types import new_id
from xuanpai_core.jobs.tasks import platform_task
from xuanpai_core.periods import next_month

_MONTHS_AHEAD = 3


@platform_task("partitions.ahead", cron="10 17 * * *")
async def make_partitions_ahead(database: Database) -> None:
    """Make this month's partitions and the next three, every night at 01:10 in Shanghai."""
    first = last = today(database.clock).replace(day=1)
    for _ in range(_MONTHS_AHEAD):
        last = next_month(last)
    # Partitions belong to no tenant, and a transaction must name one: a tenant that does not exist sees nothing.
    async with database.transaction(new_id()) as transaction:
        await make_partitions(transaction.driver, first, last)
