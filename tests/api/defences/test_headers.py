"""What stands around every answer, and from whose pages the service may be called."""

import pytest
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from structlog.testing import capture_logs

from tests.api.defences.conftest import Configured
from tests.api.defences.documents import codes, sent
from tests.api.defences.test_persisted import signed_in
from tests.factories.world import World
from tests.fixtures.api import Api
from xuanpai_core.config import Settings
from xuanpai_graphql.errors import format_error
from xuanpai_graphql.execution import failed

DSN = "postgresql://xuanpai_app:s3cret@10.0.0.5:5432/xuanpai"
VIEWER = {"query": "{ viewer { username } }"}
ALWAYS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "geolocation=(self), camera=(self), microphone=()",
    "strict-transport-security": "max-age=31536000; includeSubDomains",
}
POLICY = {
    "default-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
ROUTES = [
    ("POST", "/graphql", 200),
    ("GET", "/graphql", 405),
    ("OPTIONS", "/graphql", 405),
    ("GET", "/healthz", 200),
    ("GET", "/readyz", 200),
    ("GET", "/files/roster-template.xlsx", 200),
    ("POST", "/files/roster-template.xlsx", 405),
    ("GET", "/", 200),
    ("GET", "/cadres/somebody", 200),
    ("GET", "/nothing.txt", 404),
    ("POST", "/nothing.txt", 405),
    ("GET", "/broken", 500),
]


async def _broken(_request: Request) -> Response:
    raise RuntimeError(f"could not connect to {DSN}")


@pytest.fixture
def with_a_fault(production: Api) -> Api:
    """The production configuration with one route that fails unforeseen."""
    production.app.router.routes.insert(0, Route("/broken", _broken))
    return production


@pytest.mark.parametrize(("method", "path", "status"), ROUTES)
async def test_every_answer_carries_the_browsers_defences(
    with_a_fault: Api, settings: Settings, method: str, path: str, status: int
) -> None:
    answer = await with_a_fault.browser().http.request(method, path, json=sent("Viewer") if method == "POST" else None)

    policy = dict(part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";"))
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
    store = f"http://{settings.s3_endpoint}"
    assert policy == POLICY | {"connect-src": f"'self' {store}", "img-src": f"'self' data: blob: {store}"}
    assert "server" not in answer.headers


async def test_an_address_over_its_limit_gets_them_too(configured: Configured) -> None:
    http = configured(environment="production", rate_address_requests=1).browser().http
    await http.get("/")

    answer = await http.get("/")

    assert answer.status_code == 429
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS


@pytest.mark.parametrize(
    "request_",
    [
        {"method": "POST", "json": VIEWER},
        {"method": "POST", "json": []},
        {"method": "POST", "content": b"{", "headers": {"content-type": "text/plain"}},
        {"method": "POST", "json": VIEWER, "headers": {"sec-fetch-site": "cross-site"}},
        {"method": "GET"},
        {"method": "HEAD"},
        {"method": "OPTIONS"},
    ],
)
async def test_no_answer_of_the_api_is_kept_anywhere(api: Api, request_: dict[str, object]) -> None:
    answer = await api.browser().http.request(url="/graphql", **request_)  # type: ignore[arg-type]

    assert answer.headers["cache-control"] == "no-store"


async def test_signing_out_clears_what_the_browser_kept_of_us(production: Api, world: World) -> None:
    client = await signed_in(production, world, "county")

    inside = await client.http.post("/graphql", json=sent("Viewer"))
    left = await client.http.post("/graphql", json=sent("SignOut"))

    assert "clear-site-data" not in inside.headers
    assert left.headers["clear-site-data"] == '"cache"'
    assert "max-age=0" in left.headers["set-cookie"].lower()


async def test_the_session_cookie_of_production_is_bound_to_this_host_over_https(production: Api, world: World) -> None:
    client = await signed_in(production, world, "county")

    (cookie,) = [cookie for cookie in client.http.cookies.jar if cookie.name == "__Host-xuanpai"]

    assert (cookie.secure, cookie.path, cookie.domain_specified) == (True, "/", False)
    assert [cookie.name for cookie in client.http.cookies.jar if not cookie.secure] == []


CROSS = [
    {"sec-fetch-site": "cross-site", "origin": "https://evil.example"},
    {"sec-fetch-site": "same-site", "origin": "https://sibling.xuanpai.test"},
    {"sec-fetch-site": "cross-site"},
    {"origin": "https://evil.example"},
    {"origin": "https://xuanpai.test.evil.example"},
    {"origin": "https://xuanpai.test:8443"},
    {"origin": "null"},
    {"origin": ""},
]
OURS: list[dict[str, str]] = [
    {},
    {"sec-fetch-site": "same-origin", "origin": "https://xuanpai.test"},
    {"sec-fetch-site": "same-origin"},
    {"sec-fetch-site": "none"},
    {"origin": "https://xuanpai.test"},
]


@pytest.mark.parametrize("headers", CROSS)
async def test_another_sites_page_cannot_act_for_a_signed_in_person(
    production: Api, world: World, headers: dict[str, str]
) -> None:
    client = await signed_in(production, world, "county")

    answer = await client.http.post("/graphql", json=sent("SignOut"), headers=headers)
    still = await client.http.post("/graphql", json=sent("Viewer"))

    assert (answer.status_code, codes(answer)) == (403, ["CROSS_SITE"])
    assert "access-control-allow-origin" not in answer.headers
    assert still.json()["data"]["viewer"]["username"] == "county"


@pytest.mark.parametrize("headers", OURS)
async def test_our_own_pages_and_programs_may_call(production: Api, headers: dict[str, str]) -> None:
    answer = await production.browser().http.post("/graphql", json=sent("Viewer"), headers=headers)

    assert answer.json() == {"data": {"viewer": None}}
    assert not [name for name in answer.headers if name.startswith("access-control-")]


def _preflight(origin: str) -> dict[str, str]:
    return {"origin": origin, "access-control-request-method": "POST", "access-control-request-headers": "content-type"}


async def test_only_named_origins_may_read_answers(configured: Configured) -> None:
    named, other = "https://portal.example.cn", "https://evil.example"
    http = configured(environment="production", cors_origins=(named,)).browser().http

    allowed = await http.options("/graphql", headers=_preflight(named))
    refused = await http.options("/graphql", headers=_preflight(other))
    answer = await http.post("/graphql", json=sent("Viewer"), headers={"origin": named, "sec-fetch-site": "cross-site"})
    cross = await http.post("/graphql", json=sent("Viewer"), headers={"origin": other})

    assert (allowed.status_code, refused.status_code) == (204, 405)
    assert allowed.headers["access-control-allow-origin"] == named
    assert allowed.headers["access-control-allow-headers"] == "Authorization, Content-Type"
    assert allowed.headers["access-control-allow-methods"] == "POST"
    assert answer.headers["access-control-allow-origin"] == named
    assert answer.headers["vary"] == "Origin"
    assert cross.status_code == 403
    for one in (allowed, refused, answer, cross):
        assert "access-control-allow-credentials" not in one.headers
    assert not [name for one in (refused, cross) for name in one.headers if name.startswith("access-control-")]


async def test_nobody_may_by_default(production: Api) -> None:
    answer = await production.browser().http.options("/graphql", headers=_preflight("https://portal.example.cn"))

    assert answer.status_code == 405
    assert not [name for name in answer.headers if name.startswith("access-control-")]


@pytest.mark.parametrize("origins", ["*", "https://*.example.cn", "https://a.cn/path", "https://a.cn,*"])
def test_a_wildcard_is_no_origin(origins: str) -> None:
    with pytest.raises(ValidationError):
        Settings(cors_origins=origins)  # type: ignore[arg-type]


def test_lists_are_written_with_commas() -> None:
    settings = Settings(cors_origins="https://a.cn, https://b.cn:8443", trusted_proxies="10.0.0.0/8,::1")  # type: ignore[arg-type]

    assert settings.cors_origins == ("https://a.cn", "https://b.cn:8443")
    assert settings.trusted_proxies == ("10.0.0.0/8", "::1")


async def test_an_unforeseen_failure_tells_an_incident_and_no_more(with_a_fault: Api) -> None:
    with capture_logs() as logs:
        answer = await with_a_fault.browser().http.get("/broken")

    (error,) = answer.json()["errors"]
    incident = error["extensions"]["incident"]
    assert (answer.status_code, error["extensions"]["code"]) == (500, "INTERNAL")
    assert incident in error["message"]
    assert "s3cret" not in answer.text
    assert "RuntimeError" not in answer.text
    assert [entry["incident"] for entry in logs] == [incident]


def test_the_text_of_an_exception_never_reaches_a_client() -> None:
    (error,) = failed(RuntimeError(f"could not connect to {DSN}")).errors or []

    assert "s3cret" not in str(format_error(error))
    assert format_error(error)["extensions"]["code"] == "INTERNAL"
