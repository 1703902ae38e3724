"""Personal money of cadres, by county and quarter: its own ledger (JZ-29, JZ-30, JZ-31)."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record, TenantTable
from xuanpai_core.db.types import FenColumn, RegionCodeColumn, belongs_to, choice
from xuanpai_core.plugins.decisions import StipendState


class BatchState(StrEnum):
    """BLOCKED by a gate with its reason, READY to pay, RELEASED by a person."""

    BLOCKED = "BLOCKED"
    READY = "READY"
    RELEASED = "RELEASED"


class StipendBatch(Record):
    """One county's quarter; preparing it again refreshes it until it is released, and never pays anyone twice."""

    __tablename__ = "stipend_batch"
    __table_args__ = (
        belongs_to("region", "county_code", key=("code",)),
        Index("uq_stipend_batch_quarter", "tenant_id", "county_code", "quarter", unique=True),
    )

    county_code: Mapped[RegionCodeColumn]
    quarter: Mapped[date]
    state: Mapped[BatchState] = mapped_column(choice(BatchState, "state"))
    payable_fen: Mapped[FenColumn]
    on_hold_fen: Mapped[FenColumn]
    plugin: Mapped[str]
    gate: Mapped[dict[str, Any]]
    prepared_by: Mapped[UUID]
    prepared_at: Mapped[datetime]
    released_by: Mapped[UUID | None]
    released_at: Mapped[datetime | None]


class StipendLine(TenantTable):
    """One posting's month in a batch: the amount, what happens to it, why, and the clause."""

    __tablename__ = "stipend_line"
    __table_args__ = (
        belongs_to("stipend_batch", "batch_id"),
        belongs_to("posting", "posting_id"),
        UniqueConstraint("tenant_id", "posting_id", "month"),
    )

    batch_id: Mapped[UUID] = mapped_column(primary_key=True)
    posting_id: Mapped[UUID] = mapped_column(primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    amount_fen: Mapped[FenColumn]
    state: Mapped[StipendState] = mapped_column(choice(StipendState, "state"))
    reason: Mapped[str]
    clause: Mapped[dict[str, Any]]
