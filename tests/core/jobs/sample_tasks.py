"""Tasks that only tests ask for."""

import asyncio
from collections import defaultdict
from uuid import UUID

from xuanpai_core.context import Actor, RequestContext
from xuanpai_core.db.session import Database
from xuanpai_core.db.types import new_id
from xuanpai_core.jobs.tasks import platform_task, task

ran: list[tuple[str, UUID | None, str]] = []
reached: defaultdict[UUID | None, asyncio.Event] = defaultdict(asyncio.Event)
"""Set when a task has begun for that tenant, or for none."""
started: defaultdict[UUID, asyncio.Event] = defaultdict(asyncio.Event)
found_everywhere: defaultdict[UUID, asyncio.Event] = defaultdict(asyncio.Event)


async def note_giving_up(database: Database, tenant_id: UUID, word: str) -> None:
    """Remember that no try is left."""
    ran.append(("gave up", tenant_id, word))


@task("test.note")
async def note(database: Database, tenant_id: UUID, word: str) -> None:
    """Remember that it ran."""
    ran.append(("note", tenant_id, word))


@task("test.fail", gave_up=note_giving_up)
async def fail(database: Database, tenant_id: UUID, word: str) -> None:
    """Rename every unit of the tenant, then fail before the end."""
    ran.append(("fail", tenant_id, word))
    async with database.work(RequestContext(tenant_id, Actor(new_id(), "试验"))) as work:
        await work.driver.execute("UPDATE org_unit SET name = name || $2 WHERE tenant_id = $1", tenant_id, word)
        raise RuntimeError(word)


@task("test.slow")
async def slow(database: Database, tenant_id: UUID, word: str) -> None:
    """Take a moment."""
    reached[tenant_id].set()
    await asyncio.sleep(0.5)
    ran.append(("slow", tenant_id, word))


@task("test.every_minute", cron="* * * * *")
async def every_minute(database: Database, tenant_id: UUID) -> None:
    """Remember for which tenant it ran."""
    ran.append(("every minute", tenant_id, ""))
    reached[tenant_id].set()


@task("test.at_start", at_start=True)
async def at_start(database: Database, tenant_id: UUID) -> None:
    """Remember for which tenant it ran when a worker started."""
    started[tenant_id].set()


@task("test.everywhere", cron="* * * * *", every_tenant=True)
async def everywhere(database: Database, tenant_id: UUID) -> None:
    """Remember that it ran for the tenant, in whatever state that is."""
    found_everywhere[tenant_id].set()


@platform_task("test.platform", cron="* * * * *")
async def platform(database: Database) -> None:
    """Remember that it ran."""
    ran.append(("platform", None, ""))
    reached[None].set()
