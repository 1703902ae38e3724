"""Sign-in, sessions and sign-out: the session is a random secret, of which only the digest is stored."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

import orjson
from sqlalchemy import select, update

from xuanpai_core.clock import civil_date
from xuanpai_core.config import Settings
from xuanpai_core.context import Actor, Grant
from xuanpai_core.db.session import Transaction
from xuanpai_core.identity.errors import AccountLocked, SessionEnded, SignInRefused
from xuanpai_core.identity.models import Account, AccountState, Session
from xuanpai_core.identity.passwords import verify_password

MAX_FAILURES = 5
LOCK = timedelta(minutes=10)
TOUCH_EVERY = timedelta(minutes=1)

# Actions that the roles at a grant's place (p.region_code) have lost: every delegation of them is over (HD-10).
NO_LONGER_DELEGATED = """
SELECT json_agg(lost.action) FROM (
  SELECT handed.action
    FROM delegation d CROSS JOIN LATERAL jsonb_array_elements_text(d.actions) AS handed (action)
   WHERE d.tenant_id = $1
     AND d.region_code IN (left(p.region_code, 2), left(p.region_code, 4), left(p.region_code, 6),
                           left(p.region_code, 9), p.region_code)
   GROUP BY handed.action
  HAVING NOT bool_or(d.valid_from <= $5 AND (d.valid_to IS NULL OR d.valid_to > $5))
) AS lost
"""

_FIND = f"""
SELECT a.id, a.username, a.display_name, a.cadre_id, a.must_change_password, s.last_seen_at, s.stepped_up_at,
       (SELECT v.version FROM policy_version v WHERE v.tenant_id = $1) AS policy_version,
       (SELECT json_agg(json_build_array(p.role, p.region_code, p.unit_id, p.acting_for, ({NO_LONGER_DELEGATED}))
                        ORDER BY p.id)
          FROM appointment p
         WHERE p.tenant_id = $1 AND p.account_id = a.id
           AND p.valid_from <= $5 AND (p.valid_to IS NULL OR p.valid_to > $5)) AS grants
  FROM session s
  JOIN account a ON a.tenant_id = $1 AND a.id = s.account_id
  JOIN tenant t ON t.id = $1
 WHERE s.tenant_id = $1 AND s.token_digest = $2 AND s.revoked_at IS NULL
   AND s.expires_at > $3 AND s.last_seen_at > $4 AND a.state = 'ACTIVE' AND t.state = 'ACTIVE'
"""  # noqa: S608 -- composed of constants


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session: its secret, which is told once, and when it ends at the latest."""

    secret: str
    account_id: UUID
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Authenticated:
    """Who the session belongs to; ``stale`` asks the caller to note that it is in use (``touch``).

    ``policy_version`` is the tenant's policy at this moment (``authz.overrides``), ``None`` for the default.
    """

    actor: Actor
    username: str
    must_change_password: bool
    stale: bool
    policy_version: int | None = None
    stepped_up_at: datetime | None = None


def digest(secret: str) -> bytes:
    """What is stored of a session's secret."""
    return sha256(secret.encode()).digest()


async def sign_in(
    transaction: Transaction,
    now: datetime,
    settings: Settings,
    *,
    username: str,
    password: str,
    address: str,
    agent: str,
) -> SignedIn | SignInRefused | AccountLocked:
    """Open a session. Refusals are returned, not raised, so that the failure count is committed."""
    account = await transaction.session.scalar(
        select(Account)
        .where(Account.tenant_id == transaction.tenant_id, Account.username == username)
        .with_for_update()
    )
    usable = account is not None and account.state is AccountState.ACTIVE
    right = verify_password(account.password_hash if account is not None and usable else None, password)
    if account is None or not usable:
        return SignInRefused()
    if account.locked_until is not None and account.locked_until > now:
        return AccountLocked()
    if not right:
        account.failed_attempts += 1
        if account.failed_attempts >= MAX_FAILURES:
            account.failed_attempts, account.locked_until = 0, now + LOCK
        return SignInRefused()
    account.failed_attempts, account.locked_until, account.last_sign_in_at = 0, None, now
    return _open_session(transaction, account, now, settings, address, agent)


def _open_session(
    transaction: Transaction, account: Account, now: datetime, settings: Settings, address: str, agent: str
) -> SignedIn:
    secret = secrets.token_urlsafe(32)
    expires_at = now + timedelta(hours=settings.session_absolute_hours)
    transaction.session.add(
        Session(
            tenant_id=transaction.tenant_id,
            token_digest=digest(secret),
            account_id=account.id,
            created_at=now,
            last_seen_at=now,
            expires_at=expires_at,
            revoked_at=None,
            address=address,
            user_agent=agent[:300],
        )
    )
    return SignedIn(secret, account.id, expires_at)


async def authenticate(transaction: Transaction, now: datetime, settings: Settings, secret: str) -> Authenticated:
    """Who holds ``secret``, in one statement; raises ``SessionEnded`` for anything but a live session.

    A person who must still change the password gets no grants, so nothing but that is open to them.
    """
    idle_since = now - timedelta(minutes=settings.session_idle_minutes)
    row = await transaction.driver.fetchrow(
        _FIND, transaction.tenant_id, digest(secret), now, idle_since, civil_date(now)
    )
    if row is None:
        raise SessionEnded
    grants = () if row["must_change_password"] else read_grants(row["grants"])
    actor = Actor(row["id"], row["display_name"], row["cadre_id"], grants)
    return Authenticated(
        actor,
        row["username"],
        row["must_change_password"],
        stale=row["last_seen_at"] < now - TOUCH_EVERY,
        policy_version=row["policy_version"],
        stepped_up_at=row["stepped_up_at"],
    )


def read_grants(held: bytes | None) -> tuple[Grant, ...]:
    """The grants that a statement gathered as JSON: role, place, unit, whom it stands in for, what it has lost."""
    return tuple(
        Grant(role, place, UUID(unit) if unit else None, frozenset(lost or ()), UUID(acting) if acting else None)
        for role, place, unit, acting, lost in orjson.loads(held or b"[]")
    )


async def touch(transaction: Transaction, now: datetime, secret: str) -> None:
    """Note that the session is in use, which puts off its idle end."""
    await transaction.session.execute(
        update(Session)
        .where(Session.tenant_id == transaction.tenant_id, Session.token_digest == digest(secret))
        .values(last_seen_at=now)
    )


async def sign_out(transaction: Transaction, now: datetime, secret: str) -> None:
    """End the session at once."""
    await transaction.session.execute(
        update(Session)
        .where(Session.tenant_id == transaction.tenant_id, Session.token_digest == digest(secret))
        .values(revoked_at=now)
    )
