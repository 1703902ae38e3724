"""What a person may do only so often within any hour, counted in the database."""

from datetime import timedelta

from xuanpai_core.cadres.models import Allowance
from xuanpai_core.db.session import Work

_SPAN = timedelta(hours=1)

_TAKE_TURNS = """
SELECT pg_advisory_xact_lock(hashtextextended('allowance:' || $1::text || ':' || $2::text || ':' || $3::text, 0))
"""
_FORGET = "DELETE FROM allowance_use WHERE tenant_id = $1 AND account_id = $2 AND minute <= $3"
_USED = """
SELECT coalesce(sum(uses), 0) FROM allowance_use
 WHERE tenant_id = $1 AND account_id = $2 AND allowance = $3 AND minute > $4
"""
_USE = """
INSERT INTO allowance_use (tenant_id, account_id, allowance, minute, uses) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (tenant_id, account_id, allowance, minute) DO UPDATE SET uses = allowance_use.uses + $5
"""


async def used(work: Work, allowance: Allowance) -> int:
    """How often the caller has done so within the last hour."""
    since = work.clock.now() - _SPAN
    count: int = await work.driver.fetchval(_USED, work.tenant_id, work.ctx.actor.account_id, str(allowance), since)
    return count


async def use(work: Work, allowance: Allowance, limit: int, times: int = 1) -> bool:
    """Count ``times`` uses of the caller's, unless that would be more than ``limit`` within an hour.

    The caller's other requests wait until this transaction ends, so that no two of them take the last use.
    """
    now, account_id = work.clock.now(), work.ctx.actor.account_id
    await work.driver.execute(_TAKE_TURNS, str(work.tenant_id), str(account_id), str(allowance))
    await work.driver.execute(_FORGET, work.tenant_id, account_id, now - _SPAN)
    if await used(work, allowance) + times > limit:
        return False
    minute = now.replace(second=0, microsecond=0)
    await work.driver.execute(_USE, work.tenant_id, account_id, str(allowance), minute, times)
    return True
