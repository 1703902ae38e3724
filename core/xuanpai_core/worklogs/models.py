"""The day's work log: one a posting and date (JZ-07), the skeletons it starts from, and what it leaves to be done."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, Uuid, func, text
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.attendance.models import MONTHLY
from xuanpai_core.db.base import Record, TenantTable
from xuanpai_core.db.types import RegionCodeColumn, belongs_to, choice


class WorkLog(TenantTable):
    """What was done that day, where, with whom; visits and help ask for evidence."""

    __tablename__ = "work_log"
    __table_args__ = (
        belongs_to("posting", "posting_id"),
        Index("ix_work_log_updated", "tenant_id", "updated_at", postgresql_using="brin"),
        MONTHLY,
    )

    posting_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    content: Mapped[str]
    place: Mapped[str | None]
    companions: Mapped[str | None]
    households_visited: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    help_given: Mapped[str | None]
    problems_heard: Mapped[str | None]
    written_at: Mapped[datetime] = mapped_column(server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now())


class ItemState(StrEnum):
    """OPEN until a log says that it was done, or why it was dropped."""

    OPEN = "OPEN"
    DONE = "DONE"
    DROPPED = "DROPPED"


class WorkLogItem(Record):
    """A problem that was heard, and what became of it: opened by the log of one day, settled by that of another.

    ``number`` is its place among those that the log opened. ``outcome``: what was done, or why it was dropped.
    """

    __tablename__ = "work_log_item"
    __table_args__ = (
        belongs_to("posting", "posting_id"),
        Index("ix_work_log_item_opened", "tenant_id", "posting_id", "opened_on"),
        Index("ix_work_log_item_settled", "tenant_id", "posting_id", "settled_on"),
        CheckConstraint("(state = 'OPEN') = (settled_on IS NULL)", name="settled_on_known"),
        CheckConstraint("(state = 'OPEN') = (outcome IS NULL)", name="outcome_known"),
    )

    posting_id: Mapped[UUID]
    opened_on: Mapped[date]
    number: Mapped[int] = mapped_column(SmallInteger)
    text: Mapped[str]
    state: Mapped[ItemState] = mapped_column(choice(ItemState, "state"))
    settled_on: Mapped[date | None]
    outcome: Mapped[str | None]


class WorkLogTemplate(Record):
    """A skeleton for the logs of a place and everything below it; once retired it is offered to nobody."""

    __tablename__ = "work_log_template"
    __table_args__ = (
        belongs_to("region", "region_code", key=("code",)),
        belongs_to("account", "recorded_by"),
        Index("ix_work_log_template_place", "tenant_id", "region_code"),
    )

    region_code: Mapped[RegionCodeColumn]
    title: Mapped[str]
    content: Mapped[str]
    recorded_by: Mapped[UUID]
    retired_at: Mapped[datetime | None]
