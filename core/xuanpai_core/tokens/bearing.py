"""A token on its way in: read from the header, found by its digest, and the account behind it, in one statement."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import orjson
from sqlalchemy import update

from xuanpai_core.clock import civil_date
from xuanpai_core.config import Settings
from xuanpai_core.context import Actor
from xuanpai_core.db.session import Transaction
from xuanpai_core.identity.second_factor import is_asked
from xuanpai_core.identity.sessions import (
    HELD,
    HELD_TODAY,
    IS_USABLE,
    TOUCH_EVERY,
    Authenticated,
    digest,
    grants_of,
)
from xuanpai_core.tokens.errors import TokenRefused
from xuanpai_core.tokens.models import ApiToken

PREFIX = "xp_"
"""How a token is recognised where it should not be: in a log, in a repository."""

_SHAPE = re.compile(r"xp_([0-9a-f]{32})_([0-9a-f]{64})")

_FIND = f"""
SELECT {HELD}, k.id AS token_id, k.scopes::text AS scopes,
       k.last_used_at IS NULL OR k.last_used_at < $4 AS stale
  FROM api_token k
  JOIN account a ON a.tenant_id = $1 AND a.id = k.account_id
  {HELD_TODAY}
 WHERE k.tenant_id = $1 AND k.secret_digest = $2 AND k.revoked_at IS NULL AND k.expires_at > $3
   AND NOT a.must_change_password AND {IS_USABLE}
"""  # noqa: S608 -- composed of constants


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whose rights a token borrows, and how far."""

    token_id: UUID
    who: Authenticated
    scopes: frozenset[str]


def new_secret() -> str:
    """256 random bits as hex."""
    return secrets.token_hex(32)


def written(tenant_id: UUID, secret: str) -> str:
    """The token as it is handed to a program: prefix, tenant, secret."""
    return f"{PREFIX}{tenant_id.hex}_{secret}"


def read(text: str) -> tuple[UUID, str] | None:
    """The tenant and the secret of a token; ``None`` for anything that is not shaped like one."""
    shape = _SHAPE.fullmatch(text)
    return None if shape is None else (UUID(hex=shape[1]), shape[2])


async def authenticate(transaction: Transaction, now: datetime, settings: Settings, secret: str) -> Bearer:
    """Who lent the token out, with the grants of today; raises ``TokenRefused`` for anything but a live token.

    Nor does it open for a person who would first have to change the password or to enrol a second factor.
    """
    rows = await transaction.driver.fetch(
        _FIND, transaction.tenant_id, digest(secret), now, now - TOUCH_EVERY, civil_date(now)
    )
    grants = grants_of(rows)
    if not rows or (rows[0]["second_factor_at"] is None and is_asked(settings, grants)):
        raise TokenRefused
    row = rows[0]
    actor = Actor(row["id"], row["display_name"], row["cadre_id"], grants)
    who = Authenticated(
        actor,
        row["username"],
        must_change_password=False,
        stale=row["stale"],
        policy_version=row["policy_version"],
    )
    return Bearer(row["token_id"], who, frozenset(orjson.loads(row["scopes"])))


async def touch(transaction: Transaction, now: datetime, secret: str) -> None:
    """Note that the token is in use."""
    await transaction.session.execute(
        update(ApiToken)
        .where(ApiToken.tenant_id == transaction.tenant_id, ApiToken.secret_digest == digest(secret))
        .values(last_used_at=now)
    )
