"""The statements of attendance."""

from datetime import date
from uuid import UUID

import asyncpg
import orjson

from xuanpai_core.attendance.entries import CheckInEntry
from xuanpai_core.attendance.rollup import HALVES, ROLL_UP
from xuanpai_core.audit.chain import GENESIS_SQL, LANE_SQL
from xuanpai_core.audit.content import Event
from xuanpai_core.audit.service import make_event
from xuanpai_core.authz.actions import Action
from xuanpai_core.clock import SHANGHAI, civil_date
from xuanpai_core.db.session import Work
from xuanpai_core.periods import month_start

# Whether the act in hand is the last that its day still lacked.
ENOUGH_ACTS = "d.check_ins + 1 >= COALESCE((SELECT a.asked FROM acts a), 1)"

# A check-in is the hottest write of all, so it is one statement: who may, what is known of the key and of the id,
# the act, the day, the totals, the evidence, the key's outcome and the trail. Everything hangs on ``allowed``; the
# outcome is known only after the totals. The head of the trail's chain is locked last of all, so ``said`` asks for
# whatever takes another lock before it; what the event says that only this statement knows is put between the parts
# of its content that are given.
CHECK_IN = f"""
WITH held AS MATERIALIZED (
    SELECT p.id, p.region_code, p.dispatch_level,
           p.start_date <= $3 AND (p.end_date IS NULL OR p.end_date >= $3) AS in_force
      FROM posting p
     WHERE p.tenant_id = $1 AND p.cadre_id = $4 AND ($5::uuid IS NULL OR p.id = $5)
     ORDER BY in_force DESC, p.start_date DESC
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
     WHERE e.tenant_id = $1 AND e.id = $12 AND e.uploaded_by = $15 AND e.state <> 'REJECTED' AND e.kind = 'PHOTO'
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
), acts AS MATERIALIZED (
    -- How many acts the nearest rule asks for a day; as ``Rulebooks.one`` finds it.
    SELECT CASE r.kind WHEN 'CHECK_IN' THEN (r.content->>'acts_a_day')::integer END AS asked
      FROM held h
      JOIN rule_in_force r
        ON r.tenant_id = $1 AND r.matter = 'check_in' AND r.valid_from <= $3 AND (r.valid_to IS NULL OR r.valid_to > $3)
       AND r.region_code = ANY (ARRAY[left(h.region_code, 2), left(h.region_code, 4), left(h.region_code, 6),
                                      left(h.region_code, 9), h.region_code])
      JOIN plugin_activation p ON p.tenant_id = $1 AND p.id = r.activation_id
     ORDER BY length(p.region_code) DESC, length(r.region_code) DESC
     LIMIT 1
), entry AS (
    INSERT INTO check_in (tenant_id, posting_id, day, id, at, received_at, latitude, longitude, accuracy_m,
                          photo_id, note, device, distance_m)
    SELECT $1, a.id, $3, $6, $7, $8, $9, $10, $11, $12, $13, $14, $30
      FROM allowed a
    ON CONFLICT DO NOTHING
    RETURNING posting_id
), marked AS (
    INSERT INTO attendance_day AS d (tenant_id, posting_id, day, status, first_check_in_at, check_ins, photo_id, late)
    SELECT $1, n.posting_id, $3, CASE WHEN (SELECT a.asked FROM acts a) > 1 THEN 'UNRECORDED' ELSE 'ON_DUTY' END,
           $7, 1, $12, $29
      FROM entry n
    ON CONFLICT (tenant_id, posting_id, day) DO UPDATE
       SET status = CASE WHEN d.status = 'UNRECORDED' AND {ENOUGH_ACTS} THEN 'ON_DUTY' ELSE d.status END,
           afternoon = CASE WHEN d.afternoon = 'UNRECORDED' AND {ENOUGH_ACTS} THEN NULLIF('ON_DUTY', d.status)
                            ELSE d.afternoon END,
           first_check_in_at = LEAST(d.first_check_in_at, EXCLUDED.first_check_in_at),
           check_ins = LEAST(d.check_ins, 32766) + 1,
           photo_id = COALESCE(d.photo_id, EXCLUDED.photo_id),
           late = EXCLUDED.late AND (d.late OR d.check_ins = 0)
    RETURNING d.posting_id, new.status, new.afternoon, new.leave_id, new.afternoon_leave_id,
              {HALVES.format(row="new")} AS halves, COALESCE({HALVES.format(row="old")}, 0) AS before
), change AS MATERIALIZED (
    SELECT k.posting_id, a.region_code, a.dispatch_level, k.halves - k.before AS delta, 0 AS log_delta,
           CASE WHEN k.halves > k.before THEN $3 END AS on_duty_day
      FROM marked k, allowed a
), {ROLL_UP}, proof AS (
    INSERT INTO evidence_link (tenant_id, record_type, record_key, evidence_id, posting_id)
    SELECT $1, 'check_in', $6::uuid::text, p.id, n.posting_id
      FROM entry n, photo p
    ON CONFLICT DO NOTHING
), outcome AS MATERIALIZED (
    SELECT jsonb_build_object('posting_id', c.posting_id, 'day', $3::date, 'counted', c.delta > 0,
                              'on_duty_days', t.after) AS told
      FROM change c, totals t
), claim AS (
    INSERT INTO idempotency_key (tenant_id, account_id, operation, key, fingerprint, outcome)
    SELECT $1, $15, 'attendance:check_in', $16, $17, o.told
      FROM outcome o
    ON CONFLICT DO NOTHING
    RETURNING key
), said AS MATERIALIZED (
    SELECT sha256(convert_to($24::text || '"counted":' || (c.delta > 0)::text || $25::text || '"on_duty_days":'
                             || t.after || ',"posting_id":"' || c.posting_id || '"' || $26::text, 'UTF8')) AS digest
      FROM change c, totals t, claim
     WHERE (SELECT count(*) FROM lower) >= 0
), head AS (
    INSERT INTO audit_head AS h (tenant_id, lane, seq, hash)
    SELECT $1, {LANE_SQL.format(account="$15")}, 1, sha256({GENESIS_SQL} || s.digest)
      FROM said s
    ON CONFLICT (tenant_id, lane) DO UPDATE
       SET seq = h.seq + 1, hash = sha256(h.hash || (SELECT s.digest FROM said s))
    RETURNING h.lane, h.seq, h.hash
), trail AS (
    INSERT INTO audit_event (tenant_id, id, at, account_id, capacity, action, subject_type, subject_id, detail, after,
                             request_id, address, lane, seq, hash)
    SELECT $1, $18, $8, $15, $27::text::jsonb, 'attendance:check_in', 'check_in', $6::uuid::text, $28::text::jsonb,
           o.told, $19, $20, h.lane, h.seq, h.hash
      FROM outcome o, head h
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
       EXISTS (SELECT FROM claim) AS claimed,
       h.id AS posting_id,
       h.region_code,
       -- Where a rule of the place may make a night of this hour, it is asked.
       $31::integer IS NOT NULL AND EXISTS (
           SELECT FROM rule_in_force r
            WHERE r.tenant_id = $1 AND r.matter = 'check_in' AND r.kind = 'CHECK_IN'
              AND r.region_code = ANY (ARRAY[left(h.region_code, 2), left(h.region_code, 4), left(h.region_code, 6),
                                             left(h.region_code, 9), h.region_code])
              AND ($31 >= (r.content->>'night_from')::integer OR $31 < (r.content->>'night_to')::integer)
       ) AS perhaps_night,
       k.halves,
       k.status,
       k.afternoon,
       COALESCE(k.leave_id, k.afternoon_leave_id) AS leave_id
  FROM (SELECT) one
  LEFT JOIN held h ON true
  LEFT JOIN marked k ON true
"""  # noqa: S608 -- composed of constants

# Whatever a twin of the request has done in the meantime, seen after it has committed.
SETTLED = """
SELECT k.fingerprint, k.outcome
  FROM idempotency_key k
 WHERE k.tenant_id = $1 AND k.account_id = $2 AND k.operation = 'attendance:check_in' AND k.key = $3
"""

KNOWN_ID = """
SELECT c.posting_id, c.day, c.at, c.latitude, c.longitude, c.accuracy_m, c.photo_id, c.note, m.on_duty_days
  FROM posting p
  JOIN check_in c ON c.tenant_id = $1 AND c.posting_id = p.id AND c.day BETWEEN $4 AND $5 AND c.id = $3
  JOIN monthly_attendance m
    ON m.tenant_id = $1 AND m.posting_id = c.posting_id AND m.month = date_trunc('month', c.day)::date
 WHERE p.tenant_id = $1 AND p.cadre_id = $2
 LIMIT 1
"""

LAST_DAY = """
UPDATE monthly_attendance m
   SET last_day = (SELECT max(d.day) FROM attendance_day d
                    WHERE d.tenant_id = $1 AND d.posting_id = $3 AND d.day >= $2 AND d.day < $4
                      AND 'ON_DUTY' IN (d.status, d.afternoon))
 WHERE m.tenant_id = $1 AND m.month = $2 AND m.posting_id = $3
"""

COUNT = f"""
WITH change AS MATERIALIZED (
    SELECT p.id AS posting_id, p.region_code, p.dispatch_level, $4::integer AS delta, $5::integer AS log_delta,
           $6::date AS on_duty_day
      FROM posting p
     WHERE p.tenant_id = $1 AND p.id = $3
), {ROLL_UP}
SELECT t.after, t.half_day FROM totals t
"""  # noqa: S608 -- ROLL_UP is a constant

DAYS = """
SELECT d.posting_id, d.day, d.status, d.first_check_in_at, d.check_ins, d.afternoon, d.leave_id,
       d.afternoon_leave_id, d.registered, d.late
  FROM attendance_day d
 WHERE d.tenant_id = $1 AND d.posting_id = ANY($2) AND d.day >= $3 AND d.day < $4
 ORDER BY d.posting_id, d.day
"""

SEAL = """
UPDATE monthly_attendance m SET sealed = $4
 WHERE m.tenant_id = $1 AND m.month = $2 AND m.posting_id = ANY($3)
"""


async def take_check_in(
    work: Work,
    cadre_id: UUID,
    entry: CheckInEntry,
    key: str,
    fingerprint: bytes,
    oldest: date,
    distance_m: int | None = None,
) -> asyncpg.Record:
    """Run ``CHECK_IN``: ``claimed`` says that it had its effect, the rest says why not."""
    event = _event(work, entry, fingerprint)
    day = civil_date(event.at)
    return await work.driver.fetchrow(
        CHECK_IN,
        work.tenant_id,
        month_start(entry.day),
        entry.day,
        cadre_id,
        entry.posting_id,
        entry.id,
        entry.at,
        event.at,
        entry.latitude,
        entry.longitude,
        entry.accuracy_m,
        entry.photo_id,
        entry.note,
        orjson.dumps(entry.device).decode(),
        work.ctx.actor.account_id,
        key,
        fingerprint,
        event.id,
        event.request_id,
        event.address,
        min(oldest, entry.day),
        day,
        entry.day >= oldest,
        *_parts(event),
        orjson.dumps(event.capacity).decode(),
        orjson.dumps(event.detail).decode(),
        day != entry.day,
        distance_m,
        entry.at.astimezone(SHANGHAI).hour,
    )


def _event(work: Work, entry: CheckInEntry, fingerprint: bytes) -> Event:
    """The event as far as it is known before the act: the outcome's place is held by nulls."""
    return make_event(
        work.ctx,
        work.clock,
        Action.ATTENDANCE_CHECK_IN,
        "check_in",
        str(entry.id),
        after={"counted": None, "day": entry.day, "on_duty_days": None, "posting_id": None},
        detail={"fingerprint": fingerprint.hex()},
    )


def _parts(event: Event) -> tuple[str, str, str]:
    """The event's content around what only the statement knows."""
    # Inside a text, a quote has a backslash before it: these can only be names.
    first, _, rest = event.content().decode().partition('"counted":null')
    second, _, third = rest.partition('"on_duty_days":null,"posting_id":null')
    return first, second, third


async def days_between(work: Work, posting_ids: list[UUID], first: date, after: date) -> list[asyncpg.Record]:
    """Every recorded day of these postings from ``first`` to the day before ``after``, by posting and day."""
    rows: list[asyncpg.Record] = await work.driver.fetch(DAYS, work.tenant_id, posting_ids, first, after)
    return rows
