"""The running totals of a month: what a changed day does to them, inside the statement that changes it.

Locks are always taken in the same order, so that no two writers wait for each other: the day, then the posting's
month, then its two county buckets, the one with more days first.
"""

HALVES = "(({row}.status = 'ON_DUTY')::integer + (COALESCE({row}.afternoon, {row}.status) = 'ON_DUTY')::integer)"
"""Halves on duty of a row of ``attendance_day``."""

_HALVES_NOW = "(m.on_duty_days * 2 + m.half_day::integer + (SELECT c.delta FROM change c))"
ROLL_UP = f"""
totals AS (
    INSERT INTO monthly_attendance AS m
           (tenant_id, posting_id, month, region_code, dispatch_level, on_duty_days, half_day, log_days, last_day)
    SELECT $1, c.posting_id, $2, c.region_code, c.dispatch_level, GREATEST(c.delta, 0) / 2,
           GREATEST(c.delta, 0) % 2 = 1, GREATEST(c.log_delta, 0), c.on_duty_day
      FROM change c
    ON CONFLICT (tenant_id, posting_id, month) DO UPDATE
       SET on_duty_days = {_HALVES_NOW} / 2,
           half_day = {_HALVES_NOW} % 2 = 1,
           log_days = m.log_days + (SELECT c.log_delta FROM change c),
           last_day = GREATEST(m.last_day, EXCLUDED.last_day)
     WHERE NOT m.sealed
    RETURNING m.region_code, m.dispatch_level, old.on_duty_days AS before, new.on_duty_days AS after, m.half_day
), higher AS (
    INSERT INTO county_month AS b (tenant_id, month, county_code, dispatch_level, on_duty_days, postings)
    SELECT $1, $2, left(t.region_code, 6), t.dispatch_level, GREATEST(t.before, t.after),
           CASE WHEN t.before > t.after THEN -1 ELSE 1 END
      FROM totals t
     WHERE t.before IS DISTINCT FROM t.after
    ON CONFLICT (tenant_id, month, county_code, dispatch_level, on_duty_days) DO UPDATE
       SET postings = b.postings + EXCLUDED.postings
    RETURNING b.postings
), lower AS (
    INSERT INTO county_month AS b (tenant_id, month, county_code, dispatch_level, on_duty_days, postings)
    SELECT $1, $2, left(t.region_code, 6), t.dispatch_level, LEAST(t.before, t.after),
           CASE WHEN t.before > t.after THEN 1 ELSE -1 END
      FROM totals t, higher
     WHERE t.before IS NOT NULL
    ON CONFLICT (tenant_id, month, county_code, dispatch_level, on_duty_days) DO UPDATE
       SET postings = b.postings + EXCLUDED.postings
    RETURNING b.postings
)
"""  # noqa: S608 -- composed of constants
"""Common table expressions over ``change (posting_id, region_code, dispatch_level, delta, log_delta, on_duty_day)``.

``delta`` is in halves of days, the totals are whole days and whether there is a half more; buckets go by whole days.
``$1`` is the tenant, ``$2`` the first day of the month. No row of ``totals``: the month is sealed. The county is
the first six digits of the place's code.
"""

# A month that is there already is touched too, and so locked: whoever asks for the lock must know of every row.
OPEN_MONTH = """
WITH opened AS (
    INSERT INTO monthly_attendance AS m
           (tenant_id, posting_id, month, region_code, dispatch_level, on_duty_days, log_days)
    SELECT $1, p.id, $2, p.region_code, p.dispatch_level, 0, 0
      FROM posting p
     WHERE p.tenant_id = $1 AND p.start_date < $3 AND (p.end_date IS NULL OR p.end_date >= $2){only}
     ORDER BY p.id
    ON CONFLICT (tenant_id, posting_id, month) {on_conflict}
    RETURNING m.region_code, m.dispatch_level, old.posting_id IS NULL AS fresh
), counted AS (
    INSERT INTO county_month AS b (tenant_id, month, county_code, dispatch_level, on_duty_days, postings)
    SELECT $1, $2, left(o.region_code, 6), o.dispatch_level, 0, count(*)
      FROM opened o
     WHERE o.fresh
     GROUP BY 3, 4
     ORDER BY 3, 4
    ON CONFLICT (tenant_id, month, county_code, dispatch_level, on_duty_days) DO UPDATE
       SET postings = b.postings + EXCLUDED.postings
)
SELECT count(*) FROM opened WHERE fresh
"""
OPEN_BELOW = OPEN_MONTH.format(only=" AND p.region_code >= $4 AND p.region_code < $4 || ':'", on_conflict="DO NOTHING")
OPEN_AND_LOCK = OPEN_MONTH.format(only=" AND p.id = ANY($4)", on_conflict="DO UPDATE SET sealed = m.sealed")

# Differences are found in one snapshot and applied as differences: they commute with check-ins going on meanwhile.
RECOUNT_POSTINGS = f"""
WITH worked AS (
    SELECT d.posting_id, sum({HALVES.format(row="d")})::integer AS halves, max(d.day) AS last_day
      FROM attendance_day d
     WHERE d.tenant_id = $1 AND d.day >= $2 AND d.day < $3 AND 'ON_DUTY' IN (d.status, d.afternoon)
     GROUP BY d.posting_id
), logged AS (
    SELECT l.posting_id, count(*) AS logs
      FROM work_log l
     WHERE l.tenant_id = $1 AND l.day >= $2 AND l.day < $3
     GROUP BY l.posting_id
), truth AS (
    SELECT p.id AS posting_id, p.region_code, p.dispatch_level, COALESCE(w.halves, 0) AS halves,
           COALESCE(l.logs, 0) AS logs, w.last_day
      FROM posting p
      LEFT JOIN worked w ON w.posting_id = p.id
      LEFT JOIN logged l ON l.posting_id = p.id
     WHERE p.tenant_id = $1
       AND (w.posting_id IS NOT NULL OR l.posting_id IS NOT NULL
            OR (p.start_date < $3 AND (p.end_date IS NULL OR p.end_date >= $2)))
), drift AS MATERIALIZED (
    SELECT t.*, t.halves - m.on_duty_days * 2 - m.half_day::integer AS half_delta, t.logs - m.log_days AS log_delta,
           m.last_day AS seen_last_day
      FROM truth t
      JOIN monthly_attendance m ON m.tenant_id = $1 AND m.month = $2 AND m.posting_id = t.posting_id
     WHERE (m.on_duty_days * 2 + m.half_day::integer, m.log_days, m.last_day, m.region_code, m.dispatch_level)
           IS DISTINCT FROM (t.halves, t.logs, t.last_day, t.region_code, t.dispatch_level)
), held AS MATERIALIZED (
    SELECT m.posting_id
      FROM monthly_attendance m
     WHERE m.tenant_id = $1 AND m.month = $2 AND m.posting_id IN (SELECT d.posting_id FROM drift d)
     ORDER BY m.posting_id
       FOR UPDATE
), corrected AS (
    UPDATE monthly_attendance m
       SET on_duty_days = (m.on_duty_days * 2 + m.half_day::integer + d.half_delta) / 2,
           half_day = (m.on_duty_days * 2 + m.half_day::integer + d.half_delta) % 2 = 1,
           log_days = m.log_days + d.log_delta,
           last_day = CASE WHEN m.last_day IS NOT DISTINCT FROM d.seen_last_day THEN d.last_day ELSE m.last_day END,
           region_code = d.region_code,
           dispatch_level = d.dispatch_level
      FROM held h
      JOIN drift d ON d.posting_id = h.posting_id
     WHERE m.tenant_id = $1 AND m.month = $2 AND m.posting_id = h.posting_id
    RETURNING 1
), added AS (
    INSERT INTO monthly_attendance
           (tenant_id, posting_id, month, region_code, dispatch_level, on_duty_days, half_day, log_days, last_day)
    SELECT $1, t.posting_id, $2, t.region_code, t.dispatch_level, t.halves / 2, t.halves % 2 = 1, t.logs, t.last_day
      FROM truth t
     WHERE NOT EXISTS (SELECT FROM monthly_attendance m
                        WHERE m.tenant_id = $1 AND m.month = $2 AND m.posting_id = t.posting_id)
     ORDER BY t.posting_id
    ON CONFLICT DO NOTHING
    RETURNING 1
), dropped AS (
    DELETE FROM monthly_attendance m
     WHERE m.tenant_id = $1 AND m.month = $2 AND NOT m.sealed
       AND NOT EXISTS (SELECT FROM truth t WHERE t.posting_id = m.posting_id)
    RETURNING 1
)
SELECT (SELECT count(*) FROM corrected) + (SELECT count(*) FROM added) + (SELECT count(*) FROM dropped)
"""  # noqa: S608 -- composed of constants

RECOUNT_COUNTIES = """
WITH truth AS (
    SELECT left(m.region_code, 6) AS county_code, m.dispatch_level, m.on_duty_days, count(*) AS postings
      FROM monthly_attendance m
     WHERE m.tenant_id = $1 AND m.month = $2
     GROUP BY 1, 2, 3
), stored AS (
    SELECT b.county_code, b.dispatch_level, b.on_duty_days, b.postings
      FROM county_month b
     WHERE b.tenant_id = $1 AND b.month = $2
), corrected AS (
    INSERT INTO county_month AS b (tenant_id, month, county_code, dispatch_level, on_duty_days, postings)
    SELECT $1, $2, county_code, dispatch_level, on_duty_days, COALESCE(t.postings, 0) - COALESCE(s.postings, 0)
      FROM truth t
      FULL JOIN stored s USING (county_code, dispatch_level, on_duty_days)
     WHERE COALESCE(t.postings, 0) <> COALESCE(s.postings, 0)
     ORDER BY county_code, dispatch_level, on_duty_days DESC
    ON CONFLICT (tenant_id, month, county_code, dispatch_level, on_duty_days) DO UPDATE
       SET postings = b.postings + EXCLUDED.postings
    RETURNING 1
)
SELECT count(*) FROM corrected
"""
