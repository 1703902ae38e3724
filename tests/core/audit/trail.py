"""What the tests of the trail do to it: as its people, and as a database owner who should not."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import asyncpg

from tests.factories.world import World
from xuanpai_core.audit.chain import lane_of
from xuanpai_core.audit.findings import Break, Fault, Findings
from xuanpai_core.audit.service import record
from xuanpai_core.audit.verify import verify


async def act(world: World, count: int, person: str = "clerk", first: int = 0) -> list[UUID]:
    """``count`` events in as many transactions; returns their ids in order."""
    for number in range(first, first + count):
        async with world.database.work(world.ctx(person)) as work:
            record(work, "paper:file", "paper", number, before={"shelf": None}, after={"shelf": number}, step="a")
    return [row["id"] for row in await lane(world, person)][-count:]


async def lane(world: World, person: str = "clerk") -> list[asyncpg.Record]:
    """The events of a person's lane, in order."""
    async with world.database.read(world.ctx(person)) as work:
        rows: list[asyncpg.Record] = await work.driver.fetch(
            "SELECT * FROM audit_event WHERE tenant_id = $1 AND lane = $2 ORDER BY seq",
            world.tenant_id,
            own_lane(world, person),
        )
    return rows


def own_lane(world: World, person: str = "clerk") -> int:
    """The lane in which the person writes."""
    return lane_of(world.people[person].account_id)


@asynccontextmanager
async def owner(world: World) -> AsyncIterator[asyncpg.Connection]:
    """A connection of somebody who may do anything to the database."""
    url = world.database.settings.database_admin_url.get_secret_value()
    connection = await asyncpg.connect(url.replace("postgresql+psycopg", "postgresql"))
    try:
        yield connection
    finally:
        await connection.close()


async def tamper(world: World, statement: str, *arguments: Any) -> None:
    """Run one statement that changes rows, as the owner."""
    async with owner(world) as connection:
        status = await connection.execute(statement, *arguments)
    assert not status.endswith(" 0"), "nothing was changed"


async def found(world: World) -> list[tuple[Fault, int | None, int | None, UUID | None]]:
    """What a verification names, link by link."""
    return [_said(item) for item in (await checked(world)).breaks]


async def checked(world: World) -> Findings:
    """A verification of the world's trail."""
    return await verify(world.database, world.tenant_id)


def _said(item: Break) -> tuple[Fault, int | None, int | None, UUID | None]:
    return item.fault, item.lane, item.seq, item.event_id
