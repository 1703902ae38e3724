"""That no table and no column of a tenant is forgotten."""

from sqlalchemy import LargeBinary

from xuanpai_core.db.session import Database
from xuanpai_tenants.export.tables import LEFT_BEHIND, tenant_tables
from xuanpai_tenants.resolution import PLATFORM_TENANT_ID


async def test_every_table_of_a_tenant_is_exported_or_left_behind_with_a_reason(home: Database) -> None:
    query = """
        SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
         WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace
    """
    async with home.transaction(PLATFORM_TENANT_ID, read_only=True) as transaction:
        in_database = {row["relname"] for row in await transaction.driver.fetch(query)}

    assert in_database == {table.name for table in tenant_tables()} | LEFT_BEHIND.keys()


def test_a_table_comes_after_those_that_it_refers_to() -> None:
    seen: set[str] = set()
    for table in tenant_tables():
        assert {key.column.table.name for key in table.foreign_keys} <= seen | {table.name}
        seen.add(table.name)


# Digests and hashes that any installation can make or check; whatever else is bytes must be named ``…_sealed``.
PLAIN_BYTES = {
    "audit_event.hash",
    "audit_head.hash",
    "evidence.declared_sha256",
    "evidence.sha256",
    "idempotency_key.fingerprint",
    "monthly_sheet.content_hash",
    "monthly_sheet.signed_hash",
    "roster_import.file_sha256",
    "sheet_reopening.content_hash",
    "sheet_signature.content_hash",
}


def test_every_column_of_bytes_is_known_to_be_sealed_or_plain() -> None:
    bytes_columns = {
        f"{table.name}.{column.name}"
        for table in tenant_tables()
        for column in table.columns
        if isinstance(column.type, LargeBinary)
    }

    sealed = {name for name in bytes_columns if name.endswith("_sealed")}
    digests = {name.removesuffix("_sealed") + "_digest" for name in sealed}
    assert bytes_columns == PLAIN_BYTES | sealed | (digests & bytes_columns)
    assert sealed == {
        "cadre.address_sealed",
        "cadre.bank_account_sealed",
        "cadre.id_number_sealed",
        "cadre.phone_sealed",
        "second_factor.pending_sealed",
        "second_factor.secret_sealed",
    }
