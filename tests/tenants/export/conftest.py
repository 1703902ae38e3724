"""A province with a row in every table, and its export."""

from pathlib import Path

import pytest_asyncio

from tests.factories.world import make_world
from tests.tenants.export.carrying import PASSPHRASE, Archived
from tests.tenants.export.filling import fill
from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Database
from xuanpai_tenants.export import export_tenant


@pytest_asyncio.fixture
async def archived(home: Database, operator: RequestContext, tmp_path: Path) -> Archived:
    world = await make_world(home)
    await fill(world)
    return Archived(world, await export_tenant(home, operator, world.tenant_id, tmp_path, PASSPHRASE))
