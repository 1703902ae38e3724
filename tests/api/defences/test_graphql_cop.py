"""The thirteen checks of graphql-cop (Dolev Farhi, Nick Aleks; MIT), each asked of the production configuration.

What a check asks and what it takes for a finding is the tool's; the wording of the requests is ours. Each is asked
twice: as a browser meets the service, where text is refused altogether, and as a program with a token does, whose
text is read.
"""

from typing import Any

import httpx2
import pytest

from tests.api.defences.conftest import Configured
from tests.fixtures.api import Client

IDE_PATHS = ("/graphiql", "/playground", "/console", "/graphql")
IDE_WORDS = ("graphiql.min.css", "GraphQL Playground", "GraphiQL", "graphql-playground", "GraphQL 控制台")


@pytest.fixture(params=[True, False], ids=["browser", "program"])
def attacker(configured: Configured, request: pytest.FixtureRequest) -> Client:
    """Somebody without a session, before the production configuration."""
    return configured(environment="production", persisted_only=request.param).browser()


async def ask(attacker: Client, query: str) -> Any:
    """The whole answer to a query by POST."""
    return (await attacker.http.post("/graphql", json={"query": query})).json()


async def test_alias_overloading(attacker: Client) -> None:
    answer = await ask(attacker, "query cop { " + " ".join(f"alias{n}: __typename" for n in range(101)) + " }")

    assert "data" not in answer
    assert len(answer["errors"]) == 1


async def test_batch_query(attacker: Client) -> None:
    answer = await attacker.http.post("/graphql", json=[{"query": "query cop { __typename }"}] * 10)

    assert answer.status_code == 400
    assert isinstance(answer.json(), dict)
    assert "data" not in answer.json()


async def test_circular_query_introspection(attacker: Client) -> None:
    inner = "fields { type { " * 4 + "name" + " } }" * 4

    answer = await ask(attacker, "query cop { __schema { types { " + inner + " } } }")

    assert "data" not in answer


async def test_directive_overloading(attacker: Client) -> None:
    for count in (10, 11, 50):
        answer = await ask(attacker, "query cop { __typename " + "@aa" * count + " }")

        assert "data" not in answer
        assert len(answer["errors"]) == 1


async def test_field_duplication(attacker: Client) -> None:
    answer = await ask(attacker, "query cop { " + "__typename " * 500 + " }")

    assert "data" not in answer
    assert len(answer["errors"]) == 1


@pytest.mark.parametrize("query", ["{ __schema { directive } }", "{ viewr { name } }", "{ viewer { usernam } }"])
async def test_field_suggestions(attacker: Client, query: str) -> None:
    answer = await ask(attacker, f"query cop {query}")

    assert "data" not in answer
    assert "did you mean" not in str(answer).lower()


async def test_get_based_mutation(attacker: Client) -> None:
    answer = await attacker.http.get("/graphql", params={"query": "mutation cop { __typename }"})

    assert (answer.status_code, answer.content) == (405, b"")


async def test_get_method_support(attacker: Client) -> None:
    answer = await attacker.http.get("/graphql", params={"query": "query cop { __typename }"})

    assert (answer.status_code, answer.content) == (405, b"")


@pytest.mark.parametrize("path", IDE_PATHS)
async def test_detect_graphiql(attacker: Client, path: str) -> None:
    answer = await attacker.http.get(path, headers={"accept": "text/html"})

    assert not [word for word in IDE_WORDS if word in answer.text]


@pytest.mark.parametrize("query", ["{ __schema { types { name } } }", '{ __type(name: "Query") { fields { name } } }'])
async def test_introspection(attacker: Client, query: str) -> None:
    answer = await ask(attacker, f"query cop {query}")

    assert "data" not in answer


async def test_post_based_csrf(attacker: Client) -> None:
    query = {"query": "query cop { __typename }"}

    as_form = await attacker.http.post("/graphql", data=query)
    in_address = await attacker.http.post("/graphql", params=query)

    assert [_data(as_form), _data(in_address)] == [None, None]
    assert [as_form.status_code, in_address.status_code] == [415, 415]


async def test_trace_mode(attacker: Client) -> None:
    for query in ("query cop { __typename }", "query cop { viewer { name } }"):
        answer = await ask(attacker, query)

        assert "extensions" not in answer
        assert "stacktrace" not in str(answer).lower()


async def test_unhandled_error_detection(attacker: Client) -> None:
    answer = await ask(attacker, "qwerty cop { abc }")

    assert [set(error["extensions"]) for error in answer["errors"]] == [{"code"}]


def _data(answer: httpx2.Response) -> Any:
    return answer.json().get("data")
