"""Taking away where exactly one stood when checking in, once nobody needs it any more.

What proves a month is what its sheet says: the days, and for a person who asks how it came about, the way to the
village (``check_in.distance_m``), which was reckoned when the entry came in. The degrees themselves are needed to
compare acts with each other and with photos; that is done within days of their receipt, and over when the county has
verified the month and no lead about the cadre is open. A sheet that was reopened and verified anew is gone through
again. Photos keep what the camera wrote into them, as long as they are kept themselves.
"""

from datetime import date

from xuanpai_core.db.session import Work

# One sheet stands for a month of some thirty check-ins.
_ACTS_A_SHEET = 25

_DUE = """s.tenant_id = $1 AND s.state = 'VERIFIED'
   AND (s.positions_removed_at IS NULL OR s.positions_removed_at < s.verified_at)
   AND NOT EXISTS (
       SELECT FROM lead l WHERE l.tenant_id = $1 AND l.posting_id = s.posting_id AND l.state = 'OPEN')
   AND NOT EXISTS (
       SELECT FROM backfill_request b
        WHERE b.tenant_id = $1 AND b.posting_id = s.posting_id AND b.state = 'SUBMITTED'
          AND b.day >= s.month AND b.day < s.month + interval '1 month')"""

# A month ends on the day before $2 at the latest: no day that still counts is touched.
_OLDEST = f"""
SELECT min(s.month) AS first, (min(s.month) + interval '1 month')::date AS after
  FROM monthly_sheet s
 WHERE {_DUE} AND s.month <= ($2::date - interval '1 month')::date
"""  # noqa: S608 -- composed of constants

# Month by month, so that of the check-ins one partition is touched.
_REMOVE = f"""
WITH due AS MATERIALIZED (
    SELECT s.id, s.posting_id
      FROM monthly_sheet s
     WHERE {_DUE} AND s.month = $2
     LIMIT $4
       FOR UPDATE OF s SKIP LOCKED
), acts AS (
    UPDATE check_in c SET latitude = NULL, longitude = NULL
      FROM due d
     WHERE c.tenant_id = $1 AND c.posting_id = d.posting_id AND c.day >= $2 AND c.day < $3 AND c.latitude IS NOT NULL
    RETURNING c.id, c.photo_id
), uses AS (
    UPDATE photo_use u SET latitude = NULL, longitude = NULL
      FROM acts a
     WHERE u.tenant_id = $1 AND u.evidence_id = a.photo_id AND u.record_type = 'check_in' AND u.record_key = a.id::text
), claims AS (
    UPDATE backfill_request b
       SET latitude = NULL, longitude = NULL,
           entries = COALESCE((SELECT jsonb_agg(t.entry - 'latitude' - 'longitude' ORDER BY t.number)
                                 FROM jsonb_array_elements(b.entries) WITH ORDINALITY AS t(entry, number)), '[]')
      FROM due d
     WHERE b.tenant_id = $1 AND b.posting_id = d.posting_id AND b.day >= $2 AND b.day < $3
), done AS (
    UPDATE monthly_sheet s SET positions_removed_at = $5
      FROM due d
     WHERE s.tenant_id = $1 AND s.id = d.id
    RETURNING 1
)
SELECT count(*) FROM done
"""  # noqa: S608 -- composed of constants


async def remove_positions(work: Work, before: date, batch: int) -> int:
    """Take away the places of some sheets' check-ins, of one month that ended before ``before``.

    ``batch`` is how many check-ins, more or less. Returns how many sheets that were, 0 when there are no more.
    """
    month = await work.driver.fetchrow(_OLDEST, work.tenant_id, before)
    if month is None or month["first"] is None:
        return 0
    sheets = max(1, batch // _ACTS_A_SHEET)
    done: int = await work.driver.fetchval(
        _REMOVE, work.tenant_id, month["first"], month["after"], sheets, work.clock.now()
    )
    return done
