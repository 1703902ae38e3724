"""The database ends at once in the middle of the morning peak, and comes back: every acknowledged entry is there."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from pydantic import SecretStr

from tests.api.faults.phones import Phone, kept, months_of, signed_in, until
from tests.core.attendance.acts import corrections, open_for_all
from tests.core.attendance.footprint import rows
from tests.factories.world import CADRES, World, make_world
from tests.fixtures.server import started
from xuanpai_core.clock import SystemClock, today
from xuanpai_core.config import Settings
from xuanpai_core.db import migrate
from xuanpai_core.db.partitions import make_partitions
from xuanpai_core.db.session import Database
from xuanpai_core.db.types import new_id
from xuanpai_core.ports import Ports
from xuanpai_core.stack.credentials import Login
from xuanpai_core.stack.postgres import EmbeddedPostgres
from xuanpai_core.stack.stack import discard_data

DAYS = 3
ACTS = 8
BEFORE = 30
"""Acts of each person on each day; how many of all are acknowledged when the database ends."""
AWAY_SECONDS = 1.0


@pytest.fixture
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    """A server of this test's own that keeps what it has promised."""
    folder: Path = tmp_path_factory.mktemp("database")
    folder.chmod(0o700)
    server = EmbeddedPostgres(folder, durable=True, usual_port=None)
    server.start()
    yield server
    server.stop()
    discard_data(folder)


@pytest.fixture
def own(postgres: EmbeddedPostgres, settings: Settings) -> Settings:
    """Settings for that server, which is migrated."""
    admin_url = postgres.dsn(Login.ADMIN).replace("postgresql://", "postgresql+psycopg://")
    urls = {"database_url": SecretStr(postgres.url()), "database_admin_url": SecretStr(admin_url)}
    own = settings.model_copy(update=urls)
    migrate.upgrade(own)
    return own


@pytest_asyncio.fixture
async def peak(own: Settings, ports: Ports) -> AsyncIterator[World]:
    """The small world there, by the machine's own clock."""
    database = Database(own, replace(ports, settings=own))
    day = today(SystemClock())
    async with database.transaction(new_id()) as transaction:
        await make_partitions(transaction.driver, day - timedelta(days=40), day)
    yield await make_world(database)
    await database.close()


def days() -> list[date]:
    """The last days up to today, which count when they are sent now."""
    return [today(SystemClock()) - timedelta(days=back) for back in reversed(range(DAYS))]


async def test_a_database_restarted_in_the_peak_loses_no_acknowledged_entry(
    peak: World, own: Settings, postgres: EmbeddedPostgres
) -> None:
    owners = [name for name, *_ in CADRES]
    for month in months_of(days()):
        await open_for_all(peak, month)
    entries = {owner: [kept(day, minute) for day in days() for minute in range(ACTS)] for owner in owners}

    async with started(own) as server:
        async with AsyncExitStack() as held:
            phones = [await held.enter_async_context(signed_in(server.url, peak, owner)) for owner in owners]
            async with asyncio.TaskGroup() as sending:
                for owner, phone in zip(owners, phones, strict=True):
                    sending.create_task(phone.check_in_all(entries[owner]))
                sending.create_task(restart(postgres, phones))
        assert server.process.returncode is None

    codes = [code for phone in phones for code in phone.codes]
    assert set(codes) == {"DATABASE_UNAVAILABLE"}
    assert sum(phone.broken for phone in phones) == 0
    acknowledged = sorted(entry_id for phone in phones for entry_id in phone.acknowledged)
    assert len(acknowledged) == len(owners) * DAYS * ACTS
    assert sorted(row["id"] for row in await rows(peak, "check_in")) == acknowledged
    standing = {(row["posting_id"], row["day"]): row["check_ins"] for row in await rows(peak, "attendance_day")}
    assert standing == {(peak.postings[owner], day): ACTS for owner in owners for day in days()}
    events = [row["subject_id"] for row in await rows(peak, "audit_event") if row["action"] == "attendance:check_in"]
    assert sorted(events) == [str(entry_id) for entry_id in acknowledged]
    for month in months_of(days()):
        assert await corrections(peak, month) == (0, 0)


async def restart(postgres: EmbeddedPostgres, phones: list[Phone]) -> None:
    """End the server without a word to anybody, as its immediate shutdown does; start it again after a while."""

    async def in_the_middle() -> bool:
        return sum(len(phone.acknowledged) for phone in phones) >= BEFORE

    await until(in_the_middle)
    child = postgres.child
    assert child is not None

    async def ended() -> bool:
        return child.exit_code() is not None

    os.kill(child.pid, signal.SIGQUIT)
    await until(ended)
    await asyncio.sleep(AWAY_SECONDS)
    postgres.stop()
    postgres.start()
