"""What tests of tenants share: a province opened in a moment, and its administrator signed in as the edge does it."""

from uuid import UUID

from xuanpai_core.authz.policies import default_policy
from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Database
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Unauthenticated
from xuanpai_core.identity import sessions
from xuanpai_core.identity.service import change_password
from xuanpai_tenants.operators import server_operator
from xuanpai_tenants.provisioning import TenantCreated, create_tenant
from xuanpai_tenants.quotas import Quotas
from xuanpai_tenants.resolution import PLATFORM_TENANT_ID, TenantRef, find_tenant

NINGXIA = "64"
PASSWORD = "Ningxia-2025"


async def entry(database: Database, code: str) -> TenantRef | None:
    """The tenant of this code, as the directory has it."""
    async with database.transaction(PLATFORM_TENANT_ID, read_only=True) as transaction:
        return await find_tenant(transaction, code)


async def open_session(database: Database, tenant_id: UUID, username: str, password: str) -> str:
    """Sign in; returns the session's secret, raises when refused."""
    async with database.transaction(tenant_id) as transaction:
        outcome = await sessions.sign_in(
            transaction,
            database.clock.now(),
            database.settings,
            username=username,
            password=password,
            address="-",
            agent="-",
        )
    if isinstance(outcome, Unauthenticated):
        raise outcome
    return outcome.secret


async def caller(database: Database, tenant_id: UUID, secret: str) -> RequestContext:
    """Who holds ``secret``, as the edge sees every request; raises when the session is over."""
    async with database.transaction(tenant_id) as transaction:
        who = await sessions.authenticate(transaction, database.clock.now(), database.settings, secret)
    return RequestContext(tenant_id, who.actor, default_policy())


async def signed_in(database: Database, tenant_id: UUID, username: str, password: str) -> RequestContext:
    """Sign in and make the first request."""
    return await caller(database, tenant_id, await open_session(database, tenant_id, username, password))


async def province(database: Database, quotas: Quotas | None = None) -> tuple[TenantCreated, str]:
    """宁夏, opened, with the secret of a session of its administrator's, who has ``PASSWORD``."""
    created = await create_tenant(database, server_operator(), NINGXIA, quotas or Quotas(), f"open-{new_id()}")
    told = created.one_time_password or ""
    ctx = await signed_in(database, created.tenant_id, created.username, told)
    async with database.work(ctx) as work:
        await change_password(work, told, PASSWORD)
    return created, await open_session(database, created.tenant_id, created.username, PASSWORD)
