"""Photos that look alike among a million of one tenant: by bands, against a plain scan that must find the same."""

import random
import time
from collections.abc import Sequence
from statistics import median, quantiles
from uuid import UUID

import psycopg

from tests.bench.outcome import Line, against, within
from tests.bench.stage import Stage
from xuanpai_core.context import system_context
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.signals.photos import Print, alike
from xuanpai_core.signals.thresholds import ALIKE_BITS

PHOTOS, NEIGHBOURS = 1_000_000, 200_000
SEARCHES, SCANS = 500, 12
_WARM = 20

# As random as the hashes of unlike scenes are; every hundredth is one of a few thousand that are much alike.
_FILL = """
INSERT INTO photo_print (tenant_id, evidence_id, phash, printed_at)
SELECT %s, gen_random_uuid(),
       CASE WHEN n %% 100 = 0 THEN (hashint8extended(n / 100 %% 2500, 7) # (1::bigint << (n %% 61)::integer))
            ELSE hashint8extended(n, 11) END, now()
  FROM generate_series(1, %s) AS n
"""
_SAMPLE = "SELECT evidence_id, phash FROM photo_print WHERE tenant_id = %s ORDER BY evidence_id LIMIT %s"
_SCAN = """
SELECT p.evidence_id, bit_count((p.phash # $2)::bit(64)) AS bits
  FROM photo_print p
 WHERE p.tenant_id = $1 AND p.evidence_id <> $3 AND bit_count((p.phash # $2)::bit(64)) <= $4
"""


async def run(stage: Stage) -> Sequence[Line]:
    """Each search is of a photo with up to seven bits changed; some are searched for both ways."""
    tenant_id = new_id()
    print(f"making the prints of {PHOTOS + NEIGHBOURS} photos …", flush=True)
    wanted = _wanted(_made(stage, tenant_id))
    async with stage.database.read(system_context(tenant_id, "bench")) as work:
        for one in wanted[:_WARM]:
            await alike(work, [one])
        searched = [await _searched(work, one) for one in wanted]
        rounds = [(await _searched(work, one), await _scanned(work, one)) for one in wanted[:SCANS]]
    for (_, ours), (_, plain) in rounds:
        if ours != plain:
            raise RuntimeError(f"the bands found {len(ours)} photos, the scan {len(plain)}")
    times = sorted(lasted for lasted, _ in searched)
    found = sum(len(near) for _, near in searched)
    pairs = [(ours, plain) for (ours, _), (plain, _) in rounds]
    p99 = quantiles(times, n=100)[98]
    return [
        within("look-alikes among 1,000,000 photos, p50", "ms", median(times), ("<", 100.0), searches=len(times)),
        within("the same, p99", "ms", p99, ("<", 100.0), slowest=times[-1], found=found),
        against("the same, against a plain scan", "ms", pairs, ("<=", 0.2)),
    ]


def _made(stage: Stage, tenant_id: UUID) -> list[tuple[UUID, int]]:
    """Fill two tenants; some of the first one's photos."""
    with psycopg.connect(stage.site.admin_dsn, autocommit=True) as admin:
        admin.execute(_FILL, (tenant_id, PHOTOS))
        admin.execute(_FILL, (new_id(), NEIGHBOURS))
        admin.execute("VACUUM (ANALYZE) photo_print")
        return list(admin.execute(_SAMPLE, (tenant_id, SEARCHES)).fetchall())


def _wanted(photos: Sequence[tuple[UUID, int]]) -> list[Print]:
    """The same photos with up to seven of their bits changed, as new ones."""
    chance = random.Random(5)  # noqa: S311 -- the same bits in every run
    wanted = []
    for number, (_, phash) in enumerate(photos):
        bits = phash & ((1 << 64) - 1)
        for bit in chance.sample(range(64), number % (ALIKE_BITS + 1)):
            bits ^= 1 << bit
        wanted.append(Print(new_id(), bits - (1 << 64) if bits >= 1 << 63 else bits))
    return wanted


async def _searched(work: Work, one: Print) -> tuple[float, set[tuple[UUID, int]]]:
    started = time.perf_counter()
    rows = await alike(work, [one])
    lasted = (time.perf_counter() - started) * 1000
    if not rows:
        raise RuntimeError("a photo was not found again")
    return lasted, {(row["other_id"], row["bits"]) for row in rows}


async def _scanned(work: Work, one: Print) -> tuple[float, set[tuple[UUID, int]]]:
    started = time.perf_counter()
    rows = await work.driver.fetch(_SCAN, work.tenant_id, one.phash, one.evidence_id, ALIKE_BITS)
    lasted = (time.perf_counter() - started) * 1000
    return lasted, {(row["evidence_id"], row["bits"]) for row in rows}
