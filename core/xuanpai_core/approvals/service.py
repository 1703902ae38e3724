"""The two-person rule: one proposes, another decides, and what was agreed is done in that same transaction."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from xuanpai_core.approvals import repository
from xuanpai_core.approvals.errors import AlreadyDecided, ApprovalExpired, ApprovalNotFound, SamePerson
from xuanpai_core.approvals.matters import Matter, Payload, agree
from xuanpai_core.approvals.models import ApprovalRequest, ApprovalState
from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.roles import PLATFORM_ROLES, ROLES, Axis
from xuanpai_core.authz.scope import allows, extent, require
from xuanpai_core.clock import civil_date, today
from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.regions.code import RegionLevel
from xuanpai_core.texts import paragraphs

_SUBJECT = "approval_request"


async def propose(work: Work, matter: Matter, payload: Payload, reason: str, key: str) -> UUID:
    """Ask for ``matter`` to be done as ``payload`` says; returns the request's id.

    Raises ``Forbidden``, ``Invalid`` (``INVALID_TEXT``), and whatever the matter's own check refuses.
    """
    require(work.ctx, Action.APPROVAL_PROPOSE)
    require(work.ctx, matter.proposing)
    reason = paragraphs(reason, path="reason", title="理由", limit=500)

    async def act() -> Outcome:
        return {"request_id": str(await _propose(work, matter, payload, reason))}

    content = {"payload": payload, "reason": reason}
    outcome = await once(work, f"{Action.APPROVAL_PROPOSE}:{matter.name}", key, content, act)
    return UUID(outcome["request_id"])


async def decide(
    work: Work, request_id: UUID, matters: Mapping[str, Matter], *, approve: bool, note: str | None, key: str
) -> ApprovalRequest | ApprovalExpired:
    """Agree to a request, which carries it out at once, or reject it; a rejection needs a note.

    Too late is returned, not raised, so that EXPIRED is committed. Raises ``ApprovalNotFound``, ``SamePerson``,
    ``AlreadyDecided``, ``Invalid`` (``INVALID_TEXT``), and whatever the matter refuses: then nothing has happened.
    """
    require(work.ctx, Action.APPROVAL_DECIDE)
    if note is not None or not approve:
        note = paragraphs(note or "", path="note", title="审批意见", limit=500)

    async def act() -> Outcome:
        return await _decide(work, request_id, matters, approve=approve, note=note)

    content = {"request_id": request_id, "approve": approve, "note": note}
    outcome = await once(work, Action.APPROVAL_DECIDE, key, content, act)
    if outcome["state"] == ApprovalState.EXPIRED:
        return ApprovalExpired()
    return await work.session.get_one(ApprovalRequest, (work.tenant_id, request_id))


async def withdraw(work: Work, request_id: UUID) -> ApprovalRequest:
    """Take back one's own request while nobody has decided it; raises ``ApprovalNotFound``, ``AlreadyDecided``."""
    require(work.ctx, Action.APPROVAL_PROPOSE)
    request = await repository.held(work, request_id)
    if request is None or request.requested_by != work.ctx.actor.account_id:
        raise ApprovalNotFound
    if request.state is not ApprovalState.PENDING:
        raise AlreadyDecided
    _close(work, request, ApprovalState.WITHDRAWN)
    record(work, "approval:withdraw", _SUBJECT, request.id, matter=request.matter)
    return request


async def expire_requests(work: Work) -> int:
    """Write EXPIRED where the time is up; returns how many requests that were. A job."""
    expired = await repository.expire(work, work.clock.now())
    for request_id in expired:
        record(work, "approval:expire", _SUBJECT, request_id)
    return len(expired)


def may_decide(ctx: RequestContext, matter: Matter, region_code: str | None) -> bool:
    """Whether the caller's grants reach the place; the whole tenant (``None``) takes a grant over the whole tenant."""
    return all(_covers(ctx, action, region_code) for action in (Action.APPROVAL_DECIDE, matter.deciding))


async def _propose(work: Work, matter: Matter, payload: Payload, reason: str) -> UUID:
    proposal = await matter.check(work, payload)
    request_id, now = new_id(), work.clock.now()
    work.session.add(
        ApprovalRequest(
            tenant_id=work.tenant_id,
            id=request_id,
            created_at=now,
            matter=matter.name,
            region_code=proposal.region_code,
            payload=proposal.payload,
            summary=proposal.summary,
            reason=reason,
            requested_by=work.ctx.actor.account_id,
            expires_at=now + timedelta(days=work.ports.settings.approval_days),
            state=ApprovalState.PENDING,
        )
    )
    record(
        work,
        Action.APPROVAL_PROPOSE,
        _SUBJECT,
        request_id,
        after=proposal.payload,
        reason=reason,
        matter=matter.name,
    )
    await work.session.flush()
    return request_id


async def _decide(
    work: Work, request_id: UUID, matters: Mapping[str, Matter], *, approve: bool, note: str | None
) -> Outcome:
    request = await repository.held(work, request_id)
    matter = None if request is None else matters.get(request.matter)
    if request is None or matter is None or not may_decide(work.ctx, matter, request.region_code):
        raise ApprovalNotFound
    if await _one_person(work, request):
        raise SamePerson
    if request.state is not ApprovalState.PENDING:
        raise AlreadyDecided
    if request.expires_at <= work.clock.now():
        _close(work, request, ApprovalState.EXPIRED)
        record(work, "approval:expire", _SUBJECT, request.id)
        return {"state": str(request.state)}
    if approve:
        agree(work, request)
        request.outcome = await matter.carry_out(work, request.payload)
    _close(work, request, ApprovalState.APPROVED if approve else ApprovalState.REJECTED)
    request.decided_by, request.decision_note = work.ctx.actor.account_id, note
    record(
        work,
        Action.APPROVAL_DECIDE,
        _SUBJECT,
        request.id,
        after={"state": str(request.state)},
        reason=note,
        matter=matter.name,
        requested_by=str(request.requested_by),
    )
    return {"state": str(request.state)}


def _close(work: Work, request: ApprovalRequest, state: ApprovalState) -> None:
    request.state, request.decided_at = state, work.clock.now()


async def _one_person(work: Work, request: ApprovalRequest) -> bool:
    """Whether proposer and decider are one person, by account, by cadre, or because one stands in for the other.

    Two who stand in for the same third person would both speak with that person's voice: they count as one, too.
    """
    since, until = civil_date(request.created_at), today(work.clock)
    proposer, decider = request.requested_by, work.ctx.actor.account_id
    proposing = {proposer} | await repository.stood_in_for(work, proposer, since, until)
    deciding = {decider} | await repository.stood_in_for(work, decider, since, until)
    deciding |= {grant.acting_for for grant in work.ctx.actor.grants if grant.acting_for is not None}
    cadres = await repository.cadres_behind(work, {proposer, decider})
    return not proposing.isdisjoint(deciding) or len(cadres) != len(set(cadres))


def _covers(ctx: RequestContext, action: Action, region_code: str | None) -> bool:
    if region_code is not None:
        return extent(ctx, action).covers_place(region_code)
    return any(
        allows(ctx, grant, action)
        and ROLES[grant.role].axis is Axis.PLACE
        and (
            grant.role in PLATFORM_ROLES
            if grant.region_code is None
            else len(grant.region_code) == RegionLevel.PROVINCE.digits
        )
        for grant in ctx.actor.grants
    )
