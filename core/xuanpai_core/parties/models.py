"""Whom and what a record names: one table for all rooms whose records have parties."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record
from xuanpai_core.db.types import belongs_to, choice


class Attendance(StrEnum):
    """How a party took part; whoever only belongs to a record is NAMED."""

    NAMED = "NAMED"
    ATTENDED = "ATTENDED"
    ABSENT = "ABSENT"
    ON_LEAVE = "ON_LEAVE"


class RecordParty(Record):
    """One party of a record: exactly one of the columns says which. ``code`` is its part in the record's form.

    ``token`` names it as deeds do (``posting:…``, ``unit:…``, ``region:…``, ``entry:…``). ``rank`` is its place where
    the parties were ranked, and nobody else's in that record (HD-23).
    """

    __tablename__ = "record_party"
    __table_args__ = (
        belongs_to("posting", "posting_id"),
        belongs_to("org_unit", "unit_id"),
        belongs_to("region", "region_code", key=("code",)),
        Index("uq_record_party_once", "tenant_id", "record_type", "record_id", "code", "token", unique=True),
        Index("ix_record_party_token", "tenant_id", "token", "record_type"),
        Index(
            "uq_record_party_rank",
            "tenant_id",
            "record_type",
            "record_id",
            "rank",
            unique=True,
            postgresql_where=text("rank IS NOT NULL"),
        ),
        CheckConstraint("rank >= 1", name="rank_counts"),
    )

    record_type: Mapped[str] = mapped_column(Text(collation="C"))
    record_id: Mapped[UUID]
    code: Mapped[str] = mapped_column(Text(collation="C"))
    token: Mapped[str] = mapped_column(Text(collation="C"))
    posting_id: Mapped[UUID | None]
    unit_id: Mapped[UUID | None]
    region_code: Mapped[str | None] = mapped_column(Text(collation="C"))
    entry_id: Mapped[UUID | None]
    attendance: Mapped[Attendance] = mapped_column(choice(Attendance, "attendance"))
    rank: Mapped[int | None] = mapped_column(SmallInteger)
