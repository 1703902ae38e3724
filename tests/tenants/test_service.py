"""The life of a province: who may change it, which changes there are, and what each does to the people in it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from uuid import UUID

import pytest

from tests.tenants.directory import NINGXIA, PASSWORD, caller, entry, open_session, province, signed_in
from xuanpai_core.context import Actor, Grant, RequestContext
from xuanpai_core.db.session import Database, Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Conflict, Forbidden, XuanpaiError
from xuanpai_core.identity.errors import SessionEnded
from xuanpai_tenants import service
from xuanpai_tenants.models import TenantState
from xuanpai_tenants.operators import acting_in
from xuanpai_tenants.resolution import PLATFORM_TENANT_ID
from xuanpai_tenants.service import TenantStateChanged

REASON = "省里要求暂停使用"
KEY = "life-cycle-1"

Verb = Callable[[Work, UUID, str, str], Awaitable[TenantStateChanged]]
VERBS: dict[str, Verb] = {"suspend": service.suspend, "resume": service.resume, "archive": service.archive}


async def change(
    database: Database, ctx: RequestContext, verb: str, tenant_id: UUID, reason: str = REASON, key: str = ""
) -> TenantStateChanged:
    async with database.work(ctx) as work:
        return await VERBS[verb](work, tenant_id, reason, key or f"life-{new_id()}")


async def state(database: Database, tenant_id: UUID) -> str:
    async with database.transaction(PLATFORM_TENANT_ID, read_only=True) as transaction:
        found: str = await transaction.driver.fetchval("SELECT state FROM tenant WHERE id = $1", tenant_id)
        return found


async def put(database: Database, tenant_id: UUID, wanted: TenantState) -> None:
    async with database.transaction(PLATFORM_TENANT_ID) as transaction:
        await transaction.driver.execute("UPDATE tenant SET state = $2 WHERE id = $1", tenant_id, str(wanted))


async def test_a_suspended_province_lets_nobody_on_and_a_resumed_one_does(
    home: Database, operator: RequestContext
) -> None:
    created, secret = await province(home)
    await caller(home, created.tenant_id, secret)

    suspended = await change(home, operator, "suspend", created.tenant_id)

    assert suspended == TenantStateChanged(created.tenant_id, NINGXIA, TenantState.SUSPENDED)
    with pytest.raises(SessionEnded):
        await caller(home, created.tenant_id, secret)
    fresh = await open_session(home, created.tenant_id, "admin", PASSWORD)
    with pytest.raises(SessionEnded):
        await caller(home, created.tenant_id, fresh)
    known = await entry(home, NINGXIA)
    assert known is not None
    assert known.state is TenantState.SUSPENDED

    await change(home, operator, "resume", created.tenant_id)
    assert (await signed_in(home, created.tenant_id, "admin", PASSWORD)).actor.name.endswith("系统管理员")


ALLOWED = {
    (TenantState.ACTIVE, "suspend"): TenantState.SUSPENDED,
    (TenantState.SUSPENDED, "resume"): TenantState.ACTIVE,
    (TenantState.SUSPENDED, "archive"): TenantState.ARCHIVED,
}


async def test_a_province_changes_only_along_its_life(home: Database, operator: RequestContext) -> None:
    created, _ = await province(home)
    for before in TenantState:
        for verb in VERBS:
            await put(home, created.tenant_id, before)

            after = ALLOWED.get((before, verb))
            if after is None:
                with pytest.raises(Conflict) as refused:
                    await change(home, operator, verb, created.tenant_id)
                assert refused.value.error_code == "WRONG_STATE"
            else:
                assert (await change(home, operator, verb, created.tenant_id)).state is after
            assert await state(home, created.tenant_id) == (after or before)


async def test_the_refusal_says_what_the_state_is(home: Database, operator: RequestContext) -> None:
    created, _ = await province(home)

    with pytest.raises(Conflict) as refused:
        await change(home, operator, "archive", created.tenant_id)

    said = "宁夏回族自治区现在的状态是“使用中”,只有“已停用”的租户可以这样办理。"
    assert refused.value.message == said


async def test_an_archived_province_keeps_its_data(home: Database, operator: RequestContext) -> None:
    created, _ = await province(home)
    counted = "SELECT count(*) FROM region WHERE tenant_id = $1"
    async with home.transaction(created.tenant_id, read_only=True) as transaction:
        before = await transaction.driver.fetchval(counted, created.tenant_id)

    await change(home, operator, "suspend", created.tenant_id)
    await change(home, operator, "archive", created.tenant_id)

    async with home.transaction(created.tenant_id, read_only=True) as transaction:
        assert await transaction.driver.fetchval(counted, created.tenant_id) == before > 2_000


async def test_each_change_is_written_down_with_its_reason(home: Database, operator: RequestContext) -> None:
    created, _ = await province(home)

    await change(home, operator, "suspend", created.tenant_id)

    query = """
        SELECT account_id, action, before #>> '{}', after #>> '{}', reason FROM audit_event
         WHERE tenant_id = $1 AND subject_id = $2 AND action = 'tenant:manage'
    """
    async with home.transaction(PLATFORM_TENANT_ID, read_only=True) as transaction:
        rows = await transaction.driver.fetch(query, PLATFORM_TENANT_ID, str(created.tenant_id))
    assert [tuple(row) for row in rows] == [(operator.actor.account_id, "tenant:manage", "ACTIVE", "SUSPENDED", REASON)]


async def test_a_change_sent_twice_happens_once(home: Database, operator: RequestContext) -> None:
    created, _ = await province(home)

    first = await change(home, operator, "suspend", created.tenant_id, key=KEY)
    second = await change(home, operator, "suspend", created.tenant_id, key=KEY)

    assert first == second
    with pytest.raises(Conflict, match="同一个幂等键"):
        await change(home, operator, "suspend", created.tenant_id, reason="另一个原因", key=KEY)


@pytest.mark.parametrize("reason", ["", "  ", "长" * 501])
async def test_a_change_needs_a_reason(home: Database, operator: RequestContext, reason: str) -> None:
    created, _ = await province(home)

    with pytest.raises(XuanpaiError) as refused:
        await change(home, operator, "suspend", created.tenant_id, reason=reason)

    assert refused.value.error_code == "INVALID_REASON"
    assert await state(home, created.tenant_id) == "ACTIVE"


async def test_only_the_platforms_operators_change_a_provinces_life(home: Database, operator: RequestContext) -> None:
    created, secret = await province(home)
    administrator = await caller(home, created.tenant_id, secret)
    impostor = RequestContext(
        created.tenant_id, Actor(new_id(), "冒名", grants=(Grant("platform_operator"),)), operator.permissions
    )
    nobody = replace(operator, actor=replace(operator.actor, grants=()))

    for ctx in (administrator, impostor, nobody, acting_in(operator, created.tenant_id)):
        with pytest.raises(Forbidden):
            await change(home, ctx, "suspend", created.tenant_id)

    assert await state(home, created.tenant_id) == "ACTIVE"


@pytest.mark.parametrize("tenant_id", [PLATFORM_TENANT_ID, UUID(int=7)])
async def test_the_platform_itself_and_what_does_not_exist_look_the_same(
    home: Database, operator: RequestContext, tenant_id: UUID
) -> None:
    with pytest.raises(XuanpaiError) as refused:
        await change(home, operator, "suspend", tenant_id)

    assert (refused.value.error_code, refused.value.message) == ("TENANT_NOT_FOUND", "没有这个租户,请核对。")
