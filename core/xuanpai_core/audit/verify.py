"""Recomputes the chain from its first event and holds it against its heads and the locked anchors.

Rows come by pages in one snapshot, so memory does not grow with the trail; the object store is read before it opens.
"""

from collections.abc import AsyncIterator, Sequence
from hashlib import sha256
from uuid import UUID

import asyncpg
import orjson

from xuanpai_core.audit.chain import GENESIS, link_hash
from xuanpai_core.audit.content import content_of
from xuanpai_core.audit.findings import Break, Fault, Findings
from xuanpai_core.audit.seals import Seal, check_rows, read_objects
from xuanpai_core.db.session import Database, Transaction

_PAGE = 1_000
_FIRST = -(2**63)

_EVENTS = """
SELECT e.tenant_id, e.id, e.lane, e.seq, e.hash, e.at, e.account_id, e.capacity::text AS capacity, e.kind, e.action,
       e.subject_type, e.subject_id, e.detail::text AS detail, e.before::text AS before, e.after::text AS after,
       e.reason, e.request_id, e.address
  FROM audit_event e
 WHERE e.tenant_id = $1 AND e.lane = $2 AND e.seq > $3
 ORDER BY e.seq
 LIMIT $4
"""
_HEADS = "SELECT h.lane, h.seq, h.hash FROM audit_head h WHERE h.tenant_id = $1"
_LANES = "SELECT min(e.lane) AS first, max(e.lane) AS last FROM audit_event e WHERE e.tenant_id = $1"
_UNCHAINED = "SELECT count(*) FROM audit_event e WHERE e.tenant_id = $1 AND e.lane IS NULL"


async def verify(database: Database, tenant_id: UUID) -> Findings:
    """Check the whole trail of one tenant; asks nobody's permission. Raises ``Unavailable``."""
    objects = await read_objects(database, tenant_id)
    findings = Findings()
    async with database.transaction(tenant_id, read_only=True) as snapshot:
        await snapshot.driver.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        findings.before_the_chain = await snapshot.driver.fetchval(_UNCHAINED, tenant_id)
        heads = {row["lane"]: row for row in await snapshot.driver.fetch(_HEADS, tenant_id)}
        seals = [seal for found in objects for seal in found.seals]
        for lane in await _lanes(snapshot, {*heads, *(seal.lane for seal in seals)}):
            own = [seal for seal in seals if seal.lane == lane]
            found = await _Lane(snapshot, findings, lane, heads.get(lane), own).check()
            findings.lanes += 1
            if found is not None:
                findings.breaks.append(found)
        await check_rows(database, snapshot, objects, findings)
    return findings


async def _lanes(snapshot: Transaction, known: set[int]) -> list[int]:
    row = await snapshot.driver.fetchrow(_LANES, snapshot.tenant_id)
    used = range(row["first"], row["last"] + 1) if row["first"] is not None else ()
    return sorted({*known, *used})


class _Lane:
    """One lane while it is walked: the link reached so far, and what must still come."""

    def __init__(
        self,
        snapshot: Transaction,
        findings: Findings,
        lane: int,
        head: asyncpg.Record | None,
        seals: Sequence[Seal],
    ) -> None:
        self.snapshot = snapshot
        self.findings = findings
        self.lane = lane
        self.head = head
        self.seals = seals
        self.sealed = {seal.seq for seal in seals}
        self.seq = 0
        self.hash = GENESIS
        self.event_id: UUID | None = None
        self.sealed_to = 0

    async def check(self) -> Break | None:
        """The first break of this lane."""
        async for row in self._rows(_FIRST):
            found = await self._link(row)
            if found is not None:
                return found
            self.findings.events += 1
        return self._end()

    async def _link(self, row: asyncpg.Record) -> Break | None:
        expected = self.seq + 1
        hashed = link_hash(self.hash, _digest(row))
        if row["seq"] != expected or hashed != row["hash"]:
            return await self._misfit(row, expected)
        self.seq, self.hash, self.event_id = expected, hashed, row["id"]
        if expected not in self.sealed:
            return None
        for seal in self.seals:
            if seal.seq == expected and seal.hash != hashed:
                return self._rewritten(seal)
        self.sealed_to = expected
        return None

    async def _misfit(self, row: asyncpg.Record, expected: int) -> Break:
        """Why ``row`` is not the next link: its true successor may stand elsewhere, or be gone, or be changed."""
        async for other in self._rows(_FIRST):
            if other["hash"] == link_hash(self.hash, _digest(other)):
                more = f"应在序号 {expected}"
                return Break(Fault.OUT_OF_ORDER, self.lane, other["seq"], other["id"], more=more)
        if row["seq"] != expected:
            return Break(Fault.EVENT_MISSING, self.lane, expected, more=f"下一条现存记录是序号 {row['seq']}")
        return Break(Fault.CONTENT_CHANGED, self.lane, expected, row["id"])

    def _end(self) -> Break | None:
        head = self.head
        if head is not None and head["seq"] > self.seq:
            more = f"链头到序号 {head['seq']},现存记录只到 {self.seq}"
            return Break(Fault.EVENT_MISSING, self.lane, self.seq + 1, more=more)
        later = [seal for seal in self.seals if seal.seq > self.seq]
        if later:
            return self._rewritten(min(later, key=lambda seal: seal.seq))
        if head is None and self.seq == 0:
            return None
        if head is None or (head["seq"], head["hash"]) != (self.seq, self.hash):
            return Break(Fault.HEAD_DIFFERS, self.lane, self.seq, self.event_id)
        return None

    def _rewritten(self, seal: Seal) -> Break:
        event_id = self.event_id if self.seq == seal.seq else None
        more = f"改动在序号 {self.sealed_to + 1} 到 {seal.seq} 之间"
        return Break(Fault.ANCHOR_DIFFERS, self.lane, seal.seq, event_id, seal.day, more)

    async def _rows(self, after: int) -> AsyncIterator[asyncpg.Record]:
        while True:
            page = await self.snapshot.driver.fetch(_EVENTS, self.snapshot.tenant_id, self.lane, after, _PAGE)
            for row in page:
                yield row
            if len(page) < _PAGE:
                return
            after = page[-1]["seq"]


def _digest(row: asyncpg.Record) -> bytes:
    """The digest of what the row says now."""
    said = dict(row)
    for name in ("capacity", "detail", "before", "after"):
        said[name] = None if said[name] is None else orjson.loads(said[name])
    return sha256(content_of(said)).digest()
