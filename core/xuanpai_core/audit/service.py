"""Writes the audit trail, in the transaction of the act itself: if it cannot be written, the act does not happen."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from xuanpai_core.audit.chain import defer, lane_of
from xuanpai_core.audit.content import Event, plain
from xuanpai_core.audit.models import EventKind
from xuanpai_core.authz.scope import allows
from xuanpai_core.clock import Clock
from xuanpai_core.context import Grant, RequestContext
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id

NAMED_SUBJECTS = 200
"""How many subjects a READ event names; beyond that it says how many there were."""
EVERYTHING = "*"
"""The subject of an event that is about more than one, or about none in particular."""


def record(
    work: Work,
    action: str,
    subject_type: str,
    subject_id: object,
    *,
    before: Any = None,
    after: Any = None,
    reason: str | None = None,
    detail: Mapping[str, Any] | None = None,
    **more: Any,
) -> None:
    """Add one event: this person did ``action`` to that subject.

    ``before`` and ``after`` are the changed values, ``reason`` why, ``detail`` and further names whatever else is worth
    knowing; all of it plain JSON without secrets and without personal numbers in clear. It is linked to the chain and
    written just before the transaction commits.
    """
    event = make_event(
        work.ctx,
        work.clock,
        action,
        subject_type,
        str(subject_id),
        before=before,
        after=after,
        reason=reason,
        detail={**(detail or {}), **more},
    )
    defer(work.transaction, event)


def record_read(
    work: Work,
    what: str,
    subject_type: str,
    subject_ids: Sequence[object],
    fields: Sequence[str],
    *,
    reason: str | None = None,
    **more: Any,
) -> None:
    """Add one event: personal data of these subjects left the system; ``what`` is the action, ``fields`` which data."""
    event = read_event(work.ctx, work.clock, what, subject_type, subject_ids, fields, reason=reason, detail=more)
    defer(work.transaction, event)


def read_event(
    ctx: RequestContext,
    clock: Clock,
    what: str,
    subject_type: str,
    subject_ids: Sequence[object],
    fields: Sequence[str],
    *,
    reason: str | None = None,
    detail: Mapping[str, Any] | None = None,
    lane: int | None = None,
) -> Event:
    """The event of having read: its subject where there is one, and up to 200 of them by name."""
    named = [str(subject_id) for subject_id in subject_ids[:NAMED_SUBJECTS]]
    said = {**(detail or {}), "fields": list(fields), "rows": len(subject_ids), "subjects": named}
    only = named[0] if len(subject_ids) == 1 else EVERYTHING
    return make_event(ctx, clock, what, subject_type, only, reason=reason, detail=said, kind=EventKind.READ, lane=lane)


def make_event(
    ctx: RequestContext,
    clock: Clock,
    action: str,
    subject_type: str,
    subject_id: str,
    *,
    before: Any = None,
    after: Any = None,
    reason: str | None = None,
    detail: Mapping[str, Any] | None = None,
    kind: EventKind = EventKind.WRITE,
    lane: int | None = None,
) -> Event:
    """An event of ``ctx``'s person at this moment, in the person's own lane unless another is named."""
    account_id: UUID = ctx.actor.account_id
    return Event(
        tenant_id=ctx.tenant_id,
        id=new_id(),
        lane=lane_of(account_id) if lane is None else lane,
        at=clock.now(),
        account_id=account_id,
        capacity=capacity(ctx, action),
        kind=kind,
        action=str(action),
        subject_type=subject_type,
        subject_id=subject_id,
        detail=plain(_said(ctx, detail or {})),
        before=plain(before),
        after=plain(after),
        reason=reason,
        request_id=ctx.request_id,
        address=ctx.address,
    )


def _said(ctx: RequestContext, detail: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the act said of itself, and by which access token a program did it, if one did."""
    return detail if ctx.token_id is None else {**detail, "token": str(ctx.token_id)}


def capacity(ctx: RequestContext, action: str) -> list[str]:
    """The roles that allow ``action``, or all that are held where it is nobody's own; each with where it is held.

    A program's token comes last.
    """
    grants = ctx.actor.grants
    allowing = [grant for grant in grants if allows(ctx, grant, action)]
    token = [] if ctx.token_id is None else [f"token:{ctx.token_id}"]
    return [_named(grant) for grant in allowing or grants] + token


def _named(grant: Grant) -> str:
    where = grant.region_code or (grant.unit_id and f"unit:{grant.unit_id}")
    held = f"{grant.role}@{where}" if where else grant.role
    return f"{held}#for:{grant.acting_for}" if grant.acting_for else held
