"""What people do about leave, each in a transaction of its own, and how the days stand afterwards."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from tests.api.owed import lay_down
from tests.factories.world import World
from xuanpai_core.attendance.models import AttendanceConflict
from xuanpai_core.attendance.service import CheckInEntry, check_in
from xuanpai_core.clock import SHANGHAI, FixedClock
from xuanpai_core.db.types import new_id
from xuanpai_core.judgement.month import DayPart
from xuanpai_core.leave import service
from xuanpai_core.leave.models import LeaveExtension, LeaveKind, LeaveRequest, LeaveStep
from xuanpai_core.leave.tasks import lay_nightly
from xuanpai_core.plugins.decisions import Clause
from xuanpai_core.plugins.presence import LeaveRule, LeaveTier
from xuanpai_core.regions.code import RegionLevel

TODAY = date(2025, 10, 24)
CADRE = "王建国"
CLAUSE = Clause(document="《样例办法》", words="请假按时长逐级审批", reference="样例-01")
TOWNSHIP, COUNTY, CITY = RegionLevel.TOWNSHIP, RegionLevel.COUNTY, RegionLevel.CITY
THREE_STEPS = LeaveRule(
    tiers=(
        LeaveTier(steps=(TOWNSHIP,), up_to_days=Decimal(3)),
        LeaveTier(steps=(TOWNSHIP, COUNTY), up_to_days=Decimal(7)),
        LeaveTier(steps=(TOWNSHIP, COUNTY, CITY)),
    ),
    clause=CLAUSE,
)


def day(number: int) -> date:
    """A day of October 2025; beyond the 31st, of the months after."""
    return date(2025, 9, 30) + timedelta(days=number)


def stretch(first: int, last: int, from_part: DayPart = DayPart.WHOLE, to_part: DayPart = DayPart.WHOLE) -> Any:
    """From one day of October to another."""
    return service.Stretch(from_day=day(first), to_day=day(last), from_part=from_part, to_part=to_part)


async def do(world: World, person: str, verb: Callable[..., Awaitable[Any]], *args: Any, **more: Any) -> Any:
    """Do one thing as ``person``, under a fresh key."""
    async with world.database.work(world.ctx(person)) as work:
        return await verb(work, *args, str(uuid4()), **more)


async def ask(world: World, first: int, last: int, person: str = CADRE, **changes: Any) -> UUID:
    """Ask for leave over days of October."""
    parts = {name: changes.pop(name) for name in ("from_part", "to_part") if name in changes}
    given = {"kind": LeaveKind.PERSONAL, "reason": "家中有事", "stretch": stretch(first, last, **parts), **changes}
    asked: UUID = await do(world, person, service.request_leave, service.NewLeave(**given))
    return asked


async def approve(world: World, leave_id: UUID, *people: str) -> None:
    """Take the next steps, one person after another; the township's secretary where nobody is named."""
    for person in people or ("secretary",):
        await do(world, person, service.approve_leave, leave_id, None)


async def granted(world: World, first: int, last: int, **changes: Any) -> UUID:
    """Leave that was asked for and approved."""
    leave_id = await ask(world, first, last, **changes)
    await approve(world, leave_id)
    return leave_id


async def back(world: World, leave_id: UUID, on: int, part: DayPart = DayPart.WHOLE, person: str = CADRE) -> None:
    """Report the return, or have it confirmed."""
    verb = service.report_back if person == CADRE else service.confirm_return
    await do(world, person, verb, service.Return(leave_id=leave_id, on=day(on), part=part))


async def be_there(world: World, on: int, hour: int = 8, person: str = CADRE) -> None:
    """Check in on a day of October."""
    there = day(on)
    at = datetime(there.year, there.month, there.day, hour, 30, tzinfo=SHANGHAI)
    entry = CheckInEntry(id=new_id(), day=there, at=at, latitude=41.7, longitude=122.1, accuracy_m=12.5)
    async with world.database.work(world.ctx(person)) as work:
        await check_in(work, entry, str(entry.id))


async def night(world: World) -> None:
    """What leave does by the clock."""
    await lay_nightly(world.database, world.tenant_id)


def move(clock: FixedClock, to: int, hour: int = 9) -> None:
    """Let it be that hour of a day of October."""
    there = day(to)
    clock.instant = datetime(there.year, there.month, there.day, hour, tzinfo=SHANGHAI)


async def rule(world: World, laid: LeaveRule, place: str = "2107") -> None:
    """Lay a rule on leave down over a place."""
    async with world.database.work(world.ctx("admin")) as work:
        lay_down(work, place, [laid])


async def seen(world: World, leave_id: UUID) -> LeaveRequest:
    """The leave as it is stored."""
    async with world.database.work(world.ctx("admin")) as work:
        found = await work.session.scalar(
            select(LeaveRequest).where(LeaveRequest.tenant_id == world.tenant_id, LeaveRequest.id == leave_id)
        )
    assert found is not None
    return found


async def stored(world: World) -> tuple[Any, ...]:
    """Everything about leave and the days it is laid on: what a denial must leave as it was."""
    leave = "SELECT id, state, first_slot, after_slot, laid_to_slot, round, waits_at FROM leave_request"
    steps = "SELECT leave_id, round, number, outcome, decided_by FROM leave_step"
    days = "SELECT posting_id, day, status, afternoon, leave_id FROM attendance_day"
    asked = "SELECT leave_id, round, state, after_slot FROM leave_extension"
    found: list[Any] = []
    async with world.database.read(world.ctx("admin")) as work:
        for sql in (leave, steps, days, asked):
            rows = await work.driver.fetch(f"{sql} WHERE tenant_id = $1 ORDER BY 1, 2, 3", world.tenant_id)
            found.append([tuple(row) for row in rows])
    return tuple(found)


async def days(world: World, person: str = CADRE) -> dict[int, str]:
    """The recorded days by their number in October: the status, or both halves' where they differ."""
    async with world.database.read(world.ctx("admin")) as work:
        rows = await work.driver.fetch(
            "SELECT day, status, afternoon FROM attendance_day WHERE tenant_id = $1 AND posting_id = $2 ORDER BY day",
            world.tenant_id,
            world.postings[person],
        )
    return {
        (row["day"] - date(2025, 9, 30)).days: row["status"]
        if row["afternoon"] in (None, row["status"])
        else f"{row['status']}/{row['afternoon']}"
        for row in rows
    }


async def steps(world: World, leave_id: UUID) -> list[tuple[int, int, str, str | None, str | None]]:
    """The steps: round, number, place, outcome and office."""
    async with world.database.work(world.ctx("admin")) as work:
        rows = await work.session.scalars(
            select(LeaveStep)
            .where(LeaveStep.tenant_id == world.tenant_id, LeaveStep.leave_id == leave_id)
            .order_by(LeaveStep.round, LeaveStep.number)
        )
        return [(one.round, one.number, one.region_code, one.outcome, one.office) for one in rows]


async def extensions(world: World, leave_id: UUID) -> list[tuple[int, str]]:
    """The extensions: round and state."""
    async with world.database.work(world.ctx("admin")) as work:
        rows = await work.session.scalars(
            select(LeaveExtension)
            .where(LeaveExtension.tenant_id == world.tenant_id, LeaveExtension.leave_id == leave_id)
            .order_by(LeaveExtension.round)
        )
        return [(one.round, one.state) for one in rows]


async def conflicts(world: World) -> list[tuple[date, str, str]]:
    """The open contradictions: the day, what stands, what is claimed."""
    async with world.database.work(world.ctx("admin")) as work:
        rows = await work.session.scalars(
            select(AttendanceConflict)
            .where(AttendanceConflict.tenant_id == world.tenant_id, AttendanceConflict.state == "OPEN")
            .order_by(AttendanceConflict.day)
        )
        return [(one.day, one.standing, one.claimed) for one in rows]
