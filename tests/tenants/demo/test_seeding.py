"""Seeding: once, twice, cut off in the middle, with another password; and everybody can sign in."""

from datetime import timedelta
from uuid import UUID

import pytest

from tests.tenants.demo.conftest import NOW, PASSWORD, SEEDED, Demo, tenant_id_of
from tests.tenants.demo.contents import everything, told
from tests.tenants.demo.plans import AS_OF, plan_of
from xuanpai_core.authz.roles import ROLES
from xuanpai_core.db.session import Database
from xuanpai_core.identity.errors import SignInRefused
from xuanpai_core.identity.passwords import hash_password
from xuanpai_core.identity.sessions import SignedIn, authenticate
from xuanpai_core.identity.sign_in import Attempt, Origin, sign_in
from xuanpai_tenants.demo.accounts import DemoAccount, set_password
from xuanpai_tenants.demo.seed import OPERATOR, PROVINCES, seed_demo
from xuanpai_tenants.errors import TenantExists
from xuanpai_tenants.operators import acting_in, server_operator
from xuanpai_tenants.provisioning import create_tenant
from xuanpai_tenants.quotas import Quotas
from xuanpai_tenants.resolution import PLATFORM_CODE, PLATFORM_TENANT_ID

BY_CODE = {province.code: province for province in PROVINCES}
ANHUI, FUJIAN, HUNAN = BY_CODE["34"], BY_CODE["35"], BY_CODE["43"]


async def sign(database: Database, tenant_id: UUID, username: str, password: str) -> SignedIn | SignInRefused:
    try:
        return await sign_in(database, tenant_id, Attempt(username, password, origin=Origin("127.0.0.1", "test")))
    except SignInRefused as refusal:
        return refusal


def one_of_each_role(accounts: list[DemoAccount]) -> list[DemoAccount]:
    return list({account.role: account for account in accounts}.values())


async def test_somebody_of_every_role_signs_in_and_holds_that_role(demo: Demo) -> None:
    people = one_of_each_role(demo.accounts)
    assert {account.role for account in people} == set(ROLES)

    for account in people:
        tenant_id = PLATFORM_TENANT_ID if account.tenant == PLATFORM_CODE else demo.tenant_ids[account.tenant]
        signed_in = await sign(demo.database, tenant_id, account.username, account.password)
        assert isinstance(signed_in, SignedIn)
        async with demo.database.transaction(tenant_id) as transaction:
            known = await authenticate(transaction, NOW, demo.database.settings, signed_in.secret)
        assert [grant.role for grant in known.actor.grants] == [account.role]
        assert known.must_change_password is False


async def test_every_account_is_told_with_its_place_or_unit(demo: Demo) -> None:
    assert [account.username for account in demo.accounts[:3]] == [OPERATOR, "demo_security", "demo_auditor"]
    for code in SEEDED:
        told_here = [account for account in demo.accounts if account.tenant == code]
        assert {account.username for account in told_here} == {login.username for login in plan_of(code).logins}
        assert all(account.region or account.unit for account in told_here)
        assert told_here[0].shown
    clerk = next(account for account in demo.accounts if account.username == "fangshan_clerk")
    assert (clerk.tenant, clerk.role, clerk.region) == ("21", "township_clerk", "辽宁省锦州市黑山县芳山镇")
    assert PASSWORD not in repr(clerk)


async def test_each_long_step_is_announced_in_chinese(demo: Demo) -> None:
    assert demo.said[0] == "辽宁省:开通租户,装入行政区划……"
    assert demo.said[-1].startswith("安徽省:完成,用时")


async def test_a_second_run_changes_nothing_and_tells_the_same(demo: Demo) -> None:
    chosen = [province for province in PROVINCES if province.code in SEEDED]
    before = [await everything(demo.database, tenant_id) for tenant_id in demo.tenant_ids.values()]
    said: list[str] = []

    again = await seed_demo(demo.database, AS_OF + timedelta(days=1), PASSWORD, said.append, chosen)

    assert again == demo.accounts
    assert said == []
    assert [await everything(demo.database, tenant_id) for tenant_id in demo.tenant_ids.values()] == before
    # Besides the plan, two days of leave were granted.
    assert before[0]["attendance_day"][0] == len(plan_of("21").days) + 2


def unheard(_line: str) -> None:
    """Nobody listens."""


class _CutOff(Exception):
    """The run was killed."""


async def test_a_run_that_was_cut_off_ends_with_the_rows_of_one_that_was_not(demo: Demo, elsewhere: Database) -> None:
    steps = 0

    def cut_off(_line: str) -> None:
        nonlocal steps
        steps += 1
        if steps == 3:
            raise _CutOff

    with pytest.raises(_CutOff):
        await seed_demo(elsewhere, AS_OF, "Other-13572468", cut_off, [ANHUI])
    tenant_id = await tenant_id_of(elsewhere, "34")
    assert (await told(elsewhere, tenant_id))["monthly_sheet"] == []

    accounts = await seed_demo(elsewhere, AS_OF + timedelta(days=2), PASSWORD, unheard, [ANHUI])

    assert await told(elsewhere, tenant_id) == await told(demo.database, demo.tenant_ids["34"])
    for username in ("admin", "security", "audit", "jiepaiji_clerk", "c340001"):
        assert isinstance(await sign(elsewhere, tenant_id, username, PASSWORD), SignedIn)
    assert isinstance(await sign(elsewhere, PLATFORM_TENANT_ID, OPERATOR, PASSWORD), SignedIn)
    assert [account for account in demo.accounts if account.tenant == "34"] == accounts[3:]


async def test_another_password_replaces_the_demo_s_own_and_nobody_else_s(elsewhere: Database) -> None:
    await seed_demo(elsewhere, AS_OF, PASSWORD, unheard, [FUJIAN])
    tenant_id = await tenant_id_of(elsewhere, "35")
    async with elsewhere.work(acting_in(server_operator(), tenant_id)) as work:
        await set_password(work, "xietan_clerk", hash_password("Chosen-97531"))

    await seed_demo(elsewhere, AS_OF, "Newer-86420", unheard, [FUJIAN])

    for username, password in (("admin", "Newer-86420"), ("xietan_clerk", "Chosen-97531"), ("c350002", "Newer-86420")):
        assert isinstance(await sign(elsewhere, tenant_id, username, password), SignedIn)
    assert isinstance(await sign(elsewhere, tenant_id, "admin", PASSWORD), SignInRefused)


async def test_a_province_that_was_opened_otherwise_is_left_alone(elsewhere: Database) -> None:
    opened = await create_tenant(elsewhere, server_operator(), "43", Quotas(), "opened by somebody")
    before = await everything(elsewhere, opened.tenant_id)

    with pytest.raises(TenantExists):
        await seed_demo(elsewhere, AS_OF, PASSWORD, unheard, [HUNAN])

    assert await everything(elsewhere, opened.tenant_id) == before
