"""Failures to prove who one is: counted per name and source, so that an attacker is kept out, and nobody else.

An attempt is counted before it is decided, and taken back when it turns out right: many at once gain nothing. Whom it
is about is a digest of the name that was typed, so that a name which nobody has locks in the same way.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network
from uuid import UUID

from xuanpai_core.config import Settings
from xuanpai_core.db.session import Transaction

_NOBODY_IN_PARTICULAR = b""
_IPV6_HOUSEHOLD = 64

_CLAIM = """
INSERT INTO sign_in_failure AS f (tenant_id, whom, source, failures, first_at, last_at)
VALUES ($1, $2, $3, 1, $4, $4)
ON CONFLICT (tenant_id, whom, source) DO UPDATE
   SET failures = CASE WHEN f.last_at > $5 THEN f.failures + 1 ELSE 1 END,
       first_at = CASE WHEN f.last_at > $5 THEN f.first_at ELSE $4 END,
       last_at = $4
 WHERE f.tenant_id = $1 AND (f.failures < $6 OR f.last_at <= $5)
RETURNING failures
"""
_LAST = "SELECT last_at FROM sign_in_failure WHERE tenant_id = $1 AND whom = $2 AND source = $3"
_TAKE_BACK = """
UPDATE sign_in_failure SET failures = failures - 1
 WHERE tenant_id = $1 AND whom = $2 AND source = $3 AND failures > 0
"""
_CLEAR = "DELETE FROM sign_in_failure WHERE tenant_id = $1 AND whom = $2 AND source = $3"
_CLEAR_ALL = "DELETE FROM sign_in_failure WHERE tenant_id = $1 AND whom = $2"
_FROM_ADDRESS = """
SELECT first_at FROM sign_in_failure
 WHERE tenant_id = $1 AND whom = $2 AND source = $3 AND first_at > $4 AND failures >= $5
"""
_COUNT_ADDRESS = """
INSERT INTO sign_in_failure AS f (tenant_id, whom, source, failures, first_at, last_at)
VALUES ($1, $2, $3, 1, $4, $4)
ON CONFLICT (tenant_id, whom, source) DO UPDATE
   SET failures = CASE WHEN f.first_at > $5 THEN f.failures + 1 ELSE 1 END,
       first_at = CASE WHEN f.first_at > $5 THEN f.first_at ELSE $4 END,
       last_at = $4
 WHERE f.tenant_id = $1
"""
_FORGET = "DELETE FROM sign_in_failure WHERE tenant_id = $1 AND last_at < $2"


@dataclass(frozen=True, slots=True)
class Pair:
    """Whom an attempt is about, and where it comes from."""

    whom: bytes
    source: bytes


@dataclass(frozen=True, slots=True)
class Claim:
    """The answer to a claimed attempt: how many it makes in a row, or how long the pair is locked."""

    failures: int
    locked_for: timedelta | None = None


def name_key(username: str) -> bytes:
    """Stands for a user name that was typed."""
    return sha256(b"name:" + username.encode()).digest()


def device_key(secret_digest: bytes) -> bytes:
    """Stands for a trusted device, by the digest of its secret."""
    return sha256(b"device:" + secret_digest).digest()


def session_key(session_id: UUID) -> bytes:
    """Stands for a session in which somebody proves anew who they are."""
    return sha256(b"session:" + session_id.bytes).digest()


def address_key(address: str) -> bytes:
    """Stands for a network address; a household's IPv6 addresses (/64) are one."""
    try:
        known = ip_address(address)
    except ValueError:
        return sha256(b"address:" + address.encode()).digest()
    if isinstance(known, IPv6Address):
        mapped = known.ipv4_mapped
        known = mapped or ip_network((known, _IPV6_HOUSEHOLD), strict=False).network_address
    return sha256(b"address:" + known.packed).digest()


async def claim(transaction: Transaction, now: datetime, settings: Settings, pair: Pair) -> Claim:
    """Count one attempt of ``pair`` as failed for now; a locked pair is told how long, and not counted further."""
    lock, limit = timedelta(minutes=settings.lock_minutes), settings.lock_after_failures
    key = (transaction.tenant_id, pair.whom, pair.source)
    failures = await transaction.driver.fetchval(_CLAIM, *key, now, now - lock, limit)
    if failures is not None:
        return Claim(failures)
    last: datetime = await transaction.driver.fetchval(_LAST, *key)
    return Claim(limit, last + lock - now)


async def take_back(transaction: Transaction, pair: Pair) -> None:
    """The attempt was no failure, nor a proof: uncount it, and leave those before it."""
    await transaction.driver.execute(_TAKE_BACK, transaction.tenant_id, pair.whom, pair.source)


async def clear(transaction: Transaction, pair: Pair) -> None:
    """The attempt was right: begin to count afresh."""
    await transaction.driver.execute(_CLEAR, transaction.tenant_id, pair.whom, pair.source)


async def clear_name(transaction: Transaction, username: str) -> None:
    """Open every lock on ``username``: its password was set anew by an administrator."""
    await transaction.driver.execute(_CLEAR_ALL, transaction.tenant_id, name_key(username))


async def address_blocked_for(
    transaction: Transaction, now: datetime, settings: Settings, source: bytes
) -> timedelta | None:
    """How long no more attempts are taken from an address that failed too often, whatever the names; else ``None``."""
    window = timedelta(minutes=settings.address_minutes)
    first: datetime | None = await transaction.driver.fetchval(
        _FROM_ADDRESS, transaction.tenant_id, _NOBODY_IN_PARTICULAR, source, now - window, settings.address_failures
    )
    return None if first is None else first + window - now


async def count_address(transaction: Transaction, now: datetime, settings: Settings, source: bytes) -> None:
    """Count a failure of an address, within a window that begins with its first."""
    since = now - timedelta(minutes=settings.address_minutes)
    await transaction.driver.execute(_COUNT_ADDRESS, transaction.tenant_id, _NOBODY_IN_PARTICULAR, source, now, since)


async def forget(transaction: Transaction, before: datetime) -> None:
    """Delete counts that have had no failure since ``before``."""
    await transaction.driver.execute(_FORGET, transaction.tenant_id, before)
