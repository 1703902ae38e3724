"""Three days of stored entries, sent twice, shuffled, the server killed in between: nothing lost, nothing doubled."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import asyncpg
import httpx2
import pytest
import pytest_asyncio

from tests.api.faults.phones import Entry, Phone, kept, months_of, signed_in, until
from tests.core.attendance.acts import corrections, open_for_all, register
from tests.core.attendance.footprint import rows
from tests.factories.world import World
from tests.fixtures.server import started
from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.clock import SystemClock, today
from xuanpai_core.config import Settings
from xuanpai_core.db.session import Database
from xuanpai_core.ports import Ports

OWNERS = ("王建国", "李秀英", "张伟")
BATCH = 4
_HOLD = """
INSERT INTO idempotency_key (tenant_id, account_id, operation, key, fingerprint, outcome)
VALUES ($1, $2, 'attendance:check_in', $3, '', '{}')
"""


@pytest_asyncio.fixture
async def now(settings: Settings, ports: Ports, world: World) -> AsyncIterator[World]:
    """The world by the machine's own clock, which a server process goes by."""
    database = Database(settings, ports)
    yield replace(world, database=database)
    await database.close()


@asynccontextmanager
async def in_the_way(url: str, world: World, person: str, entry: Entry) -> AsyncIterator[None]:
    """Whoever brings in this entry of ``person`` must wait until the end, and then finds nothing there."""
    connection = await asyncpg.connect(url)
    try:
        transaction = connection.transaction()
        await transaction.start()
        await connection.execute(f"SET LOCAL app.tenant = '{world.tenant_id}'")
        await connection.execute(_HOLD, world.tenant_id, world.people[person].account_id, entry["idempotencyKey"])
        yield
        await transaction.rollback()
    finally:
        await connection.close()


async def arrived(world: World, acts: int) -> bool:
    """Whether so many acts are in."""
    return len(await rows(world, "check_in")) == acts


async def send_all(phone: Phone, entries: Sequence[Entry], chance: random.Random) -> list[dict[str, Any]]:
    """Every entry twice, in any order, in batches."""
    sent = [*entries, *entries]
    chance.shuffle(sent)
    answers = []
    for start in range(0, len(sent), BATCH):
        answers += await phone.submit(sent[start : start + BATCH])
    return answers


async def test_an_offline_client_loses_nothing_and_doubles_nothing(
    now: World, settings: Settings, driver_url: str
) -> None:
    day = today(SystemClock())
    days = [day - timedelta(days=back) for back in (2, 1, 0)]
    long_ago = day - timedelta(days=6)
    for month in months_of([*days, long_ago, days[0] - timedelta(days=1)]):
        await open_for_all(now, month)
    await register(now, "clerk", "张伟", days[1], AttendanceStatus.ABSENT)
    fresh = {owner: [kept(one, minute) for one in days for minute in (1, 2, 3)] for owner in OWNERS}
    late = {owner: [kept(long_ago, minute) for minute in (1, 2)] for owner in OWNERS}
    chance = random.Random(5)  # noqa: S311 -- the same order every time
    first, second = fresh["王建国"][:BATCH], fresh["王建国"][BATCH : 2 * BATCH]

    async with started(settings) as server, signed_in(server.url, now, "王建国") as phone:
        told = await phone.submit(first)
        async with in_the_way(driver_url, now, "王建国", second[2]):
            sending = asyncio.create_task(phone.submit(second))
            await until(partial(arrived, now, BATCH + 2))
            await server.kill()
            with pytest.raises(httpx2.TransportError):
                await sending
    assert [one["outcome"] for one in told] == ["COUNTED", "KEPT", "KEPT", "COUNTED"]
    assert len(await rows(now, "check_in")) == BATCH + 2

    async with started(settings) as server, AsyncExitStack() as held:
        phones = [await held.enter_async_context(signed_in(server.url, now, owner)) for owner in OWNERS]
        answers = await asyncio.gather(
            *(
                send_all(phone, [*fresh[owner], *late[owner]], chance)
                for owner, phone in zip(OWNERS, phones, strict=True)
            )
        )

    outcomes = [Counter(one["outcome"] for one in answered) for answered in answers]
    assert outcomes == [
        # Six of his were in before, of which he knew four; the third day had not begun.
        Counter(DUPLICATE=6 * 2 + 3, COUNTED=1, KEPT=2, CLAIMED=2 * 2),
        Counter(DUPLICATE=9, COUNTED=3, KEPT=6, CLAIMED=2 * 2),
        Counter(DUPLICATE=9, COUNTED=2, KEPT=4, CONFLICT=3, CLAIMED=2 * 2),
    ]
    await _nothing_lost_nothing_doubled(now, days, fresh, late)


async def _nothing_lost_nothing_doubled(
    now: World, days: Sequence[date], fresh: dict[str, list[Entry]], late: dict[str, list[Entry]]
) -> None:
    posting = {now.postings[owner]: owner for owner in OWNERS}
    acts = [(posting[row["posting_id"]], str(row["id"])) for row in await rows(now, "check_in")]
    assert sorted(acts) == sorted((owner, entry["id"]) for owner in OWNERS for entry in fresh[owner])
    standing = {
        (posting[row["posting_id"]], row["day"]): (row["status"], row["check_ins"])
        for row in await rows(now, "attendance_day")
    }
    assert standing == {
        # What the clerk had registered stands until somebody decides.
        (owner, one): ("ABSENT" if (owner, one) == ("张伟", days[1]) else "ON_DUTY", 3)
        for owner in OWNERS
        for one in days
    }
    [conflict] = await rows(now, "attendance_conflict")
    assert (conflict["posting_id"], conflict["day"], conflict["state"]) == (now.postings["张伟"], days[1], "OPEN")
    claims = [
        (posting[row["posting_id"]], sorted(entry["id"] for entry in row["entries"]))
        for row in await rows(now, "backfill_request")
    ]
    assert sorted(claims) == sorted((owner, sorted(entry["id"] for entry in late[owner])) for owner in OWNERS)
    nights = [(posting[row["posting_id"]], row["night"]) for row in await rows(now, "overnight")]
    assert sorted(nights) == sorted((owner, one - timedelta(days=1)) for owner in OWNERS for one in days)
    events = [row["subject_id"] for row in await rows(now, "audit_event") if row["action"] == "attendance:check_in"]
    assert sorted(events) == sorted(entry["id"] for owner in OWNERS for entry in fresh[owner])
    for month in months_of(days):
        assert await corrections(now, month) == (0, 0)
