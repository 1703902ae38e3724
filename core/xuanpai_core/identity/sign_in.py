"""Signing in by password, in three steps: count the attempt, judge the password, then decide and write it down.

The password is judged with no transaction open, for that takes long. What is not decided stays counted as a failure.
A name that nobody has goes the same way as any other, at the same cost, and gets the same answers.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from xuanpai_core.audit.service import record
from xuanpai_core.clock import civil_date
from xuanpai_core.config import Settings
from xuanpai_core.context import STRANGER, Actor, RequestContext
from xuanpai_core.db.session import Database, Transaction, Work
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.identity import devices, throttle
from xuanpai_core.identity.errors import (
    AccountLocked,
    AddressBlocked,
    InitialPasswordExpired,
    SecondFactorRequired,
    SecondFactorWrong,
    SignInRefused,
)
from xuanpai_core.identity.models import Account, AccountState, SignInMethod
from xuanpai_core.identity.passwords import is_password
from xuanpai_core.identity.second_factor import accepts, enrolled
from xuanpai_core.identity.sessions import SignedIn, end_session, open_session

_FIND = """
SELECT a.id, a.password_hash, a.state = 'ACTIVE' AND (a.valid_to IS NULL OR a.valid_to > $3) AS usable,
       EXISTS (SELECT 1 FROM trusted_device d
                WHERE d.tenant_id = $1 AND d.account_id = a.id AND d.secret_digest = $4 AND d.last_used_at > $5
              ) AS trusted
  FROM account a WHERE a.tenant_id = $1 AND a.username = $2
"""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request comes from that no session speaks for."""

    address: str = "-"
    agent: str = ""
    request_id: str = "-"


@dataclass(frozen=True, slots=True)
class Attempt:
    """What somebody typed, and what their browser brought along.

    ``code`` is the one-time code, ``device`` the secret of a trusted device, ``replaces`` that of a session which the
    new one takes the place of.
    """

    username: str
    password: str = field(repr=False)
    code: str | None = field(default=None, repr=False)
    origin: Origin = Origin()
    device: str | None = field(default=None, repr=False)
    replaces: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class _Counted:
    """An attempt that is counted: against which account, if any, as which pair, and as how many in a row."""

    account_id: UUID | None
    password_hash: str | None
    pair: throttle.Pair
    failures: int
    trusted: bool


async def sign_in(database: Database, tenant_id: UUID, attempt: Attempt) -> SignedIn:
    """Open a session.

    Raises ``SignInRefused``, ``AccountLocked``, ``AddressBlocked``; ``SecondFactorRequired`` and ``SecondFactorWrong``
    only after a right password. All but the last but one count as failures, which are committed all the same.
    """
    counted = await _count(database, tenant_id, attempt)
    right = await is_password(counted.password_hash, attempt.password)
    async with database.transaction(tenant_id) as transaction:
        outcome = await _decide(database, transaction, attempt, counted, right=right)
    if isinstance(outcome, SignedIn):
        return outcome
    raise outcome


async def refuse_nowhere(database: Database, tenant_id: UUID, attempt: Attempt) -> XuanpaiError:
    """What an attempt in a tenant that does not exist is answered: as if there were one, in which nobody has the name.

    ``tenant_id`` is where such attempts are counted.
    """
    try:
        await sign_in(database, tenant_id, attempt)
    except XuanpaiError as refusal:
        return refusal
    return SignInRefused()


async def _count(database: Database, tenant_id: UUID, attempt: Attempt) -> _Counted:
    now, settings = database.clock.now(), database.settings
    since = devices.trusted_since(now, settings)
    device = devices.digest(attempt.device)
    async with database.transaction(tenant_id) as transaction:
        row = await transaction.driver.fetchrow(_FIND, tenant_id, attempt.username, civil_date(now), device, since)
        trusted = row is not None and row["trusted"]
        address = throttle.address_key(attempt.origin.address)
        if not trusted and (wait := await throttle.address_blocked_for(transaction, now, settings, address)):
            raise AddressBlocked(wait)
        source = throttle.device_key(device) if trusted else address
        pair = throttle.Pair(throttle.name_key(attempt.username), source)
        claim = await throttle.claim(transaction, now, settings, pair)
        if claim.locked_for is not None:
            raise AccountLocked(claim.locked_for)
    known = row["id"] if row is not None else None
    usable = row["password_hash"] if row is not None and row["usable"] else None
    return _Counted(known, usable, pair, claim.failures, trusted)


async def _decide(
    database: Database, transaction: Transaction, attempt: Attempt, counted: _Counted, *, right: bool
) -> SignedIn | XuanpaiError:
    now = database.clock.now()
    account = await _still_so(transaction, counted, now) if right else None
    if account is None:
        return await _refused(database, transaction, attempt, counted, SignInRefused())
    until = account.initial_password_until if account.must_change_password else None
    if until is not None and until <= now:
        return await _refused(database, transaction, attempt, counted, InitialPasswordExpired())
    method, factor = SignInMethod.PASSWORD, await enrolled(transaction, account.id)
    if factor is not None:
        if not attempt.code:
            # Not a failure, and no proof either: what was counted before it stays.
            await throttle.take_back(transaction, counted.pair)
            return SecondFactorRequired()
        if not accepts(database.ports.vault, factor, attempt.code, now):
            return await _refused(database, transaction, attempt, counted, SecondFactorWrong())
        method = SignInMethod.PASSWORD_AND_CODE
    await throttle.clear(transaction, counted.pair)
    return await _opened(database, transaction, attempt, account, method)


async def _still_so(transaction: Transaction, counted: _Counted, now: datetime) -> Account | None:
    """The account, held until the transaction ends, unless it has changed since its password was judged."""
    account: Account | None = await transaction.session.scalar(
        select(Account)
        .where(Account.tenant_id == transaction.tenant_id, Account.id == counted.account_id)
        .with_for_update()
    )
    if account is None or account.password_hash != counted.password_hash or account.state is not AccountState.ACTIVE:
        return None
    ended = account.valid_to is not None and account.valid_to <= civil_date(now)
    return None if ended else account


async def _refused(
    database: Database, transaction: Transaction, attempt: Attempt, counted: _Counted, refusal: XuanpaiError
) -> XuanpaiError:
    """Write the failure down; the name that was typed is not: it may be a password in the wrong place."""
    now, settings = database.clock.now(), database.settings
    work = work_of(database, transaction, STRANGER, attempt.origin)
    subject = counted.account_id or "-"
    detail = {"refusal": refusal.error_code, "failures": counted.failures, "trusted_device": counted.trusted}
    record(work, "session:refuse", "account", subject, detail=detail)
    if counted.failures >= settings.lock_after_failures:
        record(work, "session:lock", "account", subject, detail=detail, minutes=settings.lock_minutes)
    if not counted.trusted:
        await throttle.count_address(transaction, now, settings, throttle.address_key(attempt.origin.address))
    return refusal


async def _opened(
    database: Database, transaction: Transaction, attempt: Attempt, account: Account, method: SignInMethod
) -> SignedIn:
    now, settings, origin = database.clock.now(), database.settings, attempt.origin
    if is_expired(account, settings, now):
        account.must_change_password = True
    account.last_sign_in_at = now
    if attempt.replaces is not None:
        await end_session(transaction, now, attempt.replaces)
    opened = open_session(
        transaction, account.id, now, settings, method=method, address=origin.address, agent=origin.agent
    )
    device = await devices.remember(transaction, now, settings, account.id, attempt.device)
    work = work_of(database, transaction, Actor(account.id, account.display_name, account.cadre_id), origin)
    known = device == attempt.device
    record(work, "session:sign_in", "session", opened.session_id, method=method, known_device=known)
    return SignedIn(opened.secret, account.id, opened.expires_at, opened.session_id, device)


def is_expired(account: Account, settings: Settings, now: datetime) -> bool:
    """Whether the password is older than the installation allows."""
    days = settings.password_max_age_days
    chosen = account.password_changed_at or account.created_at
    return days > 0 and now - chosen > timedelta(days=days)


def work_of(database: Database, transaction: Transaction, actor: Actor, origin: Origin) -> Work:
    """The unit of work of somebody who has no session yet, or no more: it names them, and they hold nothing in it."""
    ctx = RequestContext(transaction.tenant_id, actor, request_id=origin.request_id, address=origin.address)
    return Work(transaction, ctx, database.clock, database.ports)
