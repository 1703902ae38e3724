"""On whose behalf a job runs: the requester's rights as they stand when it runs, not when it was asked for."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from uuid import UUID

import orjson

from xuanpai_core.authz.policies import default_policy
from xuanpai_core.context import Actor, Grant, RequestContext
from xuanpai_core.db.session import Transaction

_FIND = """
SELECT a.display_name, a.cadre_id,
       (SELECT json_agg(json_build_array(p.role, p.region_code, p.unit_id) ORDER BY p.id)
          FROM appointment p
         WHERE p.tenant_id = $1 AND p.account_id = a.id
           AND p.valid_from <= $3 AND (p.valid_to IS NULL OR p.valid_to > $3)) AS grants
  FROM account a
  JOIN tenant t ON t.id = $1
 WHERE a.tenant_id = $1 AND a.id = $2 AND a.state = 'ACTIVE' AND t.state = 'ACTIVE'
"""


async def context_of(
    transaction: Transaction, account_id: UUID, day: date, *, request_id: str
) -> RequestContext | None:
    """The context of ``account_id`` with the roles held on ``day``; ``None`` when the account or tenant is closed."""
    row = await transaction.driver.fetchrow(_FIND, transaction.tenant_id, account_id, day)
    if row is None:
        return None
    held = orjson.loads(row["grants"]) if row["grants"] else []
    grants = tuple(Grant(role, region, UUID(unit) if unit else None) for role, region, unit in held)
    actor = Actor(account_id, row["display_name"], row["cadre_id"], grants)
    return RequestContext(transaction.tenant_id, actor, _policy(), request_id)


@cache
def _policy() -> Mapping[str, frozenset[str]]:
    # Asking Casbin about every role takes a third of a second, and the policy ships with the release.
    return default_policy()
