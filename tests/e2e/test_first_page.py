"""The front end in a real browser, on a real server over the run's own database and object store."""

import asyncio
import json
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
from sqlalchemy import update

from tests.acceptance.acts import activate_jinzhou, key, photo, postings, register_days
from tests.acceptance.documents import SIGN, TOTAL_MONTH
from tests.e2e.cases import notice
from tests.e2e.claims import claim_days
from tests.e2e.entries import post_cadres
from tests.e2e.events import hold_events
from tests.e2e.home import spend_the_day
from tests.e2e.inspections import plan_secretly
from tests.e2e.leave import take_leave
from tests.e2e.months import seal_month
from tests.e2e.owing import owe_visits
from tests.factories.world import FANGSHAN, PASSWORD, World
from tests.fixtures.api import SIGN_IN, Client
from tests.fixtures.server import ROOT, serving
from xuanpai_core.attendance.service import open_month
from xuanpai_core.cadres.contact import Contact, update_contact
from xuanpai_core.clock import SystemClock, today
from xuanpai_core.config import Settings
from xuanpai_core.db.partitions import make_partitions
from xuanpai_core.db.session import Database
from xuanpai_core.identity.models import Account
from xuanpai_core.identity.passwords import hash_password, initial_until
from xuanpai_core.identity.service import NewAccount, NewAppointment, add_account
from xuanpai_core.periods import Month, month_start
from xuanpai_core.single_sign_on.service import add_provider

FRONT_END = ROOT / "frontend"
BUILT = FRONT_END / "dist" / "index.html"
HELD = NewAppointment("county_organiser", "210726")
# user name, name, whether the first password is still to be changed
NEW_PEOPLE = (
    ("newcomer", "新来的人", True),
    ("novice", "新来的管理员", True),
    ("guarded", "绑定口令的人", False),
    ("roamer", "到处登录的人", False),
    ("maker", "对接程序的人", False),
    ("watcher", "办理保险的人", False),
)


# Each browser test has a limit of its own; this one ends a run that hangs, not one on a busy machine.
@pytest.mark.timeout(900)
async def test_each_role_does_its_part_in_the_browser(
    settings: Settings, database: Database, world: World, tmp_path: Path
) -> None:
    assert BUILT.is_file(), "run `make front-end` first: there is no built front end to look at"
    await _prepare(database, world)
    async with serving(settings) as url:
        await _last_month(url, world)
        await claim_days(database, url, world)
        await notice(url, database, world)
        await spend_the_day(database, url, world)
    await owe_visits(database, world)
    await post_cadres(database, world)
    await take_leave(database, world)
    await hold_events(database, world)
    await plan_secretly(database, world)
    async with serving(settings) as url:
        await seal_month(database, url, world)
    # As in production, the pages get along with the documents of the release.
    # The people were made on the fixed day of the tests, the browser lives today.
    released = settings.model_copy(update={"persisted_only": True, "initial_password_days": 36_500})
    async with serving(released) as url, serving(released.model_copy(update={"second_factor": "everyone"})) as strict:
        status, told = await _browse(url, strict, world, tmp_path)
    assert status == 0, told
    assert "skipped" not in told, told


async def _prepare(database: Database, world: World) -> None:
    """Make room for the present months, which the browser lives in, and the people whom one test each has to itself."""
    day = today(SystemClock())
    async with database.transaction(world.tenant_id) as transaction:
        await make_partitions(transaction.driver, day - timedelta(days=62), day + timedelta(days=62))
    async with database.work(world.ctx("admin")) as work:
        for username, name, must_change in NEW_PEOPLE:
            person = NewAccount(username=username, display_name=name, appointment=HELD)
            await add_account(work, person, hash_password(PASSWORD), must_change=must_change)
        # A first password counts from today: the browser does not live under the fixture's clock.
        fresh = initial_until(database.settings, SystemClock().now())
        issued = update(Account).where(Account.tenant_id == work.tenant_id, Account.must_change_password)
        await work.session.execute(issued.values(initial_password_until=fresh))
        spare = NewAccount(username="spare_admin", display_name="候任管理员")
        await add_account(work, spare, hash_password(PASSWORD), must_change=False)
        await add_provider(work, "辽宁省统一身份认证", "https://id.example.cn", "xuanpai", "a-secret-of-theirs")
        await open_month(work, Month(month_start(day)))
        await open_month(work, Month(_last_month_start(day)))
    async with database.work(world.ctx("county")) as work:
        await update_contact(work, world.cadres["王建国"], Contact(phone="13841612345"), "登记手机号", key())


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


async def _browse(url: str, strict: str, world: World, folder: Path) -> tuple[int | None, str]:
    """Run the browser tests; returns their exit status and what they told. ``strict`` asks everybody for a code."""
    accounts, picture = folder / "accounts.json", folder / "现场.jpg"
    accounts.write_text(json.dumps(_accounts(world)))
    picture.write_bytes(photo())
    told = {
        "XUANPAI_URL": url,
        "XUANPAI_STRICT_URL": strict,
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
        (username, grant.role, grant.region_code, grant.unit_id, False)
        for username, actor in world.people.items()
        for grant in actor.grants
    ]
    held += [(username, HELD.role, HELD.region_code, None, True) for username, _, _ in NEW_PEOPLE]
    return [
        {
            "tenant": world.tenant_code,
            "username": username,
            "password": PASSWORD,
            "role": role,
            "region": region,
            "unit": unit and str(unit),
            "alone": alone,
        }
        for username, role, region, unit, alone in held
    ]
