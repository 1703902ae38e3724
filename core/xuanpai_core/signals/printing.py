"""Looks at photos that are in use and were not looked at yet; the store is asked outside any transaction."""

from uuid import UUID

from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Database
from xuanpai_core.errors import Unavailable
from xuanpai_core.signals.looks import look_of

_AT_ONCE = 20

_UNPRINTED = """
SELECT DISTINCT u.evidence_id, e.object_key, e.version_id, e.size
  FROM photo_use u
  JOIN evidence e ON e.tenant_id = $1 AND e.id = u.evidence_id AND e.state = 'READY' AND e.kind = 'PHOTO'
 WHERE u.tenant_id = $1 AND u.compared_at IS NULL AND u.evidence_id <> ALL ($2)
   AND NOT EXISTS (SELECT FROM photo_print p WHERE p.tenant_id = $1 AND p.evidence_id = u.evidence_id)
 ORDER BY u.evidence_id
 LIMIT $3
"""

_KEEP = """
INSERT INTO photo_print (tenant_id, evidence_id, phash, printed_at)
SELECT $1, look.evidence_id, look.phash, $4
  FROM unnest($2::uuid[], $3::bigint[]) AS look(evidence_id, phash)
ON CONFLICT DO NOTHING
"""


async def print_photos(database: Database, ctx: RequestContext) -> int:
    """Look at every photo that waits for it; what the store does not hand out now waits for the next time.

    Returns how many were looked at.
    """
    printed = 0
    failed: list[UUID] = []
    while True:
        async with database.read(ctx) as work:
            rows = await work.driver.fetch(_UNPRINTED, work.tenant_id, failed, _AT_ONCE)
        if not rows:
            return printed
        looks: dict[UUID, int | None] = {}
        for row in rows:
            try:
                content = await database.ports.objects.read(row["object_key"], row["size"], row["version_id"])
            except Unavailable:
                failed.append(row["evidence_id"])
                continue
            looks[row["evidence_id"]] = await look_of(content)
        async with database.work(ctx) as work:
            now = work.clock.now()
            await work.driver.execute(_KEEP, work.tenant_id, list(looks), list(looks.values()), now)
        printed += len(looks)
