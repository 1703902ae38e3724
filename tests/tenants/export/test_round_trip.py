"""A province leaves one installation and comes into another: every row, every file, or nothing at all."""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
import pytest_asyncio
from sqlalchemy import LargeBinary, select

from tests.factories.world import PASSWORD, World, make_world
from tests.tenants.directory import open_session
from tests.tenants.export.filling import PHOTO, TEXT, fill
from xuanpai_core.audit.service import record
from xuanpai_core.config import Settings
from xuanpai_core.context import Actor, Grant, RequestContext
from xuanpai_core.db.migrate import sync_url
from xuanpai_core.db.session import Database
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Forbidden, XuanpaiError
from xuanpai_core.units.models import OrgUnit, OrgUnitKind
from xuanpai_tenants.export import Exported, export_tenant, import_tenant
from xuanpai_tenants.export.archive import ArchiveReader, ArchiveWriter
from xuanpai_tenants.export.tables import LEFT_BEHIND, key_columns, stored_columns, tenant_tables
from xuanpai_tenants.models import Tenant, TenantKind, TenantState
from xuanpai_tenants.operators import acting_in
from xuanpai_tenants.resolution import PLATFORM_TENANT_ID, TenantRef, find_tenant

PASSPHRASE = "correct horse battery"
ID_NUMBER = "210700198001010000"
# Bound to the installation: its object store's versions, and what only its master key opens or makes.
OWN = {"evidence": {"version_id"}, "cadre": {"id_number_sealed", "id_number_digest", "phone_sealed", "phone_digest"}}


@dataclass(slots=True)
class Archived:
    """A filled province and its export."""

    world: World
    exported: Exported

    @property
    def tenant_id(self) -> UUID:
        return self.world.tenant_id


@pytest_asyncio.fixture
async def archived(home: Database, operator: RequestContext, tmp_path: Path) -> Archived:
    world = await make_world(home)
    await fill(world)
    return Archived(world, await export_tenant(home, operator, world.tenant_id, tmp_path, PASSPHRASE))


async def rows(database: Database, tenant_id: UUID) -> dict[str, list[dict[str, Any]]]:
    """Every row of the tenant, by table."""
    found = {}
    async with database.transaction(tenant_id, read_only=True) as transaction:
        for table in tenant_tables():
            columns = [column for column in stored_columns(table) if column.name not in OWN.get(table.name, ())]
            mine = select(*columns).where(table.c.tenant_id == tenant_id).order_by(*key_columns(table))
            found[table.name] = [dict(row) for row in (await transaction.session.execute(mine)).mappings()]
    return found


def files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


async def traces(database: Database, tenant_id: UUID) -> tuple[int, int, list[str]]:
    """What a failed import might leave: the directory's entry, regions, files."""
    async with database.transaction(tenant_id, read_only=True) as transaction:
        entries = await transaction.driver.fetchval("SELECT count(*) FROM tenant WHERE id = $1", tenant_id)
        regions = await transaction.driver.fetchval("SELECT count(*) FROM region WHERE tenant_id = $1", tenant_id)
    return entries, regions, await database.ports.objects.keys(f"evidence/{tenant_id}/")


async def refusal(abroad: Database, operator: RequestContext, archived: Archived, path: Path) -> str:
    """The code of the refusal, after making sure that nothing came in."""
    with pytest.raises(XuanpaiError) as refused:
        await import_tenant(abroad, operator, path, PASSPHRASE)
    assert await traces(abroad, archived.tenant_id) == (0, 0, [])
    return refused.value.error_code


async def test_every_row_of_every_table_comes_in_as_it_went_out(
    archived: Archived, home: Database, abroad: Database, operator: RequestContext
) -> None:
    imported = await import_tenant(abroad, operator, archived.exported.path, PASSPHRASE)

    there, here = await rows(abroad, archived.tenant_id), await rows(home, archived.tenant_id)
    assert there == here
    assert {name: len(table) for name, table in here.items()} == imported.rows == archived.exported.rows
    assert min(imported.rows.values()) >= 1
    assert imported.rows["region"] == 620
    assert here["work_log"][0]["content"] == TEXT
    assert (imported.tenant_id, imported.evidence, imported.missing_evidence) == (archived.tenant_id, 1, ())


async def test_the_directorys_entry_comes_in_with_its_state_and_quotas(
    archived: Archived, home: Database, abroad: Database, operator: RequestContext
) -> None:
    await import_tenant(abroad, operator, archived.exported.path, PASSPHRASE)

    entries = []
    for database in (home, abroad):
        async with database.transaction(PLATFORM_TENANT_ID, read_only=True) as transaction:
            entry = await transaction.session.get_one(Tenant, archived.tenant_id)
            entries.append({column.name: getattr(entry, column.name) for column in Tenant.__table__.columns})
    assert entries[0] == entries[1]
    async with abroad.transaction(PLATFORM_TENANT_ID, read_only=True) as transaction:
        assert await find_tenant(transaction, archived.world.tenant_code) == TenantRef(
            archived.tenant_id, archived.world.tenant_code, "辽宁省", TenantKind.PROVINCE, TenantState.ACTIVE
        )


async def test_personal_data_is_sealed_and_found_under_the_other_master_key(
    archived: Archived, home: Database, abroad: Database, operator: RequestContext
) -> None:
    await import_tenant(abroad, operator, archived.exported.path, PASSPHRASE)

    query = "SELECT id, id_number_sealed, id_number_digest FROM cadre WHERE tenant_id = $1 AND id = $2"
    found = []
    for database in (home, abroad):
        async with database.transaction(archived.tenant_id, read_only=True) as transaction:
            row = await transaction.driver.fetchrow(query, archived.tenant_id, archived.world.cadres["王建国"])
        vault = database.ports.vault
        assert vault.open(archived.tenant_id, row["id_number_sealed"]) == ID_NUMBER
        assert row["id_number_digest"] == vault.digest(archived.tenant_id, ID_NUMBER)
        found.append(row["id_number_digest"])
    assert found[0] != found[1]


async def test_files_come_along_and_people_sign_in_with_their_passwords(
    archived: Archived, abroad: Database, operator: RequestContext
) -> None:
    await import_tenant(abroad, operator, archived.exported.path, PASSPHRASE)

    query = "SELECT object_key, version_id, sha256 FROM evidence WHERE tenant_id = $1"
    async with abroad.transaction(archived.tenant_id, read_only=True) as transaction:
        (file,) = await transaction.driver.fetch(query, archived.tenant_id)
    content = await abroad.ports.objects.read(file["object_key"], len(PHOTO) + 1, file["version_id"])
    assert (content, sha256(content).digest()) == (PHOTO, file["sha256"])
    await open_session(abroad, archived.tenant_id, "clerk", PASSWORD)


async def test_nothing_of_a_person_can_be_read_from_the_file(archived: Archived) -> None:
    content = archived.exported.path.read_bytes()

    for secret in ("王建国", "锦州市公安局", ID_NUMBER, "argon2", "object_key"):
        assert secret.encode() not in content


async def test_an_export_is_written_down_in_the_province_and_on_the_platform(
    archived: Archived, home: Database, operator: RequestContext
) -> None:
    query = "SELECT account_id FROM audit_event WHERE tenant_id = $1 AND action = 'tenant:export' AND subject_id = $2"
    for tenant_id in (archived.tenant_id, PLATFORM_TENANT_ID):
        async with home.transaction(tenant_id, read_only=True) as transaction:
            events = await transaction.driver.fetch(query, tenant_id, str(archived.tenant_id))
        assert [row["account_id"] for row in events] == [operator.actor.account_id]


async def test_a_tenant_exports_itself_and_nobody_else(home: Database, tmp_path: Path) -> None:
    world, neighbour = await make_world(home), await make_world(home)

    exported = await export_tenant(home, world.ctx("admin"), world.tenant_id, tmp_path, PASSPHRASE)
    with pytest.raises(Forbidden):
        await export_tenant(home, world.ctx("admin"), neighbour.tenant_id, tmp_path, PASSPHRASE)
    for person in ("province", "city", "clerk", "王建国"):
        with pytest.raises(Forbidden):
            await export_tenant(home, world.ctx(person), world.tenant_id, tmp_path, PASSPHRASE)

    assert exported.rows["cadre"] == 5
    assert files(tmp_path) == [exported.path]


async def test_an_operator_of_that_name_in_a_province_imports_nothing(
    archived: Archived, abroad: Database, operator: RequestContext
) -> None:
    impostor = RequestContext(
        archived.tenant_id, Actor(new_id(), "冒名", grants=(Grant("platform_operator"),)), operator.permissions
    )
    for ctx in (impostor, acting_in(operator, PLATFORM_TENANT_ID), archived.world.ctx("admin")):
        with pytest.raises(Forbidden):
            await import_tenant(abroad, ctx, archived.exported.path, PASSPHRASE)

    assert await traces(abroad, archived.tenant_id) == (0, 0, [])


async def test_a_province_that_is_there_is_not_imported_over(
    archived: Archived, home: Database, abroad: Database, operator: RequestContext
) -> None:
    await import_tenant(abroad, operator, archived.exported.path, PASSPHRASE)
    before = await rows(abroad, archived.tenant_id)

    for database in (abroad, home):
        with pytest.raises(XuanpaiError) as refused:
            await import_tenant(database, operator, archived.exported.path, PASSPHRASE)
        assert refused.value.error_code == "TENANT_EXISTS"

    assert await rows(abroad, archived.tenant_id) == before


async def test_a_wrong_passphrase_brings_nothing_in(
    archived: Archived, abroad: Database, operator: RequestContext
) -> None:
    with pytest.raises(XuanpaiError) as refused:
        await import_tenant(abroad, operator, archived.exported.path, "incorrect horse battery")

    assert refused.value.error_code == "WRONG_PASSPHRASE"
    assert await traces(abroad, archived.tenant_id) == (0, 0, [])


async def test_a_damaged_file_brings_nothing_in(
    archived: Archived, abroad: Database, operator: RequestContext, tmp_path: Path
) -> None:
    content = bytearray(archived.exported.path.read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "damaged.zip").write_bytes(content)

    assert await refusal(abroad, operator, archived, tmp_path / "damaged.zip") == "EXPORT_DAMAGED"


async def test_an_export_of_another_schema_brings_nothing_in(
    archived: Archived, abroad: Database, abroad_settings: Settings, operator: RequestContext
) -> None:
    admin = sync_url(abroad_settings.database_admin_url.get_secret_value()).replace("+psycopg", "")
    with psycopg.connect(admin, autocommit=True) as connection:
        ours = connection.execute("SELECT version_num FROM alembic_version").fetchall()
        connection.execute("UPDATE alembic_version SET version_num = 'later'")
        try:
            code = await refusal(abroad, operator, archived, archived.exported.path)
        finally:
            connection.execute("UPDATE alembic_version SET version_num = %s", ours[0])

    assert code == "WRONG_SCHEMA_REVISION"


def edited(source: Path, target: Path, table: str, edit: Callable[[dict[str, Any]], None]) -> Path:
    """The archive, sealed again by somebody who knows the passphrase, with every row of ``table`` changed."""
    with ArchiveReader(source, PASSPHRASE) as reader, ArchiveWriter(target, PASSPHRASE) as writer:
        manifest = json.loads(reader.read("manifest.json"))
        for part in manifest["tables"]:
            lines = list(reader.lines(part["member"]))
            if part["name"] == table:
                changed = [json.loads(line) for line in lines]
                for row in changed:
                    edit(row)
                lines = [json.dumps(row).encode() for row in changed]
            with writer.member(part["member"]) as member:
                member.write(b"".join(line + b"\n" for line in lines))
            part["sha256"] = member.sha256
        names = [name for name in reader.names() if name.startswith("evidence/")]
        for name, content in [*((name, reader.read(name)) for name in names), ("manifest.json", b"")]:
            with writer.member(name) as member:
                member.write(content or json.dumps(manifest).encode())
    return target


async def test_an_archive_cannot_reach_another_tenants_files(
    archived: Archived, abroad: Database, operator: RequestContext, tmp_path: Path
) -> None:
    victim = f"evidence/{new_id()}/2025/10/{new_id()}"
    await abroad.ports.objects.put(victim, b"theirs", "image/jpeg")
    forged = edited(
        archived.exported.path, tmp_path / "forged.zip", "evidence", lambda row: row.update(object_key=victim)
    )

    assert await refusal(abroad, operator, archived, forged) == "EXPORT_DAMAGED"

    assert await abroad.ports.objects.read(victim, 100) == b"theirs"


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("work_log", {"tenant_id": str(PLATFORM_TENANT_ID)}),
        ("posting", {"role": "NOBODY"}),
        ("activity", {"region_code": "99"}),
    ],
)
async def test_when_a_row_cannot_come_in_nothing_does_and_the_files_go_again(
    archived: Archived, abroad: Database, operator: RequestContext, tmp_path: Path, table: str, change: dict[str, str]
) -> None:
    forged = edited(archived.exported.path, tmp_path / "forged.zip", table, lambda row: row.update(change))

    with pytest.raises(Exception, match="violates"):
        await import_tenant(abroad, operator, forged, PASSPHRASE)

    assert await traces(abroad, archived.tenant_id) == (0, 0, [])


async def test_a_file_that_the_store_has_lost_is_named_and_the_rest_comes_in(
    home: Database, abroad: Database, operator: RequestContext, tmp_path: Path
) -> None:
    world = await make_world(home)
    await fill(world)
    (key,) = await home.ports.objects.keys(f"evidence/{world.tenant_id}/")
    await home.ports.objects.remove(key)

    exported = await export_tenant(home, operator, world.tenant_id, tmp_path, PASSPHRASE)
    imported = await import_tenant(abroad, operator, exported.path, PASSPHRASE)

    lost = (UUID(key.rpartition("/")[2]),)
    assert (exported.evidence, exported.missing_evidence) == (0, lost)
    assert (imported.evidence, imported.missing_evidence) == (0, lost)
    assert await rows(abroad, world.tenant_id) == await rows(home, world.tenant_id)


async def test_a_failed_export_leaves_no_file(home: Database, operator: RequestContext, tmp_path: Path) -> None:
    with pytest.raises(XuanpaiError) as refused:
        await export_tenant(home, operator, new_id(), tmp_path, PASSPHRASE)

    assert refused.value.error_code == "TENANT_NOT_FOUND"
    assert files(tmp_path) == []


async def test_a_province_that_is_still_being_opened_is_not_exported(
    home: Database, operator: RequestContext, tmp_path: Path
) -> None:
    world = await make_world(home)
    async with home.transaction(world.tenant_id) as transaction:
        await transaction.driver.execute("UPDATE tenant SET state = 'PROVISIONING' WHERE id = $1", world.tenant_id)

    with pytest.raises(XuanpaiError) as refused:
        await export_tenant(home, operator, world.tenant_id, tmp_path, PASSPHRASE)

    assert refused.value.error_code == "WRONG_STATE"
    assert files(tmp_path) == []


# That no table and no column is forgotten


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
    "evidence.sha256",
    "idempotency_key.fingerprint",
    "monthly_sheet.content_hash",
    "monthly_sheet.signed_hash",
    "roster_import.file_sha256",
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
    assert sealed == {"cadre.id_number_sealed", "cadre.phone_sealed"}


async def test_the_rows_of_an_export_are_of_one_instant(
    home: Database, operator: RequestContext, tmp_path: Path
) -> None:
    world = await make_world(home)
    pairs = 0

    async def go_on_writing() -> None:
        nonlocal pairs
        while True:
            async with home.work(world.ctx("admin")) as work:
                work.session.add(
                    OrgUnit(
                        tenant_id=world.tenant_id,
                        id=new_id(),
                        name=f"单位{pairs}",
                        kind=OrgUnitKind.SENDING_UNIT,
                        region_code="21",
                        level=1,
                    )
                )
                record(work, "pair:write", "pair", pairs)
            pairs += 1

    writing = asyncio.create_task(go_on_writing())
    exported = await export_tenant(home, operator, world.tenant_id, tmp_path, PASSPHRASE)
    writing.cancel()
    with suppress(asyncio.CancelledError):
        await writing

    with ArchiveReader(exported.path, PASSPHRASE) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        members = {part["name"]: part["member"] for part in manifest["tables"]}
        units = [line for line in archive.lines(members["org_unit"]) if "单位".encode() in line]
        events = [line for line in archive.lines(members["audit_event"]) if b"pair:write" in line]
    assert len(units) == len(events)
    assert pairs > len(units)
