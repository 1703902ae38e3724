"""The second door against a provider that does what a real one never does."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import httpx2
import pytest
from joserfc.jwk import RSAKey
from sqlalchemy import select

from tests.factories.world import World
from tests.fixtures.api import Api, Client
from tests.single_sign_on_provider.misbehaving import Misbehaving, misbehaving
from tests.single_sign_on_provider.real import CLIENT_ID, CLIENT_SECRET
from xuanpai_core.identity.models import Session
from xuanpai_core.single_sign_on import provider as remote
from xuanpai_core.single_sign_on.errors import ProviderUnavailable
from xuanpai_core.single_sign_on.service import add_provider, link_from_server
from xuanpai_graphql.single_sign_on.doors import CALLBACK, START

SUBJECT = "zhang-san"


@pytest.fixture
def provider() -> Any:
    """A provider that answers as it is told."""
    with misbehaving() as started:
        yield started


async def _ready(world: World, provider: Misbehaving) -> UUID:
    async with world.database.work(world.ctx("admin")) as work:
        provider_id = await add_provider(work, "认证", provider.issuer, CLIENT_ID, CLIENT_SECRET)
        await link_from_server(work, "clerk", provider.issuer, SUBJECT)
        return provider_id


async def _leave(client: Client, world: World, provider_id: UUID) -> httpx2.Response:
    return await client.http.get(f"{START}/{world.tenant_code}/{provider_id}")


async def _whole_way(api: Api, world: World, provider: Misbehaving, **changed: Any) -> httpx2.Response:
    """Out and back with an ID token of these claims."""
    provider_id = await _ready(world, provider)
    client = api.browser()
    away = await _leave(client, world, provider_id)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(away.headers["location"]).query).items()}
    now = int(world.database.clock.now().timestamp())
    claims = {
        "iss": provider.issuer,
        "aud": CLIENT_ID,
        "sub": SUBJECT,
        "nonce": asked["nonce"],
        "iat": now,
        "exp": now + 60,
    } | changed
    provider.token = lambda: provider.signed(claims)
    return await client.http.get(f"{CALLBACK}?code=any&state={asked['state']}")


async def _sessions(world: World) -> int:
    async with world.database.read(world.ctx("admin")) as work:
        found = await work.session.scalars(select(Session.id).where(Session.tenant_id == work.tenant_id))
        return len(found.all())


async def test_when_it_behaves_it_lets_people_in(api: Api, world: World, provider: Misbehaving) -> None:
    answer = await _whole_way(api, world, provider)

    assert (answer.status_code, await _sessions(world)) == (200, 1)
    assert provider.asked[0]["redirect_uri"] == ["http://xuanpai.test" + CALLBACK]
    assert len(provider.asked[0]["code_verifier"][0]) == 43
    assert "client_secret" not in provider.asked[0]


@pytest.mark.parametrize(
    "changed",
    [
        {"nonce": "of another flow"},
        {"iss": "https://id.example.cn"},
        {"aud": "another-client"},
        {"exp": int(datetime(2025, 10, 24, 0, 50, tzinfo=UTC).timestamp())},
        {"sub": ""},
    ],
    ids=["nonce", "issuer", "audience", "expired", "subject"],
)
async def test_a_token_that_is_no_proof_opens_no_session(
    api: Api, world: World, provider: Misbehaving, changed: dict[str, Any]
) -> None:
    answer = await _whole_way(api, world, provider, **changed)

    assert (answer.status_code, await _sessions(world)) == (403, 0)
    assert "统一身份认证没有通过" in answer.text


async def test_a_token_under_another_key_opens_no_session(api: Api, world: World, provider: Misbehaving) -> None:
    provider.answers["/jwks"] = provider.answer("/jwks", {})
    provider.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})

    answer = await _whole_way(api, world, provider)

    assert (answer.status_code, await _sessions(world)) == (403, 0)


async def test_a_provider_may_change_its_key(
    api: Api, world: World, provider: Misbehaving, monkeypatch: pytest.MonkeyPatch
) -> None:
    await remote.metadata_of(provider.issuer)
    provider.key = RSAKey.generate_key(2048, {"kid": "two", "use": "sig"})
    monkeypatch.setattr(remote, "PATIENCE_SECONDS", 0.0)

    answer = await _whole_way(api, world, provider)

    assert (answer.status_code, await _sessions(world)) == (200, 1)


async def test_an_unknown_key_does_not_make_us_ask_for_keys_again_and_again(
    api: Api, world: World, provider: Misbehaving
) -> None:
    await remote.metadata_of(provider.issuer)
    provider.key = RSAKey.generate_key(2048, {"kid": "two", "use": "sig"})

    answer = await _whole_way(api, world, provider)

    assert (answer.status_code, await _sessions(world)) == (403, 0)


@pytest.mark.parametrize(
    "answer",
    [
        (400, {"content-type": "application/json"}, b'{"error": "invalid_grant"}'),
        (200, {"content-type": "application/json"}, b'{"access_token": "opaque"}'),
        (200, {"content-type": "application/json"}, b'{"id_token": 7}'),
    ],
    ids=["refused", "without", "nonsense"],
)
async def test_no_id_token_no_session(
    api: Api, world: World, provider: Misbehaving, answer: tuple[int, dict[str, str], bytes]
) -> None:
    provider.answers["/token"] = answer

    seen = await _whole_way(api, world, provider)

    assert (seen.status_code, await _sessions(world)) == (403, 0)


@pytest.mark.parametrize(
    "answer",
    [
        (500, {}, b"broken"),
        (200, {"content-type": "text/html"}, b"<html>"),
        (200, {"content-type": "application/json"}, b"[]"),
        (200, {"content-type": "application/json"}, b'{"x": "' + b"x" * 300_000 + b'"}'),
        (302, {"location": "http://127.0.0.1:1/"}, b"{}"),
        (
            200,
            {},
            b'{"issuer": "https://a", "authorization_endpoint": "https://a", "token_endpoint": "https://a", "jwks_uri": "https://a"}',
        ),
    ],
    ids=["broken", "html", "list", "endless", "redirect", "another-issuer"],
)
async def test_a_provider_that_cannot_be_understood_is_unavailable(
    api: Api, world: World, provider: Misbehaving, answer: tuple[int, dict[str, str], bytes]
) -> None:
    provider_id = await _ready(world, provider)
    provider.answers["/.well-known/openid-configuration"] = answer

    away = await _leave(api.browser(), world, provider_id)

    assert away.status_code == 503
    assert "统一身份认证暂时连接不上" in away.text
    assert "set-cookie" not in away.headers


async def test_a_provider_that_nobody_answers_at_is_unavailable(api: Api, world: World) -> None:
    async with world.database.work(world.ctx("admin")) as work:
        provider_id = await add_provider(work, "认证", "http://127.0.0.1:1", CLIENT_ID, CLIENT_SECRET)

    assert (await _leave(api.browser(), world, provider_id)).status_code == 503


async def test_endpoints_weaker_than_the_issuer_are_not_used() -> None:
    weak = {
        "issuer": "https://id.example.cn",
        "authorization_endpoint": "https://id.example.cn/auth",
        "token_endpoint": "http://id.example.cn/token",
        "jwks_uri": "https://id.example.cn/jwks",
    }

    with pytest.raises(ProviderUnavailable):
        remote._metadata("https://id.example.cn", weak)
