"""Who did what to what, when, in which capacity: rows are added, never changed, each linked to the one before."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, LargeBinary, SmallInteger, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import TenantTable
from xuanpai_core.db.types import new_id


class EventKind(StrEnum):
    """Whether something was changed, or personal data was looked at."""

    READ = "READ"
    WRITE = "WRITE"


class AuditEvent(TenantTable):
    """One act; the application may insert and read, and has no grant to update or delete.

    ``lane``, ``seq`` and ``hash`` are its place in the chain (``audit.chain``); all three are null in what was written
    before there was a chain, or by a release that does not know it.
    """

    __tablename__ = "audit_event"
    __table_args__ = (
        Index("ix_audit_event_subject", "tenant_id", "subject_type", "subject_id"),
        Index("ix_audit_event_at", "tenant_id", "at", "id"),
        Index("ix_audit_event_account", "tenant_id", "account_id", "at"),
        Index("ix_audit_event_chain", "tenant_id", "lane", "seq", unique=True),
    )

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
    kind: Mapped[str] = mapped_column(server_default=EventKind.WRITE)
    capacity: Mapped[list[Any] | None] = mapped_column(JSONB(none_as_null=True))
    """The roles in whose name, each as ``role``, ``role@place`` or ``role@unit``, and for whom if acting (代理)."""
    lane: Mapped[int | None] = mapped_column(SmallInteger)
    seq: Mapped[int | None] = mapped_column(BigInteger)
    hash: Mapped[bytes | None] = mapped_column(LargeBinary)


class AuditHead(TenantTable):
    """The last link of one lane of a tenant's chain."""

    __tablename__ = "audit_head"

    lane: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[bytes] = mapped_column(LargeBinary)


class AuditAnchor(TenantTable):
    """One day's heads, as they were also written to a locked object; rows are added, never changed."""

    __tablename__ = "audit_anchor"

    day: Mapped[date] = mapped_column(primary_key=True)
    taken_at: Mapped[datetime]
    heads: Mapped[list[Any]]
    """Each lane as ``[lane, seq, hash in hex]``, by lane."""
    object_key: Mapped[str]
    version_id: Mapped[str | None]
    sha256: Mapped[bytes] = mapped_column(LargeBinary)
