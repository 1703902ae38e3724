"""What takes too long is cut, by the database and by the application, and the caller is told so and no more."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
import pytest
from pydantic import SecretStr

from tests.api.defences.conftest import Configured, Connected
from tests.api.defences.documents import codes
from tests.factories.world import World
from tests.fixtures.api import Api, Refused
from tests.fixtures.cluster import Cluster

PARKS = "{ parks { nodes { name } } }"


@asynccontextmanager
async def locked(cluster: Cluster, table: str) -> AsyncIterator[None]:
    """Nobody can read ``table`` meanwhile: any statement that wants to is a slow one."""
    address = cluster.admin_url.replace("+psycopg", "")
    async with await psycopg.AsyncConnection.connect(address) as admin:
        await admin.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        yield
        await admin.rollback()


@pytest.mark.parametrize(
    "changes",
    [{"database_statement_timeout_ms": 1000}, {"graphql_timeout_seconds": 1.0}],
    ids=["database", "application"],
)
async def test_a_slow_statement_is_cut_and_answered_as_too_late(
    api: Api,
    configured: Configured,
    connected: Connected,
    cluster: Cluster,
    world: World,
    changes: dict[str, float],
) -> None:
    # Signing in takes its time: that is done where there is enough.
    cookies = (await api.sign_in(world, "county")).http.cookies
    client = configured(connected(**changes), **changes).browser()
    client.http.cookies = cookies
    assert await client(PARKS) == {"parks": {"nodes": []}}

    async with locked(cluster, "industrial_park"):
        with pytest.raises(Refused) as refused:
            await client(PARKS)

    (error,) = refused.value.errors
    assert error["extensions"] == {"code": "TIMEOUT"}
    assert error["message"] == "处理超时,请缩小查询范围后再试。"
    # The connection it ran on is in order again.
    assert await client(PARKS) == {"parks": {"nodes": []}}


async def test_a_database_that_is_away_is_named_to_nobody(configured: Configured, connected: Connected) -> None:
    away = connected(database_url=SecretStr("postgresql+asyncpg://xuanpai_app:s3cret@127.0.0.1:1/xuanpai"))
    http = configured(away).browser().http
    http.cookies.set("xuanpai_session", f"{'0' * 31}1.secret")

    answer = await http.post("/graphql", json={"query": "{ regions { nodes { name } } }"})

    assert codes(answer) == ["DATABASE_UNAVAILABLE"]
    assert not [word for word in ("s3cret", "127.0.0.1", "xuanpai_app", "asyncpg") if word in answer.text]
