"""Who signs in, what they hold and for how long, and their sessions."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, Integer, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record, TenantTable
from xuanpai_core.db.types import RegionCodeColumn, belongs_to, choice


class AccountState(StrEnum):
    """Whether the account may sign in."""

    ACTIVE = "ACTIVE"
    DISABLED = "DISABLED"


class Account(Record):
    """A person's sign-in; a cadre's account names the cadre."""

    __tablename__ = "account"
    __table_args__ = (
        UniqueConstraint("tenant_id", "username"),
        belongs_to("cadre", "cadre_id"),
        Index("ix_account_cadre", "tenant_id", "cadre_id"),
    )

    username: Mapped[str]
    display_name: Mapped[str]
    password_hash: Mapped[str]
    must_change_password: Mapped[bool]
    state: Mapped[AccountState] = mapped_column(choice(AccountState, "state"))
    cadre_id: Mapped[UUID | None]
    failed_attempts: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    locked_until: Mapped[datetime | None]
    last_sign_in_at: Mapped[datetime | None]


class Appointment(Record):
    """One role held by an account from a day, over a place, over a unit's cadres, or over oneself."""

    __tablename__ = "appointment"
    __table_args__ = (
        belongs_to("account", "account_id"),
        belongs_to("region", "region_code", key=("code",)),
        belongs_to("org_unit", "unit_id"),
        belongs_to("account", "acting_for"),
        Index("ix_appointment_account", "tenant_id", "account_id"),
        Index("ix_appointment_region", "tenant_id", "region_code"),
    )

    account_id: Mapped[UUID]
    role: Mapped[str]
    region_code: Mapped[RegionCodeColumn | None]
    unit_id: Mapped[UUID | None]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    acting_for: Mapped[UUID | None]
    """The account that the holder stands in for (代理); such an appointment always has an end."""
    reason: Mapped[str | None]
    granted_by: Mapped[UUID | None]
    ended_by: Mapped[UUID | None]
    ended_reason: Mapped[str | None]


class Session(TenantTable):
    """A signed-in browser, found by the digest of its secret, revocable at once."""

    __tablename__ = "session"
    __table_args__ = (
        belongs_to("account", "account_id"),
        Index("ix_session_account", "tenant_id", "account_id"),
    )

    token_digest: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    account_id: Mapped[UUID]
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    stepped_up_at: Mapped[datetime | None]
    """When the person last proved anew who they are; some acts ask for that to be recent."""
    address: Mapped[str]
    user_agent: Mapped[str]
