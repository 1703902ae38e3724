"""A refusal that nobody meets at an ordinary page leaves a line in the log: who, from where, which code, no more."""

from collections.abc import MutableMapping, Sequence
from typing import Any

import pytest
from structlog.testing import capture_logs

from tests.factories.world import World
from tests.fixtures.api import Api, Refused
from xuanpai_core.config import Settings
from xuanpai_core.db.session import Database
from xuanpai_core.errors import Unavailable
from xuanpai_core.ports import Ports


def _refused(logs: Sequence[MutableMapping[str, Any]]) -> list[dict[str, Any]]:
    return [{**line} for line in logs if line["event"] == "refused"]


async def test_a_forbidden_act_names_the_person_by_id_and_nothing_that_was_asked(api: Api, world: World) -> None:
    finance = await api.sign_in(world, "finance")

    with capture_logs() as logs, pytest.raises(Refused) as refusal:
        await finance('{ postings { nodes { workLogs(month: "2025-10") { content } } } }')

    assert refusal.value.codes == ["FORBIDDEN"]
    [line] = _refused(logs)
    assert (line["codes"], line["log_level"]) == (["FORBIDDEN"], "warning")
    assert (line["tenant"], line["account"]) == (str(world.tenant_id), str(world.people["finance"].account_id))
    assert line.keys() == {"event", "log_level", "codes", "tenant", "account", "request_id", "address"}


async def test_what_is_no_request_of_ours_is_noted_with_its_address(api: Api) -> None:
    browser = api.browser()

    with capture_logs() as logs:
        await browser.http.post("/graphql", content="{", headers={"content-type": "application/json"})
        await browser.http.post(
            "/graphql", json={"query": "{ viewer { name } }"}, headers={"sec-fetch-site": "cross-site"}
        )

    assert [line["codes"] for line in _refused(logs)] == [["INVALID_JSON"], ["CROSS_SITE"]]
    assert {line["address"] for line in _refused(logs)} == {"127.0.0.1"}


async def test_an_ordinary_mistake_leaves_no_line(api: Api, world: World) -> None:
    with capture_logs() as logs, pytest.raises(Refused) as refusal:
        await api.browser()("{ postings { totalCount } }")

    assert refusal.value.codes == ["UNAUTHENTICATED"]
    assert _refused(logs) == []


async def test_a_database_that_cannot_be_reached_is_said_in_the_log(
    settings: Settings, ports: Ports, world: World
) -> None:
    nowhere = settings.model_copy(
        update={"database_url": type(settings.database_url)("postgresql+asyncpg://xuanpai_app:x@127.0.0.1:9/xuanpai")}
    )
    database = Database(nowhere, ports)

    with capture_logs() as logs, pytest.raises(Unavailable) as refusal:
        async with database.transaction(world.tenant_id):
            pass

    assert refusal.value.error_code == "DATABASE_UNAVAILABLE"
    assert [line["event"] for line in logs] == ["database unreachable"]
    await database.close()
