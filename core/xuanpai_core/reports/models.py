"""Reports: one a form, a posting (or a place) and a period; what its figures say, and what the records say."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Integer, Numeric, SmallInteger, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record, TenantTable
from xuanpai_core.db.types import RegionCodeColumn, belongs_to, choice
from xuanpai_core.plugins.forms import FieldKind


class ReportState(StrEnum):
    """How far a report is: SUBMITTED once one recipient has it, RETURNED when it must be written anew."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    RETURNED = "RETURNED"


class Report(Record):
    """The report of a posting, or of the place itself, for one period (both days included).

    ``token`` names its subject as deeds do. ``region_code``, ``sending_unit_id`` and ``cadre_id`` are those of the
    posting, by which the report is shown.
    """

    __tablename__ = "report"
    __table_args__ = (
        belongs_to("region", "region_code", key=("code",)),
        belongs_to("posting", "posting_id"),
        belongs_to("org_unit", "sending_unit_id"),
        belongs_to("cadre", "cadre_id"),
        Index("uq_report_period", "tenant_id", "form", "token", "period_start", unique=True),
        Index("ix_report_place", "tenant_id", "region_code", "form", "period_start"),
        Index("ix_report_unit", "tenant_id", "sending_unit_id"),
        Index("ix_report_cadre", "tenant_id", "cadre_id"),
        Index("ix_report_posting", "tenant_id", "posting_id"),
        CheckConstraint("period_end >= period_start", name="period_order"),
    )

    form: Mapped[str] = mapped_column(Text(collation="C"))
    title: Mapped[str]
    token: Mapped[str] = mapped_column(Text(collation="C"))
    posting_id: Mapped[UUID | None]
    region_code: Mapped[RegionCodeColumn]
    sending_unit_id: Mapped[UUID | None]
    cadre_id: Mapped[UUID | None]
    period_start: Mapped[date]
    period_end: Mapped[date]
    state: Mapped[ReportState] = mapped_column(choice(ReportState, "state"))
    submitted_by: Mapped[UUID | None]
    returned_on: Mapped[date | None]
    returned_by: Mapped[UUID | None]
    return_reason: Mapped[str | None]


class ReportLine(TenantTable):
    """One item of a report: a figure (``value``, money in 分) or words, as its form asks for it.

    ``recorded`` is the figure that the records of the period give for ``source``, from so many ``records``; both as
    they were when the report was last saved, and from the first hand-in on for good. ``difference`` is what the
    report claims beyond it (DY-06), and ``reason`` why.
    """

    __tablename__ = "report_line"
    __table_args__ = (
        belongs_to("report", "report_id"),
        Index(
            "ix_report_line_differing",
            "tenant_id",
            "report_id",
            postgresql_where=text("difference <> 0"),
        ),
    )

    report_id: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(Text(collation="C"), primary_key=True)
    number: Mapped[int] = mapped_column(SmallInteger)
    title: Mapped[str]
    kind: Mapped[FieldKind] = mapped_column(choice(FieldKind, "kind"))
    unit: Mapped[str]
    required: Mapped[bool]
    value: Mapped[Decimal | None] = mapped_column(Numeric())
    words: Mapped[str | None]
    source: Mapped[str | None]
    source_title: Mapped[str | None]
    recorded: Mapped[Decimal | None] = mapped_column(Numeric())
    records: Mapped[int | None] = mapped_column(Integer)
    difference: Mapped[Decimal | None] = mapped_column(Numeric())
    reason: Mapped[str | None]


class ReportRecipient(TenantTable):
    """To whom a report goes. ``handed_in_on`` is empty while they have none, or gave theirs back.

    ``first_handed_in_on`` stays: who gives a report back for correction does not make it late.
    """

    __tablename__ = "report_recipient"
    __table_args__ = (belongs_to("report", "report_id"),)

    report_id: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(Text(collation="C"), primary_key=True)
    number: Mapped[int] = mapped_column(SmallInteger)
    title: Mapped[str]
    handed_in_on: Mapped[date | None]
    first_handed_in_on: Mapped[date | None]
