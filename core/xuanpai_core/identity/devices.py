"""Trusted devices: a browser in which somebody has signed in is recognised, so that failures elsewhere do not lock it.

The secret in the browser is one, whoever uses it: a computer that several people share is trusted for each of them.
It opens nothing and proves nothing; it only says from where an attempt comes.
"""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from xuanpai_core.config import Settings
from xuanpai_core.db.session import Transaction
from xuanpai_core.identity import sessions
from xuanpai_core.identity.models import TrustedDevice

KEPT = 20
"""How many devices of one account are remembered: the ones used last."""

_KNOWN = "SELECT 1 FROM trusted_device WHERE tenant_id = $1 AND secret_digest = $2 AND last_used_at > $3 LIMIT 1"
_DROP = """
DELETE FROM trusted_device
 WHERE tenant_id = $1 AND account_id = $2 AND secret_digest NOT IN (
       SELECT d.secret_digest FROM trusted_device d
        WHERE d.tenant_id = $1 AND d.account_id = $2
        ORDER BY d.last_used_at DESC LIMIT $3)
"""


def digest(secret: str | None) -> bytes:
    """What is stored of a device's secret; a browser without one has a digest that no device has."""
    return b"" if secret is None else sessions.digest(secret)


def trusted_since(now: datetime, settings: Settings) -> datetime:
    """Devices that were not used since are strangers again."""
    return now - timedelta(days=settings.trusted_device_days)


async def remember(
    transaction: Transaction, now: datetime, settings: Settings, account_id: UUID, secret: str | None
) -> str:
    """Trust the browser for this account from now on; returns the secret that it is to keep.

    A secret that we did not give out, or have forgotten, is replaced.
    """
    since, driver = trusted_since(now, settings), transaction.driver
    if secret is None or not await driver.fetchval(_KNOWN, transaction.tenant_id, digest(secret), since):
        secret = secrets.token_urlsafe(32)
    row = insert(TrustedDevice).values(
        tenant_id=transaction.tenant_id,
        account_id=account_id,
        secret_digest=digest(secret),
        created_at=now,
        last_used_at=now,
    )
    key = ["tenant_id", "account_id", "secret_digest"]
    await transaction.session.execute(row.on_conflict_do_update(index_elements=key, set_={"last_used_at": now}))
    await driver.execute(_DROP, transaction.tenant_id, account_id, KEPT)
    return secret


async def distrust(transaction: Transaction, account_id: UUID) -> None:
    """Forget every device of the account: it may be in other hands."""
    await transaction.session.execute(
        delete(TrustedDevice).where(
            TrustedDevice.tenant_id == transaction.tenant_id, TrustedDevice.account_id == account_id
        )
    )
