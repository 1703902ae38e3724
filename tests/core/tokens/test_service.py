"""Making and ending access tokens: whose, how long, how far."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from tests.factories.tokens import make_token
from tests.factories.world import World
from xuanpai_core.audit.models import AuditEvent
from xuanpai_core.authz.actions import Action
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Conflict, Forbidden, Invalid
from xuanpai_core.identity.errors import StepUpRequired
from xuanpai_core.identity.sessions import digest
from xuanpai_core.tokens import bearing
from xuanpai_core.tokens.errors import TokenNotAllowed, UnknownToken
from xuanpai_core.tokens.models import ApiToken
from xuanpai_core.tokens.rights import PERSONS_ONLY, narrowed
from xuanpai_core.tokens.service import MAX_LIVE, NewToken, create_token, revoke_token


async def _count(world: World) -> int:
    async with world.database.read(world.ctx("county")) as work:
        found = await work.session.scalar(
            select(func.count()).select_from(ApiToken).where(ApiToken.tenant_id == work.tenant_id)
        )
    return found or 0


async def test_only_a_digest_of_the_secret_is_stored(world: World) -> None:
    created = await make_token(world, "county", Action.POSTING_READ)

    async with world.database.read(world.ctx("county")) as work:
        stored = await work.session.get_one(ApiToken, (work.tenant_id, created.token_id))
    tenant_id, secret = bearing.read(created.text) or (None, "")
    assert tenant_id == world.tenant_id
    assert len(secret) == 64
    assert stored.secret_digest == digest(secret)
    assert secret.encode() not in stored.secret_digest
    assert stored.expires_at == world.database.clock.now() + timedelta(days=30)


async def test_making_a_token_leaves_a_trace_without_the_secret(world: World) -> None:
    created = await make_token(world, "county", Action.POSTING_READ, Action.CADRE_READ)

    async with world.database.read(world.ctx("county")) as work:
        event = await work.session.scalar(
            select(AuditEvent).where(
                AuditEvent.tenant_id == work.tenant_id, AuditEvent.subject_id == str(created.token_id)
            )
        )
    assert event is not None
    assert event.action == "token:manage"
    assert event.after is not None
    assert event.after["scopes"] == ["cadre:read", "posting:read"]
    assert created.text[-64:] not in str(vars(event))


@pytest.mark.parametrize(
    ("new", "problem"),
    [
        (NewToken(" ", ("posting:read",), 30), "TOKEN_NAME"),
        (NewToken("名" * 61, ("posting:read",), 30), "TOKEN_NAME"),
        (NewToken("程序", (), 30), "NO_SCOPE"),
        (NewToken("程序", ("posting:read",), 0), "TOKEN_DAYS"),
        (NewToken("程序", ("posting:read",), 367), "TOKEN_DAYS"),
        (NewToken("程序", ("posting:*",), 30), "UNKNOWN_SCOPE"),
        (NewToken("程序", ("account:manage",), 30), "SCOPE_NOT_FOR_TOKENS"),
        (NewToken("程序", ("audit:read",), 30), "SCOPE_BEYOND_OWNER"),
    ],
)
async def test_a_token_that_says_too_little_or_wants_too_much_is_not_made(
    world: World, new: NewToken, problem: str
) -> None:
    ctx = replace(world.ctx("county"), stepped_up_at=world.database.clock.now())

    with pytest.raises(Invalid) as refused:
        async with world.database.work(ctx) as work:
            await create_token(work, new)

    assert [field.code for field in refused.value.fields] == [problem]
    assert await _count(world) == 0


async def test_a_token_asks_for_a_recent_proof_of_identity(world: World) -> None:
    with pytest.raises(StepUpRequired):
        async with world.database.work(world.ctx("county")) as work:
            await create_token(work, NewToken("程序", ("posting:read",), 30))

    assert await _count(world) == 0


async def test_whoever_may_not_manage_tokens_makes_none(world: World) -> None:
    with pytest.raises(Forbidden):
        await make_token(world, "reader", Action.POSTING_READ)

    assert await _count(world) == 0


async def test_a_token_makes_no_token(world: World) -> None:
    ctx = replace(world.ctx("county"), stepped_up_at=world.database.clock.now(), token_id=new_id())

    with pytest.raises(TokenNotAllowed):
        async with world.database.work(ctx) as work:
            await create_token(work, NewToken("程序", ("posting:read",), 30))

    assert await _count(world) == 0


async def test_nobody_holds_more_than_twenty_live_tokens(world: World) -> None:
    first = await make_token(world, "county", Action.POSTING_READ)
    for _ in range(MAX_LIVE - 1):
        await make_token(world, "county", Action.POSTING_READ)

    with pytest.raises(Conflict) as refused:
        await make_token(world, "county", Action.POSTING_READ)
    async with world.database.work(world.ctx("county")) as work:
        await revoke_token(work, first.token_id)
    await make_token(world, "county", Action.POSTING_READ)

    assert refused.value.error_code == "TOO_MANY_TOKENS"
    assert await _count(world) == MAX_LIVE + 1


@pytest.mark.parametrize("person", ["other_county", "province", "auditor"])
async def test_neither_a_stranger_nor_a_superior_revokes_another_persons_token(world: World, person: str) -> None:
    created = await make_token(world, "county", Action.POSTING_READ)

    with pytest.raises(UnknownToken):
        async with world.database.work(world.ctx(person)) as work:
            await revoke_token(work, created.token_id)

    assert await _revoked_by(world, created.token_id) is None


@pytest.mark.parametrize("person", ["county", "admin", "security"])
async def test_its_owner_and_the_administrators_revoke_a_token(world: World, person: str) -> None:
    created = await make_token(world, "county", Action.POSTING_READ)

    async with world.database.work(world.ctx(person)) as work:
        await revoke_token(work, created.token_id)

    assert await _revoked_by(world, created.token_id) == world.people[person].account_id


async def test_another_tenants_administrator_finds_no_such_token(world: World, other_world: World) -> None:
    created = await make_token(world, "county", Action.POSTING_READ)

    with pytest.raises(UnknownToken):
        async with world.database.work(other_world.ctx("admin")) as work:
            await revoke_token(work, created.token_id)

    assert await _revoked_by(world, created.token_id) is None


def test_a_policy_narrowed_to_scopes_never_allows_more_and_never_a_personal_act() -> None:
    policy = {"county_organiser": frozenset(Action), "reader": frozenset({"posting:read"})}

    name, permissions = narrowed("default", policy, frozenset(Action))

    assert permissions["reader"] == {"posting:read"}
    assert permissions["county_organiser"] == frozenset(Action) - frozenset(PERSONS_ONLY)
    assert name != narrowed("default", policy, frozenset({"posting:read"}))[0]


def test_what_only_persons_do_are_known_actions() -> None:
    assert set(PERSONS_ONLY) <= set(Action)
    assert {"token:manage", "approval:decide", "cadre:unmask", "appointment:grant"} <= set(PERSONS_ONLY)


@pytest.mark.parametrize(
    "text",
    ["", "xp_", "xp_" + "0" * 32, "xp_" + "0" * 32 + "_" + "0" * 63, "XP_" + "0" * 32 + "_" + "0" * 64, "x" * 5000],
)
def test_what_is_not_shaped_like_a_token_is_none(text: str) -> None:
    assert bearing.read(text) is None


async def _revoked_by(world: World, token_id: UUID) -> UUID | None:
    async with world.database.read(world.ctx("county")) as work:
        return (await work.session.get_one(ApiToken, (work.tenant_id, token_id))).revoked_by
