"""Who did what to what, when, in which capacity: rows are added, never changed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import TenantTable
from xuanpai_core.db.types import new_id


class AuditEvent(TenantTable):
    """One act; the application may insert and read, and has no grant to update or delete."""

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_subject", "tenant_id", "subject_type", "subject_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    at: Mapped[datetime] = mapped_column(server_default=func.now())
    account_id: Mapped[UUID]
    action: Mapped[str]
    subject_type: Mapped[str]
    subject_id: Mapped[str]
    detail: Mapped[dict[str, Any]]
    before: Mapped[Any | None] = mapped_column(JSONB(none_as_null=True))
    after: Mapped[Any | None] = mapped_column(JSONB(none_as_null=True))
    reason: Mapped[str | None]
    request_id: Mapped[str]
    address: Mapped[str]
