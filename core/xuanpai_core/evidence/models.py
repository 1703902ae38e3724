"""Files in the object store, and the records they prove."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, Index, Integer, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record, TenantTable
from xuanpai_core.db.types import RegionCodeColumn, belongs_to, choice


class EvidenceKind(StrEnum):
    """What the file is, and so what it must look like."""

    PHOTO = "PHOTO"
    DOCUMENT = "DOCUMENT"
    ROSTER = "ROSTER"


class EvidenceState(StrEnum):
    """PENDING waits for the upload; READY was checked and sits at its final key; REJECTED failed a check."""

    PENDING = "PENDING"
    READY = "READY"
    REJECTED = "REJECTED"


class Evidence(Record):
    """One file: where it lies, which version, and the SHA-256 of its bytes."""

    __tablename__ = "evidence"
    __table_args__ = (
        belongs_to("account", "uploaded_by"),
        Index("ix_evidence_uploader", "tenant_id", "uploaded_by"),
        Index("ix_evidence_digest", "tenant_id", "sha256"),
        Index("ix_evidence_pending", "tenant_id", "expires_at", postgresql_where=text("state = 'PENDING'")),
    )

    kind: Mapped[EvidenceKind] = mapped_column(choice(EvidenceKind, "kind"))
    state: Mapped[EvidenceState] = mapped_column(choice(EvidenceState, "state"))
    uploaded_by: Mapped[UUID]
    file_name: Mapped[str]
    content_type: Mapped[str]
    declared_size: Mapped[int] = mapped_column(BigInteger)
    object_key: Mapped[str]
    version_id: Mapped[str | None]
    size: Mapped[int | None] = mapped_column(BigInteger)
    sha256: Mapped[bytes | None] = mapped_column(LargeBinary)
    width: Mapped[int | None] = mapped_column(Integer)
    height: Mapped[int | None] = mapped_column(Integer)
    expires_at: Mapped[datetime]
    completed_at: Mapped[datetime | None]
    rejection: Mapped[str | None]


class EvidenceLink(TenantTable):
    """This file proves that record; one file may prove several (enter once, reuse everywhere).

    Those who reach the posting may read the file; where it proves something about no posting, those who reach the
    place. With neither, only who uploaded it may.
    """

    __tablename__ = "evidence_link"
    __table_args__ = (
        belongs_to("evidence", "evidence_id"),
        Index("ix_evidence_link_evidence", "tenant_id", "evidence_id"),
    )

    record_type: Mapped[str] = mapped_column(primary_key=True)
    record_key: Mapped[str] = mapped_column(primary_key=True)
    evidence_id: Mapped[UUID] = mapped_column(primary_key=True)
    posting_id: Mapped[UUID | None]
    region_code: Mapped[RegionCodeColumn | None]
