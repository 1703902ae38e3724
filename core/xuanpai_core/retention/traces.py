"""Removing that by which signals know a phone, a photo or a text again: one statement a subject.

``$1`` tenant, ``$2`` the first day that stays, ``$3`` how many at most; each answers how many rows are gone.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from xuanpai_core.retention.models import RetentionSubject

# A print goes with the last use of its photo: a photo that was used again since is still known by it. What an open
# lead is about stays until a person has decided.
_PHOTOS = """
WITH held AS MATERIALIZED (
    SELECT s.posting_id AS id
      FROM lead l
      JOIN presence_signal s ON s.tenant_id = $1 AND s.lead_id = l.id
     WHERE l.tenant_id = $1 AND l.state = 'OPEN'
     UNION
    SELECT s.other_posting_id
      FROM lead l
      JOIN presence_signal s ON s.tenant_id = $1 AND s.lead_id = l.id AND s.other_posting_id IS NOT NULL
     WHERE l.tenant_id = $1 AND l.state = 'OPEN'
), gone AS (
    DELETE FROM photo_use g
     WHERE g.tenant_id = $1 AND (g.evidence_id, g.record_type, g.record_key) IN (
           SELECT u.evidence_id, u.record_type, u.record_key FROM photo_use u
            WHERE u.tenant_id = $1 AND u.day < $2 AND NOT EXISTS (SELECT FROM held h WHERE h.id = u.posting_id)
            LIMIT $3)
    RETURNING g.evidence_id, g.record_type, g.record_key
), unused AS (
    DELETE FROM photo_print p
     USING gone o
     WHERE p.tenant_id = $1 AND p.evidence_id = o.evidence_id AND NOT EXISTS (
           SELECT FROM photo_use u
            WHERE u.tenant_id = $1 AND u.evidence_id = p.evidence_id
              AND (u.evidence_id, u.record_type, u.record_key) NOT IN (
                  SELECT n.evidence_id, n.record_type, n.record_key FROM gone n))
)
SELECT count(*) FROM gone
"""

_LOGS = """
WITH gone AS (
    DELETE FROM log_print g
     WHERE g.tenant_id = $1 AND (g.posting_id, g.day) IN (
           SELECT l.posting_id, l.day FROM log_print l WHERE l.tenant_id = $1 AND l.day < $2 LIMIT $3)
    RETURNING 1
)
SELECT count(*) FROM gone
"""

_DEVICES = """
WITH gone AS (
    DELETE FROM device_use g
     WHERE g.tenant_id = $1 AND (g.month, g.device, g.posting_id) IN (
           SELECT d.month, d.device, d.posting_id FROM device_use d
            WHERE d.tenant_id = $1 AND d.month <= ($2::date - interval '1 month')::date LIMIT $3)
    RETURNING 1
)
SELECT count(*) FROM gone
"""

TRACES: Final[Mapping[RetentionSubject, str]] = MappingProxyType(
    {
        RetentionSubject.DEVICE_USE: _DEVICES,
        RetentionSubject.LOG_PRINTS: _LOGS,
        RetentionSubject.PHOTO_PRINTS: _PHOTOS,
    }
)
