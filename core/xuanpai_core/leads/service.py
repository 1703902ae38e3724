"""Raising leads; what follows of one is a person's to decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from xuanpai_core.audit.service import record
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.leads.models import Lead, LeadKind, LeadState, Violation
from xuanpai_core.plugins.decisions import Clause


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
        record(work, "lead:raise", "lead", raised, after={"kind": new.kind, "reason": new.reason})
    return raised
