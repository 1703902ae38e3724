"""The chain: every event carries SHA-256 over the link before it and its own content.

A tenant's chain runs in lanes, so that people do not queue behind one another: a lane's head is locked from the
moment an event is linked until its transaction commits. Whoever writes has the lane of the account; what was read
is linked by whole batches (``audit.journal``), in lanes beside them.
"""

from collections.abc import Sequence
from hashlib import sha256
from uuid import UUID

import orjson

from xuanpai_core.audit.content import Event
from xuanpai_core.db.session import Transaction

WRITERS = 16
READERS = 4
GENESIS = bytes(32)
"""What stands before the first link of every lane."""

GENESIS_SQL = r"'\x" + GENESIS.hex() + "'::bytea"
_PENDING = "audit"

# Where the chain arrives when all of $3 has been linked to ``{start}``.
_FOLD = """(
    WITH RECURSIVE step AS (
        SELECT 0 AS n, {start} AS hash
        UNION ALL
        SELECT s.n + 1, sha256(s.hash || ($3::bytea[])[s.n + 1]) FROM step s WHERE s.n < cardinality($3::bytea[])
    )
    SELECT s.hash FROM step s ORDER BY s.n DESC LIMIT 1
)"""

_APPEND = f"""
WITH RECURSIVE head AS (
    INSERT INTO audit_head AS h (tenant_id, lane, seq, hash)
    VALUES ($1, $2, cardinality($3::bytea[]), {_FOLD.format(start=GENESIS_SQL)})
    ON CONFLICT (tenant_id, lane) DO UPDATE
       SET seq = h.seq + EXCLUDED.seq, hash = {_FOLD.format(start="h.hash")}
    RETURNING COALESCE(old.seq, 0) AS seq, COALESCE(old.hash, {GENESIS_SQL}) AS hash
), link AS (
    SELECT 0 AS n, h.seq, h.hash FROM head h
    UNION ALL
    SELECT l.n + 1, l.seq + 1, sha256(l.hash || ($3::bytea[])[l.n + 1])
      FROM link l
     WHERE l.n < cardinality($3::bytea[])
)
INSERT INTO audit_event (tenant_id, id, at, account_id, capacity, kind, action, subject_type, subject_id, detail,
                         before, after, reason, request_id, address, lane, seq, hash)
SELECT $1, e.id, e.at, e.account_id, e.capacity, e.kind, e.action, e.subject_type, e.subject_id, e.detail,
       e.before, e.after, e.reason, e.request_id, e.address, $2, l.seq, l.hash
  FROM link l
  JOIN json_to_recordset($4::text::json) AS e (
           n integer, id uuid, at timestamptz, account_id uuid, capacity jsonb, kind text, action text,
           subject_type text, subject_id text, detail jsonb, before jsonb, after jsonb, reason text,
           request_id text, address text)
    ON e.n = l.n
"""  # noqa: S608 -- composed of constants


def lane_of(account_id: UUID) -> int:
    """The lane of what this account writes."""
    return account_id.bytes[-1] % WRITERS


LANE_SQL = f"(get_byte(uuid_send({{account}}), 15) % {WRITERS})::smallint"
"""``lane_of`` in SQL."""


def link_hash(before: bytes, digest: bytes) -> bytes:
    """The link after ``before`` of an event with that digest."""
    return sha256(before + digest).digest()


def defer(transaction: Transaction, event: Event) -> None:
    """Have ``event`` linked when the transaction is about to commit; it does not commit without."""
    pending: list[Event] | None = transaction.info.get(_PENDING)
    if pending is None:
        pending = transaction.info[_PENDING] = []
        transaction.before_commit.append(_append_pending)
    pending.append(event)


async def append(transaction: Transaction, events: Sequence[Event]) -> None:
    """Link ``events`` now, in their order, one statement a lane; the lanes' heads stay locked until the end."""
    # Lanes in one order everywhere, or two transactions with several would wait for each other.
    for lane in sorted({event.lane for event in events}):
        own = [event for event in events if event.lane == lane]
        await transaction.driver.execute(
            _APPEND, transaction.tenant_id, lane, [event.digest() for event in own], _rows(own)
        )


async def _append_pending(transaction: Transaction) -> None:
    await append(transaction, transaction.info.pop(_PENDING))


def _rows(events: Sequence[Event]) -> str:
    rows = [
        {
            "n": number,
            "id": event.id,
            "at": event.at,
            "account_id": event.account_id,
            "capacity": event.capacity,
            "kind": event.kind,
            "action": event.action,
            "subject_type": event.subject_type,
            "subject_id": event.subject_id,
            "detail": event.detail,
            "before": event.before,
            "after": event.after,
            "reason": event.reason,
            "request_id": event.request_id,
            "address": event.address,
        }
        for number, event in enumerate(events, start=1)
    ]
    return orjson.dumps(rows, default=str).decode()
