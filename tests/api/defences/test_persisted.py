"""In production browsers run the documents of the release and no other text; programs with a token may send text."""

import hashlib
import re
from importlib import metadata, resources

import pytest
from graphql import GraphQLError

from tests.api.defences.conftest import Configured
from tests.api.defences.documents import SHIPPED, codes, digest_of, sent
from tests.factories.tokens import make_token
from tests.factories.world import PASSWORD, World
from tests.fixtures.api import Api, Client, Refused
from xuanpai_core.authz.actions import Action
from xuanpai_core.config import Settings
from xuanpai_graphql.execution import Operations
from xuanpai_graphql.limits import check_cost
from xuanpai_graphql.schema import make_schema

VIEWER = "{ viewer { username } }"


async def signed_in(production: Api, world: World, person: str) -> Client:
    """A browser in which the front end's own document has signed ``person`` in."""
    client = production.browser()
    variables = {"tenant": world.tenant_code, "username": person, "password": PASSWORD}
    answer = await client.http.post("/graphql", json=sent("SignIn", **variables))
    assert answer.json()["data"]["signIn"]["username"] == person
    return client


async def test_the_pages_own_documents_run_by_their_hash(production: Api, world: World) -> None:
    client = await signed_in(production, world, "county")

    by_extension = await client.http.post("/graphql", json=sent("Viewer"))
    by_id = await client.http.post("/graphql", json={"documentId": digest_of("Viewer")})
    by_named_id = await client.http.post("/graphql", json={"documentId": f"sha256:{digest_of('Viewer')}"})

    assert by_extension.json()["data"]["viewer"]["username"] == "county"
    assert by_extension.json() == by_id.json() == by_named_id.json()


async def test_text_is_refused_in_production(production: Api, world: World) -> None:
    client = await signed_in(production, world, "county")

    for body in ({"query": VIEWER}, {"query": "{ __typename }"}, {"query": "not even GraphQL {{{"}):
        answer = await client.http.post("/graphql", json=body)

        assert codes(answer) == ["DOCUMENTS_ONLY"]
        assert "data" not in answer.json()


async def test_the_text_of_a_released_document_is_that_document(production: Api) -> None:
    text = SHIPPED.text_of(digest_of("Viewer"))

    same = await production.browser().http.post("/graphql", json={"query": text})
    other = await production.browser().http.post("/graphql", json={"query": text + " "})

    assert same.json() == {"data": {"viewer": None}}
    assert codes(other) == ["DOCUMENTS_ONLY"]


@pytest.mark.parametrize("digest", ["0" * 64, "", "../manifests/0.1.0.json", digest_of("Viewer").upper()])
async def test_an_unknown_hash_is_refused_and_teaches_nothing(production: Api, api: Api, digest: str) -> None:
    persisted = {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": digest}}}
    with_text = persisted | {"query": VIEWER}

    for where in (production, api):
        http = where.browser().http
        first = await http.post("/graphql", json=persisted)
        taught = await http.post("/graphql", json=with_text)
        again = await http.post("/graphql", json=persisted)

        assert [codes(first), codes(taught), codes(again)] == [
            ["DOCUMENT_UNKNOWN"],
            ["INVALID_REQUEST"],
            ["DOCUMENT_UNKNOWN"],
        ]


async def test_text_is_taken_while_developing(api: Api) -> None:
    assert await api.browser()(VIEWER) == {"viewer": None}


async def test_a_program_with_a_token_may_send_text(production: Api, world: World) -> None:
    program = production.program((await make_token(world, "county", Action.REGION_READ)).text)

    assert await program("{ regions(first: 1) { nodes { code } } }") == {"regions": {"nodes": [{"code": "21"}]}}
    with pytest.raises(Refused) as refused:
        await program("{ __schema { queryType { name } } }")
    assert refused.value.codes == ["GRAPHQL_INVALID"]


@pytest.mark.parametrize("text", ["{ __typename }", "not even GraphQL {{{", VIEWER])
async def test_a_made_up_token_does_not_reach_the_parser(production: Api, world: World, text: str) -> None:
    for token in (f"xp_{world.tenant_id.hex}_{'0' * 64}", "made-up", ""):
        answer = await production.program(token).http.post("/graphql", json={"query": text})

        assert codes(answer) == ["UNAUTHENTICATED"]
        assert "data" not in answer.json()


def test_each_shipped_document_is_filed_under_its_own_hash() -> None:
    wrong = [digest for digest, text in SHIPPED.items() if hashlib.sha256(text.encode()).hexdigest() != digest]

    assert len(SHIPPED.items()) >= 14
    assert wrong == []


def test_each_shipped_document_fits_the_schema_and_the_limits() -> None:
    settings = Settings(environment="production")
    operations = Operations(make_schema(settings), settings)
    unfit = []
    for text in dict(SHIPPED.items()).values():
        try:
            for _, cost in operations.prepare(text).operations.values():
                check_cost(cost, {}, settings)
        except GraphQLError as error:
            unfit.append((text, error.message))

    assert unfit == []


def test_the_manifests_are_this_releases_and_at_most_two_before_it() -> None:
    names = [file.name for file in resources.files("xuanpai_graphql.documents").joinpath("manifests").iterdir()]

    assert f"{metadata.version('xuanpai')}.json" in names
    assert len(names) <= 3
    assert [name for name in names if not re.fullmatch(r"\d+\.\d+\.\d+\.json", name)] == []


async def test_a_person_runs_every_page_with_documents_alone(configured: Configured, world: World) -> None:
    production = configured(environment="production", introspection=False)
    client = await signed_in(production, world, "county")

    page = await client.http.post("/graphql", json=sent("Postings", month="2025-10", attendance=True))
    left = await client.http.post("/graphql", json=sent("SignOut"))
    after = await client.http.post("/graphql", json=sent("Viewer"))

    names = {posting["cadre"]["name"] for posting in page.json()["data"]["postings"]["nodes"]}
    assert names == {"王建国", "李秀英", "张伟"}
    assert left.json() == {"data": {"signOut": True}}
    assert after.json() == {"data": {"viewer": None}}
