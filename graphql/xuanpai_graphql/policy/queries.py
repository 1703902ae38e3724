"""Reading the policy."""

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.service import RolePolicy, RuleInForce, policy_table
from xuanpai_core.authz.titles import title_of
from xuanpai_graphql.context import Info
from xuanpai_graphql.permissions import Reads
from xuanpai_graphql.policy.types import Policy, PolicyRole, PolicyRule


@strawberry.type
class PolicyQueries:
    """Root fields for the policy."""

    @strawberry.field(description="本租户的权限策略:默认、改动与现行", extensions=[Reads(Action.POLICY_READ)])
    async def policy(self, info: Info) -> Policy:
        """Every role by every action."""
        async with info.context.exclusive() as work:
            table = await policy_table(work)
        return Policy(version=table.version, roles=[_role(role) for role in table.roles])


def _role(policy: RolePolicy) -> PolicyRole:
    return PolicyRole(
        role=policy.role.code,
        title=policy.role.title,
        people=policy.people,
        rules=[_rule(rule) for rule in policy.rules],
    )


def _rule(rule: RuleInForce) -> PolicyRule:
    return PolicyRule(
        action=rule.action,
        title=title_of(rule.action),
        by_default=rule.by_default,
        override=rule.override,
        reason=rule.reason,
        allowed=rule.allowed,
        may_allow=rule.may_allow,
    )
