"""Changing a tenant's policy takes two persons; once agreed, it rules the very next request."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from xuanpai_core.approvals.matters import Matter, Payload, Proposal, agreed
from xuanpai_core.approvals.service import propose
from xuanpai_core.audit.service import record
from xuanpai_core.authz import repository
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.errors import (
    InvalidPolicyChange,
    NothingChanges,
    OverrideForbidden,
    UnknownAction,
    UnknownRole,
)
from xuanpai_core.authz.lockout import demand_governable
from xuanpai_core.authz.models import PolicyEffect, PolicyOverride
from xuanpai_core.authz.policies import Permissions, Rule, default_policy, may_override, overridden_policy
from xuanpai_core.authz.roles import PLATFORM_ROLES, ROLES
from xuanpai_core.authz.scope import require
from xuanpai_core.authz.titles import title_of
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id

MOST_CHANGES = 50


class Change(StrEnum):
    """What is wanted of one rule; DEFAULT takes the tenant's own rule away."""

    ALLOW = "ALLOW"
    DENY = "DENY"
    DEFAULT = "DEFAULT"


@dataclass(frozen=True, slots=True)
class PolicyChange:
    """One line of a change: this role, this action."""

    role: str
    action: str
    effect: Change


class _Key(NamedTuple):
    role: str
    action: str


Overrides = Mapping[_Key, PolicyEffect]

_WORDS: Mapping[Change, str] = {Change.ALLOW: "允许", Change.DENY: "禁止", Change.DEFAULT: "恢复默认"}


async def propose_policy_change(work: Work, changes: Sequence[PolicyChange], reason: str, key: str) -> UUID:
    """Ask for the rules to be changed together; returns the request's id.

    Raises ``Forbidden``, ``InvalidPolicyChange``, ``UnknownRole``, ``UnknownAction``, ``OverrideForbidden``,
    ``NothingChanges``, ``PolicyLocksOut``.
    """
    listed = [{"role": line.role, "action": line.action, "effect": str(line.effect)} for line in changes]
    return await propose(work, CHANGE_POLICY, {"changes": listed}, reason, key)


async def _check(work: Work, payload: Payload) -> Proposal:
    require(work.ctx, Action.POLICY_CHANGE)
    changes = _changes(payload)
    _demand_wellformed(changes)
    await _demand_possible(work, changes, await _standing(work))
    people = await repository.holders(work, {line.role for line in changes})
    return Proposal(payload, "变更权限策略:" + ";".join(_told(line, people) for line in changes) + "。")


async def _carry_out(work: Work, payload: Payload) -> Payload:
    changes = _changes(payload)
    # Counted first: two changes agreed to at once then follow one another, and the second sees the first.
    version = await repository.next_version(work)
    rows = {_Key(row.role, row.action): row for row in await repository.overrides(work)}
    standing = {key: row.effect for key, row in rows.items()}
    await _demand_possible(work, changes, standing)
    for line in changes:
        await _write(work, line, rows.get(_Key(line.role, line.action)))
    record(
        work,
        Action.POLICY_CHANGE,
        "policy",
        version,
        before=[_shown(line, standing) for line in changes],
        after=[_shown(line, _after(standing, changes)) for line in changes],
        reason=agreed(work).reason,
        approval_id=str(agreed(work).id),
    )
    return {"version": version}


async def _write(work: Work, line: PolicyChange, row: PolicyOverride | None) -> None:
    if line.effect is Change.DEFAULT:
        await work.session.delete(row)
        return
    if row is None:
        row = PolicyOverride(tenant_id=work.tenant_id, id=new_id(), role=line.role, action=line.action)
        work.session.add(row)
    row.effect, row.reason = PolicyEffect(line.effect), agreed(work).reason
    row.changed_by = agreed(work).requested_by


def _demand_wellformed(changes: Sequence[PolicyChange]) -> None:
    if not 1 <= len(changes) <= MOST_CHANGES:
        raise InvalidPolicyChange(f"一次应变更 1 到 {MOST_CHANGES} 条规则,请分几次提出。")
    if len({(line.role, line.action) for line in changes}) != len(changes):
        raise InvalidPolicyChange("同一个角色的同一项权限在清单里出现了两次,请只保留一条。")
    for line in changes:
        if line.role not in ROLES:
            raise UnknownRole(line.role)
        if line.action not in set(Action):
            raise UnknownAction(line.action)
        lawful = (
            may_override(line.role, line.action) if line.effect is Change.ALLOW else line.role not in PLATFORM_ROLES
        )
        if not lawful:
            raise OverrideForbidden(ROLES[line.role].title, title_of(line.action))


async def _demand_possible(work: Work, changes: Sequence[PolicyChange], standing: Overrides) -> None:
    before, after = _compiled(standing), _compiled(_after(standing, changes))
    for line in changes:
        key = _Key(line.role, line.action)
        stored = standing.get(key)
        same = (line.action in before[line.role]) == (line.action in after[line.role])
        if (line.effect is Change.DEFAULT and stored is None) or (line.effect is not Change.DEFAULT and same):
            raise NothingChanges(ROLES[line.role].title, title_of(line.action))
    await demand_governable(work, before, after)


async def _standing(work: Work) -> Overrides:
    return {_Key(row.role, row.action): row.effect for row in await repository.overrides(work)}


def _after(standing: Overrides, changes: Iterable[PolicyChange]) -> Overrides:
    changed = dict(standing)
    for line in changes:
        changed.pop(_Key(line.role, line.action), None)
        if line.effect is not Change.DEFAULT:
            changed[_Key(line.role, line.action)] = PolicyEffect(line.effect)
    return changed


def _compiled(standing: Overrides) -> Permissions:
    rules = [Rule(key.role, key.action, effect.lower()) for key, effect in standing.items()]
    return overridden_policy(rules) if rules else default_policy()


def _changes(payload: Payload) -> list[PolicyChange]:
    return [PolicyChange(line["role"], line["action"], Change(line["effect"])) for line in payload["changes"]]


def _shown(line: PolicyChange, standing: Overrides) -> dict[str, str]:
    effect = standing.get(_Key(line.role, line.action))
    return {"role": line.role, "action": line.action, "effect": str(effect or Change.DEFAULT)}


def _told(line: PolicyChange, people: Mapping[str, int]) -> str:
    title = ROLES[line.role].title
    return f"{_WORDS[line.effect]}{title}“{title_of(line.action)}”({line.action},现有{people.get(line.role, 0)}人)"


CHANGE_POLICY = Matter(
    "CHANGE_POLICY", "变更权限策略", Action.POLICY_CHANGE, Action.APPROVAL_DECIDE, _check, _carry_out
)
