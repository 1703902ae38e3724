"""Where exactly one stood goes a year after the month was verified; what proves the month stays, and is unchanged."""

from datetime import date, datetime
from typing import Any

import orjson
import pytest

from tests.core.attendance.footprint import rows
from tests.core.leads.leading import decide, lead_against
from tests.core.sheets.test_reopening import reopen, sealed, verify
from tests.core.sheets.test_sheets import seal, sheet_of, sign, total
from tests.core.signals.noticing import HERE, LI, WANG, enter, look, moment, picture, shoot
from tests.factories.world import FANGSHAN, World
from xuanpai_core.attendance.models import BackfillRequest, ClaimState
from xuanpai_core.clock import SHANGHAI, FixedClock
from xuanpai_core.db.types import new_id
from xuanpai_core.judgement.month import DayPart
from xuanpai_core.leads.models import LeadState
from xuanpai_core.retention.models import RetentionSubject
from xuanpai_core.retention.service import purge

POSITIONS = RetentionSubject.POSITIONS
FIFTH, SIXTH = date(2025, 10, 5), date(2025, 10, 6)
KEPT = ("posting_id", "day", "id", "at", "received_at", "accuracy_m", "photo_id", "device", "distance_m")


@pytest.fixture
async def october(world: World, clock: FixedClock) -> None:
    """王建国 and 李秀英 have checked in; 王建国 with a photo, and his claim of another day was refused."""
    await shoot(world, picture(1), WANG, moment(FIFTH), distance_m=150)
    await enter(world, LI, moment(SIXTH), distance_m=0)
    await look(world)
    entry = {"id": str(new_id()), "latitude": HERE[0], "longitude": HERE[1], "accuracy_m": 20.0}
    async with world.database.work(world.ctx("admin")) as work:
        claim = BackfillRequest(
            tenant_id=world.tenant_id,
            id=new_id(),
            posting_id=world.postings[WANG],
            region_code=world.villages[FANGSHAN][0],
            day=SIXTH,
            part=DayPart.WHOLE,
            state=ClaimState.REJECTED,
            reason="没有信号",
            entries=[entry],
            submitted_by=work.ctx.actor.account_id,
            submitted_at=work.clock.now(),
            decided_by=work.ctx.actor.account_id,
            decided_at=work.clock.now(),
        )
        work.session.add(claim)
    clock.instant = datetime(2025, 11, 1, 0, 0, tzinfo=SHANGHAI)


async def removed(world: World, clock: FixedClock, year: int = 2026, month: int = 11, day: int = 2) -> int:
    """Purge in the night of that day; of how many sheets the degrees went."""
    clock.instant = datetime(year, month, day, 2, 20, tzinfo=SHANGHAI)
    return (await purge(world.database, world.tenant_id))[POSITIONS]


async def degrees(world: World) -> list[Any]:
    """Every latitude there is of check-ins, uses of photos and claims."""
    claims = [row["entries"] for row in await rows(world, "backfill_request")]
    kept = [one for entries in claims for one in (orjson.loads(entries) if isinstance(entries, str) else entries)]
    stored = [*await rows(world, "check_in"), *await rows(world, "photo_use"), *kept]
    return [row.get("latitude") for row in stored]


async def test_a_year_after_the_county_verified_the_degrees_go_and_the_month_stays(
    world: World, october: None, clock: FixedClock
) -> None:
    await sealed(world)
    await verify(world)
    acts, sheet = await rows(world, "check_in"), await sheet_of(world, WANG)
    before = await degrees(world)

    too_soon = await removed(world, clock, month=10, day=31)
    still = await degrees(world)
    in_time = await removed(world, clock, month=11, day=1)

    assert before == still == [HERE[0]] * 4
    assert (too_soon, in_time) == (0, 3)
    assert await degrees(world) == [None] * 4
    after = {row["id"]: row for row in await rows(world, "check_in")}
    assert [{name: row[name] for name in KEPT} for row in acts] == [
        {name: after[row["id"]][name] for name in KEPT} for row in acts
    ]
    assert {row["longitude"] for row in after.values()} == {None}
    assert await sheet_of(world, WANG) == sheet | {"positions_removed_at": clock.now()}
    assert await removed(world, clock) == 0


async def test_a_month_that_nobody_has_verified_keeps_them(world: World, october: None, clock: FixedClock) -> None:
    await sealed(world)

    assert await removed(world, clock) == 0
    assert await degrees(world) == [HERE[0]] * 4


async def test_an_open_lead_keeps_those_of_its_cadre_until_it_is_decided(
    world: World, october: None, clock: FixedClock
) -> None:
    await sealed(world)
    await verify(world)
    lead_id = await lead_against(world)

    while_open = await removed(world, clock)
    left = {row["posting_id"] for row in await rows(world, "check_in") if row["latitude"] is not None}
    await decide(world, "county", lead_id, LeadState.DISMISSED)

    assert (while_open, left) == (2, {world.postings[WANG]})
    assert await removed(world, clock) == 1
    assert await degrees(world) == [None] * 4


async def test_a_claim_that_waits_keeps_those_of_its_month(world: World, october: None, clock: FixedClock) -> None:
    await sealed(world)
    await verify(world)
    async with world.database.work(world.ctx("admin")) as work:
        await work.driver.execute(
            "UPDATE backfill_request SET state = 'SUBMITTED', decided_at = NULL WHERE tenant_id = $1", world.tenant_id
        )

    assert await removed(world, clock) == 2
    assert sorted(await degrees(world), key=str) == [HERE[0]] * 3 + [None]


async def test_a_month_that_was_reopened_and_verified_anew_is_gone_through_again(
    world: World, october: None, clock: FixedClock
) -> None:
    sheet_id = await sealed(world)
    await verify(world)
    assert await removed(world, clock) == 3
    clock.advance(days=1)
    await reopen(world, sheet_id)
    await enter(world, WANG, moment(SIXTH))
    await total(world)
    await sign(world)
    await seal(world)

    unverified = await removed(world, clock, day=4)
    await verify(world)
    anew = await removed(world, clock, day=5)

    assert (unverified, anew) == (0, 1)
    assert await degrees(world) == [None] * 5
