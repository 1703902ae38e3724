"""The month's running totals: opened for everybody, equal to a recount after anything, repaired when damaged."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

import pytest

from tests.core.attendance.acts import (
    OCTOBER,
    TODAY,
    buckets,
    change_posting,
    corrections,
    days,
    entry,
    month_row,
    open_for_all,
    register,
    seal,
    send,
)
from tests.core.attendance.footprint import rows
from tests.factories.world import CADRES, World
from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.clock import FixedClock
from xuanpai_core.db.types import new_id
from xuanpai_core.periods import Month
from xuanpai_core.worklogs.service import LogEntry, write_log

STATUSES = [status for status in AttendanceStatus if status is not AttendanceStatus.UNRECORDED]
NAMES = [row[0] for row in CADRES]
IN_CLERKS_TOWNSHIP = {"王建国", "李秀英", "张伟"}
LEVELS = {row[0]: row[2] for row in CADRES}
COUNTY = {name: "210726" if name in IN_CLERKS_TOWNSHIP else "210727" for name in NAMES}


async def test_opening_counts_everybody_in_post_once(world: World) -> None:
    await change_posting(world, "王建国", end_date=date(2025, 9, 30))
    await change_posting(world, "李秀英", end_date=date(2025, 10, 1))
    await change_posting(world, "刘洋", start_date=date(2025, 10, 31))
    await change_posting(world, "陈静", start_date=date(2025, 11, 1))
    await send(world, "张伟", entry())

    assert await open_for_all(world) == 2
    assert await open_for_all(world) == 0

    assert await buckets(world) == {
        ("210726", "CITY", 0): 1,
        ("210726", "COUNTY", 1): 1,
        ("210727", "CITY", 0): 1,
    }
    assert await corrections(world) == (0, 0)


async def test_opening_a_month_leaves_other_months_and_tenants_alone(world: World, other_world: World) -> None:
    assert await open_for_all(world, Month(date(2025, 11, 1))) == 5

    assert await buckets(world) == {}
    assert await rows(other_world, "monthly_attendance") == []


async def test_a_recount_repairs_whatever_was_damaged(world: World) -> None:
    await open_for_all(world)
    for day in days(22, 23, 24):
        await send(world, "王建国", entry(day))
    await write(world, "王建国", TODAY)
    sound = (await buckets(world), {name: await month_row(world, name) for name in NAMES})
    async with world.database.work(world.ctx("admin")) as work:
        for damage in (
            "UPDATE monthly_attendance SET on_duty_days = 30, log_days = 9 WHERE tenant_id = $1 AND log_days = 1",
            "UPDATE monthly_attendance SET last_day = NULL WHERE tenant_id = $1",
            "DELETE FROM monthly_attendance WHERE tenant_id = $1 AND dispatch_level = 'COUNTY'",
            "UPDATE county_month SET postings = postings + 5 WHERE tenant_id = $1 AND on_duty_days = 0",
            "DELETE FROM county_month WHERE tenant_id = $1 AND on_duty_days = 3",
        ):
            await work.driver.execute(damage, world.tenant_id)

    assert await corrections(world) == (2, 4)

    assert (await buckets(world), {name: await month_row(world, name) for name in NAMES}) == sound
    assert await corrections(world) == (0, 0)


async def test_a_recount_drops_whoever_turns_out_not_to_have_been_in_post(world: World) -> None:
    await open_for_all(world)
    await change_posting(world, "李秀英", end_date=date(2025, 9, 30))

    assert await corrections(world) == (1, 1)

    assert await month_row(world, "李秀英") is None
    assert (await buckets(world))["210726", "CITY", 0] == 1


@dataclass
class Model:
    """What the rules say of the same acts, in plain sets."""

    status: dict[tuple[str, date], AttendanceStatus] = field(default_factory=dict)
    logs: set[tuple[str, date]] = field(default_factory=set)

    def on_duty(self, name: str) -> list[date]:
        """The days that count for one cadre."""
        return [day for (who, day), status in self.status.items() if who == name and status == "ON_DUTY"]

    def month(self, name: str) -> tuple[int, int, date | None]:
        """The month's row for one cadre."""
        counted = self.on_duty(name)
        return len(counted), sum(who == name for who, _ in self.logs), max(counted, default=None)

    def buckets(self) -> dict[tuple[str, str, int], int]:
        """The county buckets."""
        made: dict[tuple[str, str, int], int] = {}
        for name in NAMES:
            key = (COUNTY[name], LEVELS[name].value, len(self.on_duty(name)))
            made[key] = made.get(key, 0) + 1
        return made


async def write(world: World, name: str, day: date) -> None:
    """Write a log of that day."""
    async with world.database.work(world.ctx(name)) as work:
        await write_log(work, LogEntry(day, "走访农户"), str(new_id()))


@pytest.mark.parametrize("seed", range(4))
async def test_after_any_sequence_the_totals_equal_a_recount_and_the_model(
    world: World, clock: FixedClock, seed: int
) -> None:
    random, model = Random(seed), Model()  # noqa: S311 -- the same sequences each time
    clock.advance(days=5)
    await open_for_all(world)
    for _ in range(60):
        name, day = random.choice(NAMES), TODAY + timedelta(days=random.randrange(2, 6))
        act = random.choice(["check_in", "check_in", "register", "log"])
        if act == "check_in":
            await send(world, name, entry(day, random.randrange(0, 9)))
            model.status.setdefault((name, day), AttendanceStatus.ON_DUTY)
        elif act == "log":
            await write(world, name, day)
            model.logs.add((name, day))
        elif name in IN_CLERKS_TOWNSHIP:
            status = random.choice(STATUSES)
            await register(world, "clerk", name, day, status, "核实")
            model.status[name, day] = status

    assert {name: await month_row(world, name) for name in NAMES} == {name: model.month(name) for name in NAMES}
    assert await buckets(world) == model.buckets()
    assert await corrections(world) == (0, 0)


async def test_sealing_opens_the_month_of_those_who_had_none(world: World) -> None:
    await seal(world, "王建国")

    assert await month_row(world, "王建国") == (0, 0, None)
    assert [row["sealed"] for row in await rows(world, "monthly_attendance")] == [True]
    assert await buckets(world) == {("210726", "CITY", 0): 1}
    assert await open_for_all(world, OCTOBER) == 4
