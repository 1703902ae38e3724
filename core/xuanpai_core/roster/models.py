"""Imports of rosters: what was asked, how far it is, and what was wrong with which row."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, Integer, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record
from xuanpai_core.db.types import belongs_to, choice


class ImportState(StrEnum):
    """FAILED means nothing was written; the problems say why."""

    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    SUCCEEDED = "SUCCEEDED"
    FAILED = "FAILED"


class RosterImport(Record):
    """One run over one file: a dry run reports, a real run writes all rows or none.

    ``problems`` holds the first thousand as ``{row, column, code, message}``, ``problem_count`` counts them all, and
    SUCCEEDED means that there is none. What a dry run counts as created is what the real one would make.
    """

    __tablename__ = "roster_import"
    __table_args__ = (
        belongs_to("evidence", "evidence_id"),
        Index(
            "uq_roster_import_once",
            "tenant_id",
            "file_sha256",
            unique=True,
            postgresql_where=text("state = 'SUCCEEDED' AND NOT dry_run"),
        ),
    )

    evidence_id: Mapped[UUID]
    file_sha256: Mapped[bytes] = mapped_column(LargeBinary)
    dry_run: Mapped[bool]
    state: Mapped[ImportState] = mapped_column(choice(ImportState, "state"))
    requested_by: Mapped[UUID]
    row_count: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    problem_count: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    problems: Mapped[list[Any]] = mapped_column(server_default=text("'[]'::jsonb"))
    created_cadres: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    created_units: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    created_postings: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    finished_at: Mapped[datetime | None]
