"""An installation with two provinces of the demo, and an empty one beside it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import pytest_asyncio

from tests.fixtures.cluster import Cluster
from tests.fixtures.installation import installation, opened
from tests.tenants.demo.plans import AS_OF, plan_of
from xuanpai_core.authz.policies import default_policy
from xuanpai_core.clock import FixedClock
from xuanpai_core.config import Settings
from xuanpai_core.db.session import Database
from xuanpai_core.ports import Ports
from xuanpai_tenants.demo.accounts import DemoAccount
from xuanpai_tenants.demo.seed import PROVINCES, seed_demo
from xuanpai_tenants.demo.stage import Stage
from xuanpai_tenants.resolution import PLATFORM_TENANT_ID, find_tenant

NOW = datetime(2025, 10, 24, 1, 0, tzinfo=UTC)
PASSWORD = "Demo-24681357"
SEEDED = ("21", "34")


@dataclass(slots=True)
class Demo:
    """A seeded installation, what it said while it was seeded, and the accounts it told."""

    database: Database
    said: list[str]
    accounts: list[DemoAccount]
    stages: dict[str, Stage]
    tenant_ids: dict[str, UUID]


async def tenant_id_of(database: Database, code: str) -> UUID:
    async with database.transaction(PLATFORM_TENANT_ID, read_only=True) as transaction:
        tenant = await find_tenant(transaction, code)
    assert tenant is not None
    return tenant.id


@pytest_asyncio.fixture(scope="session")
async def demo(cluster: Cluster, settings: Settings, ports: Ports) -> AsyncIterator[Demo]:
    """辽宁 and 安徽, seeded once and only read from."""
    with installation(cluster, settings, "demo", "44" * 32) as own:
        database = await opened(own, ports, FixedClock(NOW))
        said: list[str] = []
        chosen = [province for province in PROVINCES if province.code in SEEDED]
        accounts = await seed_demo(database, AS_OF, PASSWORD, said.append, chosen)
        tenant_ids = {code: await tenant_id_of(database, code) for code in SEEDED}
        policy = default_policy()
        stages = {code: Stage(database, tenant_ids[code], plan_of(code), policy) for code in SEEDED}
        yield Demo(database, said, accounts, stages, tenant_ids)
        await database.close()


@pytest_asyncio.fixture(scope="session")
async def elsewhere(cluster: Cluster, settings: Settings, ports: Ports) -> AsyncIterator[Database]:
    """Another installation; each test opens a province of its own in it."""
    with installation(cluster, settings, "elsewhere", "55" * 32) as own:
        database = await opened(own, ports, FixedClock(NOW))
        yield database
        await database.close()
