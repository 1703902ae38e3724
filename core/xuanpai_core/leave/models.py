"""Leave and official trips: who asked for which half days, who was asked in which order, and what became of it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Computed, Index, SmallInteger, text
from sqlalchemy.dialects.postgresql import INT8RANGE, JSONB, ExcludeConstraint, Range
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record, TenantTable
from xuanpai_core.db.types import RegionCodeColumn, belongs_to, choice


class LeaveKind(StrEnum):
    """事假, 病假, 年休假, 婚丧产假等, 调休, and 因公外出, which may count as duty (JZ-04)."""

    PERSONAL = "PERSONAL"
    SICK = "SICK"
    ANNUAL = "ANNUAL"
    FAMILY = "FAMILY"
    COMPENSATORY = "COMPENSATORY"
    OFFICIAL_TRIP = "OFFICIAL_TRIP"


class LeaveState(StrEnum):
    """CANCELLED: approved, but none of it taken. CLOSED: the return was reported (销假), or the posting ended."""

    SUBMITTED = "SUBMITTED"
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"
    CANCELLED = "CANCELLED"
    CLOSED = "CLOSED"


class StepOutcome(StrEnum):
    """What was decided at a step."""

    APPROVED = "APPROVED"
    REJECTED = "REJECTED"


class LeaveRequest(Record):
    """One stretch of half days (``leave.slots`` numbers them), and what became of it.

    ``first_slot`` and ``after_slot`` bound what holds now: extensions lengthen it, an early return shortens it.
    ``asked_after_slot`` is what was asked for at first. ``waits_at`` is the place whose step is next, of the request
    (round 0) or of its latest extension (``round``); empty when nothing waits. ``laid_to_slot``: attendance knows of
    the half days before it. ``region_code``, ``sending_unit_id`` and ``cadre_id`` are the posting's.
    """

    __tablename__ = "leave_request"
    __table_args__ = (
        belongs_to("posting", "posting_id"),
        belongs_to("region", "region_code", key=("code",)),
        belongs_to("org_unit", "sending_unit_id"),
        belongs_to("cadre", "cadre_id"),
        Index("ix_leave_request_place", "tenant_id", "region_code", "first_slot"),
        Index("ix_leave_request_unit", "tenant_id", "sending_unit_id"),
        Index("ix_leave_request_cadre", "tenant_id", "cadre_id"),
        Index("ix_leave_request_posting", "tenant_id", "posting_id", "first_slot"),
        Index("ix_leave_request_waiting", "tenant_id", "waits_at", postgresql_where=text("waits_at IS NOT NULL")),
        Index("ix_leave_request_running", "tenant_id", "after_slot", postgresql_where=text("state = 'APPROVED'")),
        CheckConstraint("after_slot >= first_slot AND asked_after_slot > first_slot", name="slots_order"),
        CheckConstraint("after_slot > first_slot OR state = 'CANCELLED'", name="slots_empty"),
        CheckConstraint("(kind = 'OFFICIAL_TRIP') = (purpose IS NOT NULL)", name="purpose_of_trip"),
        CheckConstraint("reported_back_on IS NULL OR state = 'CLOSED'", name="return_closes"),
        ExcludeConstraint(
            ("tenant_id", "="),
            ("posting_id", "="),
            ("slots", "&&"),
            name="ex_leave_request_once_a_half_day",
            using="gist",
            where=text("state IN ('SUBMITTED', 'APPROVED', 'CLOSED')"),
        ),
    )

    posting_id: Mapped[UUID]
    region_code: Mapped[RegionCodeColumn]
    sending_unit_id: Mapped[UUID]
    cadre_id: Mapped[UUID]
    kind: Mapped[LeaveKind] = mapped_column(choice(LeaveKind, "kind"))
    state: Mapped[LeaveState] = mapped_column(choice(LeaveState, "state"))
    first_slot: Mapped[int] = mapped_column(BigInteger)
    after_slot: Mapped[int] = mapped_column(BigInteger)
    asked_after_slot: Mapped[int] = mapped_column(BigInteger)
    laid_to_slot: Mapped[int] = mapped_column(BigInteger)
    slots: Mapped[Range[int]] = mapped_column(
        INT8RANGE, Computed(text("int8range(first_slot, after_slot)"), persisted=True)
    )
    reason: Mapped[str]
    purpose: Mapped[str | None]
    late: Mapped[bool]
    """Whether it was asked for only when it had begun on an earlier day."""
    round: Mapped[int] = mapped_column(SmallInteger)
    waits_at: Mapped[RegionCodeColumn | None]
    clause: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """``document``, ``words`` and ``reference`` of the rule that laid down the chain; none where none did."""
    requested_by: Mapped[UUID]
    requested_at: Mapped[datetime]
    approved_at: Mapped[datetime | None]
    reported_back_on: Mapped[date | None]
    reported_by: Mapped[UUID | None]
    ended_at: Mapped[datetime | None]
    ended_reason: Mapped[str | None]


class LeaveExtension(TenantTable):
    """续假: the half days from ``from_slot`` on are asked for as well; ``round`` counts from 1."""

    __tablename__ = "leave_extension"
    __table_args__ = (
        belongs_to("leave_request", "leave_id"),
        CheckConstraint("after_slot > from_slot", name="slots_order"),
        CheckConstraint("state IN ('SUBMITTED', 'APPROVED', 'REJECTED', 'WITHDRAWN')", name="state_of_extension"),
        CheckConstraint("round > 0", name="round_of_extension"),
    )

    leave_id: Mapped[UUID] = mapped_column(primary_key=True)
    round: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    state: Mapped[LeaveState] = mapped_column(choice(LeaveState, "state"))
    from_slot: Mapped[int] = mapped_column(BigInteger)
    after_slot: Mapped[int] = mapped_column(BigInteger)
    reason: Mapped[str]
    late: Mapped[bool]
    clause: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    requested_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]


class LeaveStep(TenantTable):
    """One step of a round, in the order of ``number`` from 1: whoever approves leave at ``region_code`` itself.

    ``office`` is in what office it was decided. Nobody takes two steps of one round.
    """

    __tablename__ = "leave_step"
    __table_args__ = (
        belongs_to("leave_request", "leave_id"),
        belongs_to("region", "region_code", key=("code",)),
        Index(
            "uq_leave_step_person",
            "tenant_id",
            "leave_id",
            "round",
            "decided_by",
            unique=True,
            postgresql_where=text("decided_by IS NOT NULL"),
        ),
        CheckConstraint(
            "(outcome IS NULL) = (decided_by IS NULL) AND (outcome IS NULL) = (decided_at IS NULL)",
            name="decided_by_somebody",
        ),
    )

    leave_id: Mapped[UUID] = mapped_column(primary_key=True)
    round: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    number: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    level: Mapped[int] = mapped_column(SmallInteger)
    region_code: Mapped[RegionCodeColumn]
    outcome: Mapped[StepOutcome | None] = mapped_column(choice(StepOutcome, "outcome"))
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    office: Mapped[str | None]
    note: Mapped[str | None]
