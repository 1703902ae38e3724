"""No change of the policy may leave a tenant that nobody can govern, or whose audit trail nobody can read."""

from collections.abc import Mapping
from types import MappingProxyType
from uuid import UUID

from xuanpai_core.authz import repository
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.errors import PolicyLocksOut
from xuanpai_core.authz.policies import Permissions
from xuanpai_core.authz.repository import Holding
from xuanpai_core.authz.roles import PLATFORM_ROLES
from xuanpai_core.db.session import Work

_PROPOSING = frozenset({Action.APPROVAL_PROPOSE, Action.POLICY_CHANGE})
_DECIDING = frozenset({Action.APPROVAL_DECIDE, Action.APPROVAL_READ})
_READING = frozenset({Action.AUDIT_READ})
_NEEDED: Mapping[frozenset[Action], str] = MappingProxyType(
    {_PROPOSING: "提出权限策略变更", _DECIDING: "审批权限策略变更", _READING: "查看审计记录"}
)


async def demand_governable(work: Work, before: Permissions, after: Permissions) -> None:
    """Raise ``PolicyLocksOut`` when some role, or some person who can today, is not left for each needed part.

    Proposing and deciding take two persons. A part that nobody holds today does not stand in the way of a change.
    """
    roles = [role for role in after if role not in PLATFORM_ROLES]
    for needed, what in _NEEDED.items():
        if not any(needed <= after[role] for role in roles):
            raise PolicyLocksOut(what)
    held = await repository.province_wide(work, roles)
    for needed, what in _NEEDED.items():
        if _able(held, before, needed) and not _able(held, after, needed):
            raise PolicyLocksOut(what)
    if _two_persons(held, before) and not _two_persons(held, after):
        raise PolicyLocksOut(_NEEDED[_DECIDING])


def _able(held: list[Holding], policy: Permissions, needed: frozenset[Action]) -> set[UUID]:
    may: dict[UUID, set[str]] = {}
    for account_id, role in held:
        may.setdefault(account_id, set()).update(policy.get(role, frozenset()))
    return {account_id for account_id, actions in may.items() if needed <= actions}


def _two_persons(held: list[Holding], policy: Permissions) -> bool:
    """Whether somebody can propose what somebody else can decide."""
    proposers, deciders = _able(held, policy, _PROPOSING), _able(held, policy, _DECIDING)
    return bool(proposers) and bool(deciders) and len(proposers | deciders) > 1
