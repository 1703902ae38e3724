"""A tenant's policy as those see it who may read it: what is usual, what was changed, what holds."""

from dataclasses import dataclass

from xuanpai_core.authz import repository
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.models import PolicyEffect, PolicyOverride
from xuanpai_core.authz.policies import Rule, default_policy, may_override, overridden_policy
from xuanpai_core.authz.roles import PLATFORM_ROLES, ROLES, Role
from xuanpai_core.authz.scope import require
from xuanpai_core.db.session import Work


@dataclass(frozen=True, slots=True)
class RuleInForce:
    """One action of one role; ``may_allow`` says whether the tenant could allow it at all."""

    action: Action
    by_default: bool
    override: PolicyEffect | None
    reason: str | None
    allowed: bool
    may_allow: bool


@dataclass(frozen=True, slots=True)
class RolePolicy:
    """What one role may do, action by action, and how many people hold it today."""

    role: Role
    people: int
    rules: tuple[RuleInForce, ...]


@dataclass(frozen=True, slots=True)
class PolicyTable:
    """The whole policy, at the ``version`` that counts its changes."""

    version: int
    roles: tuple[RolePolicy, ...]


async def policy_table(work: Work) -> PolicyTable:
    """Every role of a tenant by every action. Raises ``Forbidden``."""
    require(work.ctx, Action.POLICY_READ)
    rows = {(row.role, row.action): row for row in await repository.overrides(work)}
    in_force = overridden_policy([Rule(role, action, row.effect.lower()) for (role, action), row in rows.items()])
    roles = [role for role in ROLES.values() if role.code not in PLATFORM_ROLES]
    people = await repository.holders(work, [role.code for role in roles])
    table = tuple(
        RolePolicy(
            role,
            people.get(role.code, 0),
            tuple(_rule(role.code, action, rows.get((role.code, action)), in_force[role.code]) for action in Action),
        )
        for role in roles
    )
    return PolicyTable(await repository.version(work), table)


def _rule(role: str, action: Action, row: PolicyOverride | None, in_force: frozenset[str]) -> RuleInForce:
    return RuleInForce(
        action,
        action in default_policy()[role],
        row.effect if row else None,
        row.reason if row else None,
        action in in_force,
        may_override(role, action),
    )
