"""Requests that are cut short, by their caller, by the clock or by a refusal: no harm to themselves or to the next."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
import strawberry
from strawberry.schema.config import StrawberryConfig
from structlog.testing import capture_logs

from tests.api.defences.conftest import Configured, Connected
from tests.api.defences.test_timeouts import locked
from tests.factories.world import World
from tests.fixtures.api import Api, Client, Refused
from tests.fixtures.cluster import Cluster
from xuanpai_core.db.session import Database
from xuanpai_graphql.context import Application, Context
from xuanpai_graphql.errors import format_error
from xuanpai_graphql.execution import Operations
from xuanpai_graphql.schema import make_schema

# The first field reads through the ORM, the others as plain SQL.
FIGURES = """query CountyFigures {
  sheetFigures(regionCode: "21", month: "2025-10") { countyCode }
  countyFigures(regionCode: "21", month: "2025-10") { countyCode }
  regions(under: "21", level: CITY, first: 100) { nodes { code } }
}"""
REFUSED = FIGURES.replace("first: 100", "first: 101")
ANSWER = {"sheetFigures": [], "countyFigures": [], "regions": {"nodes": [{"code": "2101"}, {"code": "2107"}]}}
PARK = """mutation($name: String!) { createPark(countyCode: "210726", name: $name, idempotencyKey: $name) { name } }"""


def failures(logs: list[Any]) -> list[Mapping[str, Any]]:
    """What the log holds that somebody would have to look into."""
    return [line for line in logs if line["log_level"] in {"error", "critical"}]


async def over_one_connection(api: Api, configured: Configured, database: Database, world: World, who: str) -> Client:
    """A signed-in browser on an application with room for one connection."""
    client = configured(database).browser()
    client.http.cookies = (await api.sign_in(world, who)).http.cookies
    return client


async def test_a_refused_field_costs_the_operation_nothing_but_itself(
    api: Api, configured: Configured, connected: Connected, world: World
) -> None:
    database = connected(database_pool_size=1)
    client = await over_one_connection(api, configured, database, world, "province")
    assert await client(FIGURES) == ANSWER
    (before,) = database._connections._idle

    with capture_logs() as logs, pytest.raises(Refused) as refused:
        await client(REFUSED)

    assert refused.value.codes == ["PAGE_TOO_LARGE"]
    assert failures(logs) == []
    assert database._connections._idle == [before]
    assert await client(FIGURES) == ANSWER


async def test_a_caller_that_goes_away_at_whatever_moment_leaves_the_next_one_in_order(
    api: Api, configured: Configured, connected: Connected, world: World
) -> None:
    client = await over_one_connection(api, configured, connected(database_pool_size=1), world, "county")
    await client(FIGURES)

    with capture_logs() as logs:
        for turns in range(60):
            task = asyncio.create_task(client(FIGURES))
            for _ in range(turns):
                await asyncio.sleep(0)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            name = f"第{turns:02}个产业园区"
            assert await client(PARK, name=name) == {"createPark": {"name": name}}

    assert failures(logs) == []


async def test_a_caller_that_goes_away_in_a_statement_gets_no_answer_and_leaves_no_incident(
    api: Api, configured: Configured, connected: Connected, cluster: Cluster, world: World
) -> None:
    client = await over_one_connection(api, configured, connected(database_pool_size=1), world, "province")

    with capture_logs() as logs:
        async with locked(cluster, "monthly_sheet"):
            task = asyncio.create_task(client(FIGURES))
            await asyncio.sleep(0.3)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

        assert await client(FIGURES) == ANSWER
    assert failures(logs) == []


async def test_what_a_caller_that_went_away_had_begun_to_write_is_not_saved(
    api: Api, configured: Configured, connected: Connected, cluster: Cluster, world: World
) -> None:
    client = await over_one_connection(api, configured, connected(database_pool_size=1), world, "county")

    async with locked(cluster, "audit_event"):
        task = asyncio.create_task(client(PARK, name="半途而废的产业园区"))
        await asyncio.sleep(0.3)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    assert await client("{ parks { nodes { name } } }") == {"parks": {"nodes": []}}


async def test_out_of_time_in_the_orm_is_answered_as_too_late(
    api: Api, configured: Configured, connected: Connected, cluster: Cluster, world: World
) -> None:
    cookies = (await api.sign_in(world, "province")).http.cookies
    client = configured(connected(database_pool_size=1), graphql_timeout_seconds=1.0).browser()
    client.http.cookies = cookies

    with capture_logs() as logs, pytest.raises(Refused) as refused:
        async with locked(cluster, "monthly_sheet"):
            await client(FIGURES)

    assert refused.value.codes == ["TIMEOUT"]
    assert failures(logs) == []
    assert await client(FIGURES) == ANSWER


async def test_a_caller_that_goes_away_in_the_middle_of_its_body_leaves_no_incident(api: Api) -> None:
    sent: list[Any] = []
    received = [{"type": "http.request", "body": b'{"query": "{', "more_body": True}, {"type": "http.disconnect"}]
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/graphql",
        "query_string": b"",
        "headers": [(b"content-type", b"application/json")],
        "client": ("203.0.113.9", 4711),
    }

    async def receive() -> Any:
        return received.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    with capture_logs() as logs:
        await api.app(scope, receive, send)

    assert (sent, failures(logs)) == ([], [])


TURNS: list[str] = []


@strawberry.type
class Waiting:
    """Fields that wait."""

    @strawberry.field
    async def first(self) -> str:
        """Takes its time."""
        TURNS.append("first begins")
        await asyncio.sleep(0.01)
        TURNS.append("first ends")
        return "first"

    @strawberry.field
    async def second(self) -> str:
        """Does not."""
        TURNS.append("second")
        return "second"

    @strawberry.field
    async def falls_over(self) -> str:
        """As a driver may that is cancelled in the middle of something."""
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            raise ConnectionError("in the middle of an operation") from None
        return "never"


def operations(database: Database, **changes: Any) -> tuple[Operations, Context]:
    settings = database.settings.model_copy(update=changes)
    schema = strawberry.Schema(Waiting, config=StrawberryConfig(auto_camel_case=False))
    return Operations(schema, settings), Context(Application(settings, database))


async def test_root_fields_run_one_after_another(database: Database) -> None:
    """They share a connection: one that fails must not find another in the middle of a statement."""
    TURNS.clear()
    run, context = operations(database)

    result = await run.run("{ first second }", {}, None, context)

    assert (result.data, result.errors) == ({"first": "first", "second": "second"}, None)
    assert TURNS == ["first begins", "first ends", "second"]


async def test_what_fails_because_its_time_is_up_is_answered_as_too_late(database: Database) -> None:
    run, context = operations(database, graphql_timeout_seconds=0.05)

    result = await run.run("{ falls_over }", {}, None, context)

    assert [format_error(error)["extensions"] for error in result.errors or []] == [{"code": "TIMEOUT"}]


async def test_what_fails_because_it_is_cancelled_stays_cancelled(database: Database) -> None:
    run, context = operations(database)
    task = asyncio.create_task(run.run("{ falls_over }", {}, None, context))
    await asyncio.sleep(0.05)
    task.cancel()

    with pytest.raises(asyncio.CancelledError):
        await task


def test_below_the_root_no_field_waits(database: Database) -> None:
    """graphql-core would run such fields in tasks of their own, and cancel them in the middle of a statement."""
    schema = make_schema(database.settings)._schema
    roots = {schema.query_type, schema.mutation_type}

    waiting = [
        f"{type_.name}.{name}"
        for type_ in schema.type_map.values()
        if type_ not in roots and hasattr(type_, "fields")
        for name, field in type_.fields.items()
        if getattr(field.extensions.get("strawberry-definition"), "is_async", False)
    ]

    assert waiting == []
