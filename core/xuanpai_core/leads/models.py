"""Contradictions that were found: the system says what and why, a person decides (JZ-10)."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record
from xuanpai_core.db.types import RegionCodeColumn, belongs_to, choice


class LeadKind(StrEnum):
    """What contradicts what: several signals of a presence; a signed sheet and a visit (JZ-10); neither end (FJ-04);
    the place where one lives and works (JZ-05); leave beyond the year's limit; a report and the ledger (DY-06)."""

    PRESENCE_DOUBT = "PRESENCE_DOUBT"
    SIGNATURE_CONTRADICTED = "SIGNATURE_CONTRADICTED"
    NOWHERE_SEEN = "NOWHERE_SEEN"
    VIOLATION_FOUND = "VIOLATION_FOUND"
    LEAVE_LIMIT = "LEAVE_LIMIT"
    FIGURES_DIFFER = "FIGURES_DIFFER"


class Violation(StrEnum):
    """挂名, 走读, 两头跑, 两头空: the four that JZ-05 names, and no other."""

    IN_NAME_ONLY = "IN_NAME_ONLY"
    COMMUTING = "COMMUTING"
    BETWEEN_TWO_PLACES = "BETWEEN_TWO_PLACES"
    NOWHERE = "NOWHERE"


class LeadState(StrEnum):
    """OPEN until a person has decided: CONFIRMED, or DISMISSED with a reason."""

    OPEN = "OPEN"
    CONFIRMED = "CONFIRMED"
    DISMISSED = "DISMISSED"


class Lead(Record):
    """One contradiction, once: ``subject_key`` names what was found so that finding it again raises no second.

    ``responsible_id`` is the account of whoever answers for it: the signer of a sheet, not the cadre whom it is about.
    ``facts`` and ``clauses`` are plain JSON: what was compared, and what it is measured by. ``asked_id`` is the account
    of the one person who was asked to answer it.
    """

    __tablename__ = "lead"
    __table_args__ = (
        belongs_to("region", "region_code", key=("code",)),
        belongs_to("posting", "posting_id"),
        belongs_to("account", "responsible_id"),
        belongs_to("account", "asked_id"),
        UniqueConstraint("tenant_id", "kind", "subject_key", name="uq_lead_subject"),
        Index("ix_lead_place", "tenant_id", "state", "region_code", "raised_at"),
        Index("ix_lead_posting", "tenant_id", "posting_id"),
        Index("ix_lead_asked", "tenant_id", "asked_id", postgresql_where=text("asked_id IS NOT NULL")),
        CheckConstraint("(state = 'OPEN') = (decided_at IS NULL)", name="decided_at_known"),
    )

    kind: Mapped[LeadKind] = mapped_column(choice(LeadKind, "kind"))
    state: Mapped[LeadState] = mapped_column(choice(LeadState, "state"))
    region_code: Mapped[RegionCodeColumn]
    posting_id: Mapped[UUID | None]
    responsible_id: Mapped[UUID | None]
    violation: Mapped[Violation | None] = mapped_column(choice(Violation, "violation"))
    subject_type: Mapped[str]
    subject_key: Mapped[str]
    since: Mapped[date]
    until: Mapped[date]
    reason: Mapped[str]
    facts: Mapped[dict[str, Any]]
    clauses: Mapped[list[Any]]
    raised_at: Mapped[datetime]
    question: Mapped[str | None]
    asked_id: Mapped[UUID | None]
    asked_by: Mapped[UUID | None]
    asked_at: Mapped[datetime | None]
    answer: Mapped[str | None]
    answered_by: Mapped[UUID | None]
    answered_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    decision_note: Mapped[str | None]
