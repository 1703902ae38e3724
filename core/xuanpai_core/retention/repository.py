"""Queries of periods, and the removals that they lead to."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from xuanpai_core.clock import civil_date
from xuanpai_core.db.session import Work
from xuanpai_core.retention.models import RetentionRule, RetentionSubject
from xuanpai_core.retention.positions import remove_positions
from xuanpai_core.retention.traces import TRACES

BATCH = 5_000

# A batch at a time, each in a transaction of its own: no lock is held for long, however much there is to remove.
_REMOVE = {
    RetentionSubject.IDEMPOTENCY_KEYS: """
DELETE FROM idempotency_key
 WHERE tenant_id = $1 AND (account_id, operation, key) IN (
       SELECT k.account_id, k.operation, k.key FROM idempotency_key k
        WHERE k.tenant_id = $1 AND k.created_at < $2 LIMIT $3)
""",
    # LEAST leaves NULL out: a session that nobody revoked ended when it expired.
    RetentionSubject.SESSIONS: """
DELETE FROM session
 WHERE tenant_id = $1 AND token_digest IN (
       SELECT s.token_digest FROM session s
        WHERE s.tenant_id = $1 AND LEAST(s.revoked_at, s.expires_at) < $2 LIMIT $3)
""",
}


async def rules(work: Work) -> dict[RetentionSubject, RetentionRule]:
    """The periods that the tenant has changed."""
    found: Sequence[RetentionRule] = (
        await work.session.scalars(select(RetentionRule).where(RetentionRule.tenant_id == work.tenant_id))
    ).all()
    return {rule.subject: rule for rule in found}


async def remove_before(work: Work, subject: RetentionSubject, moment: datetime, batch: int) -> int:
    """Remove one batch of what ended before ``moment``; returns how many rows that were, 0 when there is no more."""
    if subject is RetentionSubject.POSITIONS:
        return await remove_positions(work, civil_date(moment), batch)
    if subject in TRACES:
        removed: int = await work.driver.fetchval(TRACES[subject], work.tenant_id, civil_date(moment), batch)
        return removed
    status: str = await work.driver.execute(_REMOVE[subject], work.tenant_id, moment, batch)
    return int(status.rpartition(" ")[2])
