"""The statements of the cadre room."""

FIND = """
SELECT id, name, id_number_digest FROM cadre WHERE tenant_id = $1 AND id_number_digest = ANY($2::bytea[])
"""

COUNT = "SELECT count(*) FROM cadre WHERE tenant_id = $1"

ADD = """
INSERT INTO cadre (
    tenant_id, id, name, gender, birth_date, id_number_sealed, id_number_digest, id_number_masked,
    phone_sealed, phone_digest, phone_masked, staffing_type, party_status, home_unit_id
)
SELECT $1::uuid, * FROM unnest(
    $2::uuid[], $3::text[], $4::text[], $5::date[], $6::bytea[], $7::bytea[], $8::text[],
    $9::bytea[], $10::bytea[], $11::text[], $12::text[], $13::text[], $14::uuid[]
)
"""
