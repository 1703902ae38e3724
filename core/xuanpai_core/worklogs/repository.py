"""The statements of work logs."""

WRITE = """
INSERT INTO work_log AS l (tenant_id, posting_id, day, content, place, companions, households_visited, help_given,
                           problems_heard, written_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)
ON CONFLICT (tenant_id, posting_id, day) DO UPDATE
   SET content = EXCLUDED.content, place = EXCLUDED.place, companions = EXCLUDED.companions,
       households_visited = EXCLUDED.households_visited, help_given = EXCLUDED.help_given,
       problems_heard = EXCLUDED.problems_heard, updated_at = EXCLUDED.updated_at
RETURNING old.posting_id IS NULL AS new, old.updated_at AS replaced,
          jsonb_build_object('content', old.content, 'place', old.place, 'companions', old.companions,
                             'households_visited', old.households_visited, 'help_given', old.help_given,
                             'problems_heard', old.problems_heard) AS before
"""

MISSING = """
SELECT d.day
  FROM attendance_day d
 WHERE d.tenant_id = $1 AND d.posting_id = $2 AND d.day >= $3 AND d.day < $4
   AND 'ON_DUTY' IN (d.status, d.afternoon)
   AND NOT EXISTS (SELECT FROM work_log l
                    WHERE l.tenant_id = $1 AND l.posting_id = $2 AND l.day >= $3 AND l.day < $4 AND l.day = d.day)
 ORDER BY d.day
"""
