"""Putting plugins in force in a test's tenant, and asking with plugins that exist only in the test."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from uuid import UUID

from tests.factories.world import World
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.plugins.manager import PluginHost
from xuanpai_core.plugins.service import NewActivation, activate

JINZHOU = "region_jinzhou"
LONG_AGO = date(2018, 1, 1)


def fresh_key() -> str:
    """A key that nobody has used."""
    return new_id().hex


@asynccontextmanager
async def work_with(world: World, person: str, host: PluginHost) -> AsyncIterator[Work]:
    """A transaction of this person's in which exactly the host's plugins are installed."""
    async with world.database.work(world.ctx(person)) as work:
        yield replace(work, ports=replace(work.ports, plugins=host))


async def activate_jinzhou(
    world: World,
    region_code: str = "2107",
    valid_from: date = LONG_AGO,
    valid_to: date | None = None,
    **parameters: object,
) -> UUID:
    """Jinzhou's rules over 锦州, as the tenant's administrator would put them in force."""
    new = NewActivation(JINZHOU, region_code, valid_from, valid_to, parameters)
    async with world.database.work(world.ctx("admin")) as work:
        return await activate(work, new, fresh_key())


async def activate_on(world: World, host: PluginHost, plugin: str, region_code: str, **parameters: object) -> UUID:
    """Put a plugin of the test's own in force, since long ago."""
    async with work_with(world, "admin", host) as work:
        return await activate(work, NewActivation(plugin, region_code, LONG_AGO, None, parameters), fresh_key())
