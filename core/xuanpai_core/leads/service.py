"""Raising leads; what follows of one is a person's to decide.

Who may read leads at a place decides there, and may ask the one person who answers for it: the signer of the sheet, or
else the cadre. Neither of the two decides it or knows of it before being asked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Invalid
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.leads import repository
from xuanpai_core.leads.errors import LeadAnswered, LeadAsked, LeadDecided, LeadNotFound, NobodyToAsk
from xuanpai_core.leads.models import Lead, LeadKind, LeadState, Violation
from xuanpai_core.leads.repository import LeadCount, LeadFigure
from xuanpai_core.plugins.decisions import Clause
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.texts import paragraphs

__all__ = [
    "LeadAnswered",
    "LeadAsked",
    "LeadCount",
    "LeadDecided",
    "LeadFigure",
    "LeadNotFound",
    "NewLead",
    "NobodyToAsk",
    "answer_lead",
    "ask_for_answer",
    "decide_lead",
    "gather_into",
    "open_counts",
    "open_figures",
    "raise_lead",
]

_SUBJECT = "lead"
TEXT_LIMIT = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLead:
    """A contradiction over the days ``since`` to ``until``; ``reason`` is one Chinese sentence that says it all."""

    kind: LeadKind
    region_code: str
    subject_type: str
    subject_key: str
    since: date
    until: date
    reason: str
    posting_id: UUID | None = None
    responsible_id: UUID | None = None
    violation: Violation | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    clauses: Sequence[Clause] = ()


async def raise_lead(work: Work, new: NewLead) -> UUID | None:
    """Raise it, unless the same was raised before (then None). Asks nobody's permission; it is nobody's verdict."""
    values = {
        "tenant_id": work.tenant_id,
        "id": new_id(),
        "kind": new.kind,
        "state": LeadState.OPEN,
        "region_code": new.region_code,
        "posting_id": new.posting_id,
        "responsible_id": new.responsible_id,
        "violation": new.violation,
        "subject_type": new.subject_type,
        "subject_key": new.subject_key,
        "since": new.since,
        "until": new.until,
        "reason": new.reason,
        "facts": dict(new.facts),
        "clauses": [
            {"document": clause.document, "words": clause.words, "reference": clause.reference}
            for clause in new.clauses
        ],
        "raised_at": work.clock.now(),
    }
    await work.session.flush()
    raised: UUID | None = await work.session.scalar(
        insert(Lead).values(values).on_conflict_do_nothing().returning(Lead.id)
    )
    if raised is not None:
        record(work, "lead:raise", _SUBJECT, raised, after={"kind": new.kind, "reason": new.reason})
    return raised


def gather_into(work: Work, lead: Lead, since: date, until: date, reason: str, facts: Mapping[str, Any]) -> None:
    """Let an open lead say what was found since; the caller holds it. Asks nobody's permission."""
    before = {"reason": lead.reason}
    lead.since, lead.until, lead.reason, lead.facts = since, until, reason, dict(facts)
    record(work, "lead:gather", _SUBJECT, lead.id, before=before, after={"reason": reason})


async def ask_for_answer(work: Work, lead_id: UUID, question: str, key: str) -> UUID:
    """Ask whoever answers for it, once: from now on that person sees this one lead.

    Raises ``LeadNotFound``, ``LeadDecided``, ``LeadAsked``, ``NobodyToAsk``, ``Invalid`` (``INVALID_TEXT``),
    ``Forbidden``.
    """
    require(work.ctx, Action.LEAD_DECIDE)
    words = paragraphs(question, path="question", title="请说明的问题", limit=TEXT_LIMIT)

    async def act() -> Outcome:
        lead = await _open(work, lead_id)
        if lead.asked_at is not None:
            raise LeadAsked
        asked_id = await _who_answers(work, lead)
        if asked_id is None:
            raise NobodyToAsk
        lead.asked_id, lead.question = asked_id, words
        lead.asked_by, lead.asked_at = work.ctx.actor.account_id, work.clock.now()
        record(work, "lead:ask", _SUBJECT, lead_id, after={"asked": str(asked_id), "question": words})
        return {}

    await once(work, "lead:ask", key, [lead_id, words], act)
    return lead_id


async def answer_lead(work: Work, lead_id: UUID, answer: str, key: str) -> UUID:
    """Answer, once, the one lead that one was asked about; needs no permission but having been asked.

    Raises ``LeadNotFound``, ``LeadDecided``, ``LeadAnswered``, ``Invalid`` (``INVALID_TEXT``).
    """
    words = paragraphs(answer, path="answer", title="说明", limit=TEXT_LIMIT)

    async def act() -> Outcome:
        lead = await repository.asked_of_me(work, lead_id)
        if lead is None:
            raise LeadNotFound
        if lead.state is not LeadState.OPEN:
            raise LeadDecided
        if lead.answered_at is not None:
            raise LeadAnswered
        lead.answer = words
        lead.answered_by, lead.answered_at = work.ctx.actor.account_id, work.clock.now()
        record(work, "lead:answer", _SUBJECT, lead_id, after={"answer": words})
        return {}

    await once(work, "lead:answer", key, [lead_id, words], act)
    return lead_id


async def decide_lead(work: Work, lead_id: UUID, decision: LeadState, note: str, key: str) -> UUID:
    """Confirm or dismiss it, with a note, for good. It changes no attendance by itself.

    Raises ``LeadNotFound`` (also for the responsible, the cadre and whoever was asked), ``LeadDecided``, ``Invalid``
    (``INVALID_TEXT``, ``NOT_A_DECISION``), ``Forbidden``.
    """
    require(work.ctx, Action.LEAD_DECIDE)
    words = paragraphs(note, path="note", title="结论的理由", limit=TEXT_LIMIT)
    if decision is LeadState.OPEN:
        raise Invalid("请选择“属实”或“不属实”。", code="NOT_A_DECISION")

    async def act() -> Outcome:
        lead = await _open(work, lead_id)
        lead.state, lead.decision_note = decision, words
        lead.decided_by, lead.decided_at = work.ctx.actor.account_id, work.clock.now()
        before, after = {"state": LeadState.OPEN}, {"state": decision}
        record(work, Action.LEAD_DECIDE, _SUBJECT, lead_id, before=before, after=after, reason=words)
        return {}

    await once(work, Action.LEAD_DECIDE, key, [lead_id, decision, words], act)
    return lead_id


async def open_counts(work: Work, region_code: str | None = None) -> list[LeadCount]:
    """The open leads within the caller's reach by kind, below a place if one is named.

    Raises ``Invalid`` (``INVALID_REGION_CODE``), ``Forbidden``.
    """
    require(work.ctx, Action.LEAD_READ)
    return await repository.open_counts(work, None if region_code is None else RegionCode(region_code))


async def open_figures(work: Work, region_code: str | None = None) -> list[LeadFigure]:
    """The open leads within the caller's reach by the place next below ``region_code`` and by kind.

    Without a place they are counted by county; what is the place's own stays with it.
    Raises ``Invalid`` (``INVALID_REGION_CODE``), ``Forbidden``.
    """
    require(work.ctx, Action.LEAD_READ)
    return await repository.open_figures(work, None if region_code is None else RegionCode(region_code))


async def _who_answers(work: Work, lead: Lead) -> UUID | None:
    """The responsible, or else the cadre, if that person can still sign in: nobody answers in a signer's place."""
    if lead.responsible_id is None:
        return await repository.account_of_posting(work, lead.posting_id)
    return lead.responsible_id if await repository.in_use(work, lead.responsible_id) else None


async def _open(work: Work, lead_id: UUID) -> Lead:
    """The lead, locked, if the caller may decide it and nobody has."""
    lead = await repository.to_decide(work, lead_id)
    if lead is None:
        raise LeadNotFound
    if lead.state is not LeadState.OPEN:
        raise LeadDecided
    return lead
