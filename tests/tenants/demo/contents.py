"""What a tenant holds, as values that two installations or two moments can be compared by."""

from uuid import UUID

from xuanpai_core.db.base import Base
from xuanpai_core.db.session import Database

# What an installation makes for itself: random keys of services, seals, versions, and the moment of writing.
COMPARED = {
    "cadre": "id, name, gender, birth_date, id_number_masked, phone_masked, staffing_type, party_status, home_unit_id",
    "posting": "id, cadre_id, role, dispatch_level, sending_unit_id, region_code, start_date, planned_end, end_date",
    "check_in": "posting_id, day, id, at, photo_id",
    "attendance_day": "posting_id, day, status, first_check_in_at, check_ins, photo_id",
    "work_log": "posting_id, day, content, place, companions, households_visited, help_given, problems_heard",
    "monthly_attendance": "posting_id, month, region_code, dispatch_level, on_duty_days, log_days, last_day, sealed",
    "county_month": "month, county_code, dispatch_level, on_duty_days, postings",
    "monthly_sheet": "posting_id, month, state, days, verdict, content_hash, signed_hash, totalled_at, sealed_at",
    "evidence": "id, uploaded_by, file_name, size, sha256, width, height",
    "evidence_link": "record_type, record_key, evidence_id, posting_id",
    "appointment": "role, region_code, unit_id, valid_to",
    "account": "username, cadre_id, must_change_password",
}


async def told(database: Database, tenant_id: UUID) -> dict[str, list[str]]:
    """The rows of the compared tables, those columns only, in order."""
    found: dict[str, list[str]] = {}
    async with database.transaction(tenant_id, read_only=True) as transaction:
        for table, columns in COMPARED.items():
            query = f"SELECT ROW({columns})::text FROM {table} WHERE tenant_id = $1 ORDER BY 1"  # noqa: S608 -- ours
            found[table] = [row[0] for row in await transaction.driver.fetch(query, tenant_id)]
    return found


async def everything(database: Database, tenant_id: UUID) -> dict[str, tuple[int, str]]:
    """How many rows each of the tenant's tables holds, and one value for all of them."""
    tables = [table.name for table in Base.metadata.sorted_tables if "tenant_id" in table.columns]
    found: dict[str, tuple[int, str]] = {}
    async with database.transaction(tenant_id, read_only=True) as transaction:
        for table in tables:
            query = (
                f"SELECT count(*), md5(string_agg(t::text, '' ORDER BY t::text)) FROM {table} t WHERE tenant_id = $1"  # noqa: S608 -- ours
            )
            found[table] = tuple(await transaction.driver.fetchrow(query, tenant_id))
    return found
