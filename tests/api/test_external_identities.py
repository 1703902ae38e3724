"""Linking people to their subjects, through the API."""

from uuid import UUID

import pytest

from tests.factories.world import World
from tests.fixtures.api import Api, Refused
from xuanpai_core.single_sign_on.service import add_provider, link_from_server
from xuanpai_graphql.lookahead.ids import global_id

ISSUER = "https://id.ln.example.cn"
LINK = """mutation($input: LinkExternalIdentityInput!) { linkExternalIdentity(input: $input) { id issuer subject } }"""
UNLINK = "mutation($id: ID!) { unlinkExternalIdentity(id: $id) }"
LINKS = "query($id: ID!) { externalIdentities(accountId: $id) { id issuer subject } }"
NODE = "query($id: ID!) { node(id: $id) { id } }"


async def _register(world: World) -> UUID:
    async with world.database.work(world.ctx("admin")) as work:
        return await add_provider(work, "辽宁省统一身份认证", ISSUER, "xuanpai", "secret")


def _account(world: World, person: str) -> str:
    return global_id("Account", world.people[person].account_id)


async def test_a_county_links_lists_and_unlinks_its_clerk(api: Api, world: World) -> None:
    provider_id = global_id("OidcProvider", await _register(world))
    county = await api.sign_in(world, "county")
    clerk = _account(world, "clerk")

    wanted = {"accountId": clerk, "providerId": provider_id, "subject": "zhang-san"}
    made = (await county(LINK, input=wanted))["linkExternalIdentity"]
    listed = (await county(LINKS, id=clerk))["externalIdentities"]
    await county(UNLINK, id=made["id"])

    assert (made["issuer"], made["subject"]) == (ISSUER, "zhang-san")
    assert listed == [made]
    assert (await county(LINKS, id=clerk))["externalIdentities"] == []


@pytest.mark.parametrize(
    ("person", "refused"),
    [
        ("other_county", "ACCOUNT_NOT_FOUND"),
        ("clerk", "FORBIDDEN"),
        ("security", "FORBIDDEN"),
        ("auditor", "FORBIDDEN"),
    ],
)
async def test_nobody_else_links_sees_or_unlinks(api: Api, world: World, person: str, refused: str) -> None:
    provider_id = global_id("OidcProvider", await _register(world))
    async with world.database.work(world.ctx("admin")) as work:
        link_id = await link_from_server(work, "clerk", ISSUER, "zhang-san")
    stranger = await api.sign_in(world, person)
    clerk, link = _account(world, "clerk"), global_id("ExternalIdentity", link_id)
    seen = []

    wanted = {"accountId": clerk, "providerId": provider_id, "subject": "li-si"}
    for query, variables in ((LINK, {"input": wanted}), (UNLINK, {"id": link})):
        with pytest.raises(Refused) as found:
            await stranger(query, **variables)
        seen += found.value.codes

    assert seen == [refused, "IDENTITY_NOT_FOUND" if refused == "ACCOUNT_NOT_FOUND" else "FORBIDDEN"]
    assert await stranger(NODE, id=link) == {"node": None}
    admin = await api.sign_in(world, "admin")
    kept = (await admin(LINKS, id=clerk))["externalIdentities"]
    assert [identity["subject"] for identity in kept] == ["zhang-san"]


async def test_a_neighbouring_county_sees_no_links(api: Api, world: World) -> None:
    await _register(world)
    async with world.database.work(world.ctx("admin")) as work:
        await link_from_server(work, "clerk", ISSUER, "zhang-san")
    neighbour = await api.sign_in(world, "other_county")

    assert await neighbour(LINKS, id=_account(world, "clerk")) == {"externalIdentities": []}


async def test_an_administrators_account_is_not_linked_through_the_api(api: Api, world: World) -> None:
    provider_id = global_id("OidcProvider", await _register(world))
    admin = await api.sign_in(world, "admin")
    wanted = {"accountId": _account(world, "security"), "providerId": provider_id, "subject": "me"}

    with pytest.raises(Refused) as refused:
        await admin(LINK, input=wanted)

    assert refused.value.codes == ["LINK_FROM_SERVER"]
    assert (await admin(LINKS, id=_account(world, "security")))["externalIdentities"] == []
