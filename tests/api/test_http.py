"""GraphQL over HTTP: one door, and nothing leaks through it."""

import pytest
from graphql import GraphQLEnumType

from tests.factories.world import World
from tests.fixtures.api import Api
from xuanpai_core.config import Settings
from xuanpai_core.evidence.models import EvidenceKind
from xuanpai_graphql.schema import make_schema

QUERY = {"query": "{ viewer { username } }"}


async def test_only_json_is_taken(api: Api) -> None:
    answer = await api.browser().http.post("/graphql", content="query=x", headers={"content-type": "text/plain"})

    assert answer.status_code == 415
    assert answer.json()["errors"][0]["extensions"]["code"] == "UNSUPPORTED_CONTENT_TYPE"


async def test_get_is_refused(api: Api) -> None:
    answer = await api.browser().http.get("/graphql", params=QUERY)

    assert (answer.status_code, answer.headers["allow"], answer.content) == (405, "POST", b"")


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE"])
async def test_every_other_method_is_refused(api: Api, method: str) -> None:
    answer = await api.browser().http.request(method, "/graphql", json=QUERY)

    assert (answer.status_code, answer.headers["allow"], answer.content) == (405, "POST", b"")
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"{", "INVALID_JSON"),
        (b"[]", "INVALID_REQUEST"),
        (b'[{"query": "{ viewer { name } }"}]', "INVALID_REQUEST"),
        (b'{"query": 1}', "INVALID_REQUEST"),
        (b'{"query": "{ viewer { name } }", "variables": {"a": "\\u0000"}}', "INVALID_REQUEST"),
        (b'{"query": "{ viewer { name } }", "variables": null, "extensions": {}}', None),
        (b'{"query": "{ viewer { name } }", "variables": []}', "INVALID_REQUEST"),
        (b'{"query": "{ viewer { name } }", "extensions": 1}', "INVALID_REQUEST"),
        (b'{"query": "{ viewer { name } }", "operationName": 1}', "INVALID_REQUEST"),
        (b'{"variables": {}}', "INVALID_REQUEST"),
        (b'{"query": "{ viewer { name } }", "documentId": "00"}', "INVALID_REQUEST"),
        (b'{"extensions": {"persistedQuery": {"version": 1}}}', "INVALID_REQUEST"),
        (b'{"extensions": {"persistedQuery": {"version": 1, "sha256Hash": 7}}}', "INVALID_REQUEST"),
        (b'{"documentId": ["00"]}', "INVALID_REQUEST"),
        (b"\xff\xfe{\x00}\x00", "INVALID_JSON"),
    ],
)
async def test_what_is_no_graphql_request_is_refused(api: Api, body: bytes, code: str | None) -> None:
    headers = {"content-type": "application/json"}

    document = (await api.browser().http.post("/graphql", content=body, headers=headers)).json()

    codes = [error["extensions"]["code"] for error in document.get("errors", [])]
    assert codes == ([] if code is None else [code])


async def test_a_body_over_the_limit_is_refused(api: Api) -> None:
    body = b'{"query": "' + b" " * 1_100_000 + b'"}'

    answer = await api.browser().http.post("/graphql", content=body, headers={"content-type": "application/json"})

    assert answer.status_code == 413
    assert answer.json()["errors"][0]["extensions"]["code"] == "BODY_TOO_LARGE"


async def test_answers_are_not_cached_and_carry_the_browsers_defences(api: Api) -> None:
    answer = await api.browser().http.post("/graphql", json=QUERY)

    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


async def test_the_session_cookie_is_kept_from_scripts_and_other_sites(api: Api, world: World) -> None:
    from tests.factories.world import PASSWORD
    from tests.fixtures.api import SIGN_IN

    variables = {"tenant": world.tenant_code, "username": "county", "password": PASSWORD}
    answer = await api.browser().http.post("/graphql", json={"query": SIGN_IN, "variables": variables})

    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "path=/" in cookie


async def test_the_media_type_of_the_standard_is_spoken(api: Api) -> None:
    headers = {"accept": "application/graphql-response+json"}

    good = await api.browser().http.post("/graphql", json=QUERY, headers=headers)
    bad = await api.browser().http.post("/graphql", json={"query": "{ nosuch }"}, headers=headers)

    assert (good.status_code, good.json()) == (200, {"data": {"viewer": None}})
    assert good.headers["content-type"].startswith("application/graphql-response+json")
    assert (bad.status_code, "data" in bad.json()) == (400, False)


@pytest.mark.parametrize(
    ("accept", "spoken"),
    [
        (None, "application/json"),
        ("", "application/json"),
        ("*/*", "application/json"),
        ("application/*", "application/json"),
        ("application/json", "application/json"),
        ("application/graphql-response+json", "application/graphql-response+json"),
        ("application/graphql-response+json, application/json", "application/graphql-response+json"),
        ("application/json, application/graphql-response+json", "application/graphql-response+json"),
        ("application/graphql-response+json;q=0.5, application/json", "application/json"),
        ("application/graphql-response+json;q=0, */*;q=0.1", "application/json"),
        ("text/html, application/graphql-response+json;q=0.9", "application/graphql-response+json"),
    ],
)
async def test_the_answer_comes_in_the_media_type_that_is_wanted(api: Api, accept: str | None, spoken: str) -> None:
    http = api.browser().http
    del http.headers["accept"]

    answer = await http.post("/graphql", json=QUERY, headers={} if accept is None else {"accept": accept})

    assert (answer.status_code, answer.headers["content-type"]) == (200, f"{spoken}; charset=utf-8")


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "application/json;q=0", "application/json;q=x"])
async def test_who_wants_no_json_gets_nothing_done(api: Api, accept: str) -> None:
    answer = await api.browser().http.post("/graphql", json=QUERY, headers={"accept": accept})

    assert answer.status_code == 406
    assert [error["extensions"]["code"] for error in answer.json()["errors"]] == ["NOT_ACCEPTABLE"]


@pytest.mark.parametrize("charset", ["utf-16", "gb18030", "iso-8859-1"])
async def test_only_utf8_is_read(api: Api, charset: str) -> None:
    headers = {"content-type": f"application/json; charset={charset}"}

    answer = await api.browser().http.post("/graphql", content=b'{"query": "{ __typename }"}', headers=headers)

    assert answer.status_code == 415


async def test_chinese_is_sent_as_it_is(api: Api, world: World) -> None:
    client = await api.sign_in(world, "county")

    answer = await client.http.post("/graphql", json={"query": '{ region(code: "210726") { name } }'})

    assert answer.content == '{"data":{"region":{"name":"黑山县"}}}'.encode()


async def test_the_process_lives_and_is_ready(api: Api) -> None:
    http = api.browser().http

    live, ready = await http.get("/healthz"), await http.get("/readyz")

    assert (live.status_code, live.json()) == (200, {"status": "ok"})
    assert ready.json() == {
        "ready": True,
        "parts": {"database": True, "migrations": True, "objectStore": True},
    }


async def test_the_empty_roster_can_be_had(api: Api) -> None:
    answer = await api.browser().http.get("/files/roster-template.xlsx")

    assert answer.content[:2] == b"PK"
    assert "attachment" in answer.headers["content-disposition"]


def test_an_enum_in_the_input_arrives_as_its_member() -> None:
    declared = make_schema(Settings())._schema.type_map["EvidenceKind"]

    assert isinstance(declared, GraphQLEnumType)
    assert declared.parse_value("PHOTO") is EvidenceKind.PHOTO
