"""The State Council's arrangement of holidays, year by year: our own table, because no library knows the next year."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Integer, text
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import TenantTable
from xuanpai_core.db.types import belongs_to, choice


class CalendarDayKind(StrEnum):
    """A day off by the arrangement, or a Saturday or Sunday on which one works for it."""

    HOLIDAY = "HOLIDAY"
    WORKDAY_SHIFT = "WORKDAY_SHIFT"


class CalendarYear(TenantTable):
    """A year whose arrangement is known; a year without a row is not published yet, and is shown as that.

    ``document`` is the notice's title, ``published_on`` its date where it was told. ``imported_by`` is the account
    that imported it, NULL for the years that the system brings along.
    """

    __tablename__ = "calendar_year"
    __table_args__ = (CheckConstraint("year BETWEEN 1949 AND 2199", name="year_range"),)

    year: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    document: Mapped[str]
    published_on: Mapped[date | None]
    imported_by: Mapped[UUID | None]
    imported_at: Mapped[datetime] = mapped_column(server_default=text("now()"))


class CalendarDay(TenantTable):
    """A day on which the arrangement differs from the week."""

    __tablename__ = "calendar_day"
    __table_args__ = (
        belongs_to("calendar_year", "year", key=("year",)),
        CheckConstraint("year = EXTRACT(year FROM day)", name="of_its_year"),
    )

    day: Mapped[date] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(Integer)
    kind: Mapped[CalendarDayKind] = mapped_column(choice(CalendarDayKind, "kind"))
    name: Mapped[str]
