"""The platform itself, and the first of its people."""

import pytest

from tests.tenants.directory import NINGXIA, signed_in
from tests.tenants.whole import KEY, QUOTAS
from xuanpai_core.context import Grant, RequestContext
from xuanpai_core.db.session import Database
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Invalid
from xuanpai_core.identity.passwords import verify_password
from xuanpai_tenants.models import TenantKind, TenantState
from xuanpai_tenants.operators import server_operator
from xuanpai_tenants.provisioning import (
    bootstrap_platform,
    create_tenant,
)
from xuanpai_tenants.resolution import PLATFORM_TENANT_ID, TenantRef, find_tenant


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
