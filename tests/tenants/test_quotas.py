"""What a province may hold: nothing comes in beyond it, whoever comes at the same time."""

import asyncio
from datetime import timedelta

import pytest

from tests.factories.world import World
from tests.tenants.directory import caller, province
from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Database, Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Forbidden, XuanpaiError
from xuanpai_core.evidence.models import Evidence, EvidenceKind, EvidenceState
from xuanpai_core.identity.service import NewAccount, NewAppointment, add_account
from xuanpai_core.quotas.service import QuotaExceeded, QuotaKind, measure, require_room
from xuanpai_tenants.errors import TenantNotFound
from xuanpai_tenants.quotas import Quotas, Usage, set_quotas, usage, usage_of

LIMIT = "UPDATE tenant SET quotas = jsonb_build_object($2::text, $3::bigint) WHERE id = $1"
MB = 1024 * 1024


async def limit(world: World, name: str, most: int) -> None:
    async with world.database.transaction(world.tenant_id) as transaction:
        await transaction.driver.execute(LIMIT, world.tenant_id, name, most)


async def add_one(world: World, username: str) -> None:
    async with world.database.work(world.ctx("admin")) as work:
        await require_room(work, QuotaKind.ACCOUNTS)
        await add_account(work, NewAccount(username, username, NewAppointment("reader", "21")), "-", must_change=True)


async def upload(world: World, size: int, state: EvidenceState = EvidenceState.PENDING) -> None:
    async with world.database.work(world.ctx("clerk")) as work:
        await require_room(work, QuotaKind.EVIDENCE_BYTES, size)
        work.session.add(
            Evidence(
                tenant_id=work.tenant_id,
                id=new_id(),
                kind=EvidenceKind.PHOTO,
                state=state,
                uploaded_by=work.ctx.actor.account_id,
                file_name="x.jpg",
                content_type="image/jpeg",
                declared_size=size,
                object_key="-",
                expires_at=work.clock.now() + timedelta(minutes=5),
            )
        )


async def held(world: World, kind: QuotaKind) -> int:
    async with world.database.read(world.ctx("admin")) as work:
        return await measure(work, kind)


async def test_the_last_account_that_fits_comes_in_and_the_next_does_not(world: World) -> None:
    accounts = len(world.people)
    await limit(world, "max_accounts", accounts + 1)

    await add_one(world, "new-1")
    with pytest.raises(QuotaExceeded) as refused:
        await add_one(world, "new-2")

    assert refused.value.error_code == "QUOTA_EXCEEDED"
    assert refused.value.message == (
        f"本租户最多有 {accounts + 1} 个账号,现有 {accounts + 1} 个,不能再增加 1 个。请联系平台运营员调整额度。"
    )
    assert await held(world, QuotaKind.ACCOUNTS) == accounts + 1


async def test_of_many_at_once_only_as_many_come_in_as_there_is_room_for(world: World) -> None:
    await limit(world, "max_accounts", len(world.people) + 2)

    outcomes = await asyncio.gather(*(add_one(world, f"new-{number}") for number in range(5)), return_exceptions=True)

    assert [type(outcome) for outcome in outcomes].count(QuotaExceeded) == 3
    assert await held(world, QuotaKind.ACCOUNTS) == len(world.people) + 2


async def test_a_roster_is_refused_whole_when_it_does_not_fit(world: World) -> None:
    await limit(world, "max_cadres", 6)

    async with world.database.work(world.ctx("admin")) as work:
        await require_room(work, QuotaKind.CADRES, 1)
        with pytest.raises(QuotaExceeded, match="最多有 6 名选派干部,现有 5 名,不能再增加 2 名"):
            await require_room(work, QuotaKind.CADRES, 2)


async def test_without_a_limit_everything_comes_in(world: World, other_world: World) -> None:
    await limit(other_world, "max_accounts", 1)
    await limit(other_world, "max_cadres", 1)

    async with world.database.work(world.ctx("admin")) as work:
        for kind in QuotaKind:
            await require_room(work, kind, 10_000)


async def test_files_come_in_up_to_the_limit(world: World) -> None:
    await limit(world, "max_evidence_bytes", 10 * MB)

    await upload(world, 6 * MB)
    await upload(world, 4 * MB)
    with pytest.raises(QuotaExceeded, match=r"文件空间不足,还可存 0\.0 MB"):
        await upload(world, 1)

    assert await held(world, QuotaKind.EVIDENCE_BYTES) == 10 * MB


async def test_room_that_refused_files_took_is_found_again_when_it_is_needed(world: World) -> None:
    await limit(world, "max_evidence_bytes", 10 * MB)
    await upload(world, 9 * MB, EvidenceState.REJECTED)

    await upload(world, 8 * MB)

    assert await held(world, QuotaKind.EVIDENCE_BYTES) == 8 * MB
    with pytest.raises(QuotaExceeded, match=r"还可存 2\.0 MB"):
        await upload(world, 3 * MB)


async def test_files_from_before_there_was_a_total_count_too(world: World) -> None:
    async with world.database.work(world.ctx("admin")) as work:
        await work.driver.execute("DELETE FROM quota_usage WHERE tenant_id = $1", world.tenant_id)
    await upload(world, 9 * MB)
    async with world.database.work(world.ctx("admin")) as work:
        await work.driver.execute("DELETE FROM quota_usage WHERE tenant_id = $1", world.tenant_id)
    await limit(world, "max_evidence_bytes", 10 * MB)

    with pytest.raises(QuotaExceeded):
        await upload(world, 2 * MB)

    assert await held(world, QuotaKind.EVIDENCE_BYTES) == 9 * MB


async def test_of_many_uploads_at_once_the_total_stays_right(world: World) -> None:
    await limit(world, "max_evidence_bytes", 3 * MB)

    outcomes = await asyncio.gather(*(upload(world, MB) for _ in range(5)), return_exceptions=True)

    assert [type(outcome) for outcome in outcomes].count(QuotaExceeded) == 2
    assert await held(world, QuotaKind.EVIDENCE_BYTES) == 3 * MB


async def test_an_operator_sets_limits_and_sees_figures(home: Database, operator: RequestContext) -> None:
    created, secret = await province(home)
    limits = Quotas(max_accounts=10, max_evidence_bytes=5 * MB)

    async with home.work(operator) as work:
        stored = await set_quotas(work, created.tenant_id, limits, "quotas-0001")
    figures = await usage_of(home, operator, created.tenant_id)

    assert stored == limits
    assert figures == Usage(accounts=3, cadres=0, evidence_bytes=0)
    administrator = await caller(home, created.tenant_id, secret)
    async with home.work(administrator) as work:
        assert await usage(work) == figures
        with pytest.raises(QuotaExceeded):
            await require_room(work, QuotaKind.EVIDENCE_BYTES, 5 * MB + 1)


async def test_only_operators_set_limits(home: Database) -> None:
    created, secret = await province(home, Quotas(max_accounts=3))
    administrator = await caller(home, created.tenant_id, secret)

    async def widen(work: Work) -> None:
        await set_quotas(work, created.tenant_id, Quotas(), "quotas-0001")

    with pytest.raises(Forbidden):
        async with home.work(administrator) as work:
            await widen(work)
    with pytest.raises(Forbidden):
        await usage_of(home, administrator, created.tenant_id)

    async with home.transaction(created.tenant_id, read_only=True) as transaction:
        limits = "SELECT quotas ->> 'max_accounts' FROM tenant WHERE id = $1"
        assert await transaction.driver.fetchval(limits, created.tenant_id) == "3"


async def test_an_unknown_province_has_no_limits(home: Database, operator: RequestContext) -> None:
    with pytest.raises(TenantNotFound):
        async with home.work(operator) as work:
            await set_quotas(work, new_id(), Quotas(), "quotas-0001")
    with pytest.raises(TenantNotFound):
        await usage_of(home, operator, new_id())


@pytest.mark.parametrize(
    "given", [{"max_accounts": 0}, {"max_accounts": -1}, {"max_cadres": "7"}, {"max_cadres": 1.5}, {"max_logs": 1}]
)
def test_limits_are_positive_whole_numbers(given: dict[str, object]) -> None:
    with pytest.raises(XuanpaiError) as refused:
        Quotas.parse(given)

    assert refused.value.error_code == "INVALID_QUOTAS"
    assert [problem.path for problem in refused.value.fields] == list(given)
