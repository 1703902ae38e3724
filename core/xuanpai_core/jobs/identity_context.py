"""On whose behalf a job runs: the requester's rights as they stand when it runs, not when it was asked for."""

from datetime import date
from uuid import UUID

from xuanpai_core.authz.overrides import policy_in_force
from xuanpai_core.context import Actor, RequestContext
from xuanpai_core.db.session import Transaction
from xuanpai_core.identity.sessions import HELD, HELD_TODAY, IS_USABLE, grants_of

_FIND = f"""
SELECT {HELD}
  FROM account a
  {HELD_TODAY}
 WHERE a.tenant_id = $1 AND a.id = $2 AND {IS_USABLE}
""".replace("$5", "$3")  # noqa: S608 -- composed of constants


async def context_of(
    transaction: Transaction, account_id: UUID, day: date, *, request_id: str
) -> RequestContext | None:
    """The context of ``account_id`` with the roles held on ``day``, under the tenant's policy as it is now.

    ``None`` when the account or the tenant is closed.
    """
    rows = await transaction.driver.fetch(_FIND, transaction.tenant_id, account_id, day)
    if not rows:
        return None
    row = rows[0]
    policy = await policy_in_force(transaction, row["policy_version"])
    grants = policy.held(grants_of(rows), day)
    actor = Actor(account_id, row["display_name"], row["cadre_id"], grants)
    return RequestContext(transaction.tenant_id, actor, policy.permissions, request_id, policy=policy.name)
