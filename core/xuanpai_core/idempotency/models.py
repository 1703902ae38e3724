"""What a key has already done: the same key and content answers again, the same key with other content is refused."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import LargeBinary, func
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import TenantTable


class IdempotencyKey(TenantTable):
    """One act already carried out, in the same transaction as its effect."""

    __tablename__ = "idempotency_key"

    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    operation: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[bytes] = mapped_column(LargeBinary)
    outcome: Mapped[dict[str, Any]]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
