"""The second door: the providers that a tenant's people may come from, and who is known there by which subject."""

from uuid import UUID

from sqlalchemy import Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record
from xuanpai_core.db.types import belongs_to


class OidcProvider(Record):
    """An OpenID provider, registered from the server's shell alone: we call its addresses."""

    __tablename__ = "oidc_provider"
    __table_args__ = (UniqueConstraint("tenant_id", "issuer"),)

    title: Mapped[str]
    issuer: Mapped[str]
    client_id: Mapped[str]
    client_secret_sealed: Mapped[bytes] = mapped_column(LargeBinary)


class ExternalIdentity(Record):
    """Whom an issuer's subject is here; the pair names one person for ever, so nothing else of a token is trusted."""

    __tablename__ = "external_identity"
    __table_args__ = (
        belongs_to("account", "account_id"),
        UniqueConstraint("tenant_id", "issuer", "subject"),
        Index("ix_external_identity_account", "tenant_id", "account_id"),
    )

    issuer: Mapped[str]
    subject: Mapped[str]
    account_id: Mapped[UUID]
    linked_by: Mapped[UUID]
