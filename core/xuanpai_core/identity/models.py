"""Who signs in, what they hold and for how long, and their sessions."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, Index, Integer, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from xuanpai_core.db.base import Record, TenantTable
from xuanpai_core.db.types import RegionCodeColumn, belongs_to, choice, new_id


class AccountState(StrEnum):
    """Whether the account may sign in."""

    ACTIVE = "ACTIVE"
    DISABLED = "DISABLED"


class SignInMethod(StrEnum):
    """How a session was opened."""

    OIDC = "OIDC"
    OIDC_AND_FACTOR = "OIDC_AND_FACTOR"
    PASSWORD = "PASSWORD"  # noqa: S105 -- a method's name, not a secret
    PASSWORD_AND_CODE = "PASSWORD_AND_CODE"  # noqa: S105 -- a method's name, not a secret


class Account(Record):
    """A person's sign-in; a cadre's account names the cadre.

    ``valid_to`` is the first day on which the account no longer is one. ``failed_attempts`` and ``locked_until`` are
    read by nothing any more (see ``SignInFailure``); they stay for the release before this one.
    """

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
    password_changed_at: Mapped[datetime | None]
    """When the password was last chosen by its owner; ``None``: since the account was made."""
    initial_password_until: Mapped[datetime | None]
    """Until when the one-time password that somebody else made opens a session; ``None`` once its holder has chosen."""
    second_factor_at: Mapped[datetime | None]
    """Since when the second factor (``SecondFactor``) is in force; it stands here because every request asks."""
    valid_to: Mapped[date | None]


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
        UniqueConstraint("tenant_id", "id"),
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
    id: Mapped[UUID] = mapped_column(default=new_id, server_default=text("gen_random_uuid()"))
    """Names the session to its owner; it opens nothing."""
    method: Mapped[SignInMethod | None] = mapped_column(choice(SignInMethod, "method"))


class FormerPassword(Record):
    """A password that the account has had, so that it is not used again."""

    __tablename__ = "former_password"
    __table_args__ = (
        belongs_to("account", "account_id"),
        Index("ix_former_password_account", "tenant_id", "account_id"),
    )

    account_id: Mapped[UUID]
    password_hash: Mapped[str]


class TrustedDevice(TenantTable):
    """A browser in which the person has signed in before: failures from elsewhere cannot keep it out."""

    __tablename__ = "trusted_device"
    __table_args__ = (belongs_to("account", "account_id"),)

    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    secret_digest: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime]


class SignInFailure(TenantTable):
    """Failures to prove who one is, counted per pair of whom and where from, both as digests.

    Whom: a user name, whether anybody has it or not, or nobody in particular for the count of an address.
    """

    __tablename__ = "sign_in_failure"

    whom: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    source: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    failures: Mapped[int] = mapped_column(Integer)
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]


class SecondFactor(TenantTable):
    """The key from which a person's device makes its one-time codes (TOTP)."""

    __tablename__ = "second_factor"
    __table_args__ = (belongs_to("account", "account_id"),)

    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    secret_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The key in force; ``None`` until the first one is confirmed."""
    pending_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """A key that was handed out and waits for its first code."""
    pending_at: Mapped[datetime | None]
    last_step: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    """The time step of the last code that was accepted: none is accepted twice."""
