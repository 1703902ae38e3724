"""The First Secretary's Industrial Park: enclave projects, their income, and how it is divided (JZ-20 to JZ-22)."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Index, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record, TenantTable
from xuanpai_core.db.types import FenColumn, RegionCodeColumn, belongs_to, choice
from xuanpai_core.plugins.facts import Beneficiary


class IndustrialPark(Record):
    """A park within a county's territory."""

    __tablename__ = "industrial_park"
    __table_args__ = (
        belongs_to("region", "county_code", key=("code",)),
        Index("uq_industrial_park_name", "tenant_id", "county_code", "name", unique=True),
    )

    name: Mapped[str]
    county_code: Mapped[RegionCodeColumn]


class ParkProject(Record):
    """A project that cadres brought in; one that suits a village does not divide its income."""

    __tablename__ = "park_project"
    __table_args__ = (
        belongs_to("industrial_park", "park_id"),
        Index("uq_park_project_name", "tenant_id", "park_id", "name", unique=True),
    )

    park_id: Mapped[UUID]
    name: Mapped[str]
    suits_village: Mapped[bool]


class ProjectIntroducer(TenantTable):
    """A posting whose holder brought the project in."""

    __tablename__ = "project_introducer"
    __table_args__ = (belongs_to("park_project", "project_id"), belongs_to("posting", "posting_id"))

    project_id: Mapped[UUID] = mapped_column(primary_key=True)
    posting_id: Mapped[UUID] = mapped_column(primary_key=True)


class RevenueEntry(Record):
    """Income that arrived; a reversal is an entry of its own, with the opposite sign (JZ-22).

    ``plugin``, ``reason`` and ``clause`` say by whose rule it was divided, or why it was not.
    """

    __tablename__ = "revenue_entry"
    __table_args__ = (
        belongs_to("park_project", "project_id"),
        belongs_to("revenue_entry", "reverses_id"),
        Index("uq_revenue_entry_reversal", "tenant_id", "reverses_id", unique=True),
        Index("ix_revenue_entry_project", "tenant_id", "project_id", "received_on"),
    )

    project_id: Mapped[UUID]
    received_on: Mapped[date]
    amount_fen: Mapped[FenColumn]
    note: Mapped[str]
    reverses_id: Mapped[UUID | None]
    plugin: Mapped[str]
    reason: Mapped[str]
    clause: Mapped[dict[str, Any]]
    recorded_by: Mapped[UUID]


class RevenueAllocation(TenantTable):
    """One share of an entry; the shares of an entry add up to it exactly."""

    __tablename__ = "revenue_allocation"
    __table_args__ = (
        belongs_to("revenue_entry", "entry_id"),
        belongs_to("region", "region_code", key=("code",)),
        Index("ix_revenue_allocation_region", "tenant_id", "region_code"),
    )

    entry_id: Mapped[UUID] = mapped_column(primary_key=True)
    line: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    beneficiary: Mapped[Beneficiary] = mapped_column(choice(Beneficiary, "beneficiary"))
    region_code: Mapped[RegionCodeColumn | None]
    amount_fen: Mapped[FenColumn]
    reason: Mapped[str]
    clause: Mapped[dict[str, Any]]
