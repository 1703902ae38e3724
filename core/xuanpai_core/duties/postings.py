"""What a posting itself counts for, and the duties that come and go with it."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from xuanpai_core.activities.earlier import tell_earlier_meetings
from xuanpai_core.db.session import Work
from xuanpai_core.duties import generating
from xuanpai_core.duties.deeds import Deed, tell_many
from xuanpai_core.jobs.queue import enqueue
from xuanpai_core.parties.tokens import of_posting, of_region, of_unit

KIND = "posting"
REFRESH = "duties.refresh_postings"
_AT_ONCE = 200
"""How many postings are given their duties while somebody waits; those of more are left to a job."""
_BATCH = 2_000
_POSTINGS = """
SELECT p.id, p.region_code, p.role, p.dispatch_level, p.sending_unit_id, p.start_date, p.end_date
  FROM posting p
 WHERE p.tenant_id = $1 AND p.id = ANY($2::uuid[])
 ORDER BY p.id
"""
# Postings of before there were duties, and those whose unit has since been merged into another.
_UNTOLD = """
SELECT p.id
  FROM posting p
  LEFT JOIN deed d ON d.tenant_id = $1 AND d.record_type = 'posting' AND d.record_key = p.id::text
                  AND d.kind = 'posting' AND d.token = 'posting:' || p.id
 WHERE p.tenant_id = $1 AND p.region_code >= $2 AND p.region_code < $2 || ':'
   AND (d.token IS NULL OR d.day <> p.start_date OR d.until IS DISTINCT FROM p.end_date
        OR NOT d.parties @> ARRAY['unit:' || p.sending_unit_id, 'region:' || p.region_code])
 ORDER BY p.id
"""


async def tell_postings(work: Work, posting_ids: Sequence[UUID]) -> None:
    """Say what these postings count for (kind ``posting``, with ``role:`` and ``level:``), and what they owe now.

    It counts for the posting, its place and its sending unit. Call it when postings began, ended or were corrected.
    Asks nobody's permission.
    """
    await work.session.flush()
    for first in range(0, len(posting_ids), _BATCH):
        rows = await work.driver.fetch(_POSTINGS, work.tenant_id, list(posting_ids[first : first + _BATCH]))
        await tell_many(work, KIND, {str(row["id"]): [_deed(row)] for row in rows})
        if len(posting_ids) <= _AT_ONCE:
            await refresh_postings(work, rows)
    if len(posting_ids) > _AT_ONCE and (await generating.duty_rules(work)).demanded.kinds:
        await enqueue(work, REFRESH, posting_ids=[str(posting_id) for posting_id in posting_ids])


async def tell_untold(work: Work, region_code: str) -> None:
    """Say what those postings below the place count for of which that is not known, or known wrongly.

    The same for the dispatch meetings of before there were duties.
    """
    await work.session.flush()
    await tell_earlier_meetings(work, region_code)
    untold = [row["id"] for row in await work.driver.fetch(_UNTOLD, work.tenant_id, region_code)]
    for first in range(0, len(untold), _BATCH):
        rows = await work.driver.fetch(_POSTINGS, work.tenant_id, untold[first : first + _BATCH])
        await tell_many(work, KIND, {str(row["id"]): [_deed(row)] for row in rows})


def _deed(row: Any) -> Deed:
    day = row["start_date"]
    return Deed(
        kind=KIND,
        parties=frozenset({of_posting(row["id"]), of_region(row["region_code"]), of_unit(row["sending_unit_id"])}),
        day=day,
        until=row["end_date"],
        done_on=day,
        features={f"role:{row['role']}": day, f"level:{row['dispatch_level']}": day},
    )


async def refresh_postings(work: Work, rows: Collection[Any]) -> None:
    """Bring the duties of these postings up to date, and those of villages that owe something while one is held."""
    rules = await generating.duty_rules(work)
    places = {row["region_code"] for row in rows} if rules.demanded.posts else set()
    await generating.refresh(work, postings=[row["id"] for row in rows], places=places)


async def refresh_named(work: Work, posting_ids: Sequence[UUID]) -> None:
    """``refresh_postings`` by id."""
    await work.session.flush()
    await refresh_postings(work, await work.driver.fetch(_POSTINGS, work.tenant_id, list(posting_ids)))
