"""Two tenants with a row in every table, and straight SQL as the application's role."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import asyncpg
import pytest_asyncio

from tests.factories.fingerprint import every_tenant_table, fingerprint
from tests.factories.world import World, make_world
from tests.fixtures.admins import admin
from tests.fixtures.database import START
from tests.tenants.export.filling import fill
from xuanpai_core.clock import FixedClock
from xuanpai_core.config import Settings
from xuanpai_core.db.partitions import make_partitions
from xuanpai_core.db.session import Database
from xuanpai_core.db.types import new_id
from xuanpai_core.ports import Ports
from xuanpai_core.regions.models import Region

__all__ = ["admin"]

THEIRS_ALONE = "210799"
"""A county that only the other tenant has."""


@dataclass(frozen=True, slots=True)
class Two:
    """``mine`` is the tenant that asks, ``theirs`` the one that must stay untouched and unknown."""

    mine: UUID
    theirs: UUID


@pytest_asyncio.fixture(scope="module")
async def two(settings: Settings, ports: Ports, admin: asyncpg.Connection) -> AsyncIterator[Two]:
    """Both tenants filled; when the module is done, nothing of either may have changed."""
    database = Database(settings, ports, FixedClock(START))
    async with database.transaction(new_id()) as transaction:
        await make_partitions(transaction.driver, date(2025, 1, 1), date(2026, 1, 1))
    worlds: list[World] = []
    for _ in range(2):
        world = await make_world(database)
        await fill(world, every_tenant_table())
        worlds.append(world)
    tenants = Two(worlds[0].tenant_id, worlds[1].tenant_id)
    async with database.work(worlds[1].ctx("province")) as work:
        region = Region(tenant_id=tenants.theirs, code=THEIRS_ALONE, parent_code="2107", level=3, name="新区")
        region.path_name = "辽宁省锦州市新区"
        work.session.add(region)
    before = await fingerprint(admin, [tenants.mine, tenants.theirs])
    yield tenants
    assert await fingerprint(admin, [tenants.mine, tenants.theirs]) == before
    await database.close()


@pytest_asyncio.fixture(scope="module")
async def app(driver_url: str) -> AsyncIterator[asyncpg.Connection]:
    """The application's own login, without the application."""
    connection = await asyncpg.connect(driver_url)
    yield connection
    await connection.close()
