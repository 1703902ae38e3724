"""A province is opened: everything once, also when the run is cut off in the middle and started again."""

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import orjson
import pytest

from tests.tenants.directory import NINGXIA, choose_password, entry, signed_in
from xuanpai_core.config import Settings
from xuanpai_core.context import Actor, Grant, RequestContext
from xuanpai_core.db.session import Database, Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Conflict, Forbidden, Invalid, NotFound, Unauthenticated
from xuanpai_core.identity.passwords import verify_password
from xuanpai_core.regions.pack import read_province
from xuanpai_tenants.errors import TenantExists
from xuanpai_tenants.models import TenantKind, TenantState
from xuanpai_tenants.operators import acting_in, server_operator
from xuanpai_tenants.provisioning import (
    STEPS,
    Province,
    Step,
    bootstrap_platform,
    create_tenant,
    renew_administrator,
)
from xuanpai_tenants.quotas import Quotas
from xuanpai_tenants.resolution import PLATFORM_TENANT_ID, TenantRef, find_tenant

KEY = "create-tenant-1"
QUOTAS = Quotas(max_accounts=500)

WHOLE = """
SELECT (SELECT count(*) FROM region WHERE tenant_id = $1) AS regions,
       (SELECT array_agg(name ORDER BY name) FROM org_unit WHERE tenant_id = $1) AS units,
       (SELECT array_agg(username ORDER BY username) FROM account WHERE tenant_id = $1) AS accounts,
       (SELECT array_agg(role || ' ' || region_code ORDER BY role)
          FROM appointment WHERE tenant_id = $1) AS appointments,
       (SELECT array_agg(step ORDER BY step) FROM provisioning_step WHERE tenant_id = $1) AS steps,
       (SELECT count(*) FROM audit_event WHERE tenant_id = $1) AS audits,
       (SELECT state FROM tenant WHERE id = $1) AS state
"""
STEP_NAMES = ["administrators", "calendar", "partitions", "regions", "units"]
THREE = {"admin": "tenant_administrator", "audit": "auditor", "security": "security_administrator"}


class CutOff(Exception):
    """The run ends here."""


async def found(database: Database, tenant_id: Any) -> dict[str, Any]:
    async with database.transaction(tenant_id, read_only=True) as transaction:
        return dict(await transaction.driver.fetchrow(WHOLE, tenant_id))


def cut_off_after(name: str) -> Sequence[Step]:
    """The steps, of which one does its work and then breaks off, before it is committed."""

    def breaking(step: Step) -> Step:
        async def act(work: Work, province: Province) -> dict[str, Any]:
            await step.act(work, province)
            raise CutOff

        return replace(step, act=act)

    return [breaking(step) if step.name == name else step for step in STEPS]


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


@pytest.mark.parametrize("step", [step.name for step in STEPS])
async def test_a_run_that_breaks_off_in_a_step_is_finished_by_the_next_with_nothing_twice(
    home: Database, operator: RequestContext, step: str
) -> None:
    with pytest.raises(CutOff):
        await create_tenant(home, operator, NINGXIA, QUOTAS, KEY, steps=cut_off_after(step))
    half_way = await entry(home, "64")
    assert half_way is not None
    assert half_way.state is TenantState.PROVISIONING
    earlier = [each.name for each in STEPS[: [each.name for each in STEPS].index(step)]]
    assert (await found(home, half_way.id))["steps"] == (sorted(earlier) or None)

    created = await create_tenant(home, operator, NINGXIA, QUOTAS, KEY)

    whole = await found(home, created.tenant_id)
    assert created.tenant_id == half_way.id
    assert whole["regions"] == len(list(read_province("64")))
    assert (whole["accounts"], whole["steps"], whole["state"]) == (sorted(THREE), STEP_NAMES, "ACTIVE")
    assert whole["units"] == ["中共宁夏回族自治区委员会组织部"]
    for one in created.administrators:
        assert one.one_time_password is not None
        await signed_in(home, created.tenant_id, one.username, one.one_time_password)


async def test_another_operator_may_finish_what_was_left_half_way(home: Database, operator: RequestContext) -> None:
    with pytest.raises(CutOff):
        await create_tenant(home, operator, NINGXIA, QUOTAS, KEY, steps=cut_off_after("units"))
    colleague = replace(operator, actor=replace(operator.actor, account_id=new_id()))

    created = await create_tenant(home, colleague, NINGXIA, Quotas(max_cadres=7), "create-tenant-2")

    async with home.transaction(PLATFORM_TENANT_ID, read_only=True) as transaction:
        limits = await transaction.driver.fetchval(
            "SELECT (quotas ->> 'max_cadres')::int FROM tenant WHERE id = $1", created.tenant_id
        )
    assert (await found(home, created.tenant_id))["steps"] == STEP_NAMES
    assert limits == 7


KILLED = """
import asyncio, sys, time
from dataclasses import replace

from xuanpai_core.config import Settings
from xuanpai_core.crypto import Vault
from xuanpai_core.db.session import Database
from xuanpai_core.evidence.storage import S3ObjectStore
from xuanpai_core.plugins.manager import load_plugins
from xuanpai_core.ports import Ports
from xuanpai_tenants.operators import server_operator
from xuanpai_tenants.provisioning import STEPS, create_tenant
from xuanpai_tenants.quotas import Quotas


def waiting(step):
    async def act(work, province):
        detail = await step.act(work, province)
        print("in the middle", flush=True)
        time.sleep(120)
        return detail

    return replace(step, act=act)


async def main():
    settings = Settings()
    vault = Vault(bytes.fromhex(settings.master_key.get_secret_value()))
    database = Database(settings, Ports(settings, S3ObjectStore(settings), load_plugins(), vault))
    name, key = sys.argv[1:]
    steps = [waiting(step) if step.name == name else step for step in STEPS]
    await create_tenant(database, server_operator(), "64", Quotas(max_accounts=500), key, steps=steps)


asyncio.run(main())
"""


def environment(settings: Settings) -> dict[str, str]:
    given = {
        "DATABASE_URL": settings.database_url.get_secret_value(),
        "S3_ENDPOINT": settings.s3_endpoint,
        "S3_BUCKET": settings.s3_bucket,
        "MASTER_KEY": settings.master_key.get_secret_value(),
    }
    return {**os.environ, **{f"XUANPAI_{name}": value for name, value in given.items()}}


@pytest.mark.parametrize(("step", "kept"), [("regions", None), ("administrators", ["regions", "units"])])
async def test_a_process_that_is_killed_half_way_leaves_a_province_that_the_next_run_finishes(
    home: Database, step: str, kept: list[str] | None
) -> None:
    key = f"create-{new_id()}"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", KILLED, step, key, stdout=asyncio.subprocess.PIPE, env=environment(home.settings)
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == b"in the middle\n"
    process.send_signal(signal.SIGKILL)
    assert await process.wait() == -signal.SIGKILL
    half_way = await entry(home, "64")
    assert half_way is not None

    assert (await found(home, half_way.id))["steps"] == kept
    created = await create_tenant(home, server_operator(), NINGXIA, QUOTAS, key)

    whole = await found(home, half_way.id)
    assert created.tenant_id == half_way.id
    assert (whole["regions"], whole["accounts"]) == (len(list(read_province("64"))), sorted(THREE))
    assert (whole["steps"], whole["state"]) == (STEP_NAMES, "ACTIVE")


async def test_a_password_that_was_never_told_is_replaced_by_sending_the_request_again(
    home: Database, operator: RequestContext
) -> None:
    lost = await create_tenant(home, operator, NINGXIA, QUOTAS, KEY)

    told = await create_tenant(home, operator, NINGXIA, QUOTAS, KEY)

    assert told.tenant_id == lost.tenant_id
    for before, after in zip(lost.administrators, told.administrators, strict=True):
        assert before.one_time_password is not None
        assert after.one_time_password is not None
        with pytest.raises(Unauthenticated):
            await signed_in(home, told.tenant_id, before.username, before.one_time_password)
        await signed_in(home, told.tenant_id, after.username, after.one_time_password)
    assert (await found(home, told.tenant_id))["accounts"] == sorted(THREE)


async def test_nobody_takes_the_password_of_an_administrator_who_has_signed_in(
    home: Database, operator: RequestContext
) -> None:
    created = await create_tenant(home, operator, NINGXIA, QUOTAS, KEY)
    security = created.administrator("security")
    assert security.one_time_password is not None
    await signed_in(home, created.tenant_id, "security", security.one_time_password)

    again = await create_tenant(home, operator, NINGXIA, QUOTAS, KEY)

    assert again.administrator("security") == replace(security, one_time_password=None)
    assert again.administrator("admin").one_time_password is not None
    assert again.administrator("admin") != created.administrator("admin")
    await signed_in(home, created.tenant_id, "security", security.one_time_password)


async def test_a_province_of_an_earlier_release_gets_the_other_two_administrators(
    home: Database, operator: RequestContext
) -> None:
    created = await create_tenant(home, operator, NINGXIA, QUOTAS, KEY)
    admin = created.administrator("admin").one_time_password or ""
    await signed_in(home, created.tenant_id, "admin", admin)
    async with home.transaction(created.tenant_id) as transaction:
        for table, column in (("former_password", "account_id"), ("appointment", "account_id"), ("account", "id")):
            await transaction.driver.execute(
                f"DELETE FROM {table} WHERE tenant_id = $1 AND {column} IN "  # noqa: S608 -- ours
                "(SELECT id FROM account WHERE tenant_id = $1 AND username <> 'admin')",
                created.tenant_id,
            )
        await transaction.driver.execute(
            "DELETE FROM provisioning_step WHERE tenant_id = $1 AND step = 'administrators'", created.tenant_id
        )

    again = await create_tenant(home, operator, NINGXIA, QUOTAS, KEY)

    assert [one.one_time_password is None for one in again.administrators] == [True, False, False]
    assert (await found(home, created.tenant_id))["accounts"] == sorted(THREE)
    await signed_in(home, created.tenant_id, "admin", admin)


async def test_an_administrators_lost_password_is_renewed_from_the_servers_shell(
    home: Database, operator: RequestContext
) -> None:
    created = await create_tenant(home, operator, NINGXIA, QUOTAS, KEY)
    lost = created.administrator("audit").one_time_password or ""

    told = await renew_administrator(home, created.tenant_id, "audit", "忘记密码")

    await signed_in(home, created.tenant_id, "audit", told)
    with pytest.raises(Unauthenticated):
        await signed_in(home, created.tenant_id, "audit", lost)
    with pytest.raises(NotFound):
        await renew_administrator(home, created.tenant_id, "nobody", "忘记密码")


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


async def test_the_platform_and_its_operator_are_made_once(home: Database) -> None:
    name = f"op-{new_id().hex[-12:]}"

    made = [await bootstrap_platform(home, name, password) for password in ("Right-12345", "Other-12345")]

    query = "SELECT password_hash, must_change_password FROM account WHERE tenant_id = $1 AND username = $2"
    async with home.transaction(PLATFORM_TENANT_ID, read_only=True) as transaction:
        rows = await transaction.driver.fetch(query, PLATFORM_TENANT_ID, name)
        platform = await find_tenant(transaction, "platform")
    assert made == [True, False]
    assert [row["must_change_password"] for row in rows] == [False]
    assert verify_password(rows[0]["password_hash"], "Right-12345")
    assert platform == TenantRef(PLATFORM_TENANT_ID, "platform", "平台", TenantKind.PLATFORM, TenantState.ACTIVE)


async def test_the_platforms_operator_signs_in_and_sees_no_province(home: Database, operator: RequestContext) -> None:
    name = f"op-{new_id().hex[-12:]}"
    await bootstrap_platform(home, name, "Right-12345")
    province = await create_tenant(home, operator, NINGXIA, QUOTAS, KEY)

    ctx = await signed_in(home, PLATFORM_TENANT_ID, name, "Right-12345")

    assert ctx.actor.grants == (Grant("platform_operator"),)
    async with home.read(ctx) as work:
        counted = "SELECT (SELECT count(*) FROM region), (SELECT count(*) FROM account WHERE tenant_id = $1)"
        assert tuple(await work.driver.fetchrow(counted, province.tenant_id)) == (0, 0)


async def test_the_platforms_three_are_made_each_with_one_part(home: Database) -> None:
    for role in ("platform_operator", "platform_security", "platform_auditor"):
        name = f"op-{new_id().hex[-12:]}"
        assert await bootstrap_platform(home, name, "Right-12345", role) is True
        ctx = await signed_in(home, PLATFORM_TENANT_ID, name, "Right-12345")
        assert ctx.actor.grants == (Grant(role),)

    with pytest.raises(Invalid) as refused:
        await bootstrap_platform(home, "stranger", "Right-12345", "tenant_administrator")
    assert refused.value.error_code == "UNKNOWN_ROLE"


async def test_a_weak_password_makes_no_operator(home: Database) -> None:
    with pytest.raises(Invalid) as refused:
        await bootstrap_platform(home, "weakling", "12345678")

    async with home.read(server_operator()) as work:
        assert await work.driver.fetchval("SELECT count(*) FROM account WHERE username = 'weakling'") == 0
    assert refused.value.error_code == "WEAK_PASSWORD"
