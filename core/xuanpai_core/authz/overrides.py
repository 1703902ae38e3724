"""A tenant's policy as it stands now: compiled once per version and process."""

from collections import OrderedDict
from uuid import UUID

from xuanpai_core.authz.policies import Permissions, Rule, default_policy, overridden_policy
from xuanpai_core.db.session import Transaction

DEFAULT = "default"
_KEPT = 500

_READ = "SELECT role, action, effect FROM policy_override WHERE tenant_id = $1"

_compiled: OrderedDict[tuple[UUID, int], Permissions] = OrderedDict()


async def policy_in_force(transaction: Transaction, version: int | None) -> tuple[str, Permissions]:
    """The name and the permissions of the tenant's policy at ``version``, as read in this same transaction.

    A tenant that has changed nothing shares the default. Only the last few hundred policies are kept compiled.
    """
    if not version:
        return DEFAULT, default_policy()
    key = (transaction.tenant_id, version)
    if (known := _compiled.get(key)) is None:
        rows = await transaction.driver.fetch(_READ, transaction.tenant_id)
        known = _compiled[key] = overridden_policy(
            [Rule(row["role"], row["action"], row["effect"].lower()) for row in rows]
        )
        while len(_compiled) > _KEPT:
            _compiled.popitem(last=False)
    return f"{transaction.tenant_id.hex}:{version}", known
