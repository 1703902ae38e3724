"""The day's work log: one a posting and date (JZ-07)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import SmallInteger, Uuid, func, text
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.attendance.models import MONTHLY
from xuanpai_core.db.base import TenantTable
from xuanpai_core.db.types import belongs_to


class WorkLog(TenantTable):
    """What was done that day, where, with whom; visits and help ask for evidence."""

    __tablename__ = "work_log"
    __table_args__ = (belongs_to("posting", "posting_id"), MONTHLY)

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
