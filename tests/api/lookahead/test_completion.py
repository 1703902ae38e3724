"""Answers that are completed at once are the ones that graphql-core makes leaf by leaf, to the letter."""

import json
from typing import Any, ClassVar

import pytest
from graphql import GraphQLObjectType
from graphql.execution.collect_fields import FieldDetailsList
from graphql.pyutils import Path
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from tests.api.lookahead.caller import EVERYWHERE, READ, READ_DAYS, READ_SENSITIVE, Caller, Places
from tests.api.lookahead.conftest import Engine, MakeEngine, keep_documents
from tests.api.lookahead.documents import documents
from tests.api.lookahead.rows import ANHUI, LIAONING
from xuanpai_graphql.completion import WholesaleExecutor

PLACES: list[Places] = [
    EVERYWHERE,
    {READ: ("210726",), READ_SENSITIVE: ("210727",), READ_DAYS: ("21",)},
]
CALLERS = st.builds(Caller, st.sampled_from([LIAONING, ANHUI]), st.sampled_from(PLACES))


class Watched(WholesaleExecutor):
    """Notes the objects that graphql-core had to walk."""

    walked: ClassVar[list[list[str | int]]] = []

    # The signature is graphql-core's.
    def collect_and_execute_subfields(
        self,
        return_type: GraphQLObjectType,
        field_details_list: FieldDetailsList,
        path: Path,
        result: Any,
        position_context: Any,
    ) -> Any:
        """Note it, and walk."""
        self.walked.append(path.as_list())
        return super().collect_and_execute_subfields(return_type, field_details_list, path, result, position_context)


@pytest.fixture(scope="module")
def wholesale(make_engine: MakeEngine) -> Engine:
    """An engine whose answers may be completed at once."""
    engine = make_engine([keep_documents()])
    engine.schema.execution_context_class = Watched
    return engine


@pytest.fixture(scope="module")
def leaf_by_leaf(make_engine: MakeEngine) -> Engine:
    """The same under graphql-core's own executor."""
    engine = make_engine([keep_documents()])
    engine.schema.execution_context_class = StrawberryGraphQLCoreExecutionContext
    return engine


@settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(document=documents(), callers=st.lists(CALLERS, min_size=2, max_size=2))
async def test_a_generated_document_gets_the_same_answer_either_way(
    wholesale: Engine, leaf_by_leaf: Engine, document: tuple[str, dict[str, Any]], callers: list[Caller]
) -> None:
    text, variables = document

    for caller in callers:
        at_once = await wholesale.run(text, caller, **variables)
        reference = await leaf_by_leaf.run(text, caller, **variables)

        assert (at_once.errors, reference.errors) == (None, None)
        assert json.dumps(at_once.data) == json.dumps(reference.data)


async def test_rows_of_plain_leaves_are_not_walked_at_all(wholesale: Engine) -> None:
    Watched.walked.clear()

    answer = await wholesale.run(
        "{ postings(first: 3) { nodes { id role startDate endDate allowanceFen score daysOnDuty } pageInfo "
        "{ hasNextPage } __typename } cadres { name __typename } }",
        Caller(),
    )

    assert answer.errors is None
    assert answer.data is not None
    assert len(answer.data["postings"]["nodes"]) == 3
    assert len(answer.data["cadres"]) > 1
    assert Watched.walked == []


async def test_a_leaf_made_in_python_is_left_to_graphql_core(wholesale: Engine, leaf_by_leaf: Engine) -> None:
    text = "{ cadres { name shownAs } }"
    Watched.walked.clear()

    answer = await wholesale.run(text, Caller())

    assert answer.errors is None
    assert answer.data == (await leaf_by_leaf.run(text, Caller())).data
    assert ["cadres", 0] in Watched.walked
