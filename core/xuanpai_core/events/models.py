"""Events that everybody in post must attend (五必到), and who was there (JZ-06)."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record, TenantTable
from xuanpai_core.db.types import RegionCodeColumn, belongs_to, choice


class EventKind(StrEnum):
    """重要会议, 重点工作, 难点问题, 重大纠纷, 突发事件: these five, and no sixth."""

    IMPORTANT_MEETING = "IMPORTANT_MEETING"
    KEY_TASK = "KEY_TASK"
    HARD_PROBLEM = "HARD_PROBLEM"
    MAJOR_DISPUTE = "MAJOR_DISPUTE"
    EMERGENCY = "EMERGENCY"


class EventPresence(StrEnum):
    """What was recorded of one posting; no record is no statement."""

    PRESENT = "PRESENT"
    ON_LEAVE = "ON_LEAVE"
    ABSENT = "ABSENT"


class MustAttendEvent(Record):
    """One event in a village or a township; whoever is in post there on its day is concerned.

    ``day`` is the civil date of ``at``. Withdrawn with a reason, it stays visible and nobody is judged by it.
    """

    __tablename__ = "must_attend_event"
    __table_args__ = (
        belongs_to("region", "region_code", key=("code",)),
        belongs_to("account", "announced_by"),
        Index("ix_must_attend_event_place", "tenant_id", "region_code", "day"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdraw_reason IS NULL)", name="withdrawn_for_a_reason"),
    )

    kind: Mapped[EventKind] = mapped_column(choice(EventKind, "kind"))
    region_code: Mapped[RegionCodeColumn]
    at: Mapped[datetime]
    day: Mapped[date]
    title: Mapped[str]
    venue: Mapped[str | None]
    announced_by: Mapped[UUID]
    announced_at: Mapped[datetime]
    withdrawn_by: Mapped[UUID | None]
    withdrawn_at: Mapped[datetime | None]
    withdraw_reason: Mapped[str | None]


class EventAttendance(TenantTable):
    """Whether one posting was there, as somebody at the place recorded it last."""

    __tablename__ = "event_attendance"
    __table_args__ = (
        belongs_to("must_attend_event", "event_id"),
        belongs_to("posting", "posting_id"),
        belongs_to("account", "recorded_by"),
        Index("ix_event_attendance_posting", "tenant_id", "posting_id"),
    )

    event_id: Mapped[UUID] = mapped_column(primary_key=True)
    posting_id: Mapped[UUID] = mapped_column(primary_key=True)
    state: Mapped[EventPresence] = mapped_column(choice(EventPresence, "state"))
    note: Mapped[str | None]
    recorded_by: Mapped[UUID]
    recorded_at: Mapped[datetime]
