"""Two installations of their own for tests of the directory: provinces are opened here, and carried over there."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import psycopg
import pytest
import pytest_asyncio
from pydantic import SecretStr
from sqlalchemy.engine import make_url

from tests.fixtures.cluster import Cluster
from xuanpai_core.clock import FixedClock
from xuanpai_core.config import Settings
from xuanpai_core.context import RequestContext
from xuanpai_core.crypto import Vault
from xuanpai_core.db import migrate
from xuanpai_core.db.partitions import make_partitions
from xuanpai_core.db.session import Database
from xuanpai_core.db.types import new_id
from xuanpai_core.evidence.storage import S3ObjectStore
from xuanpai_core.ports import Ports
from xuanpai_tenants.operators import server_operator
from xuanpai_tenants.resolution import PLATFORM_TENANT_ID


@contextmanager
def installation(cluster: Cluster, settings: Settings, name: str, master_key: str) -> Iterator[Settings]:
    """A migrated database and a bucket of their own in this run's parts, with another master key."""
    admin = make_url(cluster.admin_url)
    database = f"{admin.database}_{name}"
    with psycopg.connect(admin.set(drivername="postgresql").render_as_string(False), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {database} OWNER xuanpai_owner")
        connection.execute(f"GRANT CONNECT ON DATABASE {database} TO xuanpai_app")
        try:
            own = settings.model_copy(
                update={
                    "database_url": SecretStr(_url(cluster.app_url, database)),
                    "database_admin_url": SecretStr(_url(cluster.admin_url, database)),
                    "s3_bucket": f"{settings.s3_bucket}-{name}",
                    "master_key": SecretStr(master_key),
                }
            )
            migrate.upgrade(own)
            yield own
        finally:
            connection.execute(f"DROP DATABASE {database} WITH (FORCE)")


def _url(url: str, database: str) -> str:
    return make_url(url).set(database=database).render_as_string(hide_password=False)


async def opened(settings: Settings, ports: Ports, clock: FixedClock) -> Database:
    objects = S3ObjectStore(settings)
    await objects.prepare()
    vault = Vault(bytes.fromhex(settings.master_key.get_secret_value()))
    return Database(settings, Ports(settings, objects, ports.plugins, vault), clock)


@pytest.fixture(scope="session")
def home_settings(cluster: Cluster, settings: Settings) -> Iterator[Settings]:
    """The installation in which provinces are opened."""
    with installation(cluster, settings, "home", "22" * 32) as own:
        yield own


@pytest.fixture(scope="session")
def abroad_settings(cluster: Cluster, settings: Settings) -> Iterator[Settings]:
    """Another installation, with a database, a bucket and a master key of its own."""
    with installation(cluster, settings, "abroad", "33" * 32) as own:
        yield own


@pytest_asyncio.fixture
async def home(home_settings: Settings, ports: Ports, clock: FixedClock) -> AsyncIterator[Database]:
    """Where provinces are opened; each test finds all codes free."""
    database = await opened(home_settings, ports, clock)
    async with database.transaction(new_id()) as transaction:
        await make_partitions(transaction.driver, date(2024, 1, 1), date(2026, 12, 1))
    yield database
    await retire(database)
    await database.close()


@pytest_asyncio.fixture
async def abroad(abroad_settings: Settings, ports: Ports, clock: FixedClock) -> AsyncIterator[Database]:
    """The other installation; each test finds all codes free."""
    database = await opened(abroad_settings, ports, clock)
    yield database
    await retire(database)
    await database.close()


async def retire(database: Database) -> None:
    """Free the codes of the provinces that a test has opened."""
    async with database.transaction(PLATFORM_TENANT_ID) as transaction:
        await transaction.driver.execute("UPDATE tenant SET code = code || id::text WHERE kind = 'PROVINCE'")


@pytest.fixture
def operator() -> RequestContext:
    """An operator of the platform, another one in each test."""
    ctx = server_operator()
    return replace(ctx, actor=replace(ctx.actor, account_id=new_id()))
