"""Handing daily management down to a place, and taking it back (HD-10)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.repository import next_version
from xuanpai_core.authz.roles import ROLES, Axis
from xuanpai_core.authz.scope import require
from xuanpai_core.clock import today
from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.delegations import repository
from xuanpai_core.delegations.errors import DelegationNotFound, DelegationOver, DelegationOverlaps
from xuanpai_core.delegations.models import Delegation
from xuanpai_core.errors import FieldProblem, Forbidden, Invalid, NotFound
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.regions.code import RegionCode, RegionLevel
from xuanpai_core.texts import paragraphs

# What is never handed down: to read is no power, and who administers is appointed.
_KEPT = frozenset(
    {
        *("account", "appointment", "approval", "audit", "delegation", "parameter", "policy", "retention", "session"),
        *("tenant", "token"),
    }
)


@dataclass(frozen=True, slots=True)
class NewDelegation:
    """``actions`` that the roles at ``region_code`` and below are to hold by delegation.

    ``valid_to`` is the first day on which it no longer holds; without it the delegation goes on until it is revoked.
    """

    region_code: str
    actions: tuple[str, ...]
    valid_from: date
    valid_to: date | None = None


async def delegate(work: Work, new: NewDelegation, reason: str, key: str) -> UUID:
    """Hand ``actions`` down to the place; returns the delegation's id.

    From its first day on, the roles there hold these actions only while a delegation is in force. Raises ``Forbidden``
    (the place is not below the caller's own), ``NotFound`` (``UNKNOWN_REGION``), ``Invalid`` (``INVALID_PERIOD``,
    ``NOT_DELEGABLE``, ``INVALID_TEXT``, ``INVALID_REGION_CODE``) and ``DelegationOverlaps``.
    """
    _require_below(work.ctx, RegionCode.parse(new.region_code))
    reason = paragraphs(reason, path="reason", title="委托理由", limit=500)
    checked = NewDelegation(new.region_code, _checked_actions(work.ctx, new), new.valid_from, new.valid_to)

    async def act() -> Outcome:
        return {"id": str(await _delegate(work, checked, reason))}

    content = {**asdict(checked), "reason": reason}
    return UUID((await once(work, Action.DELEGATION_MANAGE, key, content, act))["id"])


async def revoke(work: Work, delegation_id: UUID, reason: str) -> Delegation:
    """Take it back today: the next request there is refused. One that has not begun is taken back as if never made.

    Raises ``Forbidden``, ``DelegationNotFound``, ``DelegationOver``.
    """
    reach = require(work.ctx, Action.DELEGATION_MANAGE)
    reason = paragraphs(reason, path="reason", title="撤销理由", limit=500)
    found = await repository.lock_delegation(work, delegation_id, reach)
    if found is None or not _is_below(work.ctx, found.region_code):
        raise DelegationNotFound
    now = today(work.clock)
    if found.valid_to is not None and found.valid_to <= max(now, found.valid_from):
        raise DelegationOver
    before = _told(found)
    found.valid_to = max(now, found.valid_from)
    found.revoked_at, found.revoked_by, found.revoke_reason = work.clock.now(), work.ctx.actor.account_id, reason
    await work.session.flush()
    await next_version(work)
    record(work, "delegation:revoke", "delegation", found.id, before=before, after=_told(found), reason=reason)
    return found


def delegable(ctx: RequestContext, level: RegionLevel) -> frozenset[str]:
    """The business actions that the roles of this level and below have by the tenant's policy, other than reading."""
    roles = [
        role
        for role in ROLES.values()
        if role.axis is Axis.PLACE and role.administers is None and any(held >= level for held in role.levels)
    ]
    held = frozenset[str]().union(*(ctx.permissions.get(role.code, frozenset()) for role in roles))
    return frozenset(action for action in held if not action.endswith(":read") and action.split(":")[0] not in _KEPT)


async def _delegate(work: Work, new: NewDelegation, reason: str) -> UUID:
    if new.valid_from < today(work.clock):
        raise Invalid("委托的开始日期不能早于今天,请改正。", code="INVALID_PERIOD")
    if new.valid_to is not None and new.valid_to <= new.valid_from:
        raise Invalid("委托的结束日期须晚于开始日期,请改正。", code="INVALID_PERIOD")
    if not await repository.lock_place(work, new.region_code):
        raise NotFound(f"没有找到区划 {new.region_code},请核对代码。", code="UNKNOWN_REGION")
    taken = await repository.already_delegated(work, new.region_code, new.actions, new.valid_from, new.valid_to)
    if taken is not None:
        raise DelegationOverlaps(taken)
    delegation = Delegation(
        tenant_id=work.tenant_id,
        id=new_id(),
        region_code=new.region_code,
        actions=list(new.actions),
        valid_from=new.valid_from,
        valid_to=new.valid_to,
        reason=reason,
        delegated_by=work.ctx.actor.account_id,
    )
    work.session.add(delegation)
    await work.session.flush()
    await next_version(work)
    record(work, Action.DELEGATION_MANAGE, "delegation", delegation.id, after=_told(delegation), reason=reason)
    return delegation.id


def _checked_actions(ctx: RequestContext, new: NewDelegation) -> tuple[str, ...]:
    actions = tuple(sorted(set(new.actions)))
    allowed = delegable(ctx, RegionCode(new.region_code).level)
    wrong = [action for action in actions if action not in allowed]
    if wrong or not actions:
        hint = f"可以委托的有:{'、'.join(sorted(allowed)) or '无'}。"
        fields = [FieldProblem("actions", "NOT_DELEGABLE", f"“{action[:50]}”不能委托给这一级。") for action in wrong]
        raise Invalid(f"请选择这一级本来能办的业务事项再委托。{hint}", code="NOT_DELEGABLE", fields=fields)
    return actions


def _require_below(ctx: RequestContext, region_code: str) -> None:
    require(ctx, Action.DELEGATION_MANAGE)
    if not _is_below(ctx, region_code):
        raise Forbidden("只能委托给您管辖范围内的下级地方,不能委托给本级或范围之外。")


def _is_below(ctx: RequestContext, region_code: str) -> bool:
    """Whether the place lies below, not at, one that the caller manages: nobody delegates to himself."""
    places: Sequence[str] = require(ctx, Action.DELEGATION_MANAGE).places
    return any(region_code.startswith(place) and region_code != place for place in places)


def _told(delegation: Delegation) -> dict[str, Any]:
    return {
        "region_code": delegation.region_code,
        "actions": delegation.actions,
        "valid_from": delegation.valid_from.isoformat(),
        "valid_to": None if delegation.valid_to is None else delegation.valid_to.isoformat(),
    }
