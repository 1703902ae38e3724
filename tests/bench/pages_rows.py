"""What a busy province holds, set by set: SQL over its people in post.

``{posting}``, ``{cadre}`` and ``{account}`` name person ``n``; ids of what is theirs are their number behind a prefix
of two hexadecimal digits, followed by two digits that count on.
"""

from typing import Final, LiteralString


def _id(prefix: LiteralString, number: LiteralString) -> LiteralString:
    return f"('{prefix}000000-0000-7000-8000-' || lpad(({number})::text, 12, '0'))::uuid"


_SLOT: Final = "((%(today)s::date - DATE '0001-01-01' + 1 - k * 50 - n %% 20 + 8) * 2)"
# Everybody in post with the number by which they are known.
_EVERYBODY: Final = """
      FROM (SELECT p.*, right(p.id::text, 12)::integer AS n FROM posting p WHERE p.tenant_id = %(tenant)s) p
"""
_DAYS: Final = """
    INSERT INTO attendance_day (tenant_id, posting_id, day, status, first_check_in_at, check_ins)
    SELECT %(tenant)s, {posting}, d::date, 'ON_DUTY', d + interval '8 hours', 1
      FROM generate_series(%(today)s::timestamp - %(days)s * interval '1 day', %(today)s::timestamp - interval '1 day',
                           interval '1 day') d
     CROSS JOIN generate_series(1, %(postings)s) n
     WHERE {present}
"""
_ACTS: Final = """
    INSERT INTO check_in (tenant_id, posting_id, day, id, at, latitude, longitude, accuracy_m, distance_m)
    SELECT %(tenant)s, posting_id, day, uuidv7(), first_check_in_at, 41.7, 122.1, 20, 0
      FROM attendance_day
     WHERE tenant_id = %(tenant)s AND day >= %(today)s::date - 12
"""
_NIGHTS: Final = """
    INSERT INTO overnight (tenant_id, posting_id, night, source, noted_by, noted_at)
    SELECT %(tenant)s, {posting}, %(today)s::date - k * 3, 'REGISTERED', {account}, now()
      FROM generate_series(1, %(postings)s) n CROSS JOIN generate_series(1, 5) k
"""
_LOGS: Final = """
    INSERT INTO work_log (tenant_id, posting_id, day, content, place, households_visited)
    SELECT %(tenant)s, {posting}, %(today)s::date - k * 4, '走访脱贫户,了解产业和收入,协助办理医保缴费。', '村里', 2
      FROM generate_series(1, %(postings)s) n CROSS JOIN generate_series(1, 10) k
"""
_PHOTO: Final = _id("e1", "n * 100 + k")
_PHOTOS: Final = f"""
    INSERT INTO evidence (tenant_id, id, kind, state, uploaded_by, file_name, content_type, declared_size, object_key,
                          size, sha256, expires_at, completed_at, locked_until, thumbnail_key)
    SELECT %(tenant)s, {_PHOTO}, 'PHOTO', 'READY', {{account}}, '走访.jpg', 'image/jpeg', 200000, 'e/' || n || '/' || k,
           200000, sha256((n || ':' || k)::bytea), now(), now(), now() + interval '1 year', 't/' || n || '/' || k
      FROM generate_series(1, %(postings)s) n CROSS JOIN generate_series(1, 10) k
"""
_PROOFS: Final = f"""
    INSERT INTO evidence_link (tenant_id, record_type, record_key, evidence_id, posting_id)
    SELECT %(tenant)s, 'work_log', {{posting}}::text || ':' || (%(today)s::date - k * 4)::text, {_PHOTO}, {{posting}}
      FROM generate_series(1, %(postings)s) n CROSS JOIN generate_series(1, 10) k
"""
_USES: Final = f"""
    INSERT INTO photo_use (tenant_id, evidence_id, record_type, record_key, posting_id, day, at, compared_at)
    SELECT %(tenant)s, {_PHOTO}, 'work_log', {{posting}}::text || ':' || (%(today)s::date - k * 4)::text, {{posting}},
           %(today)s::date - k * 4, now(), now()
      FROM generate_series(1, %(postings)s) n CROSS JOIN generate_series(1, 10) k
"""
_ITEMS: Final = f"""
    INSERT INTO work_log_item (tenant_id, id, posting_id, opened_on, number, text, state)
    SELECT %(tenant)s, {_id("e2", "n * 100 + k")}, {{posting}}, %(today)s::date - k * 8, 1, '修路', 'OPEN'
      FROM generate_series(1, %(postings)s) n CROSS JOIN generate_series(1, 2) k
"""
_LEAVES: Final = f"""
    INSERT INTO leave_request (tenant_id, id, posting_id, region_code, sending_unit_id, cadre_id, kind, state,
                               first_slot, after_slot, asked_after_slot, laid_to_slot, reason, late, round, waits_at,
                               requested_by, requested_at, approved_at, reported_back_on)
    SELECT %(tenant)s, {_id("10", "p.n * 100 + k")}, p.id, p.region_code, p.sending_unit_id, p.cadre_id,
           (ARRAY['PERSONAL', 'SICK', 'ANNUAL', 'FAMILY'])[(p.n + k) %% 4 + 1], s.state, first, first + 4, first + 4,
           first, '家中有事', false, 0,
           CASE s.state WHEN 'SUBMITTED' THEN left(p.region_code, 9 - 3 * (p.n %% 2)::integer) END,
           {{account}}, now(), CASE s.state WHEN 'SUBMITTED' THEN NULL ELSE now() END,
           CASE s.state WHEN 'CLOSED' THEN %(today)s::date END
      {_EVERYBODY.strip()}
     CROSS JOIN generate_series(0, 2) k
     CROSS JOIN LATERAL (SELECT {_SLOT}::bigint AS first) f
     CROSS JOIN LATERAL (SELECT CASE WHEN k = 0 AND p.n %% 10 < 3 THEN 'SUBMITTED' WHEN k = 0 THEN 'APPROVED'
                                     ELSE 'CLOSED' END AS state) s
"""
_STEPS: Final = """
    INSERT INTO leave_step (tenant_id, leave_id, round, number, level, region_code)
    SELECT %(tenant)s, id, 0, step, 5 - step, left(region_code, 12 - 3 * step)
      FROM leave_request CROSS JOIN generate_series(1, 2) step
     WHERE tenant_id = %(tenant)s
"""
_CLAIMS: Final = f"""
    INSERT INTO backfill_request (tenant_id, id, posting_id, region_code, day, part, state, reason, submitted_by,
                                  submitted_at, decided_by, decided_at)
    SELECT %(tenant)s, {_id("20", "n * 100 + k")}, p.id, p.region_code, %(today)s::date - 3 - k, 'WHOLE', s.state,
           '手机没电', {{account}}, now(), CASE s.state WHEN 'APPROVED' THEN {{account}} END,
           CASE s.state WHEN 'APPROVED' THEN now() END
      {_EVERYBODY.strip()}
     CROSS JOIN generate_series(1, 2) k
     CROSS JOIN LATERAL (SELECT CASE WHEN k = 1 AND p.n %% 3 = 0 THEN 'SUBMITTED' ELSE 'APPROVED' END AS state) s
"""
_CONFLICTS: Final = f"""
    INSERT INTO attendance_conflict (tenant_id, id, posting_id, region_code, day, part, standing, claimed, leave_id,
                                     explanation, state, raised_at, decision, reason, decided_by, decided_at)
    SELECT %(tenant)s, {_id("30", "n")}, p.id, p.region_code, %(today)s::date - 2 - n %% 9, 'WHOLE', 'ON_DUTY', 'LEAVE',
           {_id("10", "n * 100")}, '请假当天有签到', s.state, now(), CASE s.state WHEN 'DECIDED' THEN 'PRESENCE' END,
           CASE s.state WHEN 'DECIDED' THEN '当天在村' END, CASE s.state WHEN 'DECIDED' THEN {{account}} END,
           CASE s.state WHEN 'DECIDED' THEN now() END
      {_EVERYBODY.strip()}
     CROSS JOIN LATERAL (SELECT CASE WHEN p.n %% 3 = 0 THEN 'OPEN' ELSE 'DECIDED' END AS state) s
"""
_LEADS: Final = f"""
    INSERT INTO lead (tenant_id, id, kind, state, region_code, posting_id, subject_type, subject_key, since, until,
                      reason, facts, clauses, raised_at, decided_by, decided_at)
    SELECT %(tenant)s, {_id("40", "n")}, (ARRAY['PRESENCE_DOUBT', 'NOWHERE_SEEN'])[n %% 4 / 2 + 1], s.state,
           p.region_code, p.id, 'posting', n::text, %(month)s::date, %(today)s::date, '多处可疑', '{{{{}}}}', '[]',
           now() - n * interval '1 second', CASE s.state WHEN 'DISMISSED' THEN {{account}} END,
           CASE s.state WHEN 'DISMISSED' THEN now() END
      {_EVERYBODY.strip()}
     CROSS JOIN LATERAL (SELECT CASE WHEN n %% 3 = 0 THEN 'OPEN' ELSE 'DISMISSED' END AS state) s
     WHERE n %% 2 = 0
"""
_SIGNALS: Final = f"""
    INSERT INTO presence_signal (tenant_id, id, kind, posting_id, cadre_id, region_code, day, subject_type, subject_key,
                                 reason, facts, weight, raised_at, answer, answered_by, answered_at, lead_id)
    SELECT %(tenant)s, {_id("50", "n * 100 + k")}, (ARRAY['CLOCK_OFF', 'FAR_AWAY', 'TEXT_COPIED'])[k], p.id, p.cadre_id,
           p.region_code, %(today)s::date - k * 7 - n %% 7, 'work_log',
           p.id::text || ':' || (%(today)s::date - k * 4)::text, '离村较远', '{{{{}}}}', 1,
           now() - n * interval '1 second', CASE WHEN k > 1 THEN '在乡镇开会' END, CASE WHEN k > 1 THEN {{account}} END,
           CASE WHEN k > 1 THEN now() END, CASE WHEN n %% 2 = 0 THEN {_id("40", "n")} END
      {_EVERYBODY.strip()}
     CROSS JOIN generate_series(1, 3) k
"""
# Five people of a township a visit, everybody once a month, for three months.
_VISITS: Final = f"""
    CREATE TEMPORARY TABLE visit ON COMMIT DROP AS
    SELECT *, dense_rank() OVER (ORDER BY k, township, part) AS number
      FROM (SELECT p.id AS posting_id, p.n, p.region_code, p.sending_unit_id, p.cadre_id, k,
                   left(p.region_code, 9) COLLATE "C" AS township,
                   (row_number() OVER (PARTITION BY k, left(p.region_code, 9) ORDER BY p.id) - 1) / 5 AS part
              {_EVERYBODY.strip()} CROSS JOIN generate_series(0, 2) k) v
"""
_INSPECTIONS: Final = f"""
    INSERT INTO inspection (tenant_id, id, method, state, title, region_code, planned_on, without_notice, without_route,
                            straight_to_village, random_households, planned_by, planner_region_code, carried_out_on,
                            published_at, published_by)
    SELECT DISTINCT %(tenant)s, {_id("60", "number")}, 'UNANNOUNCED', s.state, '暗访' || number, township, day, true,
           true, true, true, a.id, left(township, 6), CASE s.state WHEN 'PLANNED' THEN NULL ELSE day END,
           CASE s.state WHEN 'PUBLISHED' THEN now() END, CASE s.state WHEN 'PUBLISHED' THEN a.id END
      FROM visit
     CROSS JOIN LATERAL (SELECT %(today)s::date - k * 30 - 5) d(day)
     CROSS JOIN LATERAL (SELECT CASE WHEN k > 0 THEN 'PUBLISHED' WHEN number %% 2 = 0 THEN 'CARRIED_OUT' ELSE 'PLANNED'
                                 END) s(state)
      JOIN account a ON a.tenant_id = %(tenant)s AND a.username = 'county'
"""
_FINDINGS: Final = f"""
    INSERT INTO inspection_finding (tenant_id, id, inspection_id, region_code, posting_id, sending_unit_id, cadre_id,
                                    presence, found_on, recorded_by)
    SELECT %(tenant)s, {_id("70", "n * 100 + k")}, {_id("60", "number")}, region_code, posting_id, sending_unit_id,
           cadre_id, CASE WHEN n %% 7 = 0 THEN 'ABSENT' ELSE 'PRESENT' END, %(today)s::date - k * 30 - 5, {{account}}
      FROM visit
     WHERE k > 0 OR number %% 2 = 0
"""
_RECTIFIED: Final = f"""
    INSERT INTO inspection_rectification (tenant_id, id, finding_id, demand, due_on, state)
    SELECT %(tenant)s, {_id("80", "n * 100 + k")}, {_id("70", "n * 100 + k")}, '说明情况',
           %(today)s::date - k * 30 + 10, CASE WHEN n %% 2 = 0 THEN 'DEMANDED' ELSE 'ACCEPTED' END
      FROM visit
     WHERE n %% 7 = 0 AND k > 0
"""
_EVENTS: Final = f"""
    INSERT INTO must_attend_event (tenant_id, id, kind, region_code, at, day, title, announced_by, announced_at)
    SELECT DISTINCT %(tenant)s, {_id("90", "number")}, (ARRAY['IMPORTANT_MEETING', 'KEY_TASK'])[number %% 2 + 1],
           township, day::timestamptz, day, '会议' || number, a.id, now()
      FROM visit
     CROSS JOIN LATERAL (SELECT %(today)s::date - k * 30 - (number %% 7)::integer) d(day)
      JOIN account a ON a.tenant_id = %(tenant)s AND a.username = 'county'
"""
_ATTENDED: Final = f"""
    INSERT INTO event_attendance (tenant_id, event_id, posting_id, state, recorded_by, recorded_at)
    SELECT %(tenant)s, {_id("90", "number")}, posting_id, 'PRESENT', {{account}}, now() FROM visit WHERE n %% 5 > 0
"""
_SHEETS: Final = f"""
    INSERT INTO monthly_sheet (tenant_id, id, posting_id, month, region_code, state, on_duty_days, days, verdict,
                               content_hash, totalled_by, totalled_at, signed_by, signed_at, signed_hash, signature_id,
                               sealed_by, sealed_at)
    SELECT %(tenant)s, {_id("a1", "n * 100 + k")}, p.id, m.month, p.region_code,
           CASE WHEN k = 1 THEN 'VERIFIED' WHEN n %% 4 = 0 THEN 'SIGNED' ELSE 'SEALED' END, 20, d.days,
           '{{{{"outcome": "MET", "measured": "20", "required": 20, "missing": "0", "clause": null}}}}',
           sha256('x'), {{account}}, now(), {{account}}, now(), sha256('x'), {_id("a2", "n * 100 + k")}, {{account}},
           now()
      {_EVERYBODY.strip()}
     CROSS JOIN LATERAL (VALUES (0, %(month)s::date), (1, %(before)s::date)) m(k, month)
     CROSS JOIN LATERAL (SELECT jsonb_agg(jsonb_build_object('day', m.month + i, 'status', 'ON_DUTY',
                                                             'first_check_in_at', NULL)) AS days
                           FROM generate_series(0, 19) i) d
"""
_SIGNATURES: Final = """
    INSERT INTO sheet_signature (tenant_id, id, sheet_id, signed_by, name, office, region_code, appointment_id,
                                 content_hash, signed_at)
    SELECT %(tenant)s, s.signature_id, s.id, a.id, '书记', '党委书记', left(s.region_code, 9), t.id, s.content_hash,
           now()
      FROM monthly_sheet s
      JOIN account a ON a.tenant_id = %(tenant)s AND a.username = 'secretary'
      JOIN appointment t ON t.tenant_id = %(tenant)s AND t.account_id = a.id
     WHERE s.tenant_id = %(tenant)s
"""
_TRAIL: Final = f"""
    INSERT INTO audit_event (tenant_id, id, at, account_id, action, subject_type, subject_id, detail, request_id,
                             address, kind)
    SELECT %(tenant)s, {_id("b1", "n * 100 + k")}, now() - (n * 20 + k) * interval '1 second', {{account}},
           (ARRAY['worklog:write', 'attendance:check_in', 'leave:request', 'personal:read'])[k %% 4 + 1], 'posting',
           {{posting}}::text, '{{{{}}}}', n::text, '10.0.0.1', CASE k %% 4 WHEN 3 THEN 'READ' ELSE 'WRITE' END
      FROM generate_series(1, %(postings)s) n CROSS JOIN generate_series(1, 20) k
"""
_APPROVALS: Final = f"""
    INSERT INTO approval_request (tenant_id, id, matter, region_code, payload, summary, reason, requested_by,
                                  expires_at, state, decided_by, decided_at)
    SELECT %(tenant)s, {_id("b2", "n")}, 'sheet_override', p.region_code, '{{{{}}}}', '更正月表', '有误', {{account}},
           now() + interval '7 days', s.state, CASE s.state WHEN 'APPROVED' THEN {_id("a0", "n + 1")} END,
           CASE s.state WHEN 'APPROVED' THEN now() END
      {_EVERYBODY.strip()}
     CROSS JOIN LATERAL (SELECT CASE WHEN n %% 20 = 0 THEN 'PENDING' ELSE 'APPROVED' END AS state) s
     WHERE n %% 10 = 0
"""
_DELEGATIONS: Final = f"""
    INSERT INTO delegation (tenant_id, id, region_code, actions, valid_from, valid_to, reason, delegated_by)
    SELECT %(tenant)s, {_id("b3", "n")}, left(p.region_code, 9), '["worklog:read"]', %(month)s::date,
           CASE WHEN n %% 3 = 0 THEN %(today)s::date - 1 END, '放权', {{account}}
      {_EVERYBODY.strip()}
     WHERE n %% 50 = 0
"""
# Offices come in by a session of their own, as cadres do.
_DOORS: Final = """
    INSERT INTO session (tenant_id, token_digest, account_id, created_at, last_seen_at, expires_at, address, user_agent)
    SELECT %(tenant)s, sha256(convert_to('bench-' || username, 'UTF8')), id, now(), now(), now() + interval '12 hours',
           '127.0.0.1', 'bench'
      FROM account
     WHERE tenant_id = %(tenant)s AND cadre_id IS NULL
"""
_FENCES: Final = """
    INSERT INTO fence (tenant_id, id, region_code, name, kind, latitude, longitude, radius_m, valid_from)
    SELECT %(tenant)s, uuidv7(), r.code, '村域', 'RADIUS', 41.7, 122.1, 2000, %(first)s
      FROM region r
     WHERE r.tenant_id = %(tenant)s AND r.level = 5
"""
ROWS: Final[tuple[LiteralString, ...]] = (
    _DAYS,
    _ACTS,
    _NIGHTS,
    _LOGS,
    _PHOTOS,
    _PROOFS,
    _USES,
    _ITEMS,
    _LEAVES,
    _STEPS,
    _CLAIMS,
    _CONFLICTS,
    _LEADS,
    _SIGNALS,
    _VISITS,
    _INSPECTIONS,
    _FINDINGS,
    _RECTIFIED,
    _EVENTS,
    _ATTENDED,
    _SHEETS,
    _SIGNATURES,
    _TRAIL,
    _APPROVALS,
    _DELEGATIONS,
    _FENCES,
    _DOORS,
)
