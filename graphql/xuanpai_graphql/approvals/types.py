"""How a request for approval looks, and who sees it."""

from collections.abc import Hashable
from datetime import datetime

import strawberry
from sqlalchemy import ColumnElement, FromClause, Text, and_, func, or_

from xuanpai_core.approvals import models
from xuanpai_core.approvals.models import ApprovalState
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.roles import Axis
from xuanpai_core.regions.code import RegionLevel
from xuanpai_graphql.approvals.matters import MATTERS
from xuanpai_graphql.lookahead.context import scope_bind
from xuanpai_graphql.lookahead.declare import Node, column, computed, declared
from xuanpai_graphql.lookahead.sources import desc
from xuanpai_graphql.naming import account_in
from xuanpai_graphql.scopes import Shape, own_account, reach

strawberry.enum(ApprovalState, description="审批状态:待审批、已同意、已驳回、已撤回、已过期")


def _scope(row: FromClause, _action: str | None, key: Hashable) -> ColumnElement[bool]:
    """What the caller proposed, and what the caller may decide."""
    decidable = [
        and_(
            row.c.matter == name, *(_reaches(row, action, key) for action in {Action.APPROVAL_DECIDE, matter.deciding})
        )
        for name, matter in MATTERS.items()
    ]
    return or_(row.c.requested_by == own_account(), *decidable)


def _reaches(row: FromClause, action: Action, key: Hashable) -> ColumnElement[bool]:
    """A place within reach; what touches the whole tenant is within reach of grants over the whole tenant."""
    return or_(
        reach(action, key, region_code=row.c.region_code),
        and_(row.c.region_code.is_(None), _whole_tenant(action, key)),
    )


def _whole_tenant(action: Action, key: Hashable) -> ColumnElement[bool]:
    if not isinstance(key, Shape):
        return or_(False)
    places = [
        scope_bind(f"place_{number}", Text())
        for number, (role, axis, denied) in enumerate(key.grants)
        if axis is Axis.PLACE and action in key.permissions.get(role, frozenset()) and action not in denied
    ]
    # Only a role of the platform's own tenant is held without a place.
    return or_(False, *(or_(place.is_(None), func.length(place) == RegionLevel.PROVINCE.digits) for place in places))


@declared(
    models.ApprovalRequest.__table__,
    node="ApprovalRequest",
    scope=_scope,
    requires=Action.APPROVAL_READ,
    order=[desc("created_at")],
)
@strawberry.type(description="待两人办理的事项:一人提出,另一人审批")
class ApprovalRequest(Node):
    """One act that was proposed, and what became of it."""

    matter: str = column(description="事项代码")
    title: str = computed(
        lambda values, _: MATTERS[values["matter"]].title if values["matter"] in MATTERS else values["matter"],
        needs=["matter"],
        description="事项名称",
    )
    region_code: str | None = column(description="涉及的区划代码;空为全省")
    summary: str = column(description="同意后将发生什么")
    reason: str = column(description="提出的理由")
    state: ApprovalState = column(description="状态")
    mine: bool = column(lambda row: row.c.requested_by == own_account(), description="是否本人提出")
    requested_by: str | None = column(account_in("requested_by"), description="提出人")
    requested_at: datetime = column("created_at", description="提出时间")
    expires_at: datetime = column(description="审批期限")
    decided_by: str | None = column(account_in("decided_by"), description="审批人")
    decided_at: datetime | None = column(description="办结时间")
    decision_note: str | None = column(description="审批意见")
