"""The statements of the unit room."""

FIND = """
SELECT COALESCE(unit.merged_into, unit.id) AS id, unit.region_code, unit.name
  FROM org_unit unit
  JOIN unnest($2::text[], $3::text[]) AS wanted(region_code, name)
    ON unit.region_code = wanted.region_code AND unit.name = wanted.name
 WHERE unit.tenant_id = $1
"""

ADD_SENDING_UNITS = """
INSERT INTO org_unit (tenant_id, id, name, kind, region_code, level)
SELECT $1::uuid, wanted.id, wanted.name, 'SENDING_UNIT', region.code, region.level
  FROM unnest($2::uuid[], $3::text[], $4::text[]) AS wanted(id, region_code, name)
  JOIN region ON region.tenant_id = $1 AND region.code = wanted.region_code
ON CONFLICT (tenant_id, region_code, name) DO NOTHING
"""
