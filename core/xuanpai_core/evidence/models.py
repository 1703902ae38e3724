"""Files in the object store, and the records they prove."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, Double, Index, Integer, LargeBinary, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record, TenantTable
from xuanpai_core.db.types import RegionCodeColumn, belongs_to, choice


class EvidenceKind(StrEnum):
    """What the file is, and so what it must look like."""

    PHOTO = "PHOTO"
    DOCUMENT = "DOCUMENT"
    ROSTER = "ROSTER"


class EvidenceState(StrEnum):
    """PENDING waits for the file or its check; READY was checked and sits at its final key; REJECTED failed a check."""

    PENDING = "PENDING"
    READY = "READY"
    REJECTED = "REJECTED"


class Evidence(Record):
    """One file: where it lies, which version, and the SHA-256 of its bytes.

    ``declared_sha256`` is what its sender says of it: other bytes have been altered on the way.
    ``multipart_id`` is the store's name for an upload in parts of ``part_size`` bytes. ``requested_at``: somebody
    completed it, but the store or the virus scanner did not answer; a job goes on. ``locked_until`` is how long the
    store keeps this version from everybody; ``held_at`` and ``held_by`` are a legal hold, which has no end of its own.
    ``missing_since``: a sweep found that the store has lost it.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        belongs_to("account", "uploaded_by"),
        Index("ix_evidence_uploader", "tenant_id", "uploaded_by"),
        Index("ix_evidence_digest", "tenant_id", "sha256"),
        Index("ix_evidence_pending", "tenant_id", "expires_at", postgresql_where=text("state = 'PENDING'")),
        Index(
            "ix_evidence_unfinished",
            "tenant_id",
            "id",
            postgresql_where=text(
                "state = 'READY' AND (locked_until IS NULL OR kind = 'PHOTO' AND thumbnail_key IS NULL)"
            ),
        ),
    )

    kind: Mapped[EvidenceKind] = mapped_column(choice(EvidenceKind, "kind"))
    state: Mapped[EvidenceState] = mapped_column(choice(EvidenceState, "state"))
    uploaded_by: Mapped[UUID]
    file_name: Mapped[str]
    content_type: Mapped[str]
    declared_size: Mapped[int] = mapped_column(BigInteger)
    declared_sha256: Mapped[bytes | None] = mapped_column(LargeBinary)
    object_key: Mapped[str]
    version_id: Mapped[str | None]
    size: Mapped[int | None] = mapped_column(BigInteger)
    sha256: Mapped[bytes | None] = mapped_column(LargeBinary)
    width: Mapped[int | None] = mapped_column(Integer)
    height: Mapped[int | None] = mapped_column(Integer)
    expires_at: Mapped[datetime]
    completed_at: Mapped[datetime | None]
    rejection: Mapped[str | None]
    multipart_id: Mapped[str | None]
    part_size: Mapped[int | None] = mapped_column(Integer)
    requested_at: Mapped[datetime | None]
    scanned_at: Mapped[datetime | None]
    thumbnail_key: Mapped[str | None]
    locked_until: Mapped[datetime | None]
    held_at: Mapped[datetime | None]
    held_by: Mapped[UUID | None]
    hold_reason: Mapped[str | None]
    missing_since: Mapped[datetime | None]


class PhotoFacts(TenantTable):
    """What the camera wrote into a photo (EXIF), as far as it makes sense; personal, and never proof by itself.

    ``taken_at`` is read in the offset that the camera named, ``taken_offset_minutes``, and without one as Shanghai's
    time. ``gps_at`` is the satellites' own time, in degrees (WGS 84) where. ``orientation`` is EXIF's 1 to 8.
    """

    __tablename__ = "photo_facts"
    __table_args__ = (belongs_to("evidence", "evidence_id"),)

    evidence_id: Mapped[UUID] = mapped_column(primary_key=True)
    taken_at: Mapped[datetime | None]
    taken_offset_minutes: Mapped[int | None] = mapped_column(SmallInteger)
    gps_at: Mapped[datetime | None]
    latitude: Mapped[float | None] = mapped_column(Double)
    longitude: Mapped[float | None] = mapped_column(Double)
    make: Mapped[str | None]
    model: Mapped[str | None]
    software: Mapped[str | None]
    orientation: Mapped[int | None] = mapped_column(SmallInteger)
    width: Mapped[int] = mapped_column(Integer)
    height: Mapped[int] = mapped_column(Integer)


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
