"""Acts that hurt wait here until a second person has agreed."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record
from xuanpai_core.db.types import RegionCodeColumn, belongs_to, choice


class ApprovalState(StrEnum):
    """The life of a request; EXPIRED is decided by the clock and written when somebody tries to decide it."""

    PENDING = "PENDING"
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"
    EXPIRED = "EXPIRED"


class ApprovalRequest(Record):
    """One act that was proposed: what exactly, why, by whom; and who decided. The two are never one person."""

    __tablename__ = "approval_request"
    __table_args__ = (
        belongs_to("account", "requested_by"),
        belongs_to("account", "decided_by"),
        CheckConstraint("decided_by IS NULL OR state = 'WITHDRAWN' OR decided_by <> requested_by", name="two_persons"),
        CheckConstraint("(state = 'PENDING') = (decided_at IS NULL)", name="decided_once"),
        Index("ix_approval_request_state", "tenant_id", "state", "created_at"),
    )

    matter: Mapped[str]
    region_code: Mapped[RegionCodeColumn | None]
    """The place that the act touches, by which it is in somebody's scope; none means the whole tenant."""
    payload: Mapped[dict[str, Any]]
    summary: Mapped[str]
    """What would happen, in one Chinese sentence, as the second person reads it."""
    reason: Mapped[str]
    requested_by: Mapped[UUID]
    expires_at: Mapped[datetime]
    state: Mapped[ApprovalState] = mapped_column(choice(ApprovalState, "state"))
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    decision_note: Mapped[str | None]
    outcome: Mapped[dict[str, Any] | None]
