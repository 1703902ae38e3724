"""Who does not come in by the second door, though a real OpenID provider vouches for them."""

import re

import httpx2
from sqlalchemy import update

from tests.factories.world import World
from tests.fixtures.api import Api
from tests.single_sign_on_provider.journeys import (
    SUBJECT,
    at_provider,
    change,
    leave,
    link,
    refusals,
    register,
    sessions,
    whole_way,
)
from tests.single_sign_on_provider.real import RealProvider
from xuanpai_core.db.types import new_id
from xuanpai_core.identity.models import Account, AccountState
from xuanpai_core.single_sign_on.service import remove_provider
from xuanpai_graphql.single_sign_on.doors import START
from xuanpai_tenants.models import Tenant, TenantState


async def test_a_disabled_account_stays_outside(api: Api, present_world: World, oidc_provider: RealProvider) -> None:
    provider_id = await register(present_world, oidc_provider.issuer)
    await link(present_world, oidc_provider.issuer, "clerk")
    mine = update(Account).where(
        Account.tenant_id == present_world.tenant_id, Account.id == present_world.people["clerk"].account_id
    )
    await change(present_world, mine.values(state=AccountState.DISABLED))

    _, answer = await whole_way(api, present_world, oidc_provider, provider_id)

    assert (answer.status_code, await sessions(present_world)) == (403, [])


async def test_a_suspended_tenants_people_stay_outside(
    api: Api, present_world: World, oidc_provider: RealProvider
) -> None:
    provider_id = await register(present_world, oidc_provider.issuer)
    await link(present_world, oidc_provider.issuer, "clerk")
    client = api.browser()
    back = await at_provider(oidc_provider, await leave(client, present_world, provider_id), SUBJECT)

    await change(
        present_world, update(Tenant).where(Tenant.id == present_world.tenant_id).values(state=TenantState.SUSPENDED)
    )
    answer = await client.http.get(back)

    assert (answer.status_code, await sessions(present_world)) == (403, [])
    assert (await leave(api.browser(), present_world, provider_id)).status_code == 404


async def test_a_callback_with_another_state_is_refused(
    api: Api, present_world: World, oidc_provider: RealProvider
) -> None:
    provider_id = await register(present_world, oidc_provider.issuer)
    await link(present_world, oidc_provider.issuer, "clerk")
    client = api.browser()
    back = await at_provider(oidc_provider, await leave(client, present_world, provider_id), SUBJECT)

    answer = await client.http.get(re.sub(r"state=[^&]+", "state=" + "A" * 43, back))

    assert (answer.status_code, await sessions(present_world)) == (400, [])
    assert "这次登录已超时或已用过" in answer.text


async def test_a_callback_in_another_browser_is_refused(
    api: Api, present_world: World, oidc_provider: RealProvider
) -> None:
    provider_id = await register(present_world, oidc_provider.issuer)
    await link(present_world, oidc_provider.issuer, "clerk")
    back = await at_provider(oidc_provider, await leave(api.browser(), present_world, provider_id), SUBJECT)
    victim = api.browser()
    await leave(victim, present_world, provider_id)

    answers = [await api.browser().http.get(back), await victim.http.get(back)]

    assert [answer.status_code for answer in answers] == [400, 400]
    assert await sessions(present_world) == []


async def test_a_callback_cannot_be_replayed(api: Api, present_world: World, oidc_provider: RealProvider) -> None:
    provider_id = await register(present_world, oidc_provider.issuer)
    await link(present_world, oidc_provider.issuer, "clerk")
    client = api.browser()
    back = await at_provider(oidc_provider, await leave(client, present_world, provider_id), SUBJECT)
    flow = client.http.cookies["xuanpai_oidc"]

    first = await client.http.get(back)
    again = await client.http.get(back)
    thief = api.browser()
    thief.http.cookies.set("xuanpai_oidc", flow)
    stolen = await thief.http.get(back)

    assert [first.status_code, again.status_code, stolen.status_code] == [200, 400, 403]
    assert len(await sessions(present_world)) == 1
    assert (await refusals(present_world))[0]["refusal"] == "PROOF_REFUSED"


async def test_a_flow_is_over_after_ten_minutes(api: Api, present_world: World, oidc_provider: RealProvider) -> None:
    provider_id = await register(present_world, oidc_provider.issuer)
    await link(present_world, oidc_provider.issuer, "clerk")
    client = api.browser()
    back = await at_provider(oidc_provider, await leave(client, present_world, provider_id), SUBJECT)

    present_world.database.clock.advance(minutes=10)  # type: ignore[attr-defined]
    answer = await client.http.get(back)

    assert (answer.status_code, await sessions(present_world)) == (400, [])


async def test_whoever_goes_away_at_the_provider_is_not_signed_in(
    api: Api, present_world: World, oidc_provider: RealProvider
) -> None:
    provider_id = await register(present_world, oidc_provider.issuer)
    await link(present_world, oidc_provider.issuer, "clerk")
    client = api.browser()
    away = await leave(client, present_world, provider_id)
    async with httpx2.AsyncClient() as http:
        back = await oidc_provider.sign_in(http, away.headers["location"], SUBJECT, act="refuse")

    answer = await client.http.get(back)

    assert "error=access_denied" in back
    assert (answer.status_code, await sessions(present_world)) == (403, [])
    assert "went away" not in answer.text


async def test_an_answer_in_another_issuers_name_is_refused(
    api: Api, present_world: World, oidc_provider: RealProvider
) -> None:
    provider_id = await register(present_world, oidc_provider.issuer)
    await link(present_world, oidc_provider.issuer, "clerk")
    client = api.browser()
    back = await at_provider(oidc_provider, await leave(client, present_world, provider_id), SUBJECT)
    assert "&iss=" in back

    answer = await client.http.get(re.sub(r"&iss=[^&]+", "&iss=https://other.example.cn", back))

    assert (answer.status_code, await sessions(present_world)) == (403, [])


async def test_a_removed_provider_lets_nobody_in(api: Api, present_world: World, oidc_provider: RealProvider) -> None:
    provider_id = await register(present_world, oidc_provider.issuer)
    await link(present_world, oidc_provider.issuer, "clerk")
    client = api.browser()
    back = await at_provider(oidc_provider, await leave(client, present_world, provider_id), SUBJECT)

    async with present_world.database.work(present_world.ctx("admin")) as work:
        await remove_provider(work, provider_id)
    answer = await client.http.get(back)

    assert (answer.status_code, await sessions(present_world)) == (404, [])
    assert (await leave(api.browser(), present_world, provider_id)).status_code == 404


async def test_another_tenants_provider_is_not_there(
    api: Api, present_world: World, other_world: World, oidc_provider: RealProvider
) -> None:
    provider_id = await register(other_world, oidc_provider.issuer)
    http = api.browser().http

    answers = [
        await http.get(f"{START}/{present_world.tenant_code}/{provider_id}"),
        await http.get(f"{START}/{present_world.tenant_code}/{new_id()}"),
        await http.get(f"{START}/no-such-tenant/{provider_id}"),
        await http.get(f"{START}/{present_world.tenant_code}/nonsense"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert len({answer.text for answer in answers}) == 1
    assert not any("set-cookie" in answer.headers for answer in answers)


async def test_a_link_of_one_tenant_opens_no_other(
    api: Api, present_world: World, other_world: World, oidc_provider: RealProvider
) -> None:
    provider_id = await register(present_world, oidc_provider.issuer)
    await register(other_world, oidc_provider.issuer)
    await link(other_world, oidc_provider.issuer, "clerk")

    _, answer = await whole_way(api, present_world, oidc_provider, provider_id)

    assert answer.status_code == 403
    assert (await sessions(present_world), await sessions(other_world)) == ([], [])
