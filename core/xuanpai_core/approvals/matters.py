"""What a room declares of an act that needs two persons; the engine (``approvals.service``) does the rest."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from xuanpai_core.approvals.models import ApprovalRequest
from xuanpai_core.authz.actions import Action
from xuanpai_core.db.session import Work

Payload = dict[str, Any]
"""Plain JSON that says exactly what is to be done."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A checked payload: what exactly, what it means in one Chinese sentence, and the place that it touches."""

    payload: Payload
    summary: str
    region_code: str | None = None


@dataclass(frozen=True, slots=True)
class Matter:
    """A kind of act that one person proposes and another decides.

    ``check`` runs in the proposer's transaction: it demands the proposer's scope, refuses what could never be done,
    and returns the proposal. ``carry_out`` runs in the decider's transaction, checks again whatever may have changed
    since, writes its own audit event, and returns plain JSON that is kept with the request.
    """

    name: str
    title: str
    proposing: Action
    deciding: Action
    check: Callable[[Work, Payload], Awaitable[Proposal]]
    carry_out: Callable[[Work, Payload], Awaitable[Payload]]


_AGREED = "approvals.agreed"


def agree(work: Work, request: ApprovalRequest) -> None:
    """Note that ``request`` is being carried out in this transaction; the engine does so."""
    work.transaction.info[_AGREED] = request


def agreed(work: Work) -> ApprovalRequest:
    """The request that is being carried out: who proposed it and why, for ``carry_out`` to write beside its effect."""
    request: ApprovalRequest = work.transaction.info[_AGREED]
    return request
