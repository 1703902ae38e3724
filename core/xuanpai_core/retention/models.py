"""How long a tenant keeps what need not be kept for ever."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import TenantTable
from xuanpai_core.db.types import belongs_to, choice


class RetentionSubject(StrEnum):
    """What is kept for so many months after it was last of use."""

    AUDIT = "AUDIT"
    DEVICE_USE = "DEVICE_USE"
    IDEMPOTENCY_KEYS = "IDEMPOTENCY_KEYS"
    LOG_PRINTS = "LOG_PRINTS"
    PHOTO_PRINTS = "PHOTO_PRINTS"
    POSITIONS = "POSITIONS"
    SESSIONS = "SESSIONS"


class RetentionRule(TenantTable):
    """A period that the tenant has changed; without a row the subject's usual period holds (``retention.terms``)."""

    __tablename__ = "retention_rule"
    __table_args__ = (
        belongs_to("account", "changed_by"),
        CheckConstraint("months > 0", name="some_months"),
    )

    subject: Mapped[RetentionSubject] = mapped_column(choice(RetentionSubject, "subject"), primary_key=True)
    months: Mapped[int] = mapped_column(SmallInteger)
    reason: Mapped[str]
    changed_by: Mapped[UUID]
    changed_at: Mapped[datetime]
