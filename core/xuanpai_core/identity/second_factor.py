"""The second factor: one-time codes from a key that the person's own device keeps (TOTP, RFC 6238)."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import pyotp
from sqlalchemy import select

from xuanpai_core.audit.service import record
from xuanpai_core.authz.roles import ROLES
from xuanpai_core.config import Settings
from xuanpai_core.context import Grant
from xuanpai_core.crypto import Vault
from xuanpai_core.db.session import Transaction, Work
from xuanpai_core.errors import Conflict, Invalid
from xuanpai_core.identity.models import Account, SecondFactor

ISSUER = "选派"
SECONDS = 30
"""How long one code is shown."""
DRIFT = 1
"""Steps by which the device's clock may differ, either way."""
ENROLMENT = timedelta(minutes=15)
"""How long a key that was handed out waits for its first code."""
_DIGITS = 6
_KEY_SIGNS = 32
"""Of base32: 160 bits (RFC 4226, section 4, R6)."""


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key to be put into the person's device, told once: as base32 text, and as the address in a QR code."""

    secret: str = field(repr=False)
    uri: str = field(repr=False)


def is_asked(settings: Settings, grants: Iterable[Grant]) -> bool:
    """Whether the installation asks a second factor of whoever holds ``grants``."""
    if settings.second_factor == "everyone":
        return True
    return settings.second_factor == "administrators" and any(ROLES[grant.role].administers for grant in grants)


def code_at(key: str, step: int) -> str:
    """The six digits that ``key`` shows in the given time step."""
    return pyotp.TOTP(key, digits=_DIGITS, interval=SECONDS).generate_otp(step)


def matching_step(key: str, code: str, now: datetime, *, after: int) -> int | None:
    """The time step, later than ``after``, whose code was given; ``None`` when none around ``now`` matches."""
    given, present, found = code.replace(" ", "").encode(), int(now.timestamp()) // SECONDS, None
    for step in range(present - DRIFT, present + DRIFT + 1):
        if hmac.compare_digest(code_at(key, step).encode(), given) and step > after:
            found = step
    return found


async def enrolled(transaction: Transaction, account_id: UUID) -> SecondFactor | None:
    """The account's factor, locked until the transaction ends; ``None`` unless one has been confirmed."""
    factor = await _factor(transaction, account_id)
    return factor if factor is not None and factor.secret_sealed is not None else None


def accepts(vault: Vault, factor: SecondFactor, code: str, now: datetime) -> bool:
    """Whether ``code`` is right and was not used before; if so, it has been used now."""
    if factor.secret_sealed is None:
        return False
    key = vault.open(factor.tenant_id, factor.secret_sealed)
    step = matching_step(key, code, now, after=factor.last_step)
    if step is None:
        return False
    factor.last_step = step
    return True


async def begin_second_factor(work: Work) -> NewKey:
    """Hand the caller a new key, which replaces the present one once it is confirmed.

    Whoever calls this has asked for the password or a recent step-up before.
    """
    account = await work.session.get_one(Account, (work.tenant_id, work.ctx.actor.account_id))
    factor = await _factor(work.transaction, account.id)
    if factor is None:
        factor = SecondFactor(tenant_id=work.tenant_id, account_id=account.id, last_step=0)
        work.session.add(factor)
    key = pyotp.random_base32(_KEY_SIGNS)
    factor.pending_sealed, factor.pending_at = work.ports.vault.seal(work.tenant_id, key), work.clock.now()
    await work.session.flush()
    tenant: str = await work.driver.fetchval("SELECT name FROM tenant WHERE id = $1", work.tenant_id)
    codes = pyotp.TOTP(key, digits=_DIGITS, interval=SECONDS)
    uri = codes.provisioning_uri(name=account.username, issuer_name=f"{ISSUER} {tenant}")
    return NewKey(key, uri)


async def confirm_second_factor(work: Work, code: str) -> None:
    """Put the key that was handed out in force, as ``code`` shows that the person's device has it.

    Raises ``Conflict`` (``NO_ENROLMENT``) without a fresh key, ``Invalid`` (``SECOND_FACTOR_WRONG``).
    """
    now = work.clock.now()
    factor = await _factor(work.transaction, work.ctx.actor.account_id)
    if factor is None or factor.pending_sealed is None or _is_stale(factor, now):
        raise Conflict("没有待确认的动态口令密钥,或已超过 15 分钟,请重新开始绑定。", code="NO_ENROLMENT")
    step = matching_step(work.ports.vault.open(work.tenant_id, factor.pending_sealed), code, now, after=0)
    if step is None:
        raise Invalid("动态口令不正确,请核对手机时间后输入当前显示的 6 位数字。", code="SECOND_FACTOR_WRONG")
    replaced = factor.secret_sealed is not None
    factor.secret_sealed, factor.pending_sealed, factor.pending_at = factor.pending_sealed, None, None
    factor.last_step = step
    account = await work.session.get_one(Account, (work.tenant_id, factor.account_id), with_for_update=True)
    account.second_factor_at = now
    record(work, "second_factor:enrol", "account", factor.account_id, replaced=replaced)


async def _factor(transaction: Transaction, account_id: UUID) -> SecondFactor | None:
    factor: SecondFactor | None = await transaction.session.scalar(
        select(SecondFactor)
        .where(SecondFactor.tenant_id == transaction.tenant_id, SecondFactor.account_id == account_id)
        .with_for_update()
    )
    return factor


def _is_stale(factor: SecondFactor, now: datetime) -> bool:
    return factor.pending_at is None or now - factor.pending_at > ENROLMENT
