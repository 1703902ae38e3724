"""What the web application gives away beside its answers: nothing."""

import re
import socket
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import httpx2
import pytest
import pytest_asyncio

from tests.core.identity.signing import Person, clock_of, code_now
from tests.factories.world import World
from tests.fixtures.api import Api, Refused
from tests.fixtures.server import serving
from xuanpai_core.config import Settings
from xuanpai_core.db.session import Database
from xuanpai_core.identity.service import reset_password
from xuanpai_graphql.app import create_app
from xuanpai_graphql.context import Application

PAGES = ["/", "/cadres/somebody", "/assets/", "/nothing.txt", "/healthz", "/readyz", "/files/roster-template.xlsx"]
# Files of a checkout and of the system that a server has given away somewhere before.
PROBED = [
    "/.git/config",
    "/.git/HEAD",
    "/.env",
    "/pyproject.toml",
    "/app.py",
    "/index.html~",
    "/assets/index.js.map",
    "/..%2f..%2fpyproject.toml",
    "/%2e%2e/%2e%2e/pyproject.toml",
    "/assets/..%2f..%2f..%2fapp.py",
    "/assets/%2e%2e%2f%2e%2e%2fschema.graphql",
    "//etc/passwd",
    "/%2fetc/passwd",
    "/assets/\\..\\..\\app.py",
    "/static/../app.py",
]
# Consoles and documents that frameworks serve unasked.
CONSOLES = [
    "/graphiql",
    "/graphiql.js",
    "/docs",
    "/redoc",
    "/openapi.json",
    "/metrics",
    "/debug",
    "/admin",
    "/server-status",
]


@pytest_asyncio.fixture
async def http(settings: Settings, database: Database) -> AsyncIterator[httpx2.AsyncClient]:
    """A browser before the application as production configures it."""
    changed = settings.model_copy(update={"environment": "production"})
    api = Api(create_app(changed, Application(changed, database)), [], "https://xuanpai.test")
    yield api.browser().http
    for opened in api.opened:
        await opened.aclose()


@pytest.mark.parametrize("path", PAGES)
async def test_what_is_text_says_its_encoding(http: httpx2.AsyncClient, path: str) -> None:
    answer = await http.get(path)

    kind = answer.headers["content-type"]
    assert not kind.startswith("text/") or kind.endswith("; charset=utf-8")
    assert (kind.partition(";")[0] == "text/html") == answer.text.lstrip().startswith("<!doctype html>")


async def test_every_file_of_the_front_end_has_its_own_type(http: httpx2.AsyncClient) -> None:
    page = (await http.get("/")).text
    files = re.findall(r'(?:src|href)="(/[^"]+\.(js|css))"', page)

    assert {ending for _, ending in files} == {"js", "css"}
    for path, ending in files:
        kind = (await http.get(path)).headers["content-type"]
        assert kind == {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8"}[ending]


@pytest.mark.parametrize("path", ["/assets/", "/assets", "/assets/.", "/files/", "/files"])
async def test_no_folder_is_listed(http: httpx2.AsyncClient, path: str) -> None:
    page = (await http.get("/")).text
    names = re.findall(r"/assets/([^\"]+)\"", page)

    answer = await http.get(path, follow_redirects=True)

    assert answer.status_code == 404 or answer.text == page
    assert answer.text == page or not [name for name in names if name in answer.text]


async def test_no_file_beside_the_front_end_is_served(http: httpx2.AsyncClient) -> None:
    page = (await http.get("/")).text

    for path in PROBED:
        answer = await http.send(http.build_request("GET", f"https://xuanpai.test{path}"))

        assert answer.status_code in {307, 400, 404} or answer.text == page, path
        assert not re.search(r"\[project\]|\[core\]|root:|create_app|type Query", answer.text), path


async def test_no_console_and_no_description_is_served(http: httpx2.AsyncClient) -> None:
    page = (await http.get("/")).text

    for path in CONSOLES:
        answer = await http.get(path)

        assert answer.status_code == 404 or answer.text == page, path


@pytest.mark.parametrize("path", ["/", "/graphql", "/healthz", "/readyz", "/files/roster-template.xlsx", "/nothing"])
async def test_methods_that_nobody_uses_are_refused(http: httpx2.AsyncClient, path: str) -> None:
    for method in ("TRACE", "CONNECT", "PUT", "DELETE", "PATCH", "PROPFIND", "DEBUG"):
        answer = await http.request(method, path, headers={"x-told": "back"})

        assert answer.status_code == 405, method
        assert "back" not in answer.text


@pytest.mark.parametrize("path", ["/graphql", "/healthz", "/readyz", "/files/roster-template.xlsx", "/nothing.txt"])
async def test_nothing_tells_the_version_of_anything(http: httpx2.AsyncClient, path: str) -> None:
    for method in ("GET", "POST"):
        answer = await http.request(method, path)

        told = {*answer.headers} & {"server", "x-powered-by", "via", "x-aspnet-version", "x-runtime"}
        assert told == set()
        assert "python" not in answer.text.lower()
        assert "starlette" not in answer.text.lower()
        assert "uvicorn" not in answer.text.lower()


async def test_plain_http_is_not_led_on_to_https(http: httpx2.AsyncClient) -> None:
    for path in ("/graphql", "/healthz", "/"):
        answer = await http.request("POST" if path == "/graphql" else "GET", f"http://xuanpai.test{path}", json={})

        assert not answer.is_redirect
        assert "location" not in answer.headers


async def test_parameters_of_the_address_are_not_read(http: httpx2.AsyncClient) -> None:
    asked = {"query": "{ __typename }", "documentId": "0", "variables": "{}"}

    answer = await http.post("/graphql", params=asked, json={})

    assert [error["extensions"]["code"] for error in answer.json()["errors"]] == ["INVALID_REQUEST"]


async def test_of_a_name_that_is_given_twice_nothing_is_read_but_one(api: Api) -> None:
    body = b'{"query": "{ viewer { username } }", "query": "{ regions { totalCount } }"}'

    answer = await api.browser().http.post("/graphql", content=body, headers={"content-type": "application/json"})

    assert answer.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert answer.json()["data"] is None


async def test_an_argument_that_nobody_declared_is_refused(api: Api, world: World) -> None:
    client = await api.sign_in(world, "county")
    document = 'mutation { checkIn(input: {tenantId: "21", accountId: "1", sealed: false}) { __typename } }'

    with pytest.raises(Refused) as refused:
        await client(document)

    assert set(refused.value.codes) == {"GRAPHQL_INVALID"}


async def test_a_reset_password_does_not_go_around_the_second_factor(world: World) -> None:
    clerk = Person(world, "clerk")
    key = await clerk.enrol((await clerk.sign_in()).secret)
    clock_of(world).advance(seconds=60)
    async with world.database.work(world.ctx("county")) as work:
        told = await reset_password(work, clerk.account_id, "忘记密码")

    without = await clerk.refused(told)
    opened = await clerk.sign_in(told, code=code_now(key, clock_of(world).now()))

    assert without == "SECOND_FACTOR_REQUIRED"
    assert opened.account_id == clerk.account_id


@pytest.fixture
def raw() -> bytes:
    """A request whose length is told twice: by Content-Length to its end, by Transfer-Encoding to the inner request."""
    inner = b"GET /healthz HTTP/1.1\r\nHost: inner\r\n\r\n"
    head = (
        b"POST /graphql HTTP/1.1\r\nHost: xuanpai\r\nContent-Type: application/json\r\n"
        b"Content-Length: %d\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    return head % (len(inner) + 5) + b"0\r\n\r\n" + inner


async def test_a_request_inside_another_is_not_answered_as_the_outer_ones_neighbour(
    settings: Settings, raw: bytes
) -> None:
    async with serving(settings) as url:
        address = urlsplit(url)
        with socket.create_connection((address.hostname or "", address.port or 0), timeout=5) as line:
            line.sendall(raw)
            answer = _all(line)
        async with httpx2.AsyncClient() as http:
            headers = (await http.get(f"{url}/healthz")).headers

    assert answer.startswith(b"HTTP/1.1 400")
    assert b'"status":"ok"' not in answer
    assert "server" not in headers


def _all(line: socket.socket) -> bytes:
    parts = bytearray()
    try:
        while part := line.recv(65536):
            parts += part
    except TimeoutError:
        pass
    return bytes(parts)
