"""On whose behalf a job runs: the requester's rights as they stand when it runs, not when it was asked for."""

from datetime import date
from uuid import UUID

from xuanpai_core.authz.overrides import policy_in_force
from xuanpai_core.context import Actor, RequestContext
from xuanpai_core.db.session import Transaction
from xuanpai_core.identity.sessions import HELD_TODAY, IS_USABLE, read_grants

_FIND = f"""
SELECT {HELD_TODAY}
  FROM account a
  JOIN tenant t ON t.id = $1
 WHERE a.tenant_id = $1 AND a.id = $2 AND {IS_USABLE}
""".replace("$5", "$3")  # noqa: S608 -- composed of constants


async def context_of(
    transaction: Transaction, account_id: UUID, day: date, *, request_id: str
) -> RequestContext | None:
    """The context of ``account_id`` with the roles held on ``day``, under the tenant's policy as it is now.

    ``None`` when the account or the tenant is closed.
    """
    row = await transaction.driver.fetchrow(_FIND, transaction.tenant_id, account_id, day)
    if row is None:
        return None
    policy = await policy_in_force(transaction, row["policy_version"])
    grants = policy.held(read_grants(row["grants"]), day)
    actor = Actor(account_id, row["display_name"], row["cadre_id"], grants)
    return RequestContext(transaction.tenant_id, actor, policy.permissions, request_id, policy=policy.name)
