"""The bearer tokens that people hand to their programs."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record
from xuanpai_core.db.types import belongs_to


class ApiToken(Record):
    """One token: found by the digest of its secret, narrowed to its scopes, ended by its day or by revocation."""

    __tablename__ = "api_token"
    __table_args__ = (
        belongs_to("account", "account_id"),
        belongs_to("account", "revoked_by"),
        UniqueConstraint("tenant_id", "secret_digest"),
        Index("ix_api_token_account", "tenant_id", "account_id"),
    )

    account_id: Mapped[UUID]
    """Whose rights it borrows; nobody makes a token for another person."""
    name: Mapped[str]
    secret_digest: Mapped[bytes] = mapped_column(LargeBinary)
    scopes: Mapped[list[Any]]
    """The actions (``resource:verb``) that it may use of its owner's, in alphabetical order."""
    expires_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[UUID | None]
