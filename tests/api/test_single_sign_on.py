"""The second door, against a real OpenID provider: only registered people come in."""

import re
from urllib.parse import parse_qs, urlsplit

from sqlalchemy import func, select, update

from tests.factories.world import World
from tests.fixtures.api import Api
from tests.single_sign_on_provider.journeys import (
    HOME,
    SUBJECT,
    at_provider,
    change,
    installation,
    leave,
    link,
    refusals,
    register,
    sessions,
    whole_way,
)
from tests.single_sign_on_provider.real import CLIENT_ID, RealProvider
from xuanpai_core.audit.models import AuditEvent
from xuanpai_core.identity.models import Account, SignInMethod
from xuanpai_graphql.single_sign_on.doors import CALLBACK, START
from xuanpai_tenants.models import Tenant, TenantState

VIEWER = "{ viewer { username roles { role } } }"
DOORS = "query($tenant: String!) { signInDoors(tenant: $tenant) { id title url } }"


async def test_a_registered_person_comes_in(api: Api, present_world: World, oidc_provider: RealProvider) -> None:
    provider_id = await register(present_world, oidc_provider.issuer)
    await link(present_world, oidc_provider.issuer, "clerk")

    client, answer = await whole_way(api, present_world, oidc_provider, provider_id)

    assert answer.status_code == 200
    assert (await client(VIEWER))["viewer"] == {"username": "clerk", "roles": [{"role": "township_clerk"}]}
    assert await sessions(present_world) == [(present_world.people["clerk"].account_id, SignInMethod.OIDC)]


async def test_the_browser_leaves_with_pkce_state_and_nonce_and_without_secrets(
    api: Api, present_world: World, oidc_provider: RealProvider
) -> None:
    provider_id = await register(present_world, oidc_provider.issuer)

    away = await leave(api.browser(), present_world, provider_id)

    asked = {name: values[0] for name, values in parse_qs(urlsplit(away.headers["location"]).query).items()}
    assert away.status_code == 303
    assert away.headers["location"].startswith(oidc_provider.issuer + "/auth?")
    assert {name: asked[name] for name in ("response_type", "client_id", "scope", "redirect_uri")} == {
        "response_type": "code",
        "client_id": CLIENT_ID,
        "scope": "openid",
        "redirect_uri": HOME + CALLBACK,
    }
    assert asked["code_challenge_method"] == "S256"
    assert {len(asked[name]) for name in ("state", "nonce", "code_challenge")} == {43}
    cookie = away.headers["set-cookie"].lower()
    assert all(part in cookie for part in ("httponly", "samesite=lax", "max-age=600", "path=/"))


async def test_the_landing_is_our_own_page_and_the_session_stays_strict(
    api: Api, present_world: World, oidc_provider: RealProvider
) -> None:
    provider_id = await register(present_world, oidc_provider.issuer)
    await link(present_world, oidc_provider.issuer, "clerk")

    client = api.browser()
    back = await at_provider(oidc_provider, await leave(client, present_world, provider_id), SUBJECT)
    answer = await client.http.get(back + "&next=https://evil.example&redirect=//evil.example")

    cookies = {line.split("=")[0]: line.lower() for line in answer.headers.get_list("set-cookie")}
    assert "samesite=strict" in cookies["xuanpai_session"]
    assert "httponly" in cookies["xuanpai_session"]
    assert "max-age=0" in cookies["xuanpai_oidc"]
    assert answer.headers["cache-control"] == "no-store"
    assert re.findall(r'(?:href|url)="?=?([^">]+)', answer.text) == ["/", "/"]
    assert "evil" not in answer.text


async def test_signing_in_leaves_a_trace(api: Api, present_world: World, oidc_provider: RealProvider) -> None:
    provider_id = await register(present_world, oidc_provider.issuer)
    await link(present_world, oidc_provider.issuer, "clerk")

    await whole_way(api, present_world, oidc_provider, provider_id)

    async with present_world.database.read(present_world.ctx("admin")) as work:
        event = await work.session.scalar(
            select(AuditEvent).where(AuditEvent.tenant_id == work.tenant_id, AuditEvent.action == "session:sign_in")
        )
    assert event is not None
    assert event.account_id == present_world.people["clerk"].account_id
    assert event.detail == {"method": "OIDC", "issuer": oidc_provider.issuer}


async def test_an_unknown_subject_is_told_whom_to_ask_and_nobody_is_created(
    api: Api, present_world: World, oidc_provider: RealProvider
) -> None:
    provider_id = await register(present_world, oidc_provider.issuer)
    counting = select(func.count()).select_from(Account).where(Account.tenant_id == present_world.tenant_id)
    async with present_world.database.read(present_world.ctx("admin")) as work:
        before = await work.session.scalar(counting)

    client, answer = await whole_way(api, present_world, oidc_provider, provider_id, "stranger<b>")

    async with present_world.database.read(present_world.ctx("admin")) as work:
        after = await work.session.scalar(counting)
    assert answer.status_code == 403
    assert "请把下面的编号告诉本级组织部门管理员" in answer.text
    assert "<code>stranger&lt;b&gt;</code>" in answer.text
    assert before == after
    assert await client(VIEWER) == {"viewer": None}
    assert await sessions(present_world) == []
    assert await refusals(present_world) == [
        {"refusal": "NOT_LINKED", "method": "OIDC", "issuer": oidc_provider.issuer, "subject": "stranger<b>"}
    ]


async def test_whoever_needs_a_second_factor_needs_it_at_the_provider_too(
    api: Api, present_world: World, oidc_provider: RealProvider
) -> None:
    provider_id = await register(present_world, oidc_provider.issuer)
    await link(present_world, oidc_provider.issuer, "admin", "the-admin")
    await link(present_world, oidc_provider.issuer, "clerk")
    mine = Account.id == present_world.people["clerk"].account_id
    enrolled = update(Account).where(Account.tenant_id == present_world.tenant_id, mine)
    await change(present_world, enrolled.values(second_factor_at=present_world.database.clock.now()))
    strict = installation(api, present_world, second_factor="administrators")

    weak = [await whole_way(strict, present_world, oidc_provider, provider_id, who) for who in ("the-admin", SUBJECT)]
    without = await sessions(present_world)
    strong = [
        await whole_way(strict, present_world, oidc_provider, provider_id, who, "pwd otp")
        for who in ("the-admin", SUBJECT)
    ]

    assert [answer.status_code for _, answer in weak] == [403, 403]
    assert all("要求第二重验证" in answer.text for _, answer in weak)
    assert without == []
    assert [answer.status_code for _, answer in strong] == [200, 200]
    assert [detail["refusal"] for detail in await refusals(present_world)] == ["SECOND_FACTOR_MISSING"] * 2
    methods = [method for _, method in await sessions(present_world)]
    assert methods == [SignInMethod.OIDC_AND_FACTOR] * 2
    admin, _ = strong[0]
    assert (await admin(VIEWER))["viewer"]["roles"] == [{"role": "tenant_administrator"}]


async def test_without_an_address_of_its_own_a_production_system_has_no_second_door(
    api: Api, present_world: World, oidc_provider: RealProvider
) -> None:
    provider_id = await register(present_world, oidc_provider.issuer)
    closed = installation(api, present_world, environment="production", persisted_only=False, public_url="")
    public = installation(
        api, present_world, environment="production", persisted_only=False, public_url="https://xuanpai.example.cn/"
    )

    doors = await closed.browser()(DOORS, tenant=present_world.tenant_code)
    refused = await leave(closed.browser(), present_world, provider_id)
    away = await leave(public.browser(), present_world, provider_id)

    asked = parse_qs(urlsplit(away.headers["location"]).query)
    assert doors == {"signInDoors": []}
    assert refused.status_code == 404
    assert asked["redirect_uri"] == ["https://xuanpai.example.cn" + CALLBACK]
    assert away.headers["set-cookie"].startswith("__Host-xuanpai-oidc=")
    assert "; secure" in away.headers["set-cookie"].lower()
    assert (await public.browser()(DOORS, tenant=present_world.tenant_code))["signInDoors"][0][
        "title"
    ] == "辽宁省统一身份认证"


async def test_the_sign_in_page_learns_a_tenants_doors_and_no_others(
    api: Api, present_world: World, other_world: World
) -> None:
    provider_id = await register(present_world, "https://id.ln.example.cn", "辽宁省统一身份认证")
    await register(other_world, "https://id.other.example.cn", "别处的")
    nobody = api.browser()

    doors = (await nobody(DOORS, tenant=present_world.tenant_code))["signInDoors"]
    unknown = await nobody(DOORS, tenant="no-such-tenant")
    await change(
        present_world, update(Tenant).where(Tenant.id == present_world.tenant_id).values(state=TenantState.SUSPENDED)
    )
    closed = await nobody(DOORS, tenant=present_world.tenant_code)

    assert [(door["title"], door["url"]) for door in doors] == [
        ("辽宁省统一身份认证", f"{START}/{present_world.tenant_code}/{provider_id}")
    ]
    assert (unknown, closed) == ({"signInDoors": []}, {"signInDoors": []})
