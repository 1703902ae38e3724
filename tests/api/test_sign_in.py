"""Signing in as a browser meets it: cookies, devices, second factor, step-up and sessions, through the whole API."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.core.identity.signing import clock_of, code_now, with_settings
from tests.factories.world import PASSWORD, World
from tests.fixtures.api import SIGN_IN, Api, Client, Refused
from xuanpai_core.identity.second_factor import NewKey
from xuanpai_graphql.app import create_app
from xuanpai_graphql.context import Application
from xuanpai_graphql.lookahead.ids import global_id

VIEWER = "{ viewer { username mustChangePassword mustEnrolSecondFactor hasSecondFactor roles { role } permissions } }"
SIGN_IN_WITH_CODE = """mutation($tenant: String!, $username: String!, $password: String!, $code: String) {
  signIn(tenant: $tenant, username: $username, password: $password, code: $code) { username mustEnrolSecondFactor }
}"""
BEGIN = """mutation($password: String, $code: String) {
  beginSecondFactor(password: $password, code: $code) { secret uri } }"""
CONFIRM = "mutation($code: String!) { confirmSecondFactor(code: $code) }"
STEP_UP = "mutation($password: String!, $code: String) { stepUp(password: $password, code: $code) }"
CHANGE = "mutation($old: String!, $new: String!) { changePassword(oldPassword: $old, newPassword: $new) }"
SESSIONS = """{ mySessions { id address userAgent method createdAt lastSeenAt expiresAt current } }"""
REVOKE = "mutation($id: ID!) { revokeSession(id: $id) }"
REVOKE_OTHERS = "mutation { revokeOtherSessions }"
REVOKE_ALL = "mutation($id: ID!) { revokeAccountSessions(accountId: $id) }"
RESET = "mutation($id: ID!) { resetSecondFactor(accountId: $id) }"
PROVINCE = '{ region(code: "21") { name } }'
WRONG = "Wrong-1234"


@pytest_asyncio.fixture
async def strict(world: World) -> AsyncIterator[Api]:
    """The application in an installation that asks a second factor of administrators."""
    database = with_settings(world, second_factor="administrators").database
    api = Api(create_app(database.settings, Application(database.settings, database)), [])
    yield api
    for http in api.opened:
        await http.aclose()


async def _sign(client: Client, world: World, username: str, password: str = PASSWORD, code: str | None = None) -> str:
    """``SIGNED_IN``, or the code of the refusal."""
    variables = {"tenant": world.tenant_code, "username": username, "password": password, "code": code}
    try:
        await client(SIGN_IN_WITH_CODE, **variables)
    except Refused as refused:
        return str(refused.codes[0])
    return "SIGNED_IN"


async def _refusal(client: Client, query: str, **variables: object) -> str:
    with pytest.raises(Refused) as refused:
        await client(query, **variables)
    return str(refused.value.codes[0])


async def _enrol(client: Client, world: World) -> NewKey:
    told = (await client(BEGIN, password=PASSWORD))["beginSecondFactor"]
    key = NewKey(told["secret"], told["uri"])
    assert await client(CONFIRM, code=_code(world, key)) == {"confirmSecondFactor": True}
    clock_of(world).advance(seconds=60)
    return key


def _code(world: World, key: NewKey) -> str:
    return code_now(key, clock_of(world).now())


def _account(world: World, username: str) -> str:
    return global_id("Account", world.people[username].account_id)


async def _viewer(client: Client) -> dict[str, object] | None:
    viewer: dict[str, object] | None = (await client(VIEWER))["viewer"]
    return viewer


async def test_signing_in_sets_a_session_cookie_and_a_device_cookie_that_scripts_cannot_read(
    api: Api, world: World
) -> None:
    variables = {"tenant": world.tenant_code, "username": "county", "password": PASSWORD}
    answer = await api.browser().http.post("/graphql", json={"query": SIGN_IN, "variables": variables})

    cookies = [cookie.lower() for cookie in answer.headers.get_list("set-cookie")]

    assert [cookie.partition("=")[0] for cookie in cookies] == ["xuanpai_session", "xuanpai_device"]
    assert all("httponly" in cookie and "samesite=strict" in cookie and "path=/" in cookie for cookie in cookies)
    assert f"max-age={180 * 86400}" in cookies[1]


async def test_in_production_both_cookies_are_bound_to_the_host_and_to_https(world: World) -> None:
    database = with_settings(world, cookie_secure=True).database
    api = Api(create_app(database.settings, Application(database.settings, database)), [])
    variables = {"tenant": world.tenant_code, "username": "county", "password": PASSWORD}

    answer = await api.browser().http.post("/graphql", json={"query": SIGN_IN, "variables": variables})

    cookies = answer.headers.get_list("set-cookie")
    assert [cookie.partition("=")[0] for cookie in cookies] == ["__Host-xuanpai", "__Host-xuanpai-device"]
    assert all("secure" in cookie.lower() and "domain" not in cookie.lower() for cookie in cookies)
    await api.opened[0].aclose()


async def test_a_refused_sign_in_sets_no_cookie(api: Api, world: World) -> None:
    variables = {"tenant": world.tenant_code, "username": "county", "password": WRONG}
    answer = await api.browser().http.post("/graphql", json={"query": SIGN_IN, "variables": variables})

    assert "set-cookie" not in answer.headers


async def test_five_wrong_passwords_lock_this_browser_out_and_not_the_one_that_was_here_before(
    api: Api, world: World
) -> None:
    known = await api.sign_in(world, "county")
    await known("mutation { signOut }")
    attacker = api.browser()

    answers = [await _sign(attacker, world, "county", WRONG) for _ in range(6)]

    assert answers == ["SIGN_IN_REFUSED"] * 5 + ["ACCOUNT_LOCKED"]
    assert await _sign(known, world, "county") == "SIGNED_IN"
    assert await _sign(api.browser(), world, "clerk") == "SIGNED_IN"
    assert await _sign(api.browser(), world, "county") == "ACCOUNT_LOCKED"
    clock_of(world).advance(minutes=30)
    assert await _sign(api.browser(), world, "county") == "SIGNED_IN"


async def test_a_known_an_unknown_name_and_an_unknown_tenant_lock_in_the_same_words(api: Api, world: World) -> None:
    seen = []
    for tenant, username in (
        (world.tenant_code, "county"),
        (world.tenant_code, f"nobody-{world.tenant_code}"),
        (f"none-{world.tenant_code}", "county"),
    ):
        told = []
        for _ in range(6):
            with pytest.raises(Refused) as refused:
                await api.browser()(SIGN_IN, tenant=tenant, username=username, password=WRONG)
            told.append((refused.value.codes[0], refused.value.errors[0]["message"]))
        seen.append(told)

    assert seen[0] == seen[1] == seen[2]
    assert [code for code, _ in seen[0]] == ["SIGN_IN_REFUSED"] * 5 + ["ACCOUNT_LOCKED"]


async def test_signing_in_again_in_the_same_browser_ends_the_session_before(api: Api, world: World) -> None:
    client = await api.sign_in(world, "county")
    before = client.http.cookies["xuanpai_session"]
    await _sign(client, world, "clerk")
    thief = api.browser()
    thief.http.cookies.set("xuanpai_session", before)

    assert await _viewer(thief) is None
    assert (await _viewer(client) or {})["username"] == "clerk"


async def test_signing_in_to_another_tenant_ends_the_session_in_the_first(
    api: Api, world: World, other_world: World
) -> None:
    client = await api.sign_in(world, "county")
    before = client.http.cookies["xuanpai_session"]
    await _sign(client, other_world, "county")
    thief = api.browser()
    thief.http.cookies.set("xuanpai_session", before)

    assert await _viewer(thief) is None
    assert (await _viewer(client) or {})["username"] == "county"


async def test_an_administrator_sees_and_does_nothing_until_a_second_factor_is_enrolled(
    strict: Api, world: World
) -> None:
    admin = await strict.sign_in(world, "admin")
    before = await _viewer(admin)
    closed = await _refusal(admin, PROVINCE)

    await _enrol(admin, world)

    after = await _viewer(admin)
    assert before == {
        "username": "admin",
        "mustChangePassword": False,
        "mustEnrolSecondFactor": True,
        "hasSecondFactor": False,
        "roles": [],
        "permissions": [],
    }
    assert closed == "FORBIDDEN"
    assert await admin(PROVINCE) == {"region": {"name": "辽宁省"}}
    assert after is not None
    assert (after["mustEnrolSecondFactor"], after["hasSecondFactor"]) == (False, True)
    assert after["roles"] == [{"role": "tenant_administrator"}]


async def test_the_code_is_asked_for_after_the_password_and_accepted_once(strict: Api, world: World) -> None:
    key = await _enrol(await strict.sign_in(world, "admin"), world)
    code, browser = _code(world, key), strict.browser()

    assert await _sign(browser, world, "admin", WRONG) == "SIGN_IN_REFUSED"
    assert await _sign(browser, world, "admin") == "SECOND_FACTOR_REQUIRED"
    assert await _viewer(browser) is None
    assert await _sign(browser, world, "admin", code="000000") == "SECOND_FACTOR_WRONG"
    assert await _sign(browser, world, "admin", code=code) == "SIGNED_IN"
    assert await _sign(strict.browser(), world, "admin", code=code) == "SECOND_FACTOR_WRONG"


async def test_a_second_factor_is_begun_with_the_password_or_after_a_step_up(api: Api, world: World) -> None:
    client = await api.sign_in(world, "county")

    assert await _refusal(client, BEGIN) == "STEP_UP_REQUIRED"
    assert await _refusal(client, BEGIN, password=WRONG) == "WRONG_PASSWORD"
    assert (await _viewer(client) or {})["hasSecondFactor"] is False
    await client(STEP_UP, password=PASSWORD)
    told = (await client(BEGIN))["beginSecondFactor"]
    assert told["uri"].startswith("otpauth://totp/")
    assert len(told["secret"]) == 32


async def test_whoever_has_a_second_factor_needs_its_code_to_replace_it(api: Api, world: World) -> None:
    client = await api.sign_in(world, "county")
    key = await _enrol(client, world)

    assert await _refusal(client, BEGIN, password=PASSWORD) == "SECOND_FACTOR_REQUIRED"
    assert (await client(BEGIN, password=PASSWORD, code=_code(world, key)))["beginSecondFactor"]["secret"] != key.secret


async def test_a_step_up_asks_for_password_and_code(api: Api, world: World) -> None:
    client = await api.sign_in(world, "county")
    key = await _enrol(client, world)

    assert await _refusal(client, STEP_UP, password=PASSWORD) == "SECOND_FACTOR_REQUIRED"
    assert (await client(STEP_UP, password=PASSWORD, code=_code(world, key)))["stepUp"] == "2025-10-24T01:06:00+00:00"


async def test_failures_to_step_up_are_kept_although_they_are_refused_and_end_the_session(
    api: Api, world: World
) -> None:
    client = await api.sign_in(world, "county")

    answers = [await _refusal(client, STEP_UP, password=WRONG) for _ in range(5)]

    assert answers == ["WRONG_PASSWORD"] * 4 + ["UNAUTHENTICATED"]
    assert await _viewer(client) is None


async def test_changing_the_password_ends_every_session(api: Api, world: World) -> None:
    here, there = await api.sign_in(world, "county"), await api.sign_in(world, "county")

    await here(CHANGE, old=PASSWORD, new="Newer-8642")

    assert (await _viewer(here), await _viewer(there)) == (None, None)
    assert await _sign(here, world, "county") == "SIGN_IN_REFUSED"
    assert await _sign(here, world, "county", "Newer-8642") == "SIGNED_IN"


async def test_a_common_or_used_password_cannot_be_chosen(api: Api, world: World) -> None:
    client = await api.sign_in(world, "county")

    assert await _refusal(client, CHANGE, old=PASSWORD, new="P@ssw0rd2025") == "COMMON_PASSWORD"
    assert await _refusal(client, CHANGE, old=PASSWORD, new=PASSWORD) == "PASSWORD_REUSED"
    assert await _refusal(client, CHANGE, old=WRONG, new="Newer-8642") == "WRONG_PASSWORD"
    assert (await _viewer(client) or {})["username"] == "county"


async def test_one_operation_holds_one_guess_at_most(api: Api, world: World) -> None:
    client = await api.sign_in(world, "county")
    twice = f'mutation {{ a: stepUp(password: "{WRONG}") b: stepUp(password: "{PASSWORD}") }}'

    with pytest.raises(Refused):
        await client(twice)

    assert await _refusal(client, BEGIN) == "STEP_UP_REQUIRED"


async def test_one_sees_and_ends_ones_own_sessions(api: Api, world: World) -> None:
    here, there, third = [await api.sign_in(world, "county") for _ in range(3)]
    await api.sign_in(world, "clerk")
    seen = (await here(SESSIONS))["mySessions"]
    other = next(session["id"] for session in (await there(SESSIONS))["mySessions"] if session["current"])

    assert [session["current"] for session in seen].count(True) == 1
    assert len(seen) == 3
    assert {session["method"] for session in seen} == {"PASSWORD"}
    assert {session["createdAt"] for session in seen} == {"2025-10-24T01:00:00+00:00"}
    assert await here(REVOKE, id=other) == {"revokeSession": True}
    assert await _viewer(there) is None
    assert await _refusal(here, REVOKE, id=other) == "SESSION_NOT_FOUND"
    assert await here(REVOKE_OTHERS) == {"revokeOtherSessions": 1}
    assert await _viewer(third) is None
    assert (await _viewer(here) or {})["username"] == "county"


async def test_nobody_ends_the_session_of_another(api: Api, world: World) -> None:
    county, clerk = await api.sign_in(world, "county"), await api.sign_in(world, "clerk")
    [session] = (await county(SESSIONS))["mySessions"]

    assert await _refusal(clerk, REVOKE, id=session["id"]) == "SESSION_NOT_FOUND"
    assert (await _viewer(county) or {})["username"] == "county"


async def test_an_administrator_ends_the_sessions_of_an_account_at_once(api: Api, world: World) -> None:
    admin, county = await api.sign_in(world, "admin"), await api.sign_in(world, "county")

    assert await _refusal(county, REVOKE_ALL, id=_account(world, "clerk")) == "FORBIDDEN"
    assert await admin(REVOKE_ALL, id=_account(world, "county")) == {"revokeAccountSessions": 1}
    assert await _viewer(county) is None


async def test_an_administrator_takes_a_lost_second_factor_away_but_not_their_own(api: Api, world: World) -> None:
    county, admin = await api.sign_in(world, "county"), await api.sign_in(world, "admin")
    await _enrol(county, world)

    assert await _refusal(admin, RESET, id=_account(world, "admin")) == "OWN_ACCOUNT"
    assert await _sign(api.browser(), world, "county") == "SECOND_FACTOR_REQUIRED"
    assert await admin(RESET, id=_account(world, "county")) == {"resetSecondFactor": True}
    assert await _viewer(county) is None
    assert await _sign(api.browser(), world, "county") == "SIGNED_IN"


@pytest.mark.parametrize(
    "query",
    [
        STEP_UP.replace("$password: String!, $code: String", "$password: String!").replace(", code: $code", ""),
        "mutation($password: String!) { beginSecondFactor(password: $password) { secret } }",
        'mutation($password: String!) { changePassword(oldPassword: $password, newPassword: "Newer-8642") }',
        'mutation { confirmSecondFactor(code: "123456") }',
        REVOKE_OTHERS,
        "{ mySessions { id } }",
    ],
)
async def test_without_a_session_none_of_it_is_open(api: Api, query: str) -> None:
    assert await _refusal(api.browser(), query, password=PASSWORD) == "UNAUTHENTICATED"
