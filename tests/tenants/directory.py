"""What tests of tenants share: a province opened in a moment, and its administrator signed in as the edge does it."""

from uuid import UUID

from xuanpai_core.authz.policies import default_policy
from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Database
from xuanpai_core.db.types import new_id
from xuanpai_core.identity import sessions
from xuanpai_core.identity.password_change import change_password
from xuanpai_core.identity.proof import Session
from xuanpai_core.identity.sign_in import Attempt, sign_in
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
    return (await sign_in(database, tenant_id, Attempt(username, password))).secret


async def session(database: Database, tenant_id: UUID, secret: str) -> Session:
    """The session of ``secret``, as the edge sees every request; raises when it is over."""
    async with database.transaction(tenant_id) as transaction:
        who = await sessions.authenticate(transaction, database.clock.now(), database.settings, secret)
    assert who.session_id is not None
    return Session(RequestContext(tenant_id, who.actor, default_policy()), who.session_id)


async def caller(database: Database, tenant_id: UUID, secret: str) -> RequestContext:
    """Who holds ``secret``."""
    return (await session(database, tenant_id, secret)).ctx


async def choose_password(database: Database, tenant_id: UUID, username: str, old: str, new: str) -> None:
    """Sign in with ``old`` and change it to ``new``."""
    opened = await session(database, tenant_id, await open_session(database, tenant_id, username, old))
    await change_password(database, opened, old, new)


async def signed_in(database: Database, tenant_id: UUID, username: str, password: str) -> RequestContext:
    """Sign in and make the first request."""
    return await caller(database, tenant_id, await open_session(database, tenant_id, username, password))


async def province(database: Database, quotas: Quotas | None = None) -> tuple[TenantCreated, str]:
    """宁夏, opened, with the secret of a session of its administrator's, who has ``PASSWORD``."""
    created = await create_tenant(database, server_operator(), NINGXIA, quotas or Quotas(), f"open-{new_id()}")
    told = created.administrator("admin").one_time_password or ""
    await choose_password(database, created.tenant_id, "admin", told, PASSWORD)
    return created, await open_session(database, created.tenant_id, "admin", PASSWORD)
