"""Jobs through the real queue and a real worker."""

import asyncio
import os
import signal
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from tests.core.jobs import sample_tasks
from tests.factories.world import World
from xuanpai_core.clock import FixedClock
from xuanpai_core.jobs.broker import libpq_url
from xuanpai_core.jobs.queue import enqueue
from xuanpai_core.jobs.runner import MAX_RETRIES
from xuanpai_core.jobs.tasks import task
from xuanpai_core.jobs.upkeep import make_partitions_ahead
from xuanpai_core.jobs.worker import run_worker


async def ask(world: World, name: str, word: str) -> int:
    """Put a job into the queue."""
    async with world.database.work(world.ctx("county")) as work:
        return await enqueue(work, name, word=word)


async def drain(world: World) -> None:
    """Run what is due."""
    await run_worker(world.database, world.database.settings, until_empty=True)


async def job(world: World, number: int) -> Any:
    """The job as the queue holds it."""
    async with world.database.read(world.ctx("county")) as work:
        return await work.driver.fetchrow(
            "SELECT status::text, attempts, scheduled_at > now() AS later FROM procrastinate_jobs WHERE id = $1",
            number,
        )


async def change(world: World, statement: str, *values: object) -> None:
    """Change the queue by hand."""
    async with world.database.work(world.ctx("county")) as work:
        await work.driver.execute(statement, *values)


def runs_of(tenant_id: UUID | None) -> list[tuple[str, str]]:
    """What ran for the tenant, in order."""
    return [(what, word) for what, tenant, word in sample_tasks.ran if tenant == tenant_id]


async def test_a_job_runs_once_for_its_tenant_and_is_forgotten(world: World) -> None:
    number = await ask(world, "test.note", "一")

    await drain(world)
    await drain(world)

    assert runs_of(world.tenant_id) == [("note", "一")]
    assert await job(world, number) is None


async def test_a_job_is_asked_for_only_if_its_transaction_commits(world: World) -> None:
    async def ask_and_think_better_of_it() -> None:
        async with world.database.work(world.ctx("county")) as work:
            await enqueue(work, "test.note", word="二")
            raise RuntimeError("改主意")

    with pytest.raises(RuntimeError, match="改主意"):
        await ask_and_think_better_of_it()
    await drain(world)

    assert runs_of(world.tenant_id) == []


async def test_a_failing_job_is_tried_four_times_in_all_and_leaves_no_half_effect(world: World) -> None:
    number = await ask(world, "test.fail", "三")

    for attempt in range(1, MAX_RETRIES + 1):
        await drain(world)
        assert tuple(await job(world, number)) == ("todo", attempt, True)
        await change(world, "UPDATE procrastinate_jobs SET scheduled_at = now() WHERE id = $1", number)
    await drain(world)

    assert (await job(world, number))["status"] == "failed"
    assert runs_of(world.tenant_id) == [("fail", "三")] * 4 + [("gave up", "三")]
    async with world.database.read(world.ctx("county")) as work:
        names = await work.driver.fetch("SELECT name FROM org_unit WHERE tenant_id = $1", world.tenant_id)
    assert {row["name"] for row in names} == set(world.units)


async def test_the_job_of_a_worker_that_died_is_taken_up_again(world: World) -> None:
    number = await ask(world, "test.note", "四")
    await change(world, "UPDATE procrastinate_jobs SET status = 'doing' WHERE id = $1", number)

    await drain(world)

    assert runs_of(world.tenant_id) == [("note", "四")]


async def test_a_job_that_kills_every_worker_is_given_up(world: World) -> None:
    number = await ask(world, "test.fail", "五")
    await change(world, "UPDATE procrastinate_jobs SET status = 'doing', attempts = 3 WHERE id = $1", number)

    await drain(world)

    assert runs_of(world.tenant_id) == [("gave up", "五")]
    assert (await job(world, number))["status"] == "failed"


async def test_a_worker_that_is_alive_keeps_its_job(world: World) -> None:
    number = await ask(world, "test.note", "六")
    await change(
        world,
        "UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT worker_id FROM"
        " procrastinate_register_worker_v1()) WHERE id = $1",
        number,
    )

    await drain(world)

    assert runs_of(world.tenant_id) == []
    assert (await job(world, number))["status"] == "doing"


async def test_sigterm_lets_the_job_in_hand_finish(world: World) -> None:
    await ask(world, "test.slow", "七")
    worker = asyncio.create_task(run_worker(world.database, world.database.settings))
    await asyncio.wait_for(sample_tasks.reached[world.tenant_id].wait(), 20)
    waiting = await ask(world, "test.note", "八")

    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(worker, 20)

    assert runs_of(world.tenant_id) == [("slow", "七")]
    assert (await job(world, waiting))["status"] == "todo"


async def test_the_timetable_runs_for_the_platform_and_for_every_active_province(
    world: World, other_world: World
) -> None:
    await change(world, "UPDATE tenant SET state = 'SUSPENDED' WHERE kind = 'PROVINCE' AND id <> $1", world.tenant_id)
    worker = asyncio.create_task(run_worker(world.database, world.database.settings))
    try:
        async with asyncio.timeout(240):
            await sample_tasks.reached[world.tenant_id].wait()
            await sample_tasks.reached[None].wait()
            # A suspended province has its turn where every tenant has one.
            await sample_tasks.found_everywhere[other_world.tenant_id].wait()
            # What shall run whenever a worker starts waits for no hour.
            await sample_tasks.started[world.tenant_id].wait()
    finally:
        worker.cancel()
        await asyncio.gather(worker, return_exceptions=True)

    assert set(runs_of(world.tenant_id)) == {("every minute", "")}
    assert runs_of(other_world.tenant_id) == []
    assert set(runs_of(None)) == {("platform", "")}


async def test_partitions_are_made_three_months_ahead(world: World, clock: FixedClock) -> None:
    clock.advance(days=365 * 3)

    await make_partitions_ahead(world.database)

    today = clock.now().date()
    assert today == date(2028, 10, 23)
    async with world.database.read(world.ctx("county")) as work:
        made = await work.driver.fetch(
            "SELECT relname FROM pg_class WHERE relname LIKE 'check_in_p2028__' OR relname LIKE 'work_log_p2029__'"
            " ORDER BY relname"
        )
    assert [row["relname"] for row in made] == [
        "check_in_p202810",
        "check_in_p202811",
        "check_in_p202812",
        "work_log_p202901",
    ]


def test_two_tasks_cannot_have_one_name() -> None:
    with pytest.raises(ValueError, match=r"test\.note"):
        task("test.note")(sample_tasks.note)


def test_the_queue_listens_where_the_application_does() -> None:
    assert libpq_url("postgresql+asyncpg://app:p%40ss@db:5433/x?ssl=require") == (
        "postgresql://app:p%40ss@db:5433/x?sslmode=require"
    )
    assert libpq_url("postgresql+asyncpg://app:a@/x?host=/run/db&port=1") == (
        "postgresql://app:a@/x?host=%2Frun%2Fdb&port=1"
    )
