"""Accounts: who makes them, who may close them, and whose password is whose business."""

from uuid import UUID

import pytest
from sqlalchemy import func, select

from tests.core.identity.people import TODAY, Held, account, audited, holding, key, somebody
from tests.factories.world import FANGSHAN, World
from xuanpai_core.errors import Conflict, Forbidden, Invalid, NotFound, XuanpaiError
from xuanpai_core.identity.errors import AccountNotFound, LastAdministrator, NeedsApproval, OwnAccount
from xuanpai_core.identity.models import Account, AccountState, Session
from xuanpai_core.identity.passwords import verify_password
from xuanpai_core.identity.service import (
    NewAccount,
    NewAppointment,
    create_account,
    disable_account,
    enable_account,
    reset_password,
)


async def create(world: World, by: str, new: NewAccount, key: str | None = None) -> tuple[UUID, str | None]:
    async with world.database.work(world.ctx(by)) as work:
        return await create_account(work, new, key)


async def usernames(world: World) -> set[str]:
    async with world.database.read(world.ctx("admin")) as work:
        return set(await work.session.scalars(select(Account.username).where(Account.tenant_id == world.tenant_id)))


async def open_session(world: World, account_id: UUID) -> None:
    async with world.database.work(world.ctx("admin")) as work:
        now = work.clock.now()
        work.session.add(
            Session(
                tenant_id=world.tenant_id,
                token_digest=account_id.bytes,
                account_id=account_id,
                created_at=now,
                last_seen_at=now,
                expires_at=now,
                address="-",
                user_agent="-",
            )
        )


async def live_sessions(world: World, account_id: UUID) -> int:
    async with world.database.read(world.ctx("admin")) as work:
        query = select(func.count()).where(
            Session.tenant_id == world.tenant_id, Session.account_id == account_id, Session.revoked_at.is_(None)
        )
        return await work.session.scalar(query) or 0


async def test_the_system_administrator_makes_an_account_without_a_role(world: World) -> None:
    account_id, password = await create(world, "admin", NewAccount("zhao", "赵一"))

    made = await account(world, account_id)
    assert password is not None
    assert (made.username, made.display_name, made.must_change_password) == ("zhao", "赵一", True)
    assert verify_password(made.password_hash, password)
    assert await holding(world, account_id) == []


async def test_the_system_administrator_gives_no_role(world: World) -> None:
    before = await usernames(world)

    with pytest.raises(Forbidden):
        await create(world, "admin", NewAccount("zhao", "赵一", NewAppointment("reader", "21")))

    assert await usernames(world) == before


async def test_the_security_administrator_makes_no_account(world: World) -> None:
    before = await usernames(world)

    with pytest.raises(Forbidden):
        await create(world, "security", NewAccount("zhao", "赵一"))

    assert await usernames(world) == before


async def test_a_county_makes_an_account_with_a_role_of_its_own_place(world: World) -> None:
    new = NewAccount("zhao", "赵一", NewAppointment("township_clerk", FANGSHAN))

    account_id, _ = await create(world, "county", new)

    assert await holding(world, account_id) == [Held("township_clerk", FANGSHAN, TODAY)]


async def test_a_county_makes_no_account_that_it_could_not_see_again(world: World) -> None:
    with pytest.raises(Forbidden) as refused:
        await create(world, "county", NewAccount("zhao", "赵一"))

    assert refused.value.error_code == "ROLE_REQUIRED"
    assert "zhao" not in await usernames(world)


@pytest.mark.parametrize(
    ("role", "place", "code"),
    [
        ("township_clerk", "210727101", "FORBIDDEN"),
        ("city_organiser", "2107", "FORBIDDEN"),
        ("city_organiser", "210726", "WRONG_LEVEL"),
        ("platform_operator", None, "UNKNOWN_ROLE"),
        ("emperor", "210726", "UNKNOWN_ROLE"),
        ("unit_leader", "210726", "WRONG_AXIS"),
        ("township_clerk", None, "WRONG_AXIS"),
    ],
)
async def test_a_county_gives_no_role_beyond_its_place_or_above_its_level(
    world: World, role: str, place: str | None, code: str
) -> None:
    with pytest.raises(XuanpaiError) as refused:
        await create(world, "county", NewAccount("zhao", "赵一", NewAppointment(role, place)))

    assert refused.value.error_code == code
    assert "zhao" not in await usernames(world)


async def test_nobody_makes_an_administrator_alone(world: World) -> None:
    for administration in ("tenant_administrator", "security_administrator", "auditor"):
        with pytest.raises(NeedsApproval) as refused:
            await create(world, "province", NewAccount("zhao", "赵一", NewAppointment(administration, "21")))
        assert "提请授予管理员" in refused.value.message

    assert "zhao" not in await usernames(world)


async def test_a_cadre_of_another_county_gets_no_account_here(world: World) -> None:
    new = NewAccount("liu", "刘洋", NewAppointment("posted_cadre"), world.cadres["刘洋"])

    clerk = NewAccount("liu", "刘洋", NewAppointment("township_clerk", FANGSHAN), world.cadres["刘洋"])
    with pytest.raises(NotFound) as refused:
        await create(world, "county", new)
    with pytest.raises(NotFound):
        await create(world, "county", clerk)

    assert refused.value.error_code == "CADRE_NOT_FOUND"
    assert "liu" not in await usernames(world)


async def test_the_same_request_makes_one_account_and_tells_the_password_once(world: World) -> None:
    new, sent = NewAccount("zhao", "赵一", NewAppointment("reader", "210726")), key()

    first, told = await create(world, "county", new, sent)
    second, silence = await create(world, "county", new, sent)

    assert first == second
    assert told is not None
    assert silence is None
    with pytest.raises(Conflict) as refused:
        await create(world, "county", NewAccount("qian", "钱二", new.appointment), sent)
    assert refused.value.error_code == "IDEMPOTENCY_KEY_REUSED"


async def test_a_user_name_is_taken_once_and_readable(world: World) -> None:
    with pytest.raises(Conflict) as taken:
        await create(world, "admin", NewAccount("county", "赵一"))
    with pytest.raises(Invalid) as empty:
        await create(world, "admin", NewAccount("  ", "赵一"))

    assert (taken.value.error_code, empty.value.error_code) == ("USERNAME_TAKEN", "INVALID_TEXT")


async def test_a_disabled_account_has_no_session_left_and_can_be_enabled(world: World) -> None:
    clerk = world.people["clerk"].account_id
    await open_session(world, clerk)

    async with world.database.work(world.ctx("county")) as work:
        await disable_account(work, clerk, "离岗")
    closed, sessions = (await account(world, clerk)).state, await live_sessions(world, clerk)
    async with world.database.work(world.ctx("county")) as work:
        await enable_account(work, clerk, "返岗")

    assert (closed, sessions) == (AccountState.DISABLED, 0)
    assert (await account(world, clerk)).state is AccountState.ACTIVE
    assert await audited(world, "account:disable") == [
        {"subject": str(clerk), "before": {"state": "ACTIVE"}, "after": {"state": "DISABLED"}, "why": "离岗"}
    ]
    assert [event["why"] for event in await audited(world, "account:enable")] == ["返岗"]


async def test_disabling_twice_and_enabling_what_is_open_are_refused(world: World) -> None:
    clerk = world.people["clerk"].account_id

    with pytest.raises(Conflict) as open_already:
        async with world.database.work(world.ctx("county")) as work:
            await enable_account(work, clerk, "误操作")
    async with world.database.work(world.ctx("county")) as work:
        await disable_account(work, clerk, "离岗")
    with pytest.raises(Conflict) as closed_already:
        async with world.database.work(world.ctx("county")) as work:
            await disable_account(work, clerk, "离岗")

    assert (open_already.value.error_code, closed_already.value.error_code) == ("NOT_DISABLED", "ALREADY_DISABLED")


async def test_a_reset_password_is_a_one_time_password_and_ends_all_sessions(world: World) -> None:
    clerk = world.people["clerk"].account_id
    await open_session(world, clerk)

    async with world.database.work(world.ctx("county")) as work:
        told = await reset_password(work, clerk, "忘记密码")

    after = await account(world, clerk)
    assert verify_password(after.password_hash, told)
    assert after.must_change_password is True
    assert await live_sessions(world, clerk) == 0
    events = await audited(world, "account:reset_password")
    assert [event["why"] for event in events] == ["忘记密码"]
    assert told not in repr(events)


OUT_OF_REACH = [
    ("county", "province"),
    ("county", "city"),
    ("county", "other_county"),
    ("county", "刘洋"),
    ("county", "unit"),
    ("county", "admin"),
    ("city", "province"),
    ("province", "admin"),
    ("province", "security"),
]


@pytest.mark.parametrize(("by", "whose"), OUT_OF_REACH)
async def test_an_account_out_of_reach_is_as_unknown_as_one_that_is_not_there(
    world: World, by: str, whose: str
) -> None:
    target = world.people[whose].account_id
    before = (await account(world, target)).password_hash

    for verb in (disable_account, enable_account, reset_password):
        with pytest.raises(AccountNotFound):
            async with world.database.work(world.ctx(by)) as work:
                await verb(work, target, "越权")

    after = await account(world, target)
    assert (after.password_hash, after.state) == (before, AccountState.ACTIVE)


@pytest.mark.parametrize("whose", ["clerk", "secretary", "village", "王建国", "reader"])
async def test_a_county_resets_passwords_in_its_own_place(world: World, whose: str) -> None:
    target = world.people[whose].account_id
    before = (await account(world, target)).password_hash

    async with world.database.work(world.ctx("county")) as work:
        await reset_password(work, target, "忘记密码")

    assert (await account(world, target)).password_hash != before


async def test_somebody_who_also_serves_elsewhere_is_not_in_the_countys_hands(world: World) -> None:
    both = await somebody(
        world, "both", NewAppointment("reader", "210726"), NewAppointment("reader", "210727", valid_from=TODAY)
    )

    with pytest.raises(AccountNotFound):
        async with world.database.work(world.ctx("county")) as work:
            await reset_password(work, both, "越权")
    async with world.database.work(world.ctx("city")) as work:
        await reset_password(work, both, "忘记密码")

    assert (await account(world, both)).must_change_password is True


async def test_an_account_without_a_role_is_in_the_hands_of_the_whole_tenants_people_alone(world: World) -> None:
    nobody = await somebody(world, "nobody")

    with pytest.raises(AccountNotFound):
        async with world.database.work(world.ctx("city")) as work:
            await disable_account(work, nobody, "越权")
    async with world.database.work(world.ctx("admin")) as work:
        await disable_account(work, nobody, "离职")

    assert (await account(world, nobody)).state is AccountState.DISABLED


async def test_nobody_resets_or_closes_their_own_account(world: World) -> None:
    own = world.people["county"].account_id

    for verb in (disable_account, enable_account, reset_password):
        with pytest.raises(OwnAccount):
            async with world.database.work(world.ctx("county")) as work:
                await verb(work, own, "自己来")

    assert (await account(world, own)).state is AccountState.ACTIVE


async def test_the_system_administrator_cannot_take_over_another_administration_by_its_password(world: World) -> None:
    for part in ("security", "auditor"):
        target = world.people[part].account_id
        before = (await account(world, target)).password_hash
        with pytest.raises(Forbidden) as refused:
            async with world.database.work(world.ctx("admin")) as work:
                await reset_password(work, target, "忘记密码")
        assert refused.value.error_code == "ADMINISTRATOR"
        assert (await account(world, target)).password_hash == before


async def test_the_last_administrator_of_a_part_cannot_be_closed(world: World) -> None:
    auditor = world.people["auditor"].account_id

    with pytest.raises(LastAdministrator):
        async with world.database.work(world.ctx("admin")) as work:
            await disable_account(work, auditor, "碍事")
    assert (await account(world, auditor)).state is AccountState.ACTIVE

    await somebody(world, "auditor2", NewAppointment("auditor", "21"))
    async with world.database.work(world.ctx("admin")) as work:
        await disable_account(work, auditor, "轮换")
    assert (await account(world, auditor)).state is AccountState.DISABLED


async def test_another_tenants_account_is_unknown(world: World, other_world: World) -> None:
    with pytest.raises(AccountNotFound):
        async with world.database.work(world.ctx("admin")) as work:
            await reset_password(work, other_world.people["clerk"].account_id, "越权")

    assert (await account(other_world, other_world.people["clerk"].account_id)).must_change_password is False
