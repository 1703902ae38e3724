"""Casbin's policy, compiled to ``role → actions``; asking Casbin per request would cost milliseconds.

A tenant may override single rules (``authz.overrides``). Its policy is compiled once per version and process; the
version is read in the transaction of every request, so that a change rules the very next one.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import NamedTuple

import casbin

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.roles import PLATFORM_ROLES, ROLES, Administration

Permissions = Mapping[str, frozenset[str]]

RESERVED: Mapping[str, Administration] = MappingProxyType(
    {
        Action.ACCOUNT_MANAGE: Administration.SYSTEM,
        Action.APPOINTMENT_GRANT: Administration.SECURITY,
        Action.AUDIT_EXPORT: Administration.AUDIT,
        Action.AUDIT_READ: Administration.AUDIT,
        Action.POLICY_CHANGE: Administration.SECURITY,
        Action.RETENTION_CHANGE: Administration.SECURITY,
    }
)
"""What belongs to one of the three administrations: no override may hand it to another of them."""
_PLATFORM_ONLY = frozenset({Action.TENANT_CREATE, Action.TENANT_EXPORT, Action.TENANT_MANAGE, Action.TENANT_READ})
_AUDITORS_ONLY = frozenset({Action.AUDIT_EXPORT, Action.AUDIT_READ})


class Rule(NamedTuple):
    """One line of a policy: this role, this action, ``allow`` or ``deny``."""

    role: str
    action: str
    effect: str


@cache
def default_rules() -> tuple[Rule, ...]:
    """The rules that every tenant starts with, in the order of ``policy.csv``."""
    lines = (resources.files("xuanpai_core.authz") / "policy.csv").read_text(encoding="utf-8").splitlines()
    rows = ([part.strip() for part in line.split(",")] for line in lines if line.startswith("p,"))
    return tuple(Rule(role, action, effect) for _, role, action, effect in rows)


@cache
def default_policy() -> Permissions:
    """The policy that a new tenant starts with; compiled once a process, and never to be changed."""
    return MappingProxyType(compile_rules(default_rules(), ROLES))


def overridden_policy(overrides: Collection[Rule]) -> Permissions:
    """The default policy with a tenant's own rules beside it: a deny of either takes the action away.

    Only the roles that the overrides name are compiled anew. An override that may not be made (``may_override``)
    changes nothing, even if it stands in the table.
    """
    lawful = [rule for rule in overrides if rule.effect == "deny" or may_override(rule.role, rule.action)]
    touched = {rule.role for rule in lawful} & set(ROLES)
    return MappingProxyType({**default_policy(), **compile_rules([*default_rules(), *lawful], touched)})


def may_override(role: str, action: str) -> bool:
    """Whether a tenant may allow ``action`` to ``role``: not across the three administrations, nor the platform's."""
    if role not in ROLES or role in PLATFORM_ROLES or action in _PLATFORM_ONLY:
        return False
    part = ROLES[role].administers
    if action in _AUDITORS_ONLY:
        return part is Administration.AUDIT
    owner = RESERVED.get(action)
    return owner is None or part is None or part is owner


def compile_rules(rules: Iterable[Rule], roles: Iterable[str]) -> dict[str, frozenset[str]]:
    """Ask Casbin about every action for each of ``roles``, and keep the allowed ones.

    Deny beats allow, what is not allowed is refused, and an exception while deciding is a refusal. Each role is
    asked about with its own rules alone: the matcher compares roles by equality, and Casbin reads every rule.
    """
    own: dict[str, list[Rule]] = {}
    for rule in rules:
        own.setdefault(rule.role, []).append(rule)
    folder = resources.files("xuanpai_core.authz")
    with resources.as_file(folder / "model.conf") as model:
        return {role: _allowed(str(model), role, own.get(role, [])) for role in roles}


def _allowed(model: str, role: str, rules: list[Rule]) -> frozenset[str]:
    enforcer = casbin.Enforcer(model)
    for rule in dict.fromkeys(rules):
        enforcer.add_policy(*rule)
    return frozenset(action for action in Action if _allows(enforcer, role, action))


def _allows(enforcer: casbin.Enforcer, role: str, action: Action) -> bool:
    try:
        return bool(enforcer.enforce(role, str(action)))
    except Exception:  # noqa: BLE001 -- whatever goes wrong while deciding, the answer is no
        return False
