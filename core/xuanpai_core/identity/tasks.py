"""What signing in leaves behind is deleted when nothing needs it any more."""

from datetime import timedelta

from sqlalchemy import delete

from xuanpai_core.db.session import Database, Transaction
from xuanpai_core.db.types import new_id
from xuanpai_core.identity import throttle
from xuanpai_core.identity.devices import trusted_since
from xuanpai_core.identity.models import TrustedDevice
from xuanpai_core.jobs.tasks import platform_task

KEPT = timedelta(days=7)
"""How long a count of failures is kept for questions; sessions are kept as the tenant says (``retention``)."""

_TENANTS = "SELECT id FROM tenant ORDER BY id"


@platform_task("identity.forget", cron="50 18 * * *")
async def forget_sign_ins(database: Database) -> None:
    """Delete old counts of failures and devices of every tenant, every night at 02:50 in Shanghai."""
    # The directory belongs to no tenant, and a transaction must name one: a tenant that does not exist sees nothing.
    async with database.transaction(new_id(), read_only=True) as transaction:
        tenants = await transaction.driver.fetch(_TENANTS)
    for row in tenants:
        async with database.transaction(row["id"]) as transaction:
            await _forget(database, transaction)


async def _forget(database: Database, transaction: Transaction) -> None:
    now = database.clock.now()
    await throttle.forget(transaction, now - KEPT)
    await transaction.session.execute(
        delete(TrustedDevice).where(
            TrustedDevice.tenant_id == transaction.tenant_id,
            TrustedDevice.last_used_at < trusted_since(now, database.settings),
        )
    )
