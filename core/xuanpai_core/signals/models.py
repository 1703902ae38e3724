"""What makes a presence doubtful, what was said to it, and the prints by which photos and texts are known again."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Computed,
    Double,
    Index,
    Integer,
    SmallInteger,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record, TenantTable
from xuanpai_core.db.types import RegionCodeColumn, belongs_to, choice
from xuanpai_core.vocabulary import SignalKind


class SignalSubject(StrEnum):
    """What a signal is about: an act of checking in, a day's log, or a device over a month."""

    CHECK_IN = "check_in"
    WORK_LOG = "work_log"
    DEVICE = "device"


class PresenceSignal(Record):
    """One thing that was noticed, once: never a verdict, it changes no attendance.

    ``subject_key`` is the check-in's id, the log's posting and day, or the posting, month and device. ``facts`` is
    plain JSON with the figures of ``reason``. ``other_posting_id``: whose photo, phone or text it was as well.
    """

    __tablename__ = "presence_signal"
    __table_args__ = (
        belongs_to("posting", "posting_id"),
        belongs_to("cadre", "cadre_id"),
        belongs_to("region", "region_code", key=("code",)),
        belongs_to("posting", "other_posting_id"),
        belongs_to("lead", "lead_id"),
        UniqueConstraint("tenant_id", "kind", "subject_key", name="uq_presence_signal_subject"),
        Index("ix_presence_signal_place", "tenant_id", "region_code", "day"),
        Index("ix_presence_signal_posting", "tenant_id", "posting_id", "day"),
        Index("ix_presence_signal_cadre", "tenant_id", "cadre_id", "day"),
        Index("ix_presence_signal_lead", "tenant_id", "lead_id", postgresql_where=text("lead_id IS NOT NULL")),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered_at_known"),
    )

    kind: Mapped[SignalKind] = mapped_column(choice(SignalKind, "kind"))
    posting_id: Mapped[UUID]
    cadre_id: Mapped[UUID]
    region_code: Mapped[RegionCodeColumn]
    day: Mapped[date]
    subject_type: Mapped[SignalSubject] = mapped_column(choice(SignalSubject, "subject_type"))
    subject_key: Mapped[str]
    other_posting_id: Mapped[UUID | None]
    reason: Mapped[str]
    facts: Mapped[dict[str, Any]]
    weight: Mapped[int] = mapped_column(SmallInteger)
    raised_at: Mapped[datetime]
    answer: Mapped[str | None]
    answered_by: Mapped[UUID | None]
    answered_at: Mapped[datetime | None]
    lead_id: Mapped[UUID | None]


class SignalSweep(TenantTable):
    """Up to which moment of receipt everything was looked at; one row a tenant, locked by whoever sweeps."""

    __tablename__ = "signal_sweep"

    source: Mapped[str] = mapped_column(primary_key=True)
    swept_to: Mapped[datetime]


class DeviceUse(TenantTable):
    """Whose check-ins a device sent in a month; ``device`` is the SHA-256 of what the client calls its id."""

    __tablename__ = "device_use"
    __table_args__ = (belongs_to("posting", "posting_id"), belongs_to("cadre", "cadre_id"))

    month: Mapped[date] = mapped_column(primary_key=True)
    device: Mapped[str] = mapped_column(primary_key=True)
    posting_id: Mapped[UUID] = mapped_column(primary_key=True)
    cadre_id: Mapped[UUID]
    first_day: Mapped[date]


class PhotoUse(TenantTable):
    """A photo and the check-in or log that it is to prove; ``at`` is when that was made, the place where there is one.

    ``compared_at`` is empty until the photo has been held against the others. It names evidence without a key to it:
    a file that is gone was here all the same.
    """

    __tablename__ = "photo_use"
    __table_args__ = (
        belongs_to("posting", "posting_id"),
        Index("ix_photo_use_waiting", "tenant_id", "evidence_id", postgresql_where=text("compared_at IS NULL")),
        Index("ix_photo_use_posting", "tenant_id", "posting_id", "day"),
        Index("ix_photo_use_record", "tenant_id", "record_type", "record_key"),
        Index("ix_photo_use_day", "tenant_id", "day"),
    )

    evidence_id: Mapped[UUID] = mapped_column(primary_key=True)
    record_type: Mapped[SignalSubject] = mapped_column(choice(SignalSubject, "record_type"), primary_key=True)
    record_key: Mapped[str] = mapped_column(primary_key=True)
    posting_id: Mapped[UUID]
    day: Mapped[date]
    at: Mapped[datetime]
    latitude: Mapped[float | None] = mapped_column(Double)
    longitude: Mapped[float | None] = mapped_column(Double)
    accuracy_m: Mapped[float | None] = mapped_column(Double)
    compared_at: Mapped[datetime | None]


def _band(column: str, shift: int) -> Computed:
    return Computed(text(f"(({column} >> {shift}) & 65535)::integer"), persisted=True)


class PhotoPrint(TenantTable):
    """What a photo looks like: its perceptual hash of 64 bits, and the four bands of 16 by which it is found.

    No hash: the picture could not be read, or shows nothing by which to know it again.
    """

    __tablename__ = "photo_print"
    __table_args__ = tuple(
        Index(
            f"ix_photo_print_band_{number}", "tenant_id", f"band_{number}", postgresql_include=["phash", "evidence_id"]
        )
        for number in range(4)
    )

    evidence_id: Mapped[UUID] = mapped_column(primary_key=True)
    phash: Mapped[int | None] = mapped_column(BigInteger)
    band_0: Mapped[int | None] = mapped_column(Integer, _band("phash", 48))
    band_1: Mapped[int | None] = mapped_column(Integer, _band("phash", 32))
    band_2: Mapped[int | None] = mapped_column(Integer, _band("phash", 16))
    band_3: Mapped[int | None] = mapped_column(Integer, _band("phash", 0))
    printed_at: Mapped[datetime]


class LogPrint(TenantTable):
    """By what a day's log is known again: the hash of its letters, and four bands of a sketch of their triples.

    A text too short to tell has no row.
    """

    __tablename__ = "log_print"
    __table_args__ = (
        belongs_to("posting", "posting_id"),
        Index("ix_log_print_text", "tenant_id", "letters_hash", "day"),
        Index("ix_log_print_day", "tenant_id", "day"),
        *(Index(f"ix_log_print_band_{number}", "tenant_id", f"band_{number}", "day") for number in range(4)),
    )

    posting_id: Mapped[UUID] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    written_at: Mapped[datetime]
    letters_hash: Mapped[int] = mapped_column(BigInteger)
    band_0: Mapped[int] = mapped_column(BigInteger)
    band_1: Mapped[int] = mapped_column(BigInteger)
    band_2: Mapped[int] = mapped_column(BigInteger)
    band_3: Mapped[int] = mapped_column(BigInteger)
