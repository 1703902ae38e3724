"""The three administrators of a province, and the passwords that are told once."""

from dataclasses import replace

import pytest

from tests.tenants.directory import NINGXIA, signed_in
from tests.tenants.whole import KEY, QUOTAS, THREE, found
from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Database
from xuanpai_core.errors import NotFound, Unauthenticated
from xuanpai_tenants.provisioning import (
    create_tenant,
    renew_administrator,
)


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
