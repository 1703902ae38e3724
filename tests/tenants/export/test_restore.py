"""A province comes in: every row and every file, or nothing at all."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest

from tests.factories.world import PASSWORD, make_world
from tests.tenants.directory import open_session
from tests.tenants.export.carrying import ID_NUMBER, PASSPHRASE, Archived, refusal, rows, traces
from tests.tenants.export.filling import PHOTO, TEXT, fill
from xuanpai_core.config import Settings
from xuanpai_core.context import Actor, Grant, RequestContext
from xuanpai_core.db.migrate import sync_url
from xuanpai_core.db.session import Database
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Forbidden, XuanpaiError
from xuanpai_tenants.export import export_tenant, import_tenant
from xuanpai_tenants.export.archive import ArchiveReader, ArchiveWriter
from xuanpai_tenants.models import Tenant, TenantKind, TenantState
from xuanpai_tenants.operators import acting_in
from xuanpai_tenants.resolution import PLATFORM_TENANT_ID, TenantRef, find_tenant


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
