"""What signing in leaves behind is deleted when nothing needs it any more."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete

from xuanpai_core.db.session import Database
from xuanpai_core.identity import throttle
from xuanpai_core.identity.devices import trusted_since
from xuanpai_core.identity.models import TrustedDevice
from xuanpai_core.jobs.tasks import task

KEPT = timedelta(days=7)
"""How long a count of failures is kept for questions; sessions are kept as the tenant says (``retention``)."""


@task("identity.forget", cron="50 18 * * *", every_tenant=True)
async def forget_sign_ins(database: Database, tenant_id: UUID) -> None:
    """Delete old counts of failures and devices, every night at 02:50 in Shanghai."""
    now = database.clock.now()
    async with database.transaction(tenant_id) as transaction:
        await throttle.forget(transaction, now - KEPT)
        await transaction.session.execute(
            delete(TrustedDevice).where(
                TrustedDevice.tenant_id == transaction.tenant_id,
                TrustedDevice.last_used_at < trusted_since(now, database.settings),
            )
        )
