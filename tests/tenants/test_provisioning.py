"""A province is opened: whole, once, and by the platform's operators alone."""

import asyncio
from dataclasses import replace

import orjson
import pytest

from tests.tenants.directory import NINGXIA, choose_password, entry, signed_in
from tests.tenants.whole import KEY, QUOTAS, STEP_NAMES, THREE, found
from xuanpai_core.context import Actor, Grant, RequestContext
from xuanpai_core.db.session import Database
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Conflict, Forbidden, NotFound
from xuanpai_core.regions.pack import read_province
from xuanpai_tenants.errors import TenantExists
from xuanpai_tenants.models import TenantKind, TenantState
from xuanpai_tenants.operators import acting_in
from xuanpai_tenants.provisioning import (
    create_tenant,
)
from xuanpai_tenants.quotas import Quotas
from xuanpai_tenants.resolution import PLATFORM_TENANT_ID, TenantRef


async def test_a_province_is_opened_whole_and_its_administrator_can_sign_in(
    home: Database, operator: RequestContext
) -> None:
    heard: list[str] = []

    created = await create_tenant(home, operator, NINGXIA, QUOTAS, KEY, say=heard.append)

    assert (created.code, created.name) == ("64", "宁夏回族自治区")
    assert [(one.username, one.role, one.title) for one in created.administrators] == [
        ("admin", "tenant_administrator", "租户系统管理员"),
        ("security", "security_administrator", "租户安全管理员"),
        ("audit", "auditor", "租户审计管理员"),
    ]
    assert len({one.one_time_password for one in created.administrators}) == 3
    assert await entry(home, "64") == TenantRef(
        created.tenant_id, "64", "宁夏回族自治区", TenantKind.PROVINCE, TenantState.ACTIVE
    )
    assert await found(home, created.tenant_id) == {
        "regions": len(list(read_province("64"))),
        "units": ["中共宁夏回族自治区委员会组织部"],
        "accounts": sorted(THREE),
        "appointments": [f"{role} 64" for role in sorted(THREE.values())],
        "steps": STEP_NAMES,
        "audits": 3,
        "state": "ACTIVE",
    }
    assert heard == ["导入区划", "建立组织部门", "建立三员账号", "准备月度分区", "载入放假安排"]
    for one in created.administrators:
        told = one.one_time_password or ""
        assert (await signed_in(home, created.tenant_id, one.username, told)).actor.grants == ()
        await choose_password(home, created.tenant_id, one.username, told, "Ningxia-2025")
        again = await signed_in(home, created.tenant_id, one.username, "Ningxia-2025")
        assert again.actor.grants == (Grant(one.role, "64"),)


async def test_shandong_is_opened_with_every_one_of_its_villages(home: Database, operator: RequestContext) -> None:
    created = await create_tenant(home, operator, "37", Quotas(), KEY)

    villages = "SELECT count(*) FROM region WHERE tenant_id = $1 AND level = 5"
    hedong = "SELECT path_name FROM region WHERE tenant_id = $1 AND code = '371312'"
    async with home.transaction(created.tenant_id, read_only=True) as transaction:
        assert await transaction.driver.fetchval(villages, created.tenant_id) == 62_074
        assert await transaction.driver.fetchval(hedong, created.tenant_id) == "山东省临沂市河东区"


async def test_the_months_ahead_are_made(home: Database, operator: RequestContext) -> None:
    created = await create_tenant(home, operator, NINGXIA, QUOTAS, KEY)

    detail = "SELECT detail::text FROM provisioning_step WHERE tenant_id = $1 AND step = 'partitions'"
    async with home.transaction(created.tenant_id, read_only=True) as transaction:
        made = await transaction.driver.fetchval(detail, created.tenant_id)
        there = await transaction.driver.fetchval("SELECT to_regclass('attendance_day_p202601')::text")
    assert orjson.loads(made) == {"first": "2025-10-01", "last": "2026-01-01"}
    assert there == "attendance_day_p202601"


async def test_a_province_is_not_opened_twice(home: Database, operator: RequestContext) -> None:
    created = await create_tenant(home, operator, NINGXIA, QUOTAS, KEY)
    before = await found(home, created.tenant_id)

    with pytest.raises(TenantExists, match="宁夏回族自治区已经开通"):
        await create_tenant(home, operator, NINGXIA, QUOTAS, "create-tenant-2")
    with pytest.raises(Conflict, match="同一个幂等键"):
        await create_tenant(home, operator, "63", QUOTAS, KEY)

    assert await found(home, created.tenant_id) == before
    assert await entry(home, "63") is None


async def test_two_runs_at_once_open_one_province(home: Database, operator: RequestContext) -> None:
    first, second = await asyncio.gather(
        create_tenant(home, operator, NINGXIA, QUOTAS, KEY), create_tenant(home, operator, NINGXIA, QUOTAS, KEY)
    )

    whole = await found(home, first.tenant_id)
    assert first.tenant_id == second.tenant_id
    assert (whole["accounts"], whole["steps"], whole["state"]) == (sorted(THREE), STEP_NAMES, "ACTIVE")
    assert whole["regions"] == len(list(read_province("64")))


async def test_a_province_that_is_not_in_the_pack_is_refused(home: Database, operator: RequestContext) -> None:
    with pytest.raises(NotFound, match="没有代码为“99”的省份"):
        await create_tenant(home, operator, "99", QUOTAS, KEY)

    assert await entry(home, "99") is None


async def test_only_the_platforms_operators_open_provinces(home: Database, operator: RequestContext) -> None:
    role = {"platform_operator": operator.permissions["platform_operator"]}
    in_a_province = RequestContext(new_id(), Actor(new_id(), "冒名", grants=(Grant("platform_operator"),)), role)
    without_role = replace(operator, actor=replace(operator.actor, grants=()))

    for ctx in (in_a_province, without_role, acting_in(operator, PLATFORM_TENANT_ID)):
        with pytest.raises(Forbidden):
            await create_tenant(home, ctx, NINGXIA, QUOTAS, KEY)

    assert await entry(home, "64") is None
