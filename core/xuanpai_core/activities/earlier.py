"""Dispatch meetings that were recorded before there were duties: what they count for was never told."""

from xuanpai_core.db.session import Work

# Every later activity has an agenda, if only an empty one.
_TELL = """
INSERT INTO deed (tenant_id, record_type, record_key, kind, token, day, until, done_on, parties, features)
SELECT $1, 'activity', a.id::text, 'dispatch_meeting', 'region:' || a.region_code, a.held_on, a.held_on, a.held_on,
       ARRAY['region:' || a.region_code],
       (SELECT coalesce(jsonb_object_agg('topic:' || said.key, a.held_on), '{}'::jsonb)
          FROM jsonb_each_text(a.topics) said
         WHERE btrim(said.value) <> '')
  FROM activity a
 WHERE a.tenant_id = $1 AND a.kind = 'DISPATCH_MEETING' AND a.agenda IS NULL AND a.withdrawn_at IS NULL
   AND a.region_code >= $2 AND a.region_code < $2 || ':'
ON CONFLICT DO NOTHING
"""


async def tell_earlier_meetings(work: Work, region_code: str) -> None:
    """Say what those below the place count for, where that is not known (JZ-24). Asks nobody's permission."""
    await work.session.flush()
    await work.driver.execute(_TELL, work.tenant_id, region_code)
