"""Changing how long something is kept takes two persons."""

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from xuanpai_core.approvals.matters import Matter, Payload, Proposal, agreed
from xuanpai_core.approvals.service import propose
from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.db.session import Work
from xuanpai_core.retention import repository
from xuanpai_core.retention.errors import RetentionTooLong, RetentionTooShort, RetentionUnchanged
from xuanpai_core.retention.models import RetentionRule, RetentionSubject
from xuanpai_core.retention.terms import TERMS


async def propose_retention_change(work: Work, subject: RetentionSubject, months: int, reason: str, key: str) -> UUID:
    """Ask for ``subject`` to be kept for ``months``; returns the request's id.

    Raises ``Forbidden``, ``RetentionTooShort``, ``RetentionTooLong``, ``RetentionUnchanged``.
    """
    return await propose(work, CHANGE_RETENTION, {"subject": str(subject), "months": months}, reason, key)


async def _check(work: Work, payload: Payload) -> Proposal:
    require(work.ctx, Action.RETENTION_CHANGE)
    subject, months = RetentionSubject(payload["subject"]), int(payload["months"])
    before = await _possible(work, subject, months)
    term = TERMS[subject]
    return Proposal(payload, f"把{term.title}的保存期限由 {before} 个月改为 {months} 个月({term.effect})。")


async def _carry_out(work: Work, payload: Payload) -> Payload:
    subject, months = RetentionSubject(payload["subject"]), int(payload["months"])
    before = await _possible(work, subject, months)
    request = agreed(work)
    values = {
        "months": months,
        "reason": request.reason,
        "changed_by": request.requested_by,
        "changed_at": work.clock.now(),
    }
    await work.session.execute(
        insert(RetentionRule)
        .values(tenant_id=work.tenant_id, subject=subject, **values)
        .on_conflict_do_update(index_elements=[RetentionRule.tenant_id, RetentionRule.subject], set_=values)
    )
    record(
        work,
        Action.RETENTION_CHANGE,
        "retention",
        subject,
        before={"months": before},
        after={"months": months},
        reason=request.reason,
        approval_id=str(request.id),
    )
    return {"before": before, "months": months}


async def _possible(work: Work, subject: RetentionSubject, months: int) -> int:
    """The period until now; raises when ``months`` could not take its place."""
    term = TERMS[subject]
    if months < term.floor:
        raise RetentionTooShort(term.title, term.floor, term.why_floor)
    if months > term.ceiling:
        raise RetentionTooLong(term.title, term.ceiling)
    own = (await repository.rules(work)).get(subject)
    before = term.usual if own is None else own.months
    if before == months:
        raise RetentionUnchanged(term.title, months)
    return before


CHANGE_RETENTION = Matter(
    "CHANGE_RETENTION", "变更保存期限", Action.RETENTION_CHANGE, Action.APPROVAL_DECIDE, _check, _carry_out
)
