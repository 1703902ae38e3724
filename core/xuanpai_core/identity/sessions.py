"""Sessions: a random secret, of which only the digest is stored, and whom it stands for in this very request."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import update

from xuanpai_core.clock import civil_date
from xuanpai_core.config import Settings
from xuanpai_core.context import Actor, Grant
from xuanpai_core.db.session import Transaction
from xuanpai_core.db.types import new_id
from xuanpai_core.identity.errors import SessionEnded
from xuanpai_core.identity.models import Session, SignInMethod
from xuanpai_core.identity.second_factor import is_asked

TOUCH_EVERY = timedelta(minutes=1)

# What whoever finds an account (a) by a credential reads of it, a row for each appointment held today: that costs less
# than gathering them as JSON, and every request begins with it. The tenant is $1, today is $5 (``grants_of``).
HELD = """a.id, a.username, a.display_name, a.cadre_id, a.must_change_password, a.second_factor_at,
       v.version AS policy_version, p.id AS held, p.role, p.region_code, p.unit_id, p.acting_for"""
HELD_TODAY = """JOIN tenant t ON t.id = $1
  LEFT JOIN policy_version v ON v.tenant_id = $1
  LEFT JOIN appointment p ON p.tenant_id = $1 AND p.account_id = a.id
        AND p.valid_from <= $5 AND (p.valid_to IS NULL OR p.valid_to > $5)"""

# Whether the account (a) of the tenant (t) is one today ($5).
IS_USABLE = "a.state = 'ACTIVE' AND (a.valid_to IS NULL OR a.valid_to > $5) AND t.state = 'ACTIVE'"

_FIND = f"""
SELECT {HELD}, s.id AS session_id, s.method, s.last_seen_at, s.stepped_up_at
  FROM session s
  JOIN account a ON a.tenant_id = $1 AND a.id = s.account_id
  {HELD_TODAY}
 WHERE s.tenant_id = $1 AND s.token_digest = $2 AND s.revoked_at IS NULL
   AND s.expires_at > $3 AND s.last_seen_at > $4 AND {IS_USABLE}
"""  # noqa: S608 -- composed of constants


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session: its secret, which is told once, and when it ends at the latest.

    ``device`` is the secret by which the browser is recognised at the next sign-in; ``None``: keep what it has.
    """

    secret: str
    account_id: UUID
    expires_at: datetime
    session_id: UUID
    device: str | None = None


@dataclass(frozen=True, slots=True)
class Authenticated:
    """Who the session belongs to; ``stale`` asks the caller to note that it is in use (``touch``).

    ``policy_version`` is the tenant's policy at this moment (``authz.overrides``), ``None`` for the default.
    ``must_enrol`` says that a second factor is missing which the policy asks for. A program has no ``session_id``.
    """

    actor: Actor
    username: str
    must_change_password: bool
    stale: bool
    policy_version: int | None = None
    stepped_up_at: datetime | None = None
    must_enrol: bool = False
    has_second_factor: bool = False
    session_id: UUID | None = None


def digest(secret: str) -> bytes:
    """What is stored of a secret that a credential holds: of a session's, a token's, a device's."""
    return sha256(secret.encode()).digest()


def open_session(
    transaction: Transaction,
    account_id: UUID,
    now: datetime,
    settings: Settings,
    *,
    method: SignInMethod,
    address: str,
    agent: str,
) -> SignedIn:
    """A new session of ``account_id``, whose holder has just proved to be that person by ``method``."""
    secret, session_id = secrets.token_urlsafe(32), new_id()
    expires_at = now + timedelta(hours=settings.session_absolute_hours)
    transaction.session.add(
        Session(
            tenant_id=transaction.tenant_id,
            token_digest=digest(secret),
            id=session_id,
            account_id=account_id,
            created_at=now,
            last_seen_at=now,
            expires_at=expires_at,
            revoked_at=None,
            method=method,
            address=address,
            user_agent=agent[:300],
        )
    )
    return SignedIn(secret, account_id, expires_at, session_id)


async def authenticate(transaction: Transaction, now: datetime, settings: Settings, secret: str) -> Authenticated:
    """Who holds ``secret``, in one statement; raises ``SessionEnded`` for anything but a live session.

    A person who must still change the password, or enrol a second factor, gets no grants, so nothing but that is open.
    """
    idle_since = now - timedelta(minutes=settings.session_idle_minutes)
    rows = await transaction.driver.fetch(
        _FIND, transaction.tenant_id, digest(secret), now, idle_since, civil_date(now)
    )
    if not rows:
        raise SessionEnded
    row, grants = rows[0], grants_of(rows)
    # A factor that the provider has asked for is as good as one of ours.
    has_one = row["second_factor_at"] is not None or row["method"] == SignInMethod.OIDC_AND_FACTOR
    must_enrol = not has_one and is_asked(settings, grants)
    if must_enrol or row["must_change_password"]:
        grants = ()
    actor = Actor(row["id"], row["display_name"], row["cadre_id"], grants)
    return Authenticated(
        actor,
        row["username"],
        row["must_change_password"],
        stale=row["last_seen_at"] < now - TOUCH_EVERY,
        policy_version=row["policy_version"],
        stepped_up_at=row["stepped_up_at"],
        must_enrol=must_enrol,
        has_second_factor=row["second_factor_at"] is not None,
        session_id=row["session_id"],
    )


def grants_of(rows: Sequence[Mapping[str, Any]]) -> tuple[Grant, ...]:
    """The grants in the rows of one account, in the order in which they were made.

    What was delegated and is no longer is still in them (``PolicyInForce.held`` takes it out).
    """
    held = rows if len(rows) == 1 else sorted(rows, key=itemgetter("held"))
    return tuple(
        Grant(one["role"], one["region_code"], one["unit_id"], acting_for=one["acting_for"])
        for one in held
        if one["held"] is not None
    )


async def touch(transaction: Transaction, now: datetime, secret: str) -> None:
    """Note that the session is in use, which puts off its idle end."""
    await transaction.session.execute(
        update(Session)
        .where(Session.tenant_id == transaction.tenant_id, Session.token_digest == digest(secret))
        .values(last_seen_at=now)
    )


async def end_session(transaction: Transaction, now: datetime, secret: str) -> tuple[UUID, UUID] | None:
    """End the session of ``secret`` at once; returns its id and its account, ``None`` when there is none to end."""
    ended = await transaction.session.execute(
        update(Session)
        .where(
            Session.tenant_id == transaction.tenant_id,
            Session.token_digest == digest(secret),
            Session.revoked_at.is_(None),
        )
        .values(revoked_at=now)
        .returning(Session.id, Session.account_id)
    )
    row = ended.one_or_none()
    return None if row is None else (row.id, row.account_id)


async def end_sessions(
    transaction: Transaction, now: datetime, account_id: UUID, *, only: UUID | None = None, keep: UUID | None = None
) -> int:
    """End the account's sessions at once: all of them, ``only`` one, or all but the one to ``keep``; returns how many.

    Whoever changes or resets a password, or disables an account, calls this in the same transaction.
    """
    ending = update(Session).where(
        Session.tenant_id == transaction.tenant_id, Session.account_id == account_id, Session.revoked_at.is_(None)
    )
    if only is not None:
        ending = ending.where(Session.id == only)
    if keep is not None:
        ending = ending.where(Session.id != keep)
    ended = await transaction.session.execute(ending.values(revoked_at=now).returning(Session.id))
    return len(ended.all())
