"""The people who are sent."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record
from xuanpai_core.db.types import belongs_to, choice
from xuanpai_core.vocabulary import StaffingType


class Gender(StrEnum):
    """As the ID number says."""

    FEMALE = "FEMALE"
    MALE = "MALE"


class PartyStatus(StrEnum):
    """Membership of the party (HD-04)."""

    FULL_MEMBER = "FULL_MEMBER"
    PROBATIONARY_MEMBER = "PROBATIONARY_MEMBER"
    NOT_MEMBER = "NOT_MEMBER"


class Cadre(Record):
    """One person; the ID number and the phone are sealed, and found only by the digest of their exact value."""

    __tablename__ = "cadre"
    __table_args__ = (
        belongs_to("org_unit", "home_unit_id"),
        Index("uq_cadre_id_number", "tenant_id", "id_number_digest", unique=True),
        Index("ix_cadre_unit", "tenant_id", "home_unit_id"),
        Index("ix_cadre_name", "tenant_id", "name"),
    )

    name: Mapped[str]
    gender: Mapped[Gender] = mapped_column(choice(Gender, "gender"))
    birth_date: Mapped[date]
    id_number_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    id_number_digest: Mapped[bytes] = mapped_column(LargeBinary)
    id_number_masked: Mapped[str]
    phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone_digest: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone_masked: Mapped[str | None]
    staffing_type: Mapped[StaffingType] = mapped_column(choice(StaffingType, "staffing_type"))
    party_status: Mapped[PartyStatus] = mapped_column(choice(PartyStatus, "party_status"))
    home_unit_id: Mapped[UUID]
