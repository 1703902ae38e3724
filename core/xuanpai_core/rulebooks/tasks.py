"""What rules do by the clock."""

from uuid import UUID

from xuanpai_core.context import system_context
from xuanpai_core.db.session import Database
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.jobs.tasks import task
from xuanpai_core.libraries import structlog
from xuanpai_core.rulebooks.refreshing import refresh, running_activations

REFRESH_TASK = "rulebooks.refresh"
_log = structlog.get_logger(__name__)


@task(REFRESH_TASK, cron="20 16 * * *", at_start=True)
async def refresh_rules(database: Database, tenant_id: UUID) -> None:
    """Bring the stored rules up to the installed plugins, when a worker starts and every night at 00:20 in Shanghai.

    A plugin that cannot answer leaves its own places as they are, and is named in the log: the others go on.
    """
    ctx = system_context(tenant_id, REFRESH_TASK)
    async with database.read(ctx) as work:
        running = await running_activations(work)
    for activation_id in running:
        try:
            async with database.work(ctx) as work:
                await refresh(work, activation_id)
        except XuanpaiError as error:
            _log.error(
                "rules not refreshed",
                tenant=str(tenant_id),
                activation=str(activation_id),
                code=error.error_code,
                reason=error.message,
            )
