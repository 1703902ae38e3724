"""The front end in a real browser, on a real server over the run's own database and object store."""

import asyncio
import json
import os
import shutil
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.acceptance.acts import activate_jinzhou, key, photo, postings, register_days
from tests.acceptance.documents import SIGN, TOTAL_MONTH
from tests.factories.world import FANGSHAN, PASSWORD, World
from tests.fixtures.api import SIGN_IN, Client
from xuanpai_core.attendance.service import open_month
from xuanpai_core.clock import SystemClock, today
from xuanpai_core.config import Settings
from xuanpai_core.db.partitions import make_partitions
from xuanpai_core.db.session import Database
from xuanpai_core.identity.passwords import hash_password
from xuanpai_core.identity.service import NewAccount, NewAppointment, add_account
from xuanpai_core.periods import Month, month_start

ROOT = Path(__file__).parents[2]
FRONT_END = ROOT / "frontend"
BUILT = FRONT_END / "dist" / "index.html"
START_SECONDS = 30


@pytest.mark.timeout(280)
async def test_each_role_does_its_part_in_the_browser(
    settings: Settings, database: Database, world: World, tmp_path: Path
) -> None:
    assert BUILT.is_file(), "run `make front-end` first: there is no built front end to look at"
    await _prepare(database, world)
    async with _serving(settings) as url:
        await _last_month(url, world)
        status, told = await _browse(url, world, tmp_path)
    assert status == 0, told
    assert "skipped" not in told, told


async def _prepare(database: Database, world: World) -> None:
    """Make room for the present months, which the browser lives in, and somebody with a one-time password."""
    day = today(SystemClock())
    async with database.transaction(world.tenant_id) as transaction:
        await make_partitions(transaction.driver, day - timedelta(days=62), day + timedelta(days=62))
    async with database.work(world.ctx("admin")) as work:
        held = NewAppointment("county_organiser", "210726")
        newcomer = NewAccount(username="newcomer", display_name="新来的人", appointment=held)
        await add_account(work, newcomer, hash_password(PASSWORD), must_change=True)
        await open_month(work, Month(month_start(day)))
        await open_month(work, Month(_last_month_start(day)))


async def _last_month(url: str, world: World) -> None:
    """Last month under 锦州's rule: 王建国 with 20 days, 李秀英 with 5, 张伟 with none; totalled and signed."""
    async with _signed_in(url, world, "admin") as admin:
        await activate_jinzhou(admin)
    start = _last_month_start(today(SystemClock()))
    named = {"township": FANGSHAN, "month": str(Month(start))}
    async with _signed_in(url, world, "clerk") as clerk:
        seen = await postings(clerk)
        await register_days(clerk, seen["王建国"]["id"], start, 20)
        await register_days(clerk, seen["李秀英"]["id"], start, 5)
        await clerk(TOTAL_MONTH, **named, key=key())
    async with _signed_in(url, world, "secretary") as secretary:
        await secretary(SIGN, **named, key=key())


def _last_month_start(day: date) -> date:
    return month_start(month_start(day) - timedelta(days=1))


@asynccontextmanager
async def _signed_in(url: str, world: World, person: str) -> AsyncIterator[Client]:
    async with httpx2.AsyncClient(base_url=url) as http:
        client = Client(http)
        await client(SIGN_IN, tenant=world.tenant_code, username=person, password=PASSWORD)
        yield client


@asynccontextmanager
async def _serving(settings: Settings) -> AsyncIterator[str]:
    """The application in a process of its own, as a deployment runs it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    server = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "uvicorn", "--factory", "xuanpai_graphql.app:create_app"),
        *("--host", "127.0.0.1", "--port", str(port), "--no-access-log"),
        cwd=ROOT,
        env=os.environ | _environment(settings),
    )
    try:
        await _answering(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        await server.wait()


def _environment(settings: Settings) -> dict[str, str]:
    secrets = ("database_url", "s3_access_key", "s3_secret_key", "master_key")
    told = {name: getattr(settings, name).get_secret_value() for name in secrets}
    told |= {"environment": settings.environment, "s3_endpoint": settings.s3_endpoint, "s3_bucket": settings.s3_bucket}
    return {f"XUANPAI_{name.upper()}": value for name, value in told.items()}


async def _answering(url: str) -> None:
    async with httpx2.AsyncClient() as http:
        for _ in range(START_SECONDS * 5):
            try:
                if (await http.get(f"{url}/healthz")).status_code == 200:
                    return
            except httpx2.TransportError:
                await asyncio.sleep(0.2)
    raise AssertionError(f"the server did not answer within {START_SECONDS} seconds; its own words are above")


async def _browse(url: str, world: World, folder: Path) -> tuple[int | None, str]:
    """Run the browser tests; returns their exit status and what they told."""
    accounts, picture = folder / "accounts.json", folder / "现场.jpg"
    accounts.write_text(json.dumps(_accounts(world)))
    picture.write_bytes(photo())
    told = {
        "XUANPAI_URL": url,
        "XUANPAI_ACCOUNTS": str(accounts),
        "XUANPAI_PHOTO": str(picture),
        "XUANPAI_CHROMIUM": shutil.which("chromium") or "chromium",
    }
    browser = await asyncio.create_subprocess_exec(
        str(FRONT_END / "node_modules/.bin/playwright"),
        "test",
        cwd=FRONT_END,
        env=os.environ | told | {"CI": "true"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await browser.communicate()
    return browser.returncode, output.decode(errors="replace")


def _accounts(world: World) -> list[dict[str, Any]]:
    held = [
        (username, grant.role, grant.region_code, grant.unit_id)
        for username, actor in world.people.items()
        for grant in actor.grants
    ]
    held.append(("newcomer", "county_organiser", "210726", None))
    return [
        {
            "tenant": world.tenant_code,
            "username": username,
            "password": PASSWORD,
            "role": role,
            "region": region,
            "unit": unit and str(unit),
        }
        for username, role, region, unit in held
    ]
