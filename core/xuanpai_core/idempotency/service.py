"""One key, one effect: a retry gets the first answer, and the same key with other content is refused."""

from collections.abc import Awaitable, Callable
from hashlib import sha256
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from xuanpai_core.db.session import Work
from xuanpai_core.errors import Conflict, Invalid
from xuanpai_core.idempotency.models import IdempotencyKey

Outcome = dict[str, Any]


async def once(work: Work, operation: str, key: str, content: object, act: Callable[[], Awaitable[Outcome]]) -> Outcome:
    """Run ``act`` unless this person already did so under ``key``; return its outcome either way.

    ``content`` is what the key stands for (plain JSON). Raises ``Conflict`` (``IDEMPOTENCY_KEY_REUSED``) when the key
    was used for other content. The key is claimed in the transaction of the effect: a concurrent twin waits for it.
    """
    if not 8 <= len(key) <= 128:
        raise Invalid("幂等键应为 8 到 128 个字符,请由客户端生成一个随机编号。", code="INVALID_IDEMPOTENCY_KEY")
    fingerprint = sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS, default=str)).digest()
    row = {
        "tenant_id": work.tenant_id,
        "account_id": work.ctx.actor.account_id,
        "operation": operation,
        "key": key,
    }
    claimed = await work.session.execute(
        insert(IdempotencyKey)
        .values(**row, fingerprint=fingerprint, outcome={})
        .on_conflict_do_nothing()
        .returning(IdempotencyKey.key)
    )
    stored = select(IdempotencyKey).filter_by(**row)
    if claimed.scalar_one_or_none() is None:
        earlier = (await work.session.scalars(stored)).one()
        if earlier.fingerprint != fingerprint:
            raise Conflict(
                "同一个幂等键已用于另一份内容,没有重复处理。请换一个新的键再提交。",
                code="IDEMPOTENCY_KEY_REUSED",
            )
        return earlier.outcome
    outcome = await act()
    (await work.session.scalars(stored)).one().outcome = outcome
    return outcome
