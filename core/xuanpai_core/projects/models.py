"""Projects in villages: what is built, how much of it, whether it was made public, and who pays.

The money of projects is a ledger of its own: nothing of it is a stipend or a work fund.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Numeric, text
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record, TenantTable
from xuanpai_core.db.types import FenColumn, RegionCodeColumn, belongs_to, choice


class ProjectKind(StrEnum):
    """What it serves."""

    INFRASTRUCTURE = "INFRASTRUCTURE"
    INDUSTRY = "INDUSTRY"
    PUBLIC_SERVICE = "PUBLIC_SERVICE"
    ENVIRONMENT = "ENVIRONMENT"
    OTHER = "OTHER"


class ProjectStatus(StrEnum):
    """How far it is; what was CANCELLED counts for nothing."""

    ESTABLISHED = "ESTABLISHED"
    UNDER_WAY = "UNDER_WAY"
    COMPLETED = "COMPLETED"
    CANCELLED = "CANCELLED"


class Project(Record):
    """A project of a village or township, and the posting whose holder brings it, if one does (JZ-16).

    ``cost_fen``: what it costs in all, None while nobody knows.
    """

    __tablename__ = "project"
    __table_args__ = (
        belongs_to("region", "region_code", key=("code",)),
        belongs_to("posting", "posting_id"),
        Index("uq_project_title", "tenant_id", "region_code", "title", "established_on", unique=True),
        Index("ix_project_posting", "tenant_id", "posting_id"),
        CheckConstraint("cost_fen IS NULL OR cost_fen > 0", name="cost_positive"),
    )

    region_code: Mapped[RegionCodeColumn]
    posting_id: Mapped[UUID | None]
    title: Mapped[str]
    kind: Mapped[ProjectKind] = mapped_column(choice(ProjectKind, "kind"))
    status: Mapped[ProjectStatus] = mapped_column(choice(ProjectStatus, "status"))
    established_on: Mapped[date]
    cost_fen: Mapped[FenColumn | None]
    changed_because: Mapped[str | None]
    recorded_by: Mapped[UUID]


class ProjectQuantity(TenantTable):
    """How much of one thing a project makes, in its unit: 25 km of road are not 4 ponds (DY-13)."""

    __tablename__ = "project_quantity"
    __table_args__ = (belongs_to("project", "project_id"), CheckConstraint("amount > 0", name="amount_positive"))

    project_id: Mapped[UUID] = mapped_column(primary_key=True)
    item: Mapped[str] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(primary_key=True)
    amount: Mapped[Decimal] = mapped_column(Numeric(18, 3))


class PublicNotice(Record):
    """A project on the village's notice board from ``posted_on`` to ``until``, both included, with a photo of it."""

    __tablename__ = "public_notice"
    __table_args__ = (
        belongs_to("project", "project_id"),
        Index("ix_public_notice_project", "tenant_id", "project_id", "posted_on"),
        CheckConstraint("until >= posted_on", name="period_order"),
    )

    project_id: Mapped[UUID]
    posted_on: Mapped[date]
    until: Mapped[date]
    recorded_by: Mapped[UUID]


class FundingKind(StrEnum):
    """Whose money it is: a special fund must be matched by the township and the village (DY-15)."""

    SPECIAL_FUND = "SPECIAL_FUND"
    TOWNSHIP_MATCH = "TOWNSHIP_MATCH"
    VILLAGE_MATCH = "VILLAGE_MATCH"
    OTHER = "OTHER"


class FundingSource(Record):
    """What somebody promised to a project; what arrived of it are its receipts (DY-14)."""

    __tablename__ = "funding_source"
    __table_args__ = (
        belongs_to("project", "project_id"),
        Index("ix_funding_source_project", "tenant_id", "project_id"),
        CheckConstraint("pledged_fen > 0", name="pledged_positive"),
    )

    project_id: Mapped[UUID]
    kind: Mapped[FundingKind] = mapped_column(choice(FundingKind, "kind"))
    giver: Mapped[str]
    pledged_fen: Mapped[FenColumn]
    pledged_on: Mapped[date]
    recorded_by: Mapped[UUID]


class FundingReceipt(Record):
    """Money of a source that arrived on a day, and where; what was entered wrongly is taken back by its opposite."""

    __tablename__ = "funding_receipt"
    __table_args__ = (
        belongs_to("funding_source", "source_id"),
        belongs_to("funding_receipt", "reverses_id"),
        Index("ix_funding_receipt_source", "tenant_id", "source_id", "received_on"),
        Index(
            "uq_funding_receipt_reversal",
            "tenant_id",
            "reverses_id",
            unique=True,
            postgresql_where=text("reverses_id IS NOT NULL"),
        ),
        CheckConstraint("amount_fen <> 0 AND (amount_fen < 0) = (reverses_id IS NOT NULL)", name="sign"),
    )

    source_id: Mapped[UUID]
    received_on: Mapped[date]
    amount_fen: Mapped[FenColumn]
    account: Mapped[str]
    reverses_id: Mapped[UUID | None]
    recorded_by: Mapped[UUID]
