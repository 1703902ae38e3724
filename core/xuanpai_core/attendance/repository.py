"""The statements of attendance."""

from datetime import date
from uuid import UUID

import asyncpg
import orjson

from xuanpai_core.attendance.entries import CheckInEntry
from xuanpai_core.attendance.rollup import ROLL_UP
from xuanpai_core.clock import civil_date
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.periods import month_start

# A check-in is the hottest write of all, so it is one statement: who may, what is known of the key and of the id,
# the act, the day, the totals, the evidence, the trail and the key's outcome. Everything hangs on ``allowed``;
# the outcome of the key comes last, because only then it is known.
CHECK_IN = f"""
WITH held AS MATERIALIZED (
    SELECT p.id, p.region_code, p.dispatch_level,
           p.start_date <= $3 AND (p.end_date IS NULL OR p.end_date >= $3) AS in_force
      FROM posting p
     WHERE p.tenant_id = $1 AND p.cadre_id = $4 AND ($5::uuid IS NULL OR p.id = $5)
     ORDER BY 4 DESC, p.start_date DESC
     LIMIT 1
), earlier AS MATERIALIZED (
    SELECT k.fingerprint, k.outcome
      FROM idempotency_key k
     WHERE k.tenant_id = $1 AND k.account_id = $15 AND k.operation = 'attendance:check_in' AND k.key = $16
), twin AS MATERIALIZED (
    SELECT c.posting_id, c.day, c.at
      FROM held h
      JOIN check_in c ON c.tenant_id = $1 AND c.posting_id = h.id AND c.day BETWEEN $21 AND $22 AND c.id = $6
     LIMIT 1
), photo AS MATERIALIZED (
    SELECT e.id
      FROM evidence e
     WHERE e.tenant_id = $1 AND e.id = $12 AND e.uploaded_by = $15 AND e.state = 'READY' AND e.kind = 'PHOTO'
), seal AS MATERIALIZED (
    SELECT m.sealed
      FROM held h
      JOIN monthly_attendance m ON m.tenant_id = $1 AND m.posting_id = h.id AND m.month = $2
), allowed AS MATERIALIZED (
    SELECT h.id, h.region_code, h.dispatch_level
      FROM held h
     WHERE h.in_force AND $23 AND ($12::uuid IS NULL OR EXISTS (SELECT FROM photo))
       AND NOT EXISTS (SELECT FROM earlier) AND NOT EXISTS (SELECT FROM twin)
       AND NOT EXISTS (SELECT FROM seal s WHERE s.sealed)
), entry AS (
    INSERT INTO check_in (tenant_id, posting_id, day, id, at, received_at, latitude, longitude, accuracy_m,
                          photo_id, note, device)
    SELECT $1, a.id, $3, $6, $7, $8, $9, $10, $11, $12, $13, $14
      FROM allowed a
    ON CONFLICT DO NOTHING
    RETURNING posting_id
), marked AS (
    INSERT INTO attendance_day AS d (tenant_id, posting_id, day, status, first_check_in_at, check_ins, photo_id)
    SELECT $1, n.posting_id, $3, 'ON_DUTY', $7, 1, $12
      FROM entry n
    ON CONFLICT (tenant_id, posting_id, day) DO UPDATE
       SET first_check_in_at = LEAST(d.first_check_in_at, EXCLUDED.first_check_in_at),
           check_ins = LEAST(d.check_ins, 32766) + 1,
           photo_id = COALESCE(d.photo_id, EXCLUDED.photo_id)
    RETURNING d.posting_id, old.posting_id IS NULL AS fresh
), change AS MATERIALIZED (
    SELECT k.posting_id, a.region_code, a.dispatch_level, k.fresh::integer AS delta, 0 AS log_delta,
           CASE WHEN k.fresh THEN $3 END AS on_duty_day
      FROM marked k, allowed a
), {ROLL_UP}, proof AS (
    INSERT INTO evidence_link (tenant_id, record_type, record_key, evidence_id, posting_id)
    SELECT $1, 'check_in', $6::uuid::text, p.id, n.posting_id
      FROM entry n, photo p
    ON CONFLICT DO NOTHING
), outcome AS MATERIALIZED (
    SELECT jsonb_build_object('posting_id', c.posting_id, 'day', $3::date, 'counted', c.delta = 1,
                              'on_duty_days', t.after) AS told
      FROM change c, totals t
), trail AS (
    INSERT INTO audit_event (tenant_id, id, account_id, action, subject_type, subject_id, detail, request_id, address)
    SELECT $1, $18, $15, 'attendance:check_in', 'check_in', $6::uuid::text, o.told, $19, $20
      FROM outcome o
), claim AS (
    INSERT INTO idempotency_key (tenant_id, account_id, operation, key, fingerprint, outcome)
    SELECT $1, $15, 'attendance:check_in', $16, $17, o.told
      FROM outcome o
    ON CONFLICT DO NOTHING
    RETURNING key
)
SELECT h.id IS NOT NULL AS found,
       h.in_force,
       $12::uuid IS NULL OR EXISTS (SELECT FROM photo) AS photo_usable,
       COALESCE((SELECT s.sealed FROM seal s), false) AS sealed,
       (SELECT e.fingerprint FROM earlier e) AS earlier_fingerprint,
       (SELECT e.outcome FROM earlier e) AS earlier_outcome,
       EXISTS (SELECT FROM twin) AS id_known,
       EXISTS (SELECT FROM entry) AS entered,
       (SELECT o.told FROM outcome o) AS told,
       EXISTS (SELECT FROM claim) AS claimed
  FROM (SELECT) one
  LEFT JOIN held h ON true
"""  # noqa: S608 -- ROLL_UP is a constant

# Whatever a twin of the request has done in the meantime, seen after it has committed.
SETTLED = """
SELECT k.fingerprint, k.outcome
  FROM idempotency_key k
 WHERE k.tenant_id = $1 AND k.account_id = $2 AND k.operation = 'attendance:check_in' AND k.key = $3
"""

KNOWN_ID = """
SELECT c.posting_id, c.day, c.at, m.on_duty_days
  FROM posting p
  JOIN check_in c ON c.tenant_id = $1 AND c.posting_id = p.id AND c.day BETWEEN $4 AND $5 AND c.id = $3
  JOIN monthly_attendance m
    ON m.tenant_id = $1 AND m.posting_id = c.posting_id AND m.month = date_trunc('month', c.day)::date
 WHERE p.tenant_id = $1 AND p.cadre_id = $2
 LIMIT 1
"""

REGISTER_DAY = f"""
WITH marked AS (
    INSERT INTO attendance_day AS d (tenant_id, posting_id, day, status)
    VALUES ($1, $3, $4, $5)
    ON CONFLICT (tenant_id, posting_id, day) DO UPDATE SET status = EXCLUDED.status
    RETURNING d.posting_id, old.status AS before, new.status AS after
), change AS MATERIALIZED (
    SELECT k.posting_id, $6::text AS region_code, $7::text AS dispatch_level,
           (k.after = 'ON_DUTY')::integer - COALESCE(k.before = 'ON_DUTY', false)::integer AS delta,
           0 AS log_delta, CASE WHEN k.after = 'ON_DUTY' THEN $4 END AS on_duty_day
      FROM marked k
), {ROLL_UP}
SELECT k.before, t.after AS on_duty_days
  FROM marked k
  LEFT JOIN totals t ON true
"""  # noqa: S608 -- ROLL_UP is a constant

LAST_DAY = """
UPDATE monthly_attendance m
   SET last_day = (SELECT max(d.day) FROM attendance_day d
                    WHERE d.tenant_id = $1 AND d.posting_id = $3 AND d.day >= $2 AND d.day < $4
                      AND d.status = 'ON_DUTY')
 WHERE m.tenant_id = $1 AND m.month = $2 AND m.posting_id = $3
"""

COUNT_LOG = f"""
WITH change AS MATERIALIZED (
    SELECT p.id AS posting_id, p.region_code, p.dispatch_level, 0 AS delta, $4::integer AS log_delta,
           NULL::date AS on_duty_day
      FROM posting p
     WHERE p.tenant_id = $1 AND p.id = $3
), {ROLL_UP}
SELECT t.after FROM totals t
"""  # noqa: S608 -- ROLL_UP is a constant

DAYS = """
SELECT d.posting_id, d.day, d.status, d.first_check_in_at
  FROM attendance_day d
 WHERE d.tenant_id = $1 AND d.posting_id = ANY($2) AND d.day >= $3 AND d.day < $4
 ORDER BY d.posting_id, d.day
"""

SEAL = """
UPDATE monthly_attendance m SET sealed = true
 WHERE m.tenant_id = $1 AND m.month = $2 AND m.posting_id = ANY($3)
"""


async def take_check_in(
    work: Work, cadre_id: UUID, entry: CheckInEntry, key: str, fingerprint: bytes, oldest: date
) -> asyncpg.Record:
    """Run ``CHECK_IN``: ``claimed`` says that it had its effect, the rest says why not."""
    now = work.clock.now()
    day = civil_date(now)
    return await work.driver.fetchrow(
        CHECK_IN,
        work.tenant_id,
        month_start(entry.day),
        entry.day,
        cadre_id,
        entry.posting_id,
        entry.id,
        entry.at,
        now,
        entry.latitude,
        entry.longitude,
        entry.accuracy_m,
        entry.photo_id,
        entry.note,
        orjson.dumps(entry.device).decode(),
        work.ctx.actor.account_id,
        key,
        fingerprint,
        new_id(),
        work.ctx.request_id,
        work.ctx.address,
        min(oldest, entry.day),
        day,
        entry.day >= oldest,
    )


async def days_between(work: Work, posting_ids: list[UUID], first: date, after: date) -> list[asyncpg.Record]:
    """Every recorded day of these postings from ``first`` to the day before ``after``, by posting and day."""
    rows: list[asyncpg.Record] = await work.driver.fetch(DAYS, work.tenant_id, posting_ids, first, after)
    return rows
