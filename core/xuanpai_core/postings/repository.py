"""The statements of the posting room."""

HELD = """
SELECT posting.cadre_id, posting.start_date, posting.end_date, posting.region_code, region.path_name
  FROM posting
  JOIN region ON region.tenant_id = $1 AND region.code = posting.region_code
 WHERE posting.tenant_id = $1 AND posting.cadre_id = ANY($2::uuid[])
 ORDER BY posting.cadre_id, posting.start_date
"""

ADD = """
INSERT INTO posting (
    tenant_id, id, cadre_id, role, dispatch_level, sending_unit_id, region_code, start_date, planned_end
)
SELECT $1::uuid, * FROM unnest(
    $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::uuid[], $7::text[], $8::date[], $9::date[]
)
"""
