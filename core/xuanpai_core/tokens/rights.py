"""What no token may do, whatever its owner may: these acts want the person."""

from collections.abc import Mapping
from types import MappingProxyType

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.policies import Permissions
from xuanpai_core.authz.scope import permits
from xuanpai_core.context import RequestContext
from xuanpai_core.tokens.errors import TokenNotAllowed

PERSONS_ONLY: Mapping[str, str] = MappingProxyType(
    {
        Action.ACCOUNT_MANAGE: "开通账号、重置密码要由本人负责。",
        Action.APPOINTMENT_GRANT: "任免角色要由本人负责。",
        Action.APPROVAL_DECIDE: "审批要由本人决定。",
        Action.ATTENDANCE_CHECK_IN: "签到要由本人到场。",
        Action.ATTENDANCE_CLAIM: "补签要由本人申请。",
        Action.ATTENDANCE_DECIDE: "补签和冲突要由本人裁定。",
        Action.CADRE_UNMASK: "查看完整个人信息要由本人说明理由。",
        Action.DELEGATION_MANAGE: "授权下放要由本人负责。",
        Action.LEAD_DECIDE: "线索要由本人处理。",
        Action.LEAVE_APPROVE: "请假要由本人审批。",
        Action.LEAVE_REQUEST: "请假、销假要由本人办理。",
        Action.POLICY_CHANGE: "修改权限策略要由本人负责。",
        Action.RETENTION_CHANGE: "修改保存期限要由本人负责。",
        Action.SESSION_REVOKE: "结束他人会话要由本人负责。",
        Action.SHEET_REOPEN: "退回重开要由本人负责。",
        Action.SHEET_SEAL: "盖章要由本人负责。",
        Action.SHEET_SIGN: "签字要由本人负责。",
        Action.SHEET_VERIFY: "查验要由本人负责。",
        Action.TOKEN_MANAGE: "令牌不能再生令牌。",
    }
)
"""Each action with the reason, as a person reads it."""

GRANTABLE = frozenset(action for action in Action if action not in PERSONS_ONLY)


def grantable(ctx: RequestContext) -> frozenset[Action]:
    """What the caller may give to a token: what they may do themselves, but for the acts that want the person."""
    return frozenset(action for action in GRANTABLE if permits(ctx, action))


def narrowed(policy: str, permissions: Permissions, scopes: frozenset[str]) -> tuple[str, Permissions]:
    """The policy as a token of ``scopes`` meets it, under a name of its own: statements are compiled per name."""
    usable = scopes & GRANTABLE
    name = f"{policy}|token:{','.join(sorted(usable))}"
    return name, {role: actions & usable for role, actions in permissions.items()}


def refuse_token(action: str) -> None:
    """Raise ``TokenNotAllowed`` with the reason when ``action`` is for persons alone."""
    if (reason := PERSONS_ONLY.get(action)) is not None:
        raise TokenNotAllowed(reason)
