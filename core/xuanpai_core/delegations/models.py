"""What an upper level has handed down to a place, from a day to a day (HD-10)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped

from xuanpai_core.db.base import Record
from xuanpai_core.db.types import RegionCodeColumn, belongs_to


class Delegation(Record):
    """Actions that the roles at a place hold by delegation: once delegated, they hold there only while one is in force.

    ``valid_to`` is the first day on which it no longer holds; revoking sets it to the day of the revocation.
    """

    __tablename__ = "delegation"
    __table_args__ = (
        belongs_to("region", "region_code", key=("code",)),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="period_order"),
        Index("ix_delegation_region", "tenant_id", "region_code"),
    )

    region_code: Mapped[RegionCodeColumn]
    actions: Mapped[list[Any]]
    """``resource:verb`` texts."""
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    reason: Mapped[str]
    delegated_by: Mapped[UUID]
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[UUID | None]
    revoke_reason: Mapped[str | None]
