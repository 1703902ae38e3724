"""What presence is judged from in acceptance tests: whole stretches of days, and the holidays that are known."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from tests.acceptance.holding import posting_of
from tests.factories.world import World
from tests.fixtures.api import Client
from xuanpai_core.attendance.models import AttendanceDay, AttendanceStatus
from xuanpai_core.calendars.tasks import seed_years
from xuanpai_core.clock import SHANGHAI, FixedClock
from xuanpai_core.db.types import new_id

POSTING_PRESENCE = """query($posting: ID!, $on: Date, $since: Date) {
  postingPresence(postingId: $posting, on: $on, since: $since) {
    cadreName regionCode verdicts {
      matter cadence period firstDay lastDay measure outcome measured required missing running reachable possible soft
      reference words reason notCounted { days reason } } } }"""
PRESENCE = """query($region: String!, $on: Date, $only: [Outcome!], $running: Boolean, $first: Int, $after: String) {
  presence(regionCode: $region, on: $on, only: $only, running: $running, first: $first, after: $after) {
    nodes { cadreName regionCode verdicts { matter cadence period outcome measured reason } } endCursor } }"""


async def publish(world: World) -> None:
    """What a worker does when it starts: the years of holidays that the system brings along."""
    await seed_years(world.database, world.tenant_id)


def set_day(clock: FixedClock, day: str) -> None:
    """It is nine in the morning of that day in Shanghai."""
    clock.instant = datetime.combine(date.fromisoformat(day), datetime.min.time(), SHANGHAI) + timedelta(hours=9)


async def there(
    world: World, name: str, on: Iterable[date], status: AttendanceStatus = AttendanceStatus.ON_DUTY
) -> None:
    """The recorded days of a cadre, many at once; a trip is one whose request was approved."""
    request = new_id() if status is AttendanceStatus.OFFICIAL_TRIP else None
    rows = [
        {
            "tenant_id": world.tenant_id,
            "posting_id": world.postings[name],
            "day": day,
            "status": status,
            "leave_id": request,
        }
        for day in on
    ]
    async with world.database.work(world.ctx("clerk")) as work:
        await work.session.execute(insert(AttendanceDay), rows)


def days(first: str, count: int) -> list[date]:
    """So many days in a row."""
    return [date.fromisoformat(first) + timedelta(days=offset) for offset in range(count)]


async def verdicts(
    client: Client, world: World, name: str, cadence: str, on: str | None = None, since: str | None = None
) -> list[dict[str, Any]]:
    """What is said of the cadre's periods of that cadence, in order."""
    told = await client(POSTING_PRESENCE, posting=posting_of(world, name), on=on, since=since)
    return [found for found in told["postingPresence"]["verdicts"] if found["cadence"] == cadence]
