"""A type over a subquery: figures of many rows, under the same tenant and scope."""

from tests.api.lookahead.caller import READ, Caller
from tests.api.lookahead.conftest import Engine
from tests.api.lookahead.reference import global_id
from tests.api.lookahead.rows import ANHUI


async def test_figures_count_only_the_callers_places_and_tenant(engine: Engine) -> None:
    document = "{ figures { id regionCode postings meanScore } }"

    result = await engine.run(document, Caller(ANHUI, {READ: ("210726", "210727101201")}))

    assert result.errors is None
    assert result.data == {
        "figures": [
            {"id": global_id("PlaceFigures", code), "regionCode": code, "postings": count, "meanScore": mean}
            for code, count, mean in (
                ("210726101", 1, "6.5000000000000000"),
                ("210726101201", 3, "2.5000000000000000"),
                ("210727101201", 3, "3.5000000000000000"),
            )
        ]
    }


async def test_the_tenants_condition_reaches_the_grouped_rows(engine: Engine) -> None:
    caller = Caller()

    await engine.run("{ figures { postings } }", caller)

    [statement] = caller.statements
    assert "WHERE posting.tenant_id = $1::UUID GROUP BY" in " ".join(statement.split())
