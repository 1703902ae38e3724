"""How much one caller may ask in a minute: by address, by person, by token; and what somebody over it is told."""

import httpx2
import pytest

from tests.api.defences.conftest import Configured
from tests.api.defences.documents import codes
from tests.factories.tokens import make_token
from tests.factories.world import World
from tests.fixtures.api import Api
from xuanpai_core.authz.actions import Action
from xuanpai_graphql.rates import buckets
from xuanpai_graphql.rates.buckets import Buckets
from xuanpai_graphql.rates.service import network

CHEAP = '{ region(code: "21") { code } }'
"""Two points."""
DEAR = "{ regions(first: 20) { nodes { code name } } }"
"""42 points."""
MODERN = {"accept": "application/graphql-response+json"}


class Ticks:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


async def ask(http: httpx2.AsyncClient, query: str = CHEAP) -> httpx2.Response:
    """The answer to ``query``, whatever it is."""
    return await http.post("/graphql", json={"query": query}, headers=MODERN)


async def test_a_person_over_the_requests_of_a_minute_is_told_when_to_come_back(
    configured: Configured, world: World
) -> None:
    # Signing in is an operation of theirs too.
    api = configured(rate_person_requests=4)
    http = (await api.sign_in(world, "county")).http

    answers = [await ask(http) for _ in range(4)]

    assert [codes(answer) for answer in answers] == [[], [], [], ["RATE_LIMITED"]]
    over = answers[-1]
    assert (over.status_code, over.headers["retry-after"]) == (429, "15")
    assert over.json()["errors"][0]["extensions"]["retryAfter"] == 15
    assert "data" not in over.json()


async def test_one_persons_limit_is_not_anothers(configured: Configured, world: World, other_world: World) -> None:
    api = configured(rate_person_requests=2)
    first = (await api.sign_in(world, "county")).http
    await ask(first)

    assert codes(await ask(first)) == ["RATE_LIMITED"]
    assert codes(await ask((await api.sign_in(world, "clerk")).http)) == []
    assert codes(await ask((await api.sign_in(other_world, "county")).http)) == []


async def test_two_sessions_of_one_person_share_one_limit(configured: Configured, world: World) -> None:
    api = configured(rate_person_requests=3)
    one, other = (await api.sign_in(world, "county")).http, (await api.sign_in(world, "county")).http

    assert [codes(await ask(one)), codes(await ask(other))] == [[], ["RATE_LIMITED"]]


async def test_dear_operations_use_a_persons_points_up(configured: Configured, world: World) -> None:
    api = configured(rate_person_cost=100)
    http = (await api.sign_in(world, "county")).http

    answers = [await ask(http, query) for query in (DEAR, DEAR, DEAR, CHEAP)]

    assert [codes(answer) for answer in answers] == [[], [], ["RATE_LIMITED"], []]
    assert answers[2].headers["retry-after"] == "18"


async def test_nothing_of_a_mutation_over_the_limit_is_done(configured: Configured, api: Api, world: World) -> None:
    client = await configured(rate_person_requests=1).sign_in(world, "county")
    password = 'changePassword(oldPassword: "Right-1234", newPassword: "Other-5678")'

    answer = await ask(client.http, f"mutation {{ {password} }}")

    assert (answer.status_code, codes(answer)) == (429, ["RATE_LIMITED"])
    assert await (await api.sign_in(world, "county"))("{ viewer { username } }") == {"viewer": {"username": "county"}}


async def test_a_token_has_a_budget_of_its_own(configured: Configured, world: World) -> None:
    api = configured(rate_person_requests=2, rate_token_requests=3, rate_token_cost=60)
    person = (await api.sign_in(world, "county")).http
    first, second = [api.program((await make_token(world, "county", Action.REGION_READ)).text).http for _ in range(2)]
    await ask(person)

    assert codes(await ask(person)) == ["RATE_LIMITED"]
    assert [codes(await ask(first, query)) for query in (DEAR, CHEAP, DEAR)] == [[], [], ["RATE_LIMITED"]]
    assert [codes(await ask(second)) for _ in range(4)] == [[], [], [], ["RATE_LIMITED"]]


async def test_an_address_over_the_limit_is_refused_before_anything_is_read(configured: Configured) -> None:
    http = configured(rate_address_requests=3).browser().http

    answers = [await ask(http) for _ in range(3)]
    over = await http.post("/graphql", content=b"{", headers={"content-type": "text/plain"})

    assert [answer.status_code for answer in answers] == [200] * 3
    assert (over.status_code, codes(over), over.headers["retry-after"]) == (429, ["RATE_LIMITED"], "20")
    assert [(await http.get(path)).status_code for path in ("/healthz", "/readyz", "/")] == [200, 200, 429]


def _from(api: Api, address: str, forwarded: str | None = None) -> httpx2.AsyncClient:
    transport = httpx2.ASGITransport(app=api.app, client=(address, 40000))
    headers = {} if forwarded is None else {"x-forwarded-for": forwarded}
    http = httpx2.AsyncClient(transport=transport, base_url=api.base_url, headers=headers)
    api.opened.append(http)
    return http


async def test_nobodys_own_word_about_their_address_is_believed(configured: Configured) -> None:
    api = configured(rate_address_requests=1)

    answers = [await ask(_from(api, "203.0.113.7", f"198.51.100.{n}")) for n in range(2)]

    assert [answer.status_code for answer in answers] == [200, 429]


async def test_a_trusted_proxys_word_is(configured: Configured) -> None:
    api = configured(rate_address_requests=1, trusted_proxies=("10.0.0.0/8",))

    seen = [
        (await ask(_from(api, "10.1.2.3", forwarded))).status_code
        for forwarded in ("198.51.100.1", "198.51.100.2", "198.51.100.1", "198.51.100.9, 198.51.100.2")
    ]

    assert seen == [200, 200, 429, 429]
    # Not from the proxy: what it says of itself counts for nothing.
    assert [(await ask(_from(api, "203.0.113.7", "198.51.100.3"))).status_code for _ in range(2)] == [200, 429]


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:0db8:0001:0002"),
        ("2001:db8:1:2::9", "2001:0db8:0001:0002"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("fe80::1%eth0", "fe80:0000:0000:0000"),
        ("not:an:address", "not:an:address"),
        ("-", "-"),
    ],
)
def test_an_ipv6_line_counts_as_one_address(address: str, counted: str) -> None:
    assert network(address) == counted


def test_a_bucket_fills_again_evenly() -> None:
    ticks = Ticks()
    bucket = Buckets(60, ticks)

    assert [bucket.take("a", 30), bucket.take("a", 30), bucket.take("a", 1), bucket.take("b", 1)] == [0, 0, 1, 0]
    ticks.now += 10
    assert [bucket.take("a", 11), bucket.take("a", 10), bucket.take("a", 30)] == [1, 0, 30]
    ticks.now += 3600
    assert [bucket.take("a", 60), bucket.take("a", 60)] == [0, 60]


def test_more_than_a_whole_bucket_is_taken_from_a_full_one() -> None:
    ticks = Ticks()
    bucket = Buckets(10, ticks)

    assert [bucket.take("a", 25), bucket.take("a", 1)] == [0, 6]


def test_no_limit_is_no_bucket() -> None:
    bucket = Buckets(0)

    assert {bucket.take("a", 10**9) for _ in range(5)} == {0}


def test_a_flood_of_callers_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(buckets, "MOST_KEYS", 100)
    bucket = Buckets(2, Ticks())

    bucket.take("first", 2)
    assert bucket.take("first", 1) == 30
    for number in range(99):
        bucket.take(number, 1)
    assert bucket.take("first", 1) == 30
    for number in range(1000):
        bucket.take(number, 1)

    assert len(bucket._left) == 100
