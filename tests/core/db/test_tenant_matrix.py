"""Two tenants × every table × every verb: straight SQL as the application's role reaches nothing of the other's.

Every statement runs in a transaction that is rolled back; the module's fixture compares all rows of both tenants
before and after.
"""
# ruff: noqa: S608 -- the names in the statements come from the model

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import ForeignKeyConstraint, Table, Uuid

from tests.core.db.conftest import THEIRS_ALONE, Two
from tests.factories.fingerprint import every_tenant_table
from xuanpai_core.db.partitions import PARTITIONED
from xuanpai_core.db.types import new_id

TABLES = {table.name: table for table in every_tenant_table()}
FOREIGN_KEYS = {
    f"{table.name}.{'-'.join(columns)}": (table, key)
    for table in TABLES.values()
    for key in sorted(table.foreign_key_constraints, key=lambda one: list(one.column_keys))
    if (columns := [column.name for column in key.columns if column.name != "tenant_id"])
    # A year is the same year everywhere: that another tenant has it says nothing.
    and key.referred_table.name != "calendar_year"
}
NO_TENANT = (None, "")


@asynccontextmanager
async def acting(app: asyncpg.Connection, tenant_id: UUID | str | None) -> AsyncIterator[None]:
    """A transaction of this tenant's (or of none), undone at the end."""
    transaction = app.transaction()
    await transaction.start()
    try:
        if tenant_id is not None:
            await app.execute(f"SET LOCAL app.tenant = '{tenant_id}'")
        yield
    finally:
        await transaction.rollback()


def columns_of(table: Table) -> str:
    """The columns that are written; the database computes the others."""
    return ", ".join(column.name for column in table.columns if column.computed is None)


async def a_row(admin: asyncpg.Connection, table: str, tenant_id: UUID) -> str:
    """One row of the tenant's, as JSON."""
    found = await admin.fetchval(f"SELECT to_jsonb(t)::text FROM {table} t WHERE tenant_id = $1 LIMIT 1", tenant_id)
    assert found is not None, f"{table} holds nothing: the matrix would show nothing"
    return str(found)


def insertion(table: str, more: str = "") -> str:
    """Insert the JSON row ``$1``, changed by the JSON object ``$2``."""
    names = columns_of(TABLES[table])
    return (
        f"INSERT INTO {table} ({names}) SELECT {names} "
        f"FROM jsonb_populate_record(NULL::{table}, $1::text::jsonb || $2::text::jsonb) {more}"
    )


async def refusal(app: asyncpg.Connection, statement: str, *values: Any) -> tuple[str, str]:
    """The SQLSTATE and the words of the refusal."""
    with pytest.raises(asyncpg.PostgresError) as refused:
        async with app.transaction():
            await app.execute(statement, *values)
    return str(refused.value.sqlstate), str(refused.value)


async def affected(app: asyncpg.Connection, statement: str, *values: Any) -> int | None:
    """How many rows it changed; ``None`` where the application may not do so at all."""
    try:
        async with app.transaction():
            return int((await app.execute(statement, *values)).split()[-1])
    except asyncpg.InsufficientPrivilegeError:
        return None


@pytest.mark.parametrize("table", TABLES)
async def test_select(app: asyncpg.Connection, two: Two, table: str) -> None:
    async with acting(app, two.mine):
        mine = await app.fetchval(f"SELECT count(*) FROM {table}")
        theirs = await app.fetchval(f"SELECT count(*) FROM {table} WHERE tenant_id = $1", two.theirs)
        others = await app.fetchval(f"SELECT count(*) FROM {table} WHERE tenant_id <> $1", two.mine)

    assert mine > 0
    assert (theirs, others) == (0, 0)


@pytest.mark.parametrize("table", TABLES)
async def test_select_for_update(app: asyncpg.Connection, two: Two, table: str) -> None:
    async with acting(app, two.mine):
        try:
            locked = await app.fetch(f"SELECT 1 FROM {table} WHERE tenant_id = $1 FOR UPDATE", two.theirs)
        except asyncpg.InsufficientPrivilegeError:
            locked = []

    assert locked == []


@pytest.mark.parametrize("table", TABLES)
async def test_select_with_row_security_switched_off(app: asyncpg.Connection, two: Two, table: str) -> None:
    async with acting(app, two.mine):
        await app.execute("SET LOCAL row_security = off")
        state, _ = await refusal(app, f"SELECT * FROM {table}")

    assert state == asyncpg.InsufficientPrivilegeError.sqlstate


@pytest.mark.parametrize("table", TABLES)
async def test_insert(app: asyncpg.Connection, admin: asyncpg.Connection, two: Two, table: str) -> None:
    """A key that is taken there and one that is free are refused in the same words: no oracle."""
    there = await a_row(admin, table, two.theirs)
    fresh = ", ".join(
        f'"{column.name}": "{new_id()}"'
        for column in TABLES[table].primary_key.columns
        if isinstance(column.type, Uuid) and column.name != "tenant_id"
    )
    async with acting(app, two.mine):
        taken = await refusal(app, insertion(table), there, "{}")
    async with acting(app, two.mine):
        free = await refusal(app, insertion(table), there, f"{{{fresh}}}")
    async with acting(app, two.mine):
        upsert = await refusal(app, insertion(table, "ON CONFLICT DO NOTHING"), there, "{}")

    assert taken == free == upsert
    assert taken == ("42501", f'new row violates row-level security policy for table "{table}"')


@pytest.mark.parametrize("table", TABLES)
async def test_update(app: asyncpg.Connection, two: Two, table: str) -> None:
    async with acting(app, two.mine):
        changed = await affected(app, f"UPDATE {table} SET tenant_id = tenant_id WHERE tenant_id = $1", two.theirs)

    assert changed in {0, None}


@pytest.mark.parametrize("table", TABLES)
async def test_update_of_the_tenant(app: asyncpg.Connection, two: Two, table: str) -> None:
    """Neither taking a row over nor handing one on."""
    move = f"UPDATE {table} SET tenant_id = $1 WHERE tenant_id = $2"
    async with acting(app, two.mine):
        taken = await affected(app, move, two.mine, two.theirs)
    async with acting(app, two.mine):
        state, _ = await refusal(app, move, two.theirs, two.mine)

    assert taken in {0, None}
    assert state == asyncpg.InsufficientPrivilegeError.sqlstate


@pytest.mark.parametrize("table", TABLES)
async def test_delete(app: asyncpg.Connection, two: Two, table: str) -> None:
    async with acting(app, two.mine):
        deleted = await affected(app, f"DELETE FROM {table} WHERE tenant_id = $1", two.theirs)

    assert deleted in {0, None}


@pytest.mark.parametrize("table", TABLES)
async def test_merge(app: asyncpg.Connection, two: Two, table: str) -> None:
    async with acting(app, two.mine):
        merged = await affected(
            app,
            f"MERGE INTO {table} t USING (SELECT $1::uuid AS tenant_id) s ON t.tenant_id = s.tenant_id "
            "WHEN MATCHED THEN DELETE",
            two.theirs,
        )

    assert merged in {0, None}


@pytest.mark.parametrize("table", TABLES)
async def test_truncate(app: asyncpg.Connection, two: Two, table: str) -> None:
    async with acting(app, two.mine):
        state, _ = await refusal(app, f"TRUNCATE {table} CASCADE")

    assert state == asyncpg.InsufficientPrivilegeError.sqlstate


@pytest.mark.parametrize("table", TABLES)
async def test_copy_to(app: asyncpg.Connection, two: Two, table: str) -> None:
    everything, theirs, whole = BytesIO(), BytesIO(), BytesIO()
    async with acting(app, two.mine):
        await app.copy_from_query(f"SELECT tenant_id FROM {table}", output=everything)
        await app.copy_from_query(f"SELECT * FROM {table} WHERE tenant_id = '{two.theirs}'", output=theirs)
        if table not in PARTITIONED:
            await app.copy_from_table(table, columns=["tenant_id"], output=whole)

    assert set(everything.getvalue().decode().split()) == {str(two.mine)}
    assert theirs.getvalue() == b""
    assert set(whole.getvalue().decode().split()) <= {str(two.mine)}


@pytest.mark.parametrize("table", TABLES)
async def test_copy_from(app: asyncpg.Connection, two: Two, table: str) -> None:
    async with acting(app, two.mine):
        with pytest.raises(asyncpg.FeatureNotSupportedError, match="row-level security"):
            await app.copy_to_table(table, source=BytesIO(b""))


@pytest.mark.parametrize("table", TABLES)
async def test_without_a_tenant_there_is_no_row_and_no_way_to_add_one(
    app: asyncpg.Connection, admin: asyncpg.Connection, two: Two, table: str
) -> None:
    there = await a_row(admin, table, two.theirs)
    for tenant in NO_TENANT:
        async with acting(app, tenant):
            assert await app.fetchval(f"SELECT count(*) FROM {table}") == 0
            assert await affected(app, f"UPDATE {table} SET tenant_id = tenant_id") in {0, None}
            assert await affected(app, f"DELETE FROM {table}") in {0, None}
            state, _ = await refusal(app, insertion(table), there, "{}")
            assert state == "42501"


@pytest.mark.parametrize("table", TABLES)
async def test_no_key_of_another_tenants_stands_in_the_way(
    app: asyncpg.Connection, admin: asyncpg.Connection, two: Two, table: str
) -> None:
    """The same values under a tenant that has none: no duplicate, no overlap; at most what they refer to is missing."""
    newcomer = new_id()
    there = await a_row(admin, table, two.theirs)
    async with acting(app, newcomer):
        try:
            added = await app.execute(insertion(table), there, f'{{"tenant_id": "{newcomer}"}}')
        except asyncpg.ForeignKeyViolationError:
            added = None

    refers = bool(TABLES[table].foreign_key_constraints)
    assert added == "INSERT 0 1" or (refers and added is None)


@pytest.mark.parametrize("reference", FOREIGN_KEYS)
async def test_a_reference_cannot_tell_whether_another_tenant_has_it(
    app: asyncpg.Connection, admin: asyncpg.Connection, two: Two, reference: str
) -> None:
    table, key = FOREIGN_KEYS[reference]
    pairs = _pairs(key)
    there = await admin.fetchrow(
        f"SELECT {', '.join(other for _, other in pairs)} FROM {key.referred_table.name} t WHERE tenant_id = $1 "
        f"{'AND code = $2' if key.referred_table.name == 'region' else 'AND $2 <> $$$$'} LIMIT 1",
        two.theirs,
        THEIRS_ALONE,
    )
    nothing = {column.name: _unknown(column.type) for column in key.columns}
    setting = ", ".join(f"{own} = ${at}" for at, (own, _) in enumerate(pairs, start=2))
    one = f"(SELECT ctid FROM {table.name} WHERE tenant_id = $1 LIMIT 1)"
    change = f"UPDATE {table.name} SET {setting} WHERE tenant_id = $1 AND ctid = {one}"
    refusals = []
    for values in (list(there.values()), [nothing[own] for own, _ in pairs]):
        async with acting(app, two.mine):
            with pytest.raises(asyncpg.PostgresError) as refused:
                await app.execute(change, two.mine, *values)
        refusals.append((refused.value.sqlstate, refused.value.constraint_name, str(refused.value)))

    assert refusals[0] == refusals[1]
    # A check of the row itself comes before the reference is looked up, and tells nothing either.
    known = (asyncpg.ForeignKeyViolationError, asyncpg.InsufficientPrivilegeError, asyncpg.CheckViolationError)
    assert refusals[0][0] in {error.sqlstate for error in known}


async def test_the_parts_of_a_partitioned_table_are_not_to_be_had_by_themselves(
    app: asyncpg.Connection, admin: asyncpg.Connection, two: Two
) -> None:
    parts = [
        row["name"]
        for row in await admin.fetch(
            "SELECT oid::regclass::text AS name FROM pg_class WHERE relispartition AND relkind = 'r'"
        )
    ]
    assert {part.rsplit("_p", 1)[0] for part in parts} == set(PARTITIONED)

    states = set()
    for part in parts:
        for statement in (
            f"SELECT * FROM {part}",
            f"INSERT INTO {part} DEFAULT VALUES",
            f"UPDATE {part} SET tenant_id = tenant_id",
            f"DELETE FROM {part}",
            f"TRUNCATE {part}",
            f"COPY {part} TO STDOUT",
        ):
            async with acting(app, two.mine):
                states.add((await refusal(app, statement))[0])

    assert states == {asyncpg.InsufficientPrivilegeError.sqlstate}


async def test_the_matrix_covers_every_table_that_names_a_tenant(admin: asyncpg.Connection) -> None:
    named = await admin.fetch(
        "SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
        "WHERE a.attname = 'tenant_id' AND c.relkind IN ('r', 'p') AND NOT c.relispartition "
        "AND c.relnamespace = 'public'::regnamespace"
    )

    assert {row["name"] for row in named} == set(TABLES)


def _pairs(key: ForeignKeyConstraint) -> list[tuple[str, str]]:
    """Own column and the column it refers to, without the tenant."""
    return [
        (element.parent.name, element.column.name) for element in key.elements if element.parent.name != "tenant_id"
    ]


def _unknown(kind: Any) -> object:
    return new_id() if isinstance(kind, Uuid) else "210798"
