"""What duties do by the clock, and when rules change over many."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from xuanpai_core.clock import today
from xuanpai_core.context import system_context
from xuanpai_core.db.session import Database
from xuanpai_core.duties import generating
from xuanpai_core.duties.planning import Horizon
from xuanpai_core.duties.postings import REFRESH, refresh_named, tell_untold
from xuanpai_core.duties.service import REGENERATE, horizon_since
from xuanpai_core.jobs.tasks import task

NIGHTLY = "duties.generate"
EVERYWHERE = ""
_BATCH = 500


@task(NIGHTLY, cron="25 16 * * *")
async def generate_nightly(database: Database, tenant_id: UUID) -> None:
    """Make what is due up to the end of next month, and judge anew what stands, every night at 00:25 in Shanghai."""
    async with database.work(system_context(tenant_id, NIGHTLY)) as work:
        horizon = await generating.tonight(work)
    await walk(database, tenant_id, EVERYWHERE, horizon, NIGHTLY)


@task(REGENERATE)
async def regenerate(database: Database, tenant_id: UUID, region_code: str, since: str) -> None:
    """Bring the periods below a place in step with rules that changed from ``since`` (ISO date) on."""
    horizon = horizon_since(date.fromisoformat(since), today(database.clock))
    await walk(database, tenant_id, region_code, horizon, REGENERATE)


@task(REFRESH)
async def refresh_postings(database: Database, tenant_id: UUID, posting_ids: Sequence[str]) -> None:
    """Give many new postings their duties."""
    for first in range(0, len(posting_ids), _BATCH):
        async with database.work(system_context(tenant_id, REFRESH)) as work:
            await refresh_named(work, [UUID(posting_id) for posting_id in posting_ids[first : first + _BATCH]])


async def walk(database: Database, tenant_id: UUID, region_code: str, horizon: Horizon, job: str) -> None:
    """Page by page, each in a transaction of its own: nobody who records something waits for long."""
    ctx = system_context(tenant_id, job)
    async with database.work(ctx) as work:
        steps = generating.steps(await generating.duty_rules(work), region_code)
        for place in {step.region_code for step in steps}:
            await tell_untold(work, place)
    for first in steps:
        step: generating.Step | None = first
        while step is not None:
            async with database.work(ctx) as work:
                _, step = await generating.advance(work, step, horizon)
