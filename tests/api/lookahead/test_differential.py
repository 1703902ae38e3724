"""Generated documents get the same answer from the engine and from a naive reference over the same rows."""

import re
from typing import Any

import pytest
from graphql import GraphQLSchema
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.api.lookahead.caller import EVERYWHERE, READ, READ_DAYS, READ_SENSITIVE, Caller, Places
from tests.api.lookahead.conftest import Engine, MakeEngine, keep_documents
from tests.api.lookahead.documents import documents
from tests.api.lookahead.reference import answer_naively, make_reference
from tests.api.lookahead.rows import ANHUI, LIAONING

PLACES: list[Places] = [
    EVERYWHERE,
    {READ: ("210726",), READ_SENSITIVE: ("210727",), READ_DAYS: ("21",)},
    {READ: ("210726101", "210727"), READ_SENSITIVE: ("210726101201",), READ_DAYS: ("210727101201",)},
]
TABLE = re.compile(r"(?:FROM|JOIN|,) (?:region|cadre|posting|attendance_day) AS (\w+)")


CALLERS = st.builds(Caller, st.sampled_from([LIAONING, ANHUI]), st.sampled_from(PLACES))


@pytest.fixture(scope="module")
def shared_engine(make_engine: MakeEngine) -> Engine:
    """One engine for all examples, so that plans of earlier examples are there to be mistaken for others."""
    return make_engine([keep_documents()])


@pytest.fixture(scope="module")
def reference(shared_engine: Engine) -> GraphQLSchema:
    """The same schema, answered naively."""
    return make_reference(shared_engine.schema.as_str())


@settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(document=documents(), callers=st.lists(CALLERS, min_size=2, max_size=2))
async def test_a_generated_document_gets_the_answer_of_the_naive_reference(
    shared_engine: Engine,
    reference: GraphQLSchema,
    document: tuple[str, dict[str, Any]],
    callers: list[Caller],
) -> None:
    text, variables = document

    for caller in callers:
        result = await shared_engine.run(text, caller, **variables)

        assert result.errors is None
        assert result.data == answer_naively(reference, text, caller, variables)
        for statement in caller.statements:
            for alias in TABLE.findall(statement):
                assert re.search(rf"\b{alias}\.tenant_id = \$\d+::UUID", statement)
