"""What the database itself must say of every table: fails when a new table forgets any of it."""

import re

import asyncpg
import pytest
import pytest_asyncio

from tests.fixtures.cluster import Cluster
from xuanpai_core.db.base import Base, TenantTable
from xuanpai_core.db.partitions import FUNCTION, PARTITIONED

# Tables without a tenant, each with its reason.
PLATFORM_TABLES = {
    "alembic_version": "the schema's own revision",
    "tenant": "the directory in which sign-in finds the tenant; it holds no province's data",
}
JOB_TABLES = re.compile(r"^procrastinate_")
# Functions that run with their owner's rights, each with its reason.
DEFINER_FUNCTIONS = {FUNCTION: "the application may not create tables, and needs next month's partitions"}
APPEND_ONLY = {
    "audit_anchor",
    "audit_event",
    "parameter_change",
    "revenue_allocation",
    "revenue_entry",
    "sheet_override",
    "sheet_reopening",
    "sheet_signature",
}
TENANT_TABLES = sorted(
    mapper.class_.__tablename__ for mapper in Base.registry.mappers if issubclass(mapper.class_, TenantTable)
)
POLICY = "(tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)"


@pytest_asyncio.fixture(loop_scope="session")
async def catalog(cluster: Cluster) -> asyncpg.Connection:
    """The database's catalog, read by an administrator."""
    connection = await asyncpg.connect(cluster.admin_url.replace("postgresql+psycopg", "postgresql"))
    yield connection
    await connection.close()


async def _tables(catalog: asyncpg.Connection) -> dict[str, asyncpg.Record]:
    rows = await catalog.fetch(
        "SELECT relname, relkind, relrowsecurity, relforcerowsecurity, relispartition, relhastriggers, oid "
        "FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
    )
    return {row["relname"]: row for row in rows}


async def test_every_table_is_modelled_or_has_a_reason(catalog: asyncpg.Connection) -> None:
    tables = await _tables(catalog)

    unknown = [
        name
        for name, row in tables.items()
        if not row["relispartition"]
        and name not in TENANT_TABLES
        and name not in PLATFORM_TABLES
        and not JOB_TABLES.match(name)
    ]
    assert unknown == []
    assert set(TENANT_TABLES) <= set(tables)


@pytest.mark.parametrize("table", TENANT_TABLES)
async def test_row_level_security_is_forced_with_the_one_policy(catalog: asyncpg.Connection, table: str) -> None:
    row = (await _tables(catalog))[table]
    policies = await catalog.fetch(
        "SELECT policyname, permissive, roles::text[], cmd, qual, with_check FROM pg_policies WHERE tablename = $1",
        table,
    )

    assert (row["relrowsecurity"], row["relforcerowsecurity"]) == (True, True)
    assert [dict(policy) for policy in policies] == [
        {
            "policyname": "tenant_only",
            "permissive": "PERMISSIVE",
            "roles": ["public"],
            "cmd": "ALL",
            "qual": POLICY,
            "with_check": POLICY,
        }
    ]


@pytest.mark.parametrize("table", TENANT_TABLES)
async def test_every_key_and_foreign_key_starts_with_the_tenant(catalog: asyncpg.Connection, table: str) -> None:
    keys = await catalog.fetch(
        """
        SELECT c.conname AS name, a.attname AS first FROM pg_constraint c
          JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
         WHERE c.conrelid = $1::regclass AND c.contype IN ('p', 'u', 'f', 'x')
        UNION ALL
        SELECT i.indexrelid::regclass::text, a.attname FROM pg_index i
          JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
         WHERE i.indrelid = $1::regclass
        """,
        table,
    )

    assert keys
    assert {row["name"]: row["first"] for row in keys if row["first"] != "tenant_id"} == {}


@pytest.mark.parametrize("table", TENANT_TABLES)
async def test_no_tenant_table_has_a_trigger_of_its_own(catalog: asyncpg.Connection, table: str) -> None:
    triggers = await catalog.fetch(
        "SELECT tgname FROM pg_trigger WHERE tgrelid = $1::regclass AND NOT tgisinternal", table
    )

    assert triggers == []


async def test_the_application_is_granted_what_it_needs_and_never_more(catalog: asyncpg.Connection) -> None:
    rows = await catalog.fetch(
        "SELECT table_name, array_agg(privilege_type::text ORDER BY privilege_type::text) AS verbs "
        "FROM information_schema.role_table_grants WHERE grantee = 'xuanpai_app' GROUP BY table_name"
    )
    granted = {row["table_name"]: row["verbs"] for row in rows if not JOB_TABLES.match(row["table_name"])}

    expected = {table: ["DELETE", "INSERT", "SELECT", "UPDATE"] for table in TENANT_TABLES}
    expected |= {table: ["INSERT", "SELECT"] for table in APPEND_ONLY}
    # The heads of the trail's chain move forward, and never go.
    expected |= {"audit_head": ["INSERT", "SELECT", "UPDATE"]}
    expected |= {"tenant": ["INSERT", "SELECT", "UPDATE"], "alembic_version": ["SELECT"]}
    assert granted == expected


async def test_nothing_is_granted_to_everybody(catalog: asyncpg.Connection) -> None:
    tables = await catalog.fetch(
        "SELECT table_name FROM information_schema.role_table_grants "
        "WHERE grantee = 'PUBLIC' AND table_schema = 'public'"
    )
    functions = await catalog.fetch(
        """
        SELECT p.oid::regprocedure::text AS name FROM pg_proc p
         WHERE p.pronamespace = 'public'::regnamespace AND has_function_privilege('public', p.oid, 'EXECUTE')
           AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
        """
    )

    assert (tables, functions) == ([], [])


async def test_partitions_are_granted_to_nobody_and_protected_all_the_same(
    catalog: asyncpg.Connection, database: object
) -> None:
    partitions = {name: row for name, row in (await _tables(catalog)).items() if row["relispartition"]}
    grants = await catalog.fetch(
        "SELECT table_name FROM information_schema.role_table_grants WHERE grantee <> 'xuanpai_owner' "
        "AND table_name = ANY($1)",
        list(partitions),
    )

    assert {name.rsplit("_p", 1)[0] for name in partitions} == set(PARTITIONED)
    assert grants == []
    assert all(row["relrowsecurity"] and row["relforcerowsecurity"] for row in partitions.values())


async def test_only_listed_functions_run_with_their_owners_rights(catalog: asyncpg.Connection) -> None:
    rows = await catalog.fetch(
        "SELECT proname, proconfig FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
    )

    assert {row["proname"] for row in rows} == set(DEFINER_FUNCTIONS)
    assert all(row["proconfig"] == ["search_path=pg_catalog, public"] for row in rows)


async def test_there_is_no_view_through_which_rows_could_leave(catalog: asyncpg.Connection) -> None:
    views = await catalog.fetch(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm')"
    )

    assert views == []


async def test_the_applications_role_owns_nothing_and_bypasses_nothing(catalog: asyncpg.Connection) -> None:
    role = await catalog.fetchrow(
        "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = 'xuanpai_app'"
    )
    owned = await catalog.fetch("SELECT relname FROM pg_class WHERE relowner = 'xuanpai_app'::regrole")
    member = await catalog.fetch("SELECT roleid FROM pg_auth_members WHERE member = 'xuanpai_app'::regrole")

    assert tuple(role) == (False, False, False, False)
    assert (owned, member) == ([], [])
