"""The hub of the model: this cadre, in this post, at this place, from that unit, over this period."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Computed, Index, text
from sqlalchemy.dialects.postgresql import DATERANGE, ExcludeConstraint, Range
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record
from xuanpai_core.db.types import RegionCodeColumn, belongs_to, choice
from xuanpai_core.vocabulary import DispatchLevel, PostingRole


class Posting(Record):
    """One posting; ``end_date`` is the last day served, empty while it runs, and ``planned_end`` the term's last day.

    A cadre holds one posting at a time: the database refuses an overlap.
    """

    __tablename__ = "posting"
    __table_args__ = (
        belongs_to("cadre", "cadre_id"),
        belongs_to("org_unit", "sending_unit_id"),
        belongs_to("region", "region_code", key=("code",)),
        Index("ix_posting_region", "tenant_id", "region_code", "id"),
        Index("ix_posting_unit", "tenant_id", "sending_unit_id", "id"),
        Index("ix_posting_cadre", "tenant_id", "cadre_id"),
        CheckConstraint("end_date IS NULL OR end_date >= start_date", name="period_order"),
        CheckConstraint("planned_end IS NULL OR planned_end >= start_date", name="term_order"),
        ExcludeConstraint(
            ("tenant_id", "="),
            ("cadre_id", "="),
            ("period", "&&"),
            name="ex_posting_one_at_a_time",
            using="gist",
        ),
    )

    cadre_id: Mapped[UUID]
    role: Mapped[PostingRole] = mapped_column(choice(PostingRole, "role"))
    dispatch_level: Mapped[DispatchLevel] = mapped_column(choice(DispatchLevel, "dispatch_level"))
    sending_unit_id: Mapped[UUID]
    region_code: Mapped[RegionCodeColumn]
    start_date: Mapped[date]
    planned_end: Mapped[date | None]
    end_date: Mapped[date | None]
    period: Mapped[Range[date]] = mapped_column(
        DATERANGE, Computed(text("daterange(start_date, end_date, '[]')"), persisted=True)
    )
