"""Exports of cadres to a workbook: what was asked, why, how far it is, and where the file lies."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record
from xuanpai_core.db.types import belongs_to, choice


class ExportState(StrEnum):
    """READY until ``expires_at``, EXPIRED when the file has been removed; FAILED means that there never was one."""

    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    READY = "READY"
    FAILED = "FAILED"
    EXPIRED = "EXPIRED"


class CadreExport(Record):
    """One export on behalf of ``requested_by``; it may write ``row_limit`` rows and no more.

    ``approved`` says that a second person has agreed. ``extent`` is where the requester's rights reached when the
    file was written: it is handed out only while they still reach that far.
    """

    __tablename__ = "cadre_export"
    __table_args__ = (
        belongs_to("account", "requested_by"),
        Index("ix_cadre_export_requester", "tenant_id", "requested_by", "created_at"),
        Index("ix_cadre_export_state", "tenant_id", "state", "expires_at"),
    )

    requested_by: Mapped[UUID]
    approved: Mapped[bool]
    reason: Mapped[str]
    selection: Mapped[dict[str, Any]]
    state: Mapped[ExportState] = mapped_column(choice(ExportState, "state"))
    row_count: Mapped[int] = mapped_column(Integer)
    """The rows as counted when it was asked for; once READY, those written."""
    row_limit: Mapped[int] = mapped_column(Integer)
    failure: Mapped[str | None]
    extent: Mapped[dict[str, Any] | None]
    object_key: Mapped[str | None]
    version_id: Mapped[str | None]
    finished_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
