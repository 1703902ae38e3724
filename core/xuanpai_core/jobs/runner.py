"""What happens around one run of a task: its tenant, its retries, and the word when no retry is left."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from procrastinate import App, JobContext, RetryStrategy
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Job, Status
from procrastinate.tasks import Task as ProcrastinateTask

from xuanpai_core.db.session import Database
from xuanpai_core.db.types import new_id
from xuanpai_core.jobs.queue import QUEUE
from xuanpai_core.jobs.tasks import Task, registered
from xuanpai_core.libraries import structlog

MAX_RETRIES = 3
# 8 seconds, a minute, nine minutes: long enough for a part to be restarted.
_RETRY = RetryStrategy(max_attempts=MAX_RETRIES, exponential_wait=8)
_RECOVER_CRON = "* * * * *"
_FORGET_CRON = "40 18 * * *"
_FORGET_HOURS = 90 * 24
_DATABASE = "database"
_ACTIVE_PROVINCES = "SELECT id FROM tenant WHERE state = 'ACTIVE' AND kind = 'PROVINCE' ORDER BY id"
_EVERY_TENANT = "SELECT id FROM tenant ORDER BY id"
_log = structlog.get_logger(__name__)


def install(app: App, *, by_the_clock: bool) -> None:
    """Teach ``app`` every registered task, and its timetable unless only what is queued shall be done."""
    timetable: list[tuple[str, ProcrastinateTask[..., Any, ...]]] = []
    for item in registered():
        run = _tenant_run(item) if item.of_tenant else _platform_run(item)
        known = _add(app, item.name, run)
        if item.cron is not None or item.at_start:
            timed = _add(app, f"{item.name}:every", _fan_out(item)) if item.of_tenant else known
            if item.cron is not None:
                timetable.append((item.cron, timed))
    timetable.append((_RECOVER_CRON, _add(app, "jobs.recover", _recover)))
    timetable.append((_FORGET_CRON, _add(app, "jobs.forget", _forget)))
    for cron, timed in timetable if by_the_clock else ():
        app.periodic(cron=cron)(timed)


async def begin(app: App) -> None:
    """Queue what shall run whenever a worker starts; one that waits already is enough."""
    for item in registered():
        if item.at_start:
            name = f"{item.name}:every" if item.of_tenant else item.name
            try:
                await app.configure_task(name, queueing_lock=name).defer_async(timestamp=0)
            except AlreadyEnqueued:
                _log.info("job already waits", task=name)


def context_for(database: Database) -> dict[str, Any]:
    """What the worker hands to each run beside the job."""
    return {_DATABASE: database}


async def recover_stalled(app: App, database: Database) -> None:
    """Take up the jobs whose worker died: run them again, or say that they failed when they have had their tries."""
    tasks = {item.name: item for item in registered()}
    for job in await app.job_manager.get_stalled_jobs():
        _log.warning("job stalled", task=job.task_name, job=job.id, attempts=job.attempts)
        if job.attempts < MAX_RETRIES:
            await app.job_manager.retry_job(job)
            continue
        if job.task_name in tasks:
            await _give_up(tasks[job.task_name], database, job)
        await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)


def _add(app: App, name: str, run: Callable[..., Awaitable[None]]) -> ProcrastinateTask[..., Any, ...]:
    return app.task(name=name, queue=QUEUE, pass_context=True, retry=_RETRY)(run)


def _tenant_run(item: Task) -> Callable[..., Awaitable[None]]:
    async def run(context: JobContext, *, tenant_id: str, **args: Any) -> None:
        database: Database = context.additional_context[_DATABASE]
        try:
            await item.run(database, UUID(tenant_id), **args)
        except BaseException:
            job = context.job
            _log.warning("job failed", task=item.name, job=job.id, attempts=job.attempts, exc_info=True)
            if job.attempts >= MAX_RETRIES:
                await _give_up(item, database, job)
            raise

    return run


def _platform_run(item: Task) -> Callable[..., Awaitable[None]]:
    async def run(context: JobContext, *, timestamp: int) -> None:  # noqa: ARG001 -- the timetable's own argument
        await item.run(context.additional_context[_DATABASE])

    return run


def _fan_out(item: Task) -> Callable[..., Awaitable[None]]:
    async def run(context: JobContext, *, timestamp: int) -> None:  # noqa: ARG001 -- the timetable's own argument
        database: Database = context.additional_context[_DATABASE]
        async with database.transaction(new_id(), read_only=True) as transaction:
            rows = await transaction.driver.fetch(_EVERY_TENANT if item.every_tenant else _ACTIVE_PROVINCES)
        for tenant_id in [row["id"] for row in rows]:
            # One that still waits from last time is enough.
            job = context.app.configure_task(item.name, queueing_lock=f"{item.name}:{tenant_id}")
            try:
                await job.defer_async(tenant_id=str(tenant_id))
            except AlreadyEnqueued:
                _log.info("job already waits", task=item.name, tenant_id=str(tenant_id))

    return run


async def _give_up(item: Task, database: Database, job: Job) -> None:
    if item.gave_up is not None:
        args = {**job.task_kwargs, "tenant_id": UUID(str(job.task_kwargs["tenant_id"]))}
        await item.gave_up(database, **args)


async def _recover(context: JobContext, *, timestamp: int) -> None:  # noqa: ARG001 -- the timetable's own argument
    await recover_stalled(context.app, context.additional_context[_DATABASE])


async def _forget(context: JobContext, *, timestamp: int) -> None:  # noqa: ARG001 -- the timetable's own argument
    await context.app.job_manager.delete_old_jobs(
        _FORGET_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
    )
