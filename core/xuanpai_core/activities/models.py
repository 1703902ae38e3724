"""Dated things that happened, with what was treated: what fulfils duties and opens gates."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record
from xuanpai_core.db.types import RegionCodeColumn, belongs_to, choice
from xuanpai_core.vocabulary import ActivityKind


class Activity(Record):
    """One activity of a place on a day; ``topics`` maps the topics that were to be heard to what was said of them.

    ``form`` is the code of the region's form, if it is one. ``agenda`` is what was to be heard when it was recorded,
    as pairs of code and Chinese title; None where the kind itself says it. ``posting_id`` is the posting whose record
    it is, if it is one's. ``content`` holds the form's fields. ``person_times`` is how many people were reached, each
    as often as he came (人次). A withdrawn one is kept, and counts for nothing.
    """

    __tablename__ = "activity"
    __table_args__ = (
        belongs_to("region", "region_code", key=("code",)),
        belongs_to("posting", "posting_id"),
        Index("ix_activity_place", "tenant_id", "kind", "region_code", "held_on"),
        Index("ix_activity_form", "tenant_id", "form", "region_code", "held_on"),
        Index("ix_activity_posting", "tenant_id", "posting_id"),
        CheckConstraint("person_times >= 0", name="person_times_range"),
    )

    kind: Mapped[ActivityKind] = mapped_column(choice(ActivityKind, "kind"))
    form: Mapped[str | None] = mapped_column(Text(collation="C"))
    region_code: Mapped[RegionCodeColumn]
    posting_id: Mapped[UUID | None]
    held_on: Mapped[date]
    title: Mapped[str]
    topics: Mapped[dict[str, Any]]
    agenda: Mapped[list[Any] | None]
    content: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    person_times: Mapped[int | None] = mapped_column(Integer)
    note: Mapped[str | None]
    recorded_by: Mapped[UUID]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str | None]
