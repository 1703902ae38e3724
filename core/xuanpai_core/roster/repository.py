"""The statements of the roster room."""

CLAIM = """
UPDATE roster_import SET state = 'RUNNING'
 WHERE tenant_id = $1 AND id = $2 AND state IN ('QUEUED', 'RUNNING')
RETURNING requested_by, dry_run, evidence_id, file_sha256
"""

FILE = "SELECT object_key FROM evidence WHERE tenant_id = $1 AND id = $2"

# Imports of one tenant go one after the other, so that none judges by what another is about to change.
TAKE_TURNS = "SELECT pg_advisory_xact_lock(hashtextextended('roster:' || $1::text, 0))"

STATE = "SELECT state FROM roster_import WHERE tenant_id = $1 AND id = $2 FOR UPDATE"

IMPORTED_BEFORE = """
SELECT finished_at FROM roster_import
 WHERE tenant_id = $1 AND file_sha256 = $2 AND state = 'SUCCEEDED' AND NOT dry_run
"""

REGIONS = """
SELECT code, level, name, path_name, valid_to FROM region WHERE tenant_id = $1 AND code = ANY($2::text[])
"""

MAX_CADRES = "SELECT (quotas ->> 'max_cadres')::integer FROM tenant WHERE id = $1"

FINISH = """
UPDATE roster_import
   SET state = $3, row_count = $4, problem_count = $5, problems = $6::jsonb, created_cadres = $7,
       created_units = $8, created_postings = $9, finished_at = $10
 WHERE tenant_id = $1 AND id = $2 AND state IN ('QUEUED', 'RUNNING')
"""
