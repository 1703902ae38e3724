"""The locked anchors as the object store holds them, and the rows that should say the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from itertools import pairwise

# ``Any``: an anchor's document is JSON.
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from xuanpai_core.audit.anchors import prefix_of
from xuanpai_core.audit.findings import Break, Fault, Findings
from xuanpai_core.db.session import Database, Transaction

_MAX_BYTES = 1024 * 1024

_ROWS = """
SELECT a.day, a.taken_at, a.heads::text AS heads, a.object_key, a.version_id, a.sha256
  FROM audit_anchor a
 WHERE a.tenant_id = $1
 ORDER BY a.day
"""


@dataclass(frozen=True, slots=True)
class Seal:
    """What an anchor says of one lane: there, the link at ``seq`` was ``hash``."""

    lane: int
    seq: int
    hash: bytes
    day: date


@dataclass(frozen=True, slots=True)
class AnchorObject:
    """One version of one locked object."""

    key: str
    version_id: str | None
    sha256: bytes
    document: dict[str, Any]

    @property
    def day(self) -> date:
        """The day that it anchors."""
        return date.fromisoformat(self.document["day"])

    @property
    def seals(self) -> list[Seal]:
        """What it says, lane by lane."""
        return [Seal(lane, seq, bytes.fromhex(found), self.day) for lane, seq, found in self.document["heads"]]


async def read_objects(database: Database, tenant_id: UUID) -> list[AnchorObject]:
    """Every version of every anchor, oldest day first: a later version of a day does not hide the first."""
    store = database.ports.objects
    found = []
    for key, version in sorted(await store.versions(prefix_of(tenant_id)), key=str):
        content = await store.read(key, _MAX_BYTES, version)
        found.append(AnchorObject(key, version, sha256(content).digest(), orjson.loads(content)))
    return found


async def check_rows(
    database: Database, snapshot: Transaction, objects: Sequence[AnchorObject], findings: Findings
) -> None:
    """Hold the anchors' rows against the objects, and each object against the one before it."""
    rows = await snapshot.driver.fetch(_ROWS, snapshot.tenant_id)
    known = {(found.key, found.version_id): found for found in objects}
    findings.anchors = len(rows)
    expired_before = database.clock.now() - timedelta(days=database.settings.audit_lock_days)
    previous: asyncpg.Record | None = None
    for row in rows:
        found = known.get((row["object_key"], row["version_id"]))
        if found is None and row["taken_at"] < expired_before:
            findings.notes.append(f"锚点 {row['day']} 的锁定期已过,对象已不在存储里")
        elif found is None:
            findings.breaks.append(Break(Fault.ANCHOR_OBJECT_MISSING, day=row["day"], more=row["object_key"]))
        elif not _agree(row, found, previous):
            findings.breaks.append(Break(Fault.ANCHOR_ROW_DIFFERS, day=row["day"], more=row["object_key"]))
        previous = row
    days = {row["day"] for row in rows}
    gone = sorted({found.day for found in objects} - days)
    findings.breaks += [Break(Fault.ANCHOR_ROW_MISSING, day=day) for day in gone]
    findings.days_without = _without(sorted(days))
    _note_unchained(objects, findings)


def _agree(row: asyncpg.Record, found: AnchorObject, previous: asyncpg.Record | None) -> bool:
    before = previous and {"day": previous["day"].isoformat(), "sha256": previous["sha256"].hex()}
    said = found.sha256, found.day, found.document["heads"], found.document["previous"]
    stored = row["sha256"], row["day"], orjson.loads(row["heads"]), before
    return said == stored


def _without(days: Sequence[date]) -> list[date]:
    if not days:
        return []
    span = (days[-1] - days[0]).days
    have = set(days)
    return [day for day in (days[0] + timedelta(days=number) for number in range(span)) if day not in have]


def _note_unchained(objects: Sequence[AnchorObject], findings: Findings) -> None:
    """Say when events came or went outside the chain after the first anchor had counted them."""
    counts = [(f"锚点 {found.day}", int(found.document["unchained"])) for found in objects]
    counts.append(("现在", findings.before_the_chain))
    for (_, before), (when, after) in pairwise(counts):
        if after > before:
            findings.notes.append(f"到{when}为止,有 {after - before} 条记录写在链外(由不认识链的旧版本写入?)")
        elif after < before:
            more = f"建链之前的记录少了 {before - after} 条"
            findings.breaks.append(Break(Fault.EVENT_MISSING, more=f"到{when}为止,{more}"))
