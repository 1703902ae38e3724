"""Who registers providers, and who says who somebody is there."""

from uuid import UUID

import pytest
from sqlalchemy import select

from tests.factories.world import World
from xuanpai_core.audit.models import AuditEvent
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Conflict, Forbidden, Invalid, NotFound
from xuanpai_core.identity.errors import AccountNotFound
from xuanpai_core.single_sign_on.errors import AlreadyLinked, DoorNotFound, LinkFromServer, UnknownIdentity
from xuanpai_core.single_sign_on.models import ExternalIdentity, OidcProvider
from xuanpai_core.single_sign_on.service import (
    add_provider,
    link_from_server,
    link_identity,
    remove_provider,
    unlink_identity,
)

ISSUER = "https://id.example.cn"
SECRET = "the client's secret"


async def _register(world: World, issuer: str = ISSUER) -> UUID:
    async with world.database.work(world.ctx("admin")) as work:
        return await add_provider(work, "统一身份认证", issuer, "xuanpai", SECRET)


async def _link(world: World, by: str, person: str, provider_id: UUID, subject: str = "zhang-san") -> UUID:
    async with world.database.work(world.ctx(by)) as work:
        return await link_identity(work, world.people[person].account_id, provider_id, subject)


async def _linked(world: World) -> list[tuple[str, UUID]]:
    async with world.database.read(world.ctx("admin")) as work:
        rows = await work.session.execute(
            select(ExternalIdentity.subject, ExternalIdentity.account_id).where(
                ExternalIdentity.tenant_id == work.tenant_id
            )
        )
        return [(row.subject, row.account_id) for row in rows]


async def test_the_clients_secret_is_sealed_and_not_in_the_trail(world: World) -> None:
    provider_id = await _register(world)

    async with world.database.read(world.ctx("admin")) as work:
        stored = await work.session.get_one(OidcProvider, (work.tenant_id, provider_id))
        event = await work.session.scalar(
            select(AuditEvent).where(AuditEvent.tenant_id == work.tenant_id, AuditEvent.subject_id == str(provider_id))
        )
        assert work.ports.vault.open(work.tenant_id, stored.client_secret_sealed) == SECRET
    assert SECRET.encode() not in stored.client_secret_sealed
    assert event is not None
    assert event.action == "oidc_provider:add"
    assert SECRET not in str(event.after)


@pytest.mark.parametrize(
    "issuer",
    [
        "http://id.example.cn",
        "http://169.254.169.254",
        "ftp://id.example.cn",
        "https://",
        "id.example.cn",
        "https://user:word@id.example.cn",
        "https://id.example.cn/?next=x",
        "https://id.example.cn/#x",
        "file:///etc/passwd",
    ],
)
async def test_an_issuer_is_https_and_nothing_else(world: World, issuer: str) -> None:
    with pytest.raises(Invalid) as refused:
        await _register(world, issuer)

    assert refused.value.error_code == "BAD_ISSUER"


async def test_an_issuer_is_registered_once(world: World, other_world: World) -> None:
    await _register(world)

    with pytest.raises(Conflict) as refused:
        await _register(world)
    await _register(other_world)

    assert refused.value.error_code == "PROVIDER_EXISTS"


async def test_a_removed_providers_secret_is_gone_and_its_people_stay_written_down(world: World) -> None:
    provider_id = await _register(world)
    await _link(world, "county", "clerk", provider_id)

    async with world.database.work(world.ctx("admin")) as work:
        await remove_provider(work, provider_id)

    async with world.database.read(world.ctx("admin")) as work:
        assert await work.session.get(OidcProvider, (work.tenant_id, provider_id)) is None
    assert await _linked(world) == [("zhang-san", world.people["clerk"].account_id)]


async def test_what_is_not_there_is_not_removed(world: World, other_world: World) -> None:
    provider_id = await _register(other_world)

    with pytest.raises(DoorNotFound):
        async with world.database.work(world.ctx("admin")) as work:
            await remove_provider(work, provider_id)

    async with other_world.database.read(other_world.ctx("admin")) as work:
        assert await work.session.get(OidcProvider, (work.tenant_id, provider_id)) is not None


@pytest.mark.parametrize("by", ["admin", "county"])
async def test_whoever_manages_the_account_links_it(world: World, by: str) -> None:
    provider_id = await _register(world)

    await _link(world, by, "clerk", provider_id)

    assert await _linked(world) == [("zhang-san", world.people["clerk"].account_id)]


async def test_nobody_links_an_account_beyond_their_reach(world: World) -> None:
    provider_id = await _register(world)

    with pytest.raises(AccountNotFound):
        await _link(world, "other_county", "clerk", provider_id)
    with pytest.raises(AccountNotFound):
        await _link(world, "county", "city", provider_id)
    with pytest.raises(Forbidden):
        await _link(world, "reader", "clerk", provider_id)

    assert await _linked(world) == []


@pytest.mark.parametrize("person", ["admin", "security", "auditor"])
async def test_an_administrators_account_is_linked_from_the_server_alone(world: World, person: str) -> None:
    provider_id = await _register(world)

    with pytest.raises(LinkFromServer):
        await _link(world, "admin", person, provider_id)
    before = await _linked(world)
    async with world.database.work(world.ctx("admin")) as work:
        await link_from_server(work, person, ISSUER, "the-administrator")

    assert before == []
    assert await _linked(world) == [("the-administrator", world.people[person].account_id)]


async def test_a_subject_is_one_person(world: World, other_world: World) -> None:
    provider_id, elsewhere = await _register(world), await _register(other_world)
    await _link(world, "county", "clerk", provider_id)

    with pytest.raises(AlreadyLinked):
        await _link(world, "county", "secretary", provider_id)
    await _link(other_world, "county", "clerk", elsewhere)

    assert await _linked(world) == [("zhang-san", world.people["clerk"].account_id)]


@pytest.mark.parametrize("subject", ["", " zhang-san", "zhang-san\n", "x" * 256, "a\u200bb"])
async def test_a_subject_is_taken_letter_by_letter_or_not_at_all(world: World, subject: str) -> None:
    provider_id = await _register(world)

    with pytest.raises(Invalid):
        await _link(world, "county", "clerk", provider_id, subject)

    assert await _linked(world) == []


async def test_another_tenants_provider_cannot_be_linked_to(world: World, other_world: World) -> None:
    elsewhere = await _register(other_world)

    with pytest.raises(DoorNotFound):
        await _link(world, "county", "clerk", elsewhere)
    with pytest.raises(DoorNotFound):
        async with world.database.work(world.ctx("admin")) as work:
            await link_from_server(work, "clerk", ISSUER, "zhang-san")
    with pytest.raises(NotFound):
        async with world.database.work(world.ctx("admin")) as work:
            await link_from_server(work, "nobody", ISSUER, "zhang-san")

    assert await _linked(world) == []


async def test_a_link_is_taken_away_by_those_who_may_make_it(world: World) -> None:
    provider_id = await _register(world)
    link_id = await _link(world, "county", "clerk", provider_id)

    for stranger in ("other_county", "finance"):
        with pytest.raises((UnknownIdentity, Forbidden)):
            async with world.database.work(world.ctx(stranger)) as work:
                await unlink_identity(work, link_id)
    with pytest.raises(UnknownIdentity):
        async with world.database.work(world.ctx("county")) as work:
            await unlink_identity(work, new_id())
    kept = await _linked(world)
    async with world.database.work(world.ctx("county")) as work:
        await unlink_identity(work, link_id)

    assert len(kept) == 1
    assert await _linked(world) == []
    async with world.database.read(world.ctx("admin")) as work:
        actions = await work.session.scalars(
            select(AuditEvent.action)
            .where(AuditEvent.tenant_id == work.tenant_id, AuditEvent.action.like("external_identity:%"))
            .order_by(AuditEvent.at, AuditEvent.id)
        )
        assert list(actions) == ["external_identity:link", "external_identity:unlink"]
