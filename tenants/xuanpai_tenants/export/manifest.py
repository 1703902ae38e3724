"""What an archive says of itself: from which schema, of which tenant, how many rows of which table."""

from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from xuanpai_tenants.models import TenantKind, TenantState

MANIFEST: Final = "manifest.json"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TenantPart(_Part):
    """The tenant's row of the directory."""

    id: UUID
    code: str
    name: str
    kind: TenantKind
    state: TenantState
    quotas: dict[str, Any]
    created_at: datetime
    state_changed_at: datetime


class TablePart(_Part):
    """One table: its member, rows, the digest of its lines; for tables cut by month the first and the last day."""

    name: str
    member: str
    rows: int
    sha256: str
    first_day: date | None = None
    last_day: date | None = None


class Manifest(_Part):
    """The whole of ``manifest.json``; ``missing_evidence`` are files that the object store had lost or spoilt."""

    schema_revisions: tuple[str, ...]
    exported_at: datetime
    tenant: TenantPart
    tables: tuple[TablePart, ...]
    evidence: int
    missing_evidence: tuple[UUID, ...]


def evidence_member(evidence_id: object) -> str:
    """Where a file of the object store lies in the archive."""
    return f"evidence/{evidence_id}"
