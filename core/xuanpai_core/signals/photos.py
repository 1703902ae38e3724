"""What photos give away: used before, alike another, taken at another time or place than the act they prove.

Alike is found by multi-index hashing: of 64 bits at most seven differ, so of four bands of sixteen at least one has
at most one bit flipped. Each band has an index, and seventeen values are looked up in it; what is found is counted.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

import asyncpg

from xuanpai_core.db.session import Work
from xuanpai_core.signals import wording
from xuanpai_core.signals.found import Found
from xuanpai_core.signals.models import SignalSubject
from xuanpai_core.signals.thresholds import ALIKE_BITS, OWN_PHOTO_ALIKE
from xuanpai_core.vocabulary import SignalKind

BATCH = 500
# A photo like hundreds of others is one of many kinds of them; the nearest say it.
_NEAREST = 100
_FLIPS = "ARRAY[0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768]"


_BAND = """
        SELECT p.evidence_id, p.phash
          FROM photo_print p
         WHERE p.tenant_id = $1
           AND p.band_{number} = ANY (ARRAY(
               SELECT ((q.phash >> {shift}) & 65535)::integer # flip FROM unnest({flips}) AS flip))"""
_BANDS = " UNION ALL ".join(_BAND.format(number=number, shift=48 - 16 * number, flips=_FLIPS) for number in range(4))


ALIKE = f"""
SELECT q.evidence_id, near.evidence_id AS other_id, near.bits
  FROM unnest($2::uuid[], $3::bigint[]) AS q(evidence_id, phash)
 CROSS JOIN LATERAL (
    SELECT DISTINCT c.evidence_id, bit_count((c.phash # q.phash)::bit(64)) AS bits
      FROM ({_BANDS}
      ) c
     WHERE c.evidence_id <> q.evidence_id AND bit_count((c.phash # q.phash)::bit(64)) <= {ALIKE_BITS}
     ORDER BY bits, c.evidence_id
     LIMIT {_NEAREST}
 ) near
"""  # noqa: S608 -- composed of constants

# A file that is neither ready nor still to come will never be looked at.
WAITING = """
SELECT u.evidence_id, min(p.phash) AS phash
  FROM photo_use u
  JOIN photo_print p ON p.tenant_id = $1 AND p.evidence_id = u.evidence_id
 WHERE u.tenant_id = $1 AND u.compared_at IS NULL
 GROUP BY 1
 ORDER BY 1
 LIMIT $2
"""

# A check-in and the same day's log may share their photo; two check-ins may not.
_OTHER_ACT = """(e.posting_id <> l.posting_id OR e.day <> l.day
                 OR (e.record_type = 'check_in' AND l.record_type = 'check_in'))"""
# Two of one village show in their logs of one day what they did together. Who checks in shows that they are there.
_TOGETHER = "e.record_type = 'work_log' AND l.record_type = 'work_log' AND e.day = l.day"
_BEFORE = "(e.day, e.at, e.record_key) < (l.day, l.at, l.record_key)"

SEEN = f"""
WITH touched AS MATERIALIZED (
    SELECT DISTINCT e.sha256
      FROM evidence e
     WHERE e.tenant_id = $1 AND e.id = ANY ($2) AND e.state = 'READY' AND e.sha256 IS NOT NULL
), used AS MATERIALIZED (
    SELECT t.sha256, u.record_type, u.record_key, u.posting_id, u.day, u.at, p.region_code
      FROM touched t
      JOIN evidence e ON e.tenant_id = $1 AND e.sha256 = t.sha256 AND e.state = 'READY'
      JOIN photo_use u ON u.tenant_id = $1 AND u.evidence_id = e.id
      JOIN posting p ON p.tenant_id = $1 AND p.id = u.posting_id
     ORDER BY t.sha256, u.day, u.at, u.record_key
)
SELECT l.record_type, l.record_key, l.posting_id, l.day, first.posting_id AS other_posting_id, first.day AS other_day
  FROM used l
 CROSS JOIN LATERAL (
    SELECT e.posting_id, e.day
      FROM used e
     WHERE e.sha256 = l.sha256 AND {_BEFORE} AND {_OTHER_ACT}
       AND NOT ({_TOGETHER} AND e.region_code = l.region_code)
     LIMIT 1
 ) first
"""  # noqa: S608 -- composed of constants

# Of each pair, in whichever order it was found, the later act is what was noticed.
USES_OF_PAIRS = f"""
SELECT DISTINCT ON (l.record_type, l.record_key)
       l.record_type, l.record_key, l.posting_id, l.day, e.posting_id AS other_posting_id, e.day AS other_day, pair.bits
  FROM unnest($2::uuid[], $3::uuid[], $4::integer[]) AS pair(one, other, bits)
 CROSS JOIN LATERAL (VALUES (pair.one, pair.other), (pair.other, pair.one)) AS way(earlier, later)
  JOIN photo_use e ON e.tenant_id = $1 AND e.evidence_id = way.earlier
  JOIN photo_use l ON l.tenant_id = $1 AND l.evidence_id = way.later
  JOIN posting p ON p.tenant_id = $1 AND p.id = e.posting_id
  JOIN posting q ON q.tenant_id = $1 AND q.id = l.posting_id
  JOIN evidence a ON a.tenant_id = $1 AND a.id = way.earlier
  JOIN evidence b ON b.tenant_id = $1 AND b.id = way.later
 WHERE {_BEFORE} AND a.sha256 IS DISTINCT FROM b.sha256 AND (e.posting_id <> l.posting_id OR e.day <> l.day)
   AND NOT ({_TOGETHER} AND p.region_code = q.region_code)
 ORDER BY l.record_type, l.record_key, pair.bits, e.day, e.at, e.record_key
"""  # noqa: S608 -- composed of constants

COMPARED = """
UPDATE photo_use u SET compared_at = $3
 WHERE u.tenant_id = $1 AND u.evidence_id = ANY ($2) AND u.compared_at IS NULL
"""


class Print(NamedTuple):
    """A photo and its perceptual hash, if it has one."""

    evidence_id: UUID
    phash: int | None


async def waiting(work: Work, limit: int = BATCH) -> list[Print]:
    """Photos that are printed and in use, and not held against the others yet."""
    rows = await work.driver.fetch(WAITING, work.tenant_id, limit)
    return [Print(row["evidence_id"], row["phash"]) for row in rows]


async def alike(work: Work, prints: Sequence[Print]) -> list[asyncpg.Record]:
    """Each of ``prints`` with every photo of the tenant that looks like it, and by how many bits they differ."""
    known = [one for one in prints if one.phash is not None]
    rows: list[asyncpg.Record] = await work.driver.fetch(
        ALIKE, work.tenant_id, [one.evidence_id for one in known], [one.phash for one in known]
    )
    return rows


async def compare(work: Work, prints: Sequence[Print]) -> list[Found]:
    """Hold these photos against every other of the tenant; from now on they count as compared."""
    ids = [one.evidence_id for one in prints]
    seen = await work.driver.fetch(SEEN, work.tenant_id, ids)
    pairs = await alike(work, prints)
    columns = ([row[name] for row in pairs] for name in ("evidence_id", "other_id", "bits"))
    near = await work.driver.fetch(USES_OF_PAIRS, work.tenant_id, *columns)
    await work.driver.execute(COMPARED, work.tenant_id, ids, work.clock.now())
    return [*map(_seen, seen), *map(_alike, near)]


def _seen(row: asyncpg.Record) -> Found:
    own = row["posting_id"] == row["other_posting_id"]
    reason = wording.photo_seen(row["day"], row["other_day"], own=own)
    return _of_use(row, SignalKind.PHOTO_SEEN_BEFORE, reason, {"own": own, "otherDay": row["other_day"]})


def _alike(row: asyncpg.Record) -> Found:
    own = row["posting_id"] == row["other_posting_id"]
    reason = wording.photo_alike(row["day"], row["other_day"], row["bits"], own=own)
    facts = {"own": own, "otherDay": row["other_day"], "bits": row["bits"]}
    return _of_use(row, SignalKind.PHOTO_LOOKS_ALIKE, reason, facts, OWN_PHOTO_ALIKE if own else None)


def _of_use(
    row: asyncpg.Record, kind: SignalKind, reason: str, facts: dict[str, Any], at_most: int | None = None
) -> Found:
    other: UUID | None = row["other_posting_id"]
    day: date = row["day"]
    return Found(
        kind=kind,
        posting_id=row["posting_id"],
        day=day,
        subject_type=SignalSubject(row["record_type"]),
        subject_key=row["record_key"],
        reason=reason,
        facts=facts,
        other_posting_id=None if other == row["posting_id"] else other,
        weighs_at_most=at_most,
    )
