"""Who asks, from which tenant, with which grants: immutable, made at the edge from the session alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Grant:
    """One role held over one extent: a subtree of places, a unit's own cadres, or oneself.

    ``denied`` are actions that the role has, but not here: what was delegated to this place and is no longer (HD-10).
    ``acting_for`` names whoever the holder stands in for (代理).
    """

    role: str
    region_code: str | None = None
    unit_id: UUID | None = None
    denied: frozenset[str] = frozenset()
    acting_for: UUID | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """The signed-in person and what they hold today."""

    account_id: UUID
    name: str
    cadre_id: UUID | None = None
    grants: tuple[Grant, ...] = ()


@dataclass(frozen=True, slots=True)
class RequestContext:
    """The tenant and the person on whose behalf a unit of work runs.

    ``permissions`` maps each role to the actions that the tenant's policy allows it, and ``policy`` names that policy:
    equal names mean equal permissions. ``stepped_up_at`` is when the person last proved anew who they are.
    ``token_id`` is the access token through which a program acts for the person; ``None`` for the person themselves.
    """

    tenant_id: UUID
    actor: Actor
    permissions: Mapping[str, frozenset[str]] = field(default_factory=dict)
    request_id: str = "-"
    address: str = "-"
    policy: str = "default"
    stepped_up_at: datetime | None = None
    token_id: UUID | None = None


SYSTEM = Actor(UUID(int=0), "系统")
"""Who acts when a job runs by the clock: nobody's grants, and a name in the audit trail."""
STRANGER = Actor(UUID(int=1), "未登录的人")
"""Who acts before anybody has proved to be somebody: a sign-in that was refused."""


def system_context(tenant_id: UUID, job: str) -> RequestContext:
    """The context of a job of the platform's own in one tenant."""
    return RequestContext(tenant_id, SYSTEM, request_id=f"job:{job}")
