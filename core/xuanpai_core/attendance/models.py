"""Who was in the village on which day or half of it, the totals that pages read, and what waits for a person."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Double, Enum, Index, Integer, SmallInteger, Uuid, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record, TenantTable
from xuanpai_core.db.types import RegionCodeColumn, belongs_to, choice
from xuanpai_core.judgement.month import DayPart
from xuanpai_core.vocabulary import DispatchLevel

MONTHLY = {"postgresql_partition_by": "RANGE (day)"}


class AttendanceStatus(StrEnum):
    """What a day, or half of it, counts as; UNRECORDED: of this half nothing is known, only of the other.

    A whole day is UNRECORDED while it has fewer acts than its place asks for.
    """

    ON_DUTY = "ON_DUTY"
    OFFICIAL_TRIP = "OFFICIAL_TRIP"
    LEAVE = "LEAVE"
    ABSENT = "ABSENT"
    UNRECORDED = "UNRECORDED"


class CheckIn(TenantTable):
    """One act of checking in; several on one day still make one attendance day (JZ-02).

    Degrees are WGS-84 whatever the phone reported. ``distance_m`` is the way to the village's nearest fence, as the
    fences were that day: 0 inside, empty where there is no place or no fence.
    """

    __tablename__ = "check_in"
    __table_args__ = (
        belongs_to("posting", "posting_id"),
        # What came in since the last look: rows come in the order of receipt, and this costs an insert nothing.
        Index("ix_check_in_received", "tenant_id", "received_at", postgresql_using="brin"),
        MONTHLY,
    )

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
    distance_m: Mapped[int | None] = mapped_column(Integer)


class AttendanceDay(TenantTable):
    """The two halves of one posting's day: one row a posting and date.

    ``status`` and ``leave_id`` tell of the morning; of the afternoon too while ``afternoon`` is empty. A ``leave_id``
    is the approved request that says so; of what somebody registered (``registered``) there is none. ``late``: all
    that was sent of this day was received on a later one.
    """

    __tablename__ = "attendance_day"
    __table_args__ = (
        belongs_to("posting", "posting_id"),
        # One day of a whole province: rows come in the order of the days, and this costs a check-in nothing.
        Index("ix_attendance_day_day", "tenant_id", "day", postgresql_using="brin"),
        MONTHLY,
    )

    posting_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    status: Mapped[AttendanceStatus] = mapped_column(choice(AttendanceStatus, "status"))
    first_check_in_at: Mapped[datetime | None]
    check_ins: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    photo_id: Mapped[UUID | None]
    leave_id: Mapped[UUID | None]
    # Its check is made by the revision, as one that need not look at every row there is.
    afternoon: Mapped[AttendanceStatus | None] = mapped_column(Enum(AttendanceStatus, native_enum=False, length=32))
    afternoon_leave_id: Mapped[UUID | None]
    registered: Mapped[bool] = mapped_column(server_default=text("false"))
    late: Mapped[bool] = mapped_column(server_default=text("false"))


class MonthlyAttendance(TenantTable):
    """A posting's month in figures, kept in the transaction that changes a day.

    On duty for ``on_duty_days`` whole days, and with ``half_day`` half a day more.
    """

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
    half_day: Mapped[bool] = mapped_column(server_default=text("false"))


class CountyMonth(TenantTable):
    """How many postings of a county stand at how many whole days: at most 32 rows a county, month and level.

    It answers any threshold that a rulebook may set, at a cost that does not grow with attendance.
    """

    __tablename__ = "county_month"

    month: Mapped[date] = mapped_column(primary_key=True)
    county_code: Mapped[RegionCodeColumn] = mapped_column(primary_key=True)
    dispatch_level: Mapped[DispatchLevel] = mapped_column(choice(DispatchLevel, "dispatch_level"), primary_key=True)
    on_duty_days: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    postings: Mapped[int] = mapped_column(Integer)


class ConflictState(StrEnum):
    """OPEN until a person has decided."""

    OPEN = "OPEN"
    DECIDED = "DECIDED"


class ConflictDecision(StrEnum):
    """What the half days in dispute were: one was there, on leave or a trip, or absent."""

    PRESENCE = "PRESENCE"
    LEAVE = "LEAVE"
    ABSENCE = "ABSENCE"


class AttendanceConflict(Record):
    """Two things said of one day that cannot both be: what was recorded first stands until a person decides.

    ``standing`` is what the day (or its half, ``part``) counts as meanwhile, ``claimed`` what contradicts it.
    ``leave_id`` is the approved request, whichever of the two it is; none where a registration stands alone against
    a check-in. ``decided_by`` is empty where nobody had to decide, because the request was taken back.
    """

    __tablename__ = "attendance_conflict"
    __table_args__ = (
        belongs_to("posting", "posting_id"),
        belongs_to("region", "region_code", key=("code",)),
        Index(
            "uq_attendance_conflict",
            "tenant_id",
            "posting_id",
            "day",
            "part",
            "leave_id",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
        Index("ix_attendance_conflict_place", "tenant_id", "state", "region_code", "day"),
        CheckConstraint("(state = 'OPEN') = (decided_at IS NULL)", name="decided_at_known"),
    )

    posting_id: Mapped[UUID]
    region_code: Mapped[RegionCodeColumn]
    day: Mapped[date]
    part: Mapped[DayPart] = mapped_column(choice(DayPart, "part"))
    standing: Mapped[AttendanceStatus] = mapped_column(choice(AttendanceStatus, "standing"))
    claimed: Mapped[AttendanceStatus] = mapped_column(choice(AttendanceStatus, "claimed"))
    leave_id: Mapped[UUID | None]
    explanation: Mapped[str]
    state: Mapped[ConflictState] = mapped_column(choice(ConflictState, "state"))
    raised_at: Mapped[datetime]
    decision: Mapped[ConflictDecision | None] = mapped_column(choice(ConflictDecision, "decision"))
    reason: Mapped[str | None]
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]


class ClaimState(StrEnum):
    """SUBMITTED until the cadre takes it back or somebody else decides."""

    SUBMITTED = "SUBMITTED"
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"


class BackfillRequest(Record):
    """补签: a cadre's claim to have been on duty on a day, or half of it, that was not recorded in time.

    ``entries`` are check-ins that came too late to count by themselves, each whole as it was sent (plain JSON); a
    claim made by hand has none. ``place`` is where one was, in words; the degrees (WGS-84) are those of the fix that
    came with the claim, or else with the first of its entries, and ``distance_m`` is as of a check-in.
    """

    __tablename__ = "backfill_request"
    __table_args__ = (
        belongs_to("posting", "posting_id"),
        belongs_to("region", "region_code", key=("code",)),
        Index("ix_backfill_request_posting", "tenant_id", "posting_id", "day"),
        Index("ix_backfill_request_place", "tenant_id", "state", "region_code", "day"),
        Index(
            "uq_backfill_request_morning",
            "tenant_id",
            "posting_id",
            "day",
            unique=True,
            postgresql_where=text("state = 'SUBMITTED' AND part <> 'AFTERNOON'"),
        ),
        Index(
            "uq_backfill_request_afternoon",
            "tenant_id",
            "posting_id",
            "day",
            unique=True,
            postgresql_where=text("state = 'SUBMITTED' AND part <> 'MORNING'"),
        ),
        CheckConstraint("(state = 'SUBMITTED') = (decided_at IS NULL)", name="decided_at_known"),
    )

    posting_id: Mapped[UUID]
    region_code: Mapped[RegionCodeColumn]
    day: Mapped[date]
    part: Mapped[DayPart] = mapped_column(choice(DayPart, "part"))
    state: Mapped[ClaimState] = mapped_column(choice(ClaimState, "state"))
    reason: Mapped[str]
    place: Mapped[str | None]
    latitude: Mapped[float | None] = mapped_column(Double)
    longitude: Mapped[float | None] = mapped_column(Double)
    accuracy_m: Mapped[float | None] = mapped_column(Double)
    distance_m: Mapped[int | None] = mapped_column(Integer)
    entries: Mapped[list[Any]] = mapped_column(server_default=text("'[]'::jsonb"))
    submitted_by: Mapped[UUID]
    submitted_at: Mapped[datetime]
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    decision_reason: Mapped[str | None]


class NightSource(StrEnum):
    """A check-in by night, or what the village or township registered."""

    CHECK_IN = "CHECK_IN"
    REGISTERED = "REGISTERED"


class Overnight(TenantTable):
    """A night in the village (夜宿), under the date of its evening; ``spent`` is false where that was struck out."""

    __tablename__ = "overnight"
    __table_args__ = (belongs_to("posting", "posting_id"),)

    posting_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    night: Mapped[date] = mapped_column(primary_key=True)
    source: Mapped[NightSource] = mapped_column(choice(NightSource, "source"))
    spent: Mapped[bool] = mapped_column(server_default=text("true"))
    check_in_id: Mapped[UUID | None]
    noted_by: Mapped[UUID]
    noted_at: Mapped[datetime]
    reason: Mapped[str | None]


class FenceKind(StrEnum):
    """A circle around a point, or a polygon."""

    RADIUS = "RADIUS"
    POLYGON = "POLYGON"


class Fence(Record):
    """Where one is "in the village": for everybody at the place, or for one posting's dwelling.

    Degrees are WGS-84. A place may have several, each in force from ``valid_from`` to the day before ``valid_to``
    and, if ``season_months`` names any, in those months only. ``vertices``: [latitude, longitude] pairs in order.
    """

    __tablename__ = "fence"
    __table_args__ = (
        belongs_to("region", "region_code", key=("code",)),
        belongs_to("posting", "posting_id"),
        Index("ix_fence_place", "tenant_id", "region_code"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="period_order"),
        CheckConstraint(
            "CASE WHEN kind = 'RADIUS' THEN num_nulls(latitude, longitude, radius_m) = 0 AND vertices IS NULL "
            "ELSE num_nonnulls(latitude, longitude, radius_m) = 0 AND vertices IS NOT NULL END",
            name="shape",
        ),
    )

    region_code: Mapped[RegionCodeColumn]
    posting_id: Mapped[UUID | None]
    name: Mapped[str]
    kind: Mapped[FenceKind] = mapped_column(choice(FenceKind, "kind"))
    latitude: Mapped[float | None] = mapped_column(Double)
    longitude: Mapped[float | None] = mapped_column(Double)
    radius_m: Mapped[int | None] = mapped_column(Integer)
    vertices: Mapped[list[Any] | None] = mapped_column(JSONB(none_as_null=True))
    season_months: Mapped[list[Any]] = mapped_column(server_default=text("'[]'::jsonb"))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    ended_reason: Mapped[str | None]
