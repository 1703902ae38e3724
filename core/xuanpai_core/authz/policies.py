"""Casbin's policy, compiled once to ``role → actions``; asking Casbin per request would cost milliseconds."""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

import casbin

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.roles import ROLES


def compile_policy(model_path: str, policy_path: str) -> dict[str, frozenset[str]]:
    """Ask Casbin about every role and action, and keep the allowed ones.

    Deny beats allow, what is not allowed is refused, and an exception while deciding is a refusal.
    """
    enforcer = casbin.Enforcer(model_path, policy_path)
    return {role: frozenset(action for action in Action if _allows(enforcer, role, action)) for role in ROLES}


@cache
def default_policy() -> Mapping[str, frozenset[str]]:
    """The policy that a new tenant starts with; compiled once a process, and never to be changed."""
    folder = resources.files("xuanpai_core.authz")
    with resources.as_file(folder) as path:
        return MappingProxyType(compile_policy(str(path / "model.conf"), str(path / "policy.csv")))


def _allows(enforcer: casbin.Enforcer, role: str, action: Action) -> bool:
    try:
        return bool(enforcer.enforce(role, str(action)))
    except Exception:  # noqa: BLE001 -- whatever goes wrong while deciding, the answer is no
        return False
