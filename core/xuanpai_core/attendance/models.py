"""Who was in the village on which day, and the running totals that pages read."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Double, Index, Integer, SmallInteger, Uuid, func, text
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import TenantTable
from xuanpai_core.db.types import RegionCodeColumn, belongs_to, choice
from xuanpai_core.vocabulary import DispatchLevel

MONTHLY = {"postgresql_partition_by": "RANGE (day)"}


class AttendanceStatus(StrEnum):
    """What a day counts as."""

    ON_DUTY = "ON_DUTY"
    OFFICIAL_TRIP = "OFFICIAL_TRIP"
    LEAVE = "LEAVE"
    ABSENT = "ABSENT"


class CheckIn(TenantTable):
    """One act of checking in; several on one day still make one attendance day (JZ-02)."""

    __tablename__ = "check_in"
    __table_args__ = (belongs_to("posting", "posting_id"), MONTHLY)

    posting_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    at: Mapped[datetime]
    received_at: Mapped[datetime] = mapped_column(server_default=func.now())
    latitude: Mapped[float | None] = mapped_column(Double)
    longitude: Mapped[float | None] = mapped_column(Double)
    accuracy_m: Mapped[float | None] = mapped_column(Double)
    photo_id: Mapped[UUID | None]
    note: Mapped[str | None]
    device: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))


class AttendanceDay(TenantTable):
    """The day's status of one posting: one row a posting and date."""

    __tablename__ = "attendance_day"
    __table_args__ = (belongs_to("posting", "posting_id"), MONTHLY)

    posting_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    status: Mapped[AttendanceStatus] = mapped_column(choice(AttendanceStatus, "status"))
    first_check_in_at: Mapped[datetime | None]
    check_ins: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    photo_id: Mapped[UUID | None]


class MonthlyAttendance(TenantTable):
    """A posting's month in figures, kept in the transaction that changes a day."""

    __tablename__ = "monthly_attendance"
    __table_args__ = (
        belongs_to("posting", "posting_id"),
        Index("ix_monthly_attendance_region", "tenant_id", "month", "region_code"),
        CheckConstraint("on_duty_days BETWEEN 0 AND 31", name="days_range"),
    )

    posting_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    region_code: Mapped[RegionCodeColumn]
    dispatch_level: Mapped[DispatchLevel] = mapped_column(choice(DispatchLevel, "dispatch_level"))
    on_duty_days: Mapped[int] = mapped_column(SmallInteger)
    log_days: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    last_day: Mapped[date | None]
    sealed: Mapped[bool] = mapped_column(server_default=text("false"))
    """Whether the month's sheet is sealed: read under this row's lock, so that no change slips past the seal."""


class CountyMonth(TenantTable):
    """How many postings of a county stand at how many days: at most 32 rows a county, month and dispatch level.

    It answers any threshold that a rulebook may set, at a cost that does not grow with attendance.
    """

    __tablename__ = "county_month"

    month: Mapped[date] = mapped_column(primary_key=True)
    county_code: Mapped[RegionCodeColumn] = mapped_column(primary_key=True)
    dispatch_level: Mapped[DispatchLevel] = mapped_column(choice(DispatchLevel, "dispatch_level"), primary_key=True)
    on_duty_days: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    postings: Mapped[int] = mapped_column(Integer)
