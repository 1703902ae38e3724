"""The monthly attendance sheet: totalled by the township, signed, sealed (JZ-08, JZ-09)."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, LargeBinary, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record
from xuanpai_core.db.types import RegionCodeColumn, belongs_to, choice


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
    )

    posting_id: Mapped[UUID]
    month: Mapped[date]
    region_code: Mapped[RegionCodeColumn]
    state: Mapped[SheetState] = mapped_column(choice(SheetState, "state"))
    on_duty_days: Mapped[int] = mapped_column(SmallInteger)
    days: Mapped[list[Any]]
    verdict: Mapped[dict[str, Any]]
    content_hash: Mapped[bytes] = mapped_column(LargeBinary)
    totalled_by: Mapped[UUID]
    totalled_at: Mapped[datetime]
    signed_by: Mapped[UUID | None]
    signed_at: Mapped[datetime | None]
    signed_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    sealed_by: Mapped[UUID | None]
    sealed_at: Mapped[datetime | None]


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
