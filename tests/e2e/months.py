"""A month of 芳山镇 that is sealed while the browser looks on: the one before the last."""

from datetime import date, timedelta

import httpx2

from tests.acceptance.acts import key, postings, register_days
from tests.acceptance.documents import SEAL, SIGN, TOTAL_MONTH
from tests.acceptance.documents_sheets import PRINT
from tests.factories.world import FANGSHAN, PASSWORD, World
from tests.fixtures.api import SIGN_IN, Client
from xuanpai_core.attendance.service import open_month
from xuanpai_core.clock import SystemClock, today
from xuanpai_core.db.session import Database
from xuanpai_core.jobs.worker import run_worker
from xuanpai_core.periods import Month, month_start


async def seal_month(database: Database, url: str, world: World) -> None:
    """王建国 with 20 days, 李秀英 with 5, 张伟 with 12; totalled, signed, sealed, and printed by the clerk as Excel."""
    start = _sealed_month(today(SystemClock()))
    month = str(Month(start))
    named = {"township": FANGSHAN, "month": month}
    async with database.work(world.ctx("admin")) as work:
        await open_month(work, Month(start))
    async with httpx2.AsyncClient(base_url=url) as http, httpx2.AsyncClient(base_url=url) as other:
        clerk, secretary = Client(http), Client(other)
        await clerk(SIGN_IN, tenant=world.tenant_code, username="clerk", password=PASSWORD)
        await secretary(SIGN_IN, tenant=world.tenant_code, username="secretary", password=PASSWORD)
        seen = await postings(clerk)
        for name, days in (("王建国", 20), ("李秀英", 5), ("张伟", 12)):
            await register_days(clerk, seen[name]["id"], start, days)
        await clerk(TOTAL_MONTH, **named, key=key())
        await secretary(SIGN, **named, key=key())
        await clerk(SEAL, **named, key=key())
        wanted = {"idempotencyKey": key(), "month": month, "format": "XLSX", "regionCode": FANGSHAN}
        await clerk(PRINT, input=wanted)
    # There is no worker beside the browser: what is printed there waits. Files are kept from the present day on.
    present = Database(database.settings, database.ports, SystemClock())
    try:
        await run_worker(present, database.settings, until_empty=True)
    finally:
        await present.close()


def _sealed_month(day: date) -> date:
    last = month_start(month_start(day) - timedelta(days=1))
    return month_start(last - timedelta(days=1))
