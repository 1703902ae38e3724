"""The people who are sent."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, Integer, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record, TenantTable
from xuanpai_core.db.types import belongs_to, choice
from xuanpai_core.vocabulary import PartyStatus, StaffingType


class Gender(StrEnum):
    """As the ID number says."""

    FEMALE = "FEMALE"
    MALE = "MALE"


class Cadre(Record):
    """One person; personal data is sealed, beside its masked form, and found only by the digest of its exact value."""

    __tablename__ = "cadre"
    __table_args__ = (
        belongs_to("org_unit", "home_unit_id"),
        Index("uq_cadre_id_number", "tenant_id", "id_number_digest", unique=True),
        Index("ix_cadre_unit", "tenant_id", "home_unit_id"),
        Index("ix_cadre_name", "tenant_id", "name"),
        Index("ix_cadre_phone", "tenant_id", "phone_digest"),
        Index("ix_cadre_bank_account", "tenant_id", "bank_account_digest"),
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
    bank_account_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    bank_account_digest: Mapped[bytes | None] = mapped_column(LargeBinary)
    bank_account_masked: Mapped[str | None]
    address_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    address_masked: Mapped[str | None]
    staffing_type: Mapped[StaffingType] = mapped_column(choice(StaffingType, "staffing_type"))
    party_status: Mapped[PartyStatus] = mapped_column(choice(PartyStatus, "party_status"))
    home_unit_id: Mapped[UUID]


class Allowance(StrEnum):
    """What a person may do only so often within an hour."""

    SEARCH_MISS = "SEARCH_MISS"
    UNMASK = "UNMASK"


class AllowanceUse(TenantTable):
    """How often a person did so in one minute; minutes more than an hour old are removed."""

    __tablename__ = "allowance_use"
    __table_args__ = (belongs_to("account", "account_id"),)

    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    allowance: Mapped[Allowance] = mapped_column(choice(Allowance, "allowance"), primary_key=True)
    minute: Mapped[datetime] = mapped_column(primary_key=True)
    uses: Mapped[int] = mapped_column(Integer)
