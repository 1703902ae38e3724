"""How a tenant's policy looks."""

import strawberry

from xuanpai_core.authz.matters import Change
from xuanpai_core.authz.models import PolicyEffect

strawberry.enum(PolicyEffect, description="本租户对一条规则的改动;禁止优先于允许")
strawberry.enum(Change, name="PolicyChangeEffect", description="对一条规则的变更:允许、禁止、恢复默认")


@strawberry.type(description="一个角色的一项权限")
class PolicyRule:
    """One rule: as shipped, as changed, as it holds."""

    action: str = strawberry.field(description="权限代码")
    title: str = strawberry.field(description="权限名称")
    by_default: bool = strawberry.field(description="默认是否允许")
    override: PolicyEffect | None = strawberry.field(description="本租户的改动;没有为空")
    reason: str | None = strawberry.field(description="改动的理由")
    allowed: bool = strawberry.field(description="现在是否允许")
    may_allow: bool = strawberry.field(description="本租户能否允许这一项;三员分立的界限与平台权限不能改")


@strawberry.type(description="一个角色的全部权限")
class PolicyRole:
    """One role."""

    role: str = strawberry.field(description="角色代码")
    title: str = strawberry.field(description="角色名称")
    people: int = strawberry.field(description="现在担任的人数")
    rules: list[PolicyRule] = strawberry.field(description="各项权限,按代码排序")


@strawberry.type(description="本租户的权限策略")
class Policy:
    """The whole policy."""

    version: int = strawberry.field(description="变更过几次")
    roles: list[PolicyRole] = strawberry.field(description="各角色")


@strawberry.input(description="一条规则的变更")
class PolicyRuleInput:
    """One rule: this role, this action."""

    role: str
    action: str
    effect: Change


@strawberry.input(description="提出变更权限策略;各条同时生效")
class ProposePolicyChangeInput:
    """A list of changes and why."""

    idempotency_key: str
    changes: list[PolicyRuleInput]
    reason: str
