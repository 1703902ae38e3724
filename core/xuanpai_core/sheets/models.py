"""The monthly attendance sheet: totalled by the township, signed, sealed, verified, reopened (JZ-08, JZ-09)."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, Integer, LargeBinary, SmallInteger, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record
from xuanpai_core.db.types import RegionCodeColumn, belongs_to, choice
from xuanpai_core.exports.models import ExportState


class SheetState(StrEnum):
    """TOTALLED by the township clerk, SIGNED by the secretary, SEALED and so locked, VERIFIED by the county."""

    TOTALLED = "TOTALLED"
    SIGNED = "SIGNED"
    SEALED = "SEALED"
    VERIFIED = "VERIFIED"


class MonthlySheet(Record):
    """One posting's month, with the hash of what was signed and the verdict of the rules in force."""

    __tablename__ = "monthly_sheet"
    __table_args__ = (
        belongs_to("posting", "posting_id"),
        Index("uq_monthly_sheet_month", "tenant_id", "posting_id", "month", unique=True),
        Index("ix_monthly_sheet_region", "tenant_id", "month", "region_code"),
        Index(
            "ix_monthly_sheet_positions",
            "tenant_id",
            "month",
            postgresql_where=text(
                "state = 'VERIFIED' AND (positions_removed_at IS NULL OR positions_removed_at < verified_at)"
            ),
        ),
    )

    posting_id: Mapped[UUID]
    month: Mapped[date]
    region_code: Mapped[RegionCodeColumn]
    state: Mapped[SheetState] = mapped_column(choice(SheetState, "state"))
    on_duty_days: Mapped[int] = mapped_column(SmallInteger)
    """The whole days on duty; see ``half_day``."""
    half_day: Mapped[bool] = mapped_column(server_default=text("false"))
    """Whether there is half a day more."""
    days: Mapped[list[Any]]
    verdict: Mapped[dict[str, Any]]
    facts: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """What it tells beside the days: ``first`` and ``last`` where the month was not served whole, ``nights`` where the
    place counts them (``telling``). None: it was totalled before sheets told any of it."""
    content_hash: Mapped[bytes] = mapped_column(LargeBinary)
    totalled_by: Mapped[UUID]
    totalled_at: Mapped[datetime]
    signed_by: Mapped[UUID | None]
    signed_at: Mapped[datetime | None]
    signed_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    signature_id: Mapped[UUID | None]
    """The ``SheetSignature`` that stands under it now; no foreign key, for that one points back here."""
    sealed_by: Mapped[UUID | None]
    sealed_at: Mapped[datetime | None]
    verified_by: Mapped[UUID | None]
    verified_at: Mapped[datetime | None]
    reopenings: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    """How often it was reopened: a correction of what was sealed holds only for what was sealed then."""
    positions_removed_at: Mapped[datetime | None]
    """When the exact places of the month's check-ins were taken away (``retention.positions``)."""


class SheetSignature(Record):
    """One signature under a sheet, as it was given (JZ-09). Rows are only ever added; a void one stays as a record.

    ``name`` and ``office`` are those of the signer on that day; ``appointment_id`` is the recorded grant by which the
    signer held the office, ``acting_for`` whom they stood in for by it (代理).
    """

    __tablename__ = "sheet_signature"
    __table_args__ = (
        belongs_to("monthly_sheet", "sheet_id"),
        belongs_to("account", "signed_by"),
        belongs_to("account", "acting_for"),
        belongs_to("appointment", "appointment_id"),
        Index("ix_sheet_signature_sheet", "tenant_id", "sheet_id"),
    )

    sheet_id: Mapped[UUID]
    signed_by: Mapped[UUID]
    name: Mapped[str]
    office: Mapped[str]
    region_code: Mapped[RegionCodeColumn]
    """The place of the office."""
    appointment_id: Mapped[UUID]
    acting_for: Mapped[UUID | None]
    acting_for_name: Mapped[str | None]
    content_hash: Mapped[bytes] = mapped_column(LargeBinary)
    signed_at: Mapped[datetime]


class SheetReopening(Record):
    """A signed, sealed or verified sheet that was sent back, with what it said until then. Rows are only ever added."""

    __tablename__ = "sheet_reopening"
    __table_args__ = (
        belongs_to("monthly_sheet", "sheet_id"),
        belongs_to("account", "reopened_by"),
        Index("ix_sheet_reopening_sheet", "tenant_id", "sheet_id"),
    )

    sheet_id: Mapped[UUID]
    reason: Mapped[str]
    reopened_by: Mapped[UUID]
    name: Mapped[str]
    """Who reopened it, by the name of that day."""
    reopened_at: Mapped[datetime]
    state: Mapped[SheetState] = mapped_column(choice(SheetState, "state"))
    """Where it stood."""
    content_hash: Mapped[bytes] = mapped_column(LargeBinary)
    days: Mapped[list[Any]]
    verdict: Mapped[dict[str, Any]]
    facts: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    signed_by: Mapped[UUID | None]
    signature_id: Mapped[UUID | None]


class SheetFigure(StrEnum):
    """A counted figure of a sheet that two persons may correct after it was sealed."""

    ON_DUTY_DAYS = "ON_DUTY_DAYS"
    OUTCOME = "OUTCOME"


class SheetOverride(Record):
    """One figure of a sealed sheet, corrected: the newest holds. Rows are only ever added.

    The sheet keeps what was sealed, and the days of the month are not touched: stipends, which go by those days, stay
    as they are.
    """

    __tablename__ = "sheet_override"
    __table_args__ = (
        belongs_to("monthly_sheet", "sheet_id"),
        belongs_to("approval_request", "approval_id"),
        Index("ix_sheet_override_sheet", "tenant_id", "sheet_id", "figure", "id"),
    )

    sheet_id: Mapped[UUID]
    figure: Mapped[SheetFigure] = mapped_column(choice(SheetFigure, "figure"))
    before: Mapped[str]
    after: Mapped[str]
    reason: Mapped[str]
    approval_id: Mapped[UUID]
    reopenings: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    """The sheet's ``reopenings`` when it was corrected."""


class DocumentFormat(StrEnum):
    """What a month is printed as."""

    PDF = "PDF"
    XLSX = "XLSX"


class SheetDocument(Record):
    """A 月考勤登记表 on behalf of ``requested_by``: of a place's month, or of one posting's.

    ``extent`` is where the requester's rights reached when the file was written: it is handed out only while they
    still reach that far.
    """

    __tablename__ = "sheet_document"
    __table_args__ = (
        belongs_to("account", "requested_by"),
        belongs_to("posting", "posting_id"),
        Index("ix_sheet_document_requester", "tenant_id", "requested_by", "created_at"),
        Index("ix_sheet_document_state", "tenant_id", "state", "expires_at"),
    )

    requested_by: Mapped[UUID]
    region_code: Mapped[RegionCodeColumn]
    month: Mapped[date]
    posting_id: Mapped[UUID | None]
    format: Mapped[DocumentFormat] = mapped_column(choice(DocumentFormat, "format"))
    file_name: Mapped[str]
    state: Mapped[ExportState] = mapped_column(choice(ExportState, "state"))
    failure: Mapped[str | None]
    row_count: Mapped[int | None] = mapped_column(Integer)
    extent: Mapped[dict[str, Any] | None]
    object_key: Mapped[str | None]
    version_id: Mapped[str | None]
    finished_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
