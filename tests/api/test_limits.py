"""An operation that costs too much is refused by one clear error, before it touches anything."""

import pytest

from tests.factories.world import World
from tests.fixtures.api import Api, Refused

DEEP = "{ regions { nodes " + "{ parent " * 14 + "{ code }" + " }" * 14 + " } }"


@pytest.mark.parametrize(
    "query",
    [
        DEEP,
        "{ " + " ".join(f"a{n}: viewer {{ username }}" for n in range(16)) + " }",
        "{ viewer { " + "username " * 50 + "} }",
        "{ viewer { username " + "@include(if: true) " * 31 + "} }",
        "{ viewer { " + " ".join(f"...f{n}" for n in range(1)) + " } } fragment f0 on Viewer { " + "name " * 4 + "}",
        "{ regions(first: 100) { nodes { children(first: 100) { nodes { code name } } } } }",
    ],
    ids=["depth", "aliases", "repetition", "directives", "repetition-in-fragment", "cost"],
)
async def test_an_operation_beyond_a_limit_is_refused(api: Api, world: World, query: str) -> None:
    client = await api.sign_in(world, "county")

    with pytest.raises(Refused) as refused:
        await client(query)

    assert refused.value.codes == ["OPERATION_TOO_LARGE"]


async def test_a_page_size_in_a_variable_counts_as_it_is_sent(api: Api, world: World) -> None:
    client = await api.sign_in(world, "county")
    query = """query($n: Int!) { regions(first: $n) { nodes { children(first: $n) { nodes { code name } } } } }"""

    small = await client(query, n=5)
    with pytest.raises(Refused) as refused:
        await client(query, n=100)

    assert len(small["regions"]["nodes"]) == 5
    assert refused.value.codes == ["OPERATION_TOO_LARGE"]


async def test_too_many_tokens_are_refused_while_parsing(api: Api) -> None:
    with pytest.raises(Refused) as refused:
        await api.browser()("{ " + " ".join(f"viewer{n}" for n in range(3000)) + " }")

    assert refused.value.codes == ["GRAPHQL_INVALID"]


async def test_a_page_over_one_hundred_is_refused(api: Api, world: World) -> None:
    client = await api.sign_in(world, "county")

    with pytest.raises(Refused) as refused:
        await client("{ postings(first: 101) { nodes { id } } }")

    assert refused.value.codes == ["PAGE_TOO_LARGE"]
