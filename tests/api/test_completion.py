"""Plain objects completed at once: the answer, or the error, that graphql-core gives."""

from dataclasses import dataclass
from typing import Any

import pytest
import strawberry
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from xuanpai_graphql.completion import WholesaleExecutor

TEXT = "{ one { count share label known named } many { count share label known named __typename } }"


@strawberry.type
class Figures:
    """Leaves that are attributes, and one that is not."""

    count: int
    share: float
    label: str
    known: bool
    named: str | None

    @strawberry.field
    def doubled(self) -> int:
        """Made in Python."""
        return self.count * 2


@dataclass
class Given:
    """What a resolver may hand out in the place of ``Figures``: anything."""

    count: Any = 3
    share: Any = 0.5
    label: Any = "黑山县"
    known: Any = True
    named: Any = None


@strawberry.type
class Query:
    """One of them, and several."""

    @strawberry.field
    def one(self, info: strawberry.Info) -> Figures | None:
        """The first."""
        rows: Any = info.context
        return rows[0] if rows else None

    @strawberry.field
    def many(self, info: strawberry.Info) -> list[Figures] | None:
        """All."""
        rows: list[Figures] | None = info.context
        return rows


async def both_ways(text: str, rows: Any) -> list[tuple[Any, list[tuple[str, Any]]]]:
    """Data and errors as our executor gives them, and as graphql-core does."""
    answers = []
    for executor in (WholesaleExecutor, StrawberryGraphQLCoreExecutionContext):
        schema = strawberry.Schema(Query, execution_context_class=executor)
        answer = await schema.execute(text, context_value=rows)
        answers.append((answer.data, [(error.message, error.path) for error in answer.errors or []]))
    return answers


async def test_plain_objects_are_given_as_they_are() -> None:
    ours, reference = await both_ways(TEXT, [Given(), Given(count=-(2**31), named="县")])

    assert ours == reference
    assert ours[0]["many"][1] == {
        "count": -(2**31),
        "share": 0.5,
        "label": "黑山县",
        "known": True,
        "named": "县",
        "__typename": "Figures",
    }


@pytest.mark.parametrize(
    "odd",
    [
        Given(count=2**31),
        Given(count=None),
        Given(count="7"),
        Given(count=True),
        Given(count=7.0),
        Given(count=7.5),
        Given(share=1),
        Given(label=None),
        Given(label=7),
        Given(known=1),
        Given(known="yes"),
        Given(named=RuntimeError("坏了")),
        {"count": 1},
    ],
)
async def test_what_is_not_plainly_right_is_answered_as_graphql_core_does(odd: Any) -> None:
    ours, reference = await both_ways(TEXT, [odd, Given()])

    assert ours == reference


@pytest.mark.parametrize("rows", [[], None, (Given(),), [None, Given()], [Given(), 7]])
async def test_no_rows_and_odd_lists_are_answered_as_graphql_core_does(rows: Any) -> None:
    ours, reference = await both_ways(TEXT, rows)

    assert ours == reference


async def test_a_leaf_made_in_python_is_made() -> None:
    ours, reference = await both_ways(
        "{ many { count doubled } }", [Figures(count=3, share=0.5, label="黑山县", known=True, named=None)]
    )

    assert ours == reference == ({"many": [{"count": 3, "doubled": 6}]}, [])
