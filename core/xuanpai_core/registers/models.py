"""Registers: what stands over a period, in the fields that its form names."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record
from xuanpai_core.db.types import RegionCodeColumn, belongs_to


class RegisterEntry(Record):
    """One entry of a register: a pairing, a work team, a leader, an agreement, a lodging, a problem, a household.

    ``form`` is the code of its form, the core's or a region's. ``posting_id`` is the posting that it belongs to, if
    it belongs to one. ``valid_to`` is the last day on which it stands, None while it does; ``ended_because`` says why
    it ended. ``accepted``: what was objected and written all the same, with the reason. ``features``: name to the ISO
    day on which it was gained, as the entry's deed tells them.
    """

    __tablename__ = "register_entry"
    __table_args__ = (
        belongs_to("region", "region_code", key=("code",)),
        belongs_to("posting", "posting_id"),
        Index("ix_register_entry_form", "tenant_id", "form", "region_code", "id"),
        Index("ix_register_entry_posting", "tenant_id", "posting_id", "form"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="period_order"),
    )

    form: Mapped[str] = mapped_column(Text(collation="C"))
    title: Mapped[str]
    region_code: Mapped[RegionCodeColumn]
    posting_id: Mapped[UUID | None]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    content: Mapped[dict[str, Any]]
    accepted: Mapped[list[Any]]
    features: Mapped[dict[str, Any]]
    ended_because: Mapped[str | None]
    recorded_by: Mapped[UUID]
