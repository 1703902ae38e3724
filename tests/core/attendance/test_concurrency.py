"""Many at once: exact counts, no deadlock, one effect a key."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
import pytest_asyncio

from tests.core.attendance.acts import (
    TODAY,
    buckets,
    corrections,
    days,
    entry,
    month_row,
    open_for_all,
    register,
    send,
)
from tests.core.attendance.crowd import add_crowd
from tests.core.attendance.footprint import rows
from tests.factories.world import World
from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.attendance.service import CheckedIn, check_in, lock_month, seal_month
from xuanpai_core.clock import FixedClock
from xuanpai_core.config import Settings
from xuanpai_core.db.session import Database
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.periods import Month
from xuanpai_core.ports import Ports

CROWD = 20


@pytest_asyncio.fixture
async def wide(settings: Settings, ports: Ports, clock: FixedClock, world: World) -> AsyncIterator[World]:
    """The world over a pool wide enough for everybody at once."""
    database = Database(settings.model_copy(update={"database_pool_size": CROWD}), ports, clock)
    yield replace(world, database=database)
    await database.close()


async def test_twenty_cadres_and_their_retries_at_once_are_counted_exactly(wide: World) -> None:
    names = await add_crowd(wide, CROWD)
    await open_for_all(wide)
    sent = [(name, entry(day)) for day in days(22, 23, 24) for name in names]

    answers = await asyncio.gather(*(send(wide, *each) for each in sent * 2))

    assert answers[: len(sent)] == answers[len(sent) :]
    assert sorted(answer.on_duty_days for answer in answers[: len(sent)]) == sorted([1, 2, 3] * CROWD)
    assert all(answer.counted for answer in answers)
    assert len(await rows(wide, "check_in")) == 3 * CROWD
    assert len(await rows(wide, "idempotency_key")) == 3 * CROWD
    assert len(await rows(wide, "audit_event")) == 3 * CROWD
    assert (await buckets(wide))["210726", "COUNTY", 3] == CROWD
    assert await corrections(wide) == (0, 0)


async def test_days_added_and_taken_at_once_do_not_deadlock(wide: World) -> None:
    names = await add_crowd(wide, CROWD)
    for name in names:
        await send(wide, name, entry(TODAY - timedelta(days=1)))

    await asyncio.gather(
        *(send(wide, name, entry()) for name in names),
        *(
            register(wide, "clerk", name, TODAY - timedelta(days=1), AttendanceStatus.ABSENT, "电话核实不在村")
            for name in names
        ),
        *(send(wide, name, entry(TODAY - timedelta(days=2))) for name in names),
        open_for_all(wide),
        corrections(wide),
    )

    assert {await month_row(wide, name) for name in names} == {(2, 0, TODAY)}
    assert (await buckets(wide))["210726", "COUNTY", 2] == CROWD
    assert await corrections(wide) == (0, 0)


async def test_one_key_for_two_acts_at_once_has_one_effect(wide: World) -> None:
    await open_for_all(wide)
    rivals = [entry(hour=hour) for hour in (6, 7, 8)] * 2

    results = await asyncio.gather(
        *(send(wide, "王建国", rival, "one-key-for-all") for rival in rivals), return_exceptions=True
    )

    told = [result for result in results if isinstance(result, CheckedIn)]
    codes = [result.error_code for result in results if isinstance(result, XuanpaiError)]
    assert told == [CheckedIn(wide.postings["王建国"], TODAY, counted=True, on_duty_days=1)] * 2
    assert codes == ["IDEMPOTENCY_KEY_REUSED"] * 4
    assert len(await rows(wide, "check_in")) == 1
    assert (await rows(wide, "attendance_day"))[0]["check_ins"] == 1
    assert await corrections(wide) == (0, 0)


async def test_one_act_under_many_keys_at_once_has_one_effect(wide: World) -> None:
    await open_for_all(wide)
    sent = entry()

    answers = await asyncio.gather(*(send(wide, "王建国", sent, f"key-{number:04d}") for number in range(8)))

    assert sorted((answer.counted, answer.on_duty_days) for answer in answers) == [(False, 1)] * 7 + [(True, 1)]
    assert len(await rows(wide, "check_in")) == 1
    assert await corrections(wide) == (0, 0)


async def test_a_check_in_that_meets_the_seal_waits_and_is_refused(wide: World) -> None:
    await send(wide, "王建国", entry(TODAY - timedelta(days=1)))
    posting_id = wide.postings["王建国"]
    month = Month(TODAY.replace(day=1))

    async with wide.database.work(wide.ctx("clerk")) as sealing:
        await lock_month(sealing, [posting_id], month)
        new_day = asyncio.create_task(send(wide, "王建国", entry()))
        same_day = asyncio.create_task(send(wide, "王建国", entry(TODAY - timedelta(days=1), 7)))
        done, waiting = await asyncio.wait({new_day, same_day}, timeout=0.5)
        assert (len(done), len(waiting)) == (0, 2)
        await seal_month(sealing, [posting_id], month)

    for refused in (new_day, same_day):
        with pytest.raises(XuanpaiError) as refusal:
            await refused
        assert refusal.value.error_code == "MONTH_SEALED"
    assert len(await rows(wide, "check_in")) == 1
    assert len(await rows(wide, "idempotency_key")) == 1
    assert await month_row(wide, "王建国") == (1, 0, TODAY - timedelta(days=1))


async def test_a_recount_in_the_midst_of_a_check_in_loses_neither(wide: World) -> None:
    names = await add_crowd(wide, 3)
    await open_for_all(wide)
    async with wide.database.work(wide.ctx("admin")) as work:
        await work.driver.execute(
            "UPDATE county_month SET postings = postings + 7 WHERE tenant_id = $1 AND on_duty_days = 0",
            wide.tenant_id,
        )

    async with wide.database.work(wide.ctx(names[0])) as late:
        await check_in(late, entry(), "a-late-committer")
        recounting = asyncio.create_task(corrections(wide))
        done, _waiting = await asyncio.wait({recounting}, timeout=0.5)
        assert not done

    assert await recounting == (0, 3)
    assert await buckets(wide) == {
        ("210726", "CITY", 0): 2,
        ("210726", "COUNTY", 0): 3,
        ("210726", "COUNTY", 1): 1,
        ("210727", "CITY", 0): 2,
    }
    assert await corrections(wide) == (0, 0)
