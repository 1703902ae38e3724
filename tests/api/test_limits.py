"""An operation that costs too much is refused by one clear error, before it touches anything."""

from typing import Any

import pytest
from graphql import GraphQLObjectType, IntValueNode, ObjectTypeDefinitionNode, parse

from tests.factories.world import World
from tests.fixtures.api import Api, Refused
from xuanpai_core.config import Settings
from xuanpai_graphql.cost import weight_of
from xuanpai_graphql.limits import SENSITIVE, Meter
from xuanpai_graphql.schema import make_schema

# Arguments named "code" that are a region's.
_REGION_CODES = {"renameRegion", "abolishRegion", "moveRegion"}

SIGN_IN = 'signIn(tenant: "t", username: "u", password: "p") { name }'
# Each fragment spreads the next one twice: two to the thirtieth of them, and not one field.
BOMB = "{ ...f0 } " + " ".join(f"fragment f{n} on Query {{ ...f{n + 1} ...f{n + 1} }}" for n in range(30))
DEAR_IN_FRAGMENTS = """{ regions(first: 100) { ...f } }
fragment f on RegionConnection { nodes { children(first: 100) { ...g } } }
fragment g on RegionConnection { nodes { code name } }"""
DEEP = "{ regions { nodes " + "{ parent " * 14 + "{ code }" + " }" * 14 + " } }"


@pytest.mark.parametrize(
    "query",
    [
        DEEP,
        "{ " + " ".join(f"a{n}: viewer {{ username }}" for n in range(16)) + " }",
        "{ viewer { " + "username " * 50 + "} }",
        "{ viewer { username " + "@include(if: true) " * 31 + "} }",
        "{ viewer { ...f } } fragment f on Viewer { " + "name " * 4 + "}",
        "{ regions(first: 100) { nodes { children(first: 100) { nodes { code name } } } } }",
        "query($n: Int! = 100) { regions(first: $n) { nodes { children(first: $n) { nodes { code name } } } } }",
        DEAR_IN_FRAGMENTS,
        "{ " + " ".join("...f" for _ in range(201)) + " } fragment f on Query { __typename }",
        "{ " + "... { " * 31 + "__typename" + " }" * 31 + " }",
        BOMB,
        " ".join(f"query q{n} {{ __typename }}" for n in range(6)),
        f"mutation {{ {SIGN_IN} again: {SIGN_IN} }}",
        f"mutation {{ {SIGN_IN} ...f }} fragment f on Mutation {{ again: {SIGN_IN} }}",
        f'mutation {{ {SIGN_IN} changePassword(oldPassword: "a", newPassword: "b") }}',
        "{ viewer { " + " ".join(f"field{n}" for n in range(601)) + " } }",
    ],
    ids=[
        "depth",
        "aliases",
        "repetition",
        "directives",
        "repetition-in-fragment",
        "cost",
        "cost-by-default-of-a-variable",
        "cost-in-fragment",
        "spreads",
        "nested-fragments",
        "fragments-by-powers-of-two",
        "operations",
        "two-sign-ins",
        "two-sign-ins-by-fragment",
        "two-that-guess",
        "selections",
    ],
)
async def test_an_operation_beyond_a_limit_is_refused(api: Api, query: str) -> None:
    with pytest.raises(Refused) as refused:
        await api.browser()(query)

    assert refused.value.codes == ["OPERATION_TOO_LARGE"]
    assert refused.value.data is None


@pytest.mark.parametrize(
    "variables",
    [{"a": [0] * 5_001}, {"a": {str(n): n for n in range(5_001)}}, {"a": [[0] * 1_000] * 6}],
    ids=["list", "object", "lists"],
)
async def test_too_many_values_in_the_variables_are_refused(api: Api, variables: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refused:
        await api.browser()("{ viewer { name } }", **variables)

    assert refused.value.codes == ["OPERATION_TOO_LARGE"]


async def test_variables_nested_too_deeply_are_refused(api: Api) -> None:
    for depth, codes in ((16, []), (17, ["OPERATION_TOO_LARGE"]), (900, ["OPERATION_TOO_LARGE"])):
        body = b'{"query": "{ viewer { name } }", "variables": {"a": ' + b"[" * depth + b"]" * depth + b"}}"

        answer = await api.browser().http.post("/graphql", content=body, headers={"content-type": "application/json"})

        assert [error["extensions"]["code"] for error in answer.json().get("errors", [])] == codes


def test_every_root_field_that_guesses_or_shows_a_secret_is_there() -> None:
    mutation = make_schema(Settings())._schema.mutation_type
    assert mutation is not None

    assert set(mutation.fields) >= SENSITIVE


def test_every_root_field_that_takes_a_secret_counts_as_sensitive() -> None:
    mutation = make_schema(Settings())._schema.mutation_type
    assert mutation is not None
    takes = {name for name, field in mutation.fields.items() if set(field.args) & {"code", "password", "oldPassword"}}

    assert takes - _REGION_CODES <= SENSITIVE


def test_the_weight_that_the_schema_shows_is_the_weight_that_counts() -> None:
    schema = make_schema(Settings())
    shown = [
        (field.name.value, int(argument.value.value))
        for type_ in parse(schema.as_str()).definitions
        if isinstance(type_, ObjectTypeDefinitionNode)
        for field in type_.fields or ()
        for directive in field.directives or ()
        for argument in directive.arguments or ()
        if directive.name.value == "cost" and isinstance(argument.value, IntValueNode)
    ]
    types = [type_ for type_ in schema._schema.type_map.values() if isinstance(type_, GraphQLObjectType)]
    counted = [(name, weight_of(field)) for type_ in types for name, field in type_.fields.items()]

    assert sorted(shown) == sorted((name, weight) for name, weight in counted if weight != 1)
    assert {"countyFigures", "sheetFigures", "totalCount"} <= {name for name, _ in shown}


@pytest.mark.parametrize(
    ("query", "cost"),
    [
        ("{ __typename }", 1),
        ("{ viewer { name username } }", 3),
        ("{ regions(first: 10) { nodes { code name } } }", 1 + 1 + 10 * 2),
        ("{ regions { edges { node { code } cursor } pageInfo { hasNextPage } } }", 1 + 1 + 20 * 3 + 2),
        ("{ regions(first: 3) { totalCount nodes { code } } }", 1 + 5 + 1 + 3),
        ('{ countyFigures(regionCode: "21", month: "2025-10") { countyName } }', 20 + 10),
    ],
)
def test_an_operation_costs_its_weights_times_its_pages(query: str, cost: int) -> None:
    document = parse(query)
    schema = make_schema(Settings())._schema

    measured = Meter(schema, document, Settings()).measure(document.definitions[0])  # type: ignore[arg-type]

    assert measured.total({}) == cost


async def test_a_page_size_in_a_variable_counts_as_it_is_sent(api: Api, world: World) -> None:
    client = await api.sign_in(world, "county")
    query = """query($n: Int!) { regions(first: $n) { nodes { children(first: $n) { nodes { code name } } } } }"""

    small = await client(query, n=5)
    with pytest.raises(Refused) as refused:
        await client(query, n=100)

    assert len(small["regions"]["nodes"]) == 5
    assert refused.value.codes == ["OPERATION_TOO_LARGE"]


@pytest.mark.parametrize(
    "query",
    [
        "{ " + " ".join(f"viewer{n}" for n in range(3000)) + " }",
        "{ " + "... { " * 600 + "__typename" + " }" * 600 + " }",
        "{ region(code: " + "[" * 900 + "]" * 900 + ") { name } }",
    ],
    ids=["tokens", "nested-selections", "nested-values"],
)
async def test_what_is_beyond_the_parser_is_refused_by_it(api: Api, query: str) -> None:
    with pytest.raises(Refused) as refused:
        await api.browser()(query)

    assert refused.value.codes == ["GRAPHQL_INVALID"]


async def test_a_page_over_one_hundred_is_refused(api: Api, world: World) -> None:
    client = await api.sign_in(world, "county")

    with pytest.raises(Refused) as refused:
        await client("{ postings(first: 101) { nodes { id } } }")

    assert refused.value.codes == ["PAGE_TOO_LARGE"]
