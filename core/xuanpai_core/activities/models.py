"""Dated things that happened, with what was treated: what fulfils duties and opens gates."""

from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record
from xuanpai_core.db.types import RegionCodeColumn, belongs_to, choice


class ActivityKind(StrEnum):
    """DISPATCH_MEETING is the county's quarterly 调度会 (JZ-24)."""

    DISPATCH_MEETING = "DISPATCH_MEETING"


class Activity(Record):
    """One activity of a place on a day; ``topics`` maps the topics its kind demands to what was said."""

    __tablename__ = "activity"
    __table_args__ = (
        belongs_to("region", "region_code", key=("code",)),
        Index("ix_activity_place", "tenant_id", "kind", "region_code", "held_on"),
    )

    kind: Mapped[ActivityKind] = mapped_column(choice(ActivityKind, "kind"))
    region_code: Mapped[RegionCodeColumn]
    held_on: Mapped[date]
    title: Mapped[str]
    topics: Mapped[dict[str, Any]]
    recorded_by: Mapped[UUID]
