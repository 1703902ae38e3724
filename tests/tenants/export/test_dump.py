"""A province leaves: sealed, written down, of one instant, and only for those who may."""

import asyncio
import json
from contextlib import suppress
from pathlib import Path

import pytest

from tests.factories.world import make_world
from tests.tenants.export.carrying import ID_NUMBER, PASSPHRASE, Archived, files
from xuanpai_core.audit.service import record
from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Database
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Forbidden, XuanpaiError
from xuanpai_core.units.models import OrgUnit, OrgUnitKind
from xuanpai_tenants.export import export_tenant
from xuanpai_tenants.export.archive import ArchiveReader
from xuanpai_tenants.resolution import PLATFORM_TENANT_ID


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
