"""How a delegation looks to those who delegate."""

from datetime import date, datetime

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.delegations import models
from xuanpai_graphql.lookahead.declare import Node, column, computed, declared
from xuanpai_graphql.lookahead.sources import desc
from xuanpai_graphql.naming import account_in, place_name
from xuanpai_graphql.scopes import of_place


@declared(
    models.Delegation.__table__,
    node="Delegation",
    scope=of_place("region_code"),
    requires=Action.DELEGATION_MANAGE,
    order=[desc("created_at")],
)
@strawberry.type(description="委托:上级把日常管理委托给一个地方,收回即失效")
class Delegation(Node):
    """Actions that the roles at a place hold while it is in force."""

    region_code: str = column(description="受托地区划代码")
    place_name: str | None = column(place_name, description="受托地全称")
    actions: list[str] = computed(lambda values, _: values["actions"], needs=["actions"], description="委托的事项")
    valid_from: date = column(description="从这一天起")
    valid_to: date | None = column(description="到这一天为止,当天不再有效;空为没有期限")
    reason: str = column(description="委托理由")
    delegated_by: str | None = column(account_in("delegated_by"), description="委托人")
    revoked_at: datetime | None = column(description="撤销时间")
    revoked_by: str | None = column(account_in("revoked_by"), description="撤销人")
    revoke_reason: str | None = column(description="撤销理由")
