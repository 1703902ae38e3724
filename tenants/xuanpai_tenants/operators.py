"""The platform's operators: who they are, and what they may do to provinces without reading their rows."""

from typing import Final
from uuid import UUID

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.policies import default_policy
from xuanpai_core.authz.scope import require
from xuanpai_core.context import Actor, Grant, RequestContext
from xuanpai_core.errors import Forbidden
from xuanpai_tenants.resolution import PLATFORM_TENANT_ID

OPERATOR_ROLE: Final = "platform_operator"
SERVER_ACCOUNT_ID: Final = UUID("00000000-0000-7000-8000-000000000001")
"""Stands in the audit trail for whoever has a shell on the server; no account has it."""


def server_operator() -> RequestContext:
    """The operator who acts from the server's own shell."""
    permissions = {OPERATOR_ROLE: default_policy()[OPERATOR_ROLE]}
    actor = Actor(SERVER_ACCOUNT_ID, "服务器运维", grants=(Grant(OPERATOR_ROLE),))
    return RequestContext(PLATFORM_TENANT_ID, actor, permissions, address="server")


def server_surveyor(tenant_id: UUID, province_code: str) -> RequestContext:
    """The operator at the server's own shell, keeping one province's regions up to date and nothing else."""
    role = "province_organiser"
    actor = Actor(SERVER_ACCOUNT_ID, "服务器运维", grants=(Grant(role, province_code),))
    permissions = {role: frozenset({str(Action.REGION_MANAGE), str(Action.REGION_READ)})}
    return RequestContext(tenant_id, actor, permissions, address="server")


def server_calendar_keeper(tenant_id: UUID, province_code: str) -> RequestContext:
    """The operator at the server's own shell, importing holidays into one province and nothing else."""
    role = "province_organiser"
    # The grant is over the province; a tenant's code is its province's.
    actor = Actor(SERVER_ACCOUNT_ID, "服务器运维", grants=(Grant(role, province_code[:2]),))
    return RequestContext(tenant_id, actor, {role: frozenset({str(Action.CALENDAR_IMPORT)})}, address="server")


def require_operator(ctx: RequestContext, action: str) -> None:
    """Raise ``Forbidden`` unless the caller is an operator who may do ``action``.

    The platform's own tenant is asked for, not the role alone: a role of that name in a province gives nothing.
    """
    require(ctx, action)
    if ctx.tenant_id != PLATFORM_TENANT_ID:
        raise Forbidden("只有平台运营员可以办理租户事务。")


def acting_in(ctx: RequestContext, tenant_id: UUID) -> RequestContext:
    """The same person at work inside ``tenant_id``, holding nothing there: for provisioning and export alone."""
    actor = Actor(ctx.actor.account_id, ctx.actor.name)
    return RequestContext(tenant_id, actor, request_id=ctx.request_id, address=ctx.address)
