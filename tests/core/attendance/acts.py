"""What people do about attendance, each in a transaction of its own."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from tests.factories.world import World
from xuanpai_core.attendance.leaves import Slots
from xuanpai_core.attendance.models import AttendanceConflict, AttendanceStatus, ConflictDecision, ConflictState
from xuanpai_core.attendance.service import (
    CheckedIn,
    CheckInEntry,
    RegisteredDay,
    check_in,
    days_of,
    decide_conflict,
    lay_leave,
    lift_leave,
    lock_month,
    open_month,
    recount,
    register_day,
    seal_month,
)
from xuanpai_core.clock import SHANGHAI
from xuanpai_core.db.types import new_id
from xuanpai_core.judgement.month import DayPart
from xuanpai_core.periods import Month
from xuanpai_core.postings.models import Posting

TODAY = date(2025, 10, 24)
OCTOBER = Month(date(2025, 10, 1))


def entry(day: date = TODAY, hour: int = 8, **changes: Any) -> CheckInEntry:
    """A check-in in the village at that hour, with changes."""
    at = datetime(day.year, day.month, day.day, hour, 30, tzinfo=SHANGHAI)
    made = CheckInEntry(id=new_id(), day=day, at=at, latitude=41.7, longitude=122.1, accuracy_m=12.5)
    return replace(made, **changes)


async def send(world: World, person: str, sent: CheckInEntry, key: str | None = None) -> CheckedIn:
    """Check in as ``person``."""
    async with world.database.work(world.ctx(person)) as work:
        return await check_in(work, sent, key or str(sent.id))


async def register(
    world: World,
    person: str,
    cadre: str,
    day: date,
    status: AttendanceStatus,
    reason: str | None = None,
    part: DayPart = DayPart.WHOLE,
) -> RegisteredDay:
    """Register a day of ``cadre`` or half of it as ``person``."""
    async with world.database.work(world.ctx(person)) as work:
        return await register_day(work, world.postings[cadre], day, status, reason, part)


async def lay(
    world: World, cadre: str, leave_id: UUID, slots: Slots, status: AttendanceStatus = AttendanceStatus.LEAVE
) -> list[AttendanceConflict]:
    """Lay an approved request over days of ``cadre``."""
    async with world.database.work(world.ctx("secretary")) as work:
        return await lay_leave(work, world.postings[cadre], leave_id, slots, status)


async def lift(world: World, cadre: str, leave_id: UUID, slots: Slots) -> None:
    """Take it back."""
    async with world.database.work(world.ctx("secretary")) as work:
        await lift_leave(work, world.postings[cadre], leave_id, slots)


async def decide(world: World, conflict_id: UUID, decision: ConflictDecision, reason: str = "经核实") -> None:
    """Decide a contradiction as the township's secretary."""
    async with world.database.work(world.ctx("secretary")) as work:
        await decide_conflict(work, conflict_id, decision, reason)


async def conflicts(world: World, cadre: str, *, only_open: bool = True) -> list[AttendanceConflict]:
    """The contradictions of ``cadre``'s days, by day and age."""
    query = select(AttendanceConflict).where(
        AttendanceConflict.tenant_id == world.tenant_id, AttendanceConflict.posting_id == world.postings[cadre]
    )
    if only_open:
        query = query.where(AttendanceConflict.state == ConflictState.OPEN)
    async with world.database.read(world.ctx("admin")) as work:
        found = await work.session.scalars(query.order_by(AttendanceConflict.day, AttendanceConflict.id))
        return list(found.all())


async def halves(world: World, cadre: str, month: Month = OCTOBER) -> dict[int, str]:
    """Each recorded day of the month by its number: the statuses of both halves, by their initials."""
    async with world.database.read(world.ctx("admin")) as work:
        recorded = (await days_of(work, [world.postings[cadre]], month))[world.postings[cadre]]
    return {row.day.day: f"{row.status[0]}{(row.afternoon or row.status)[0]}" for row in recorded}


async def totals(world: World, cadre: str, month: Month = OCTOBER) -> float:
    """Days on duty in the month, as the running totals have them."""
    async with world.database.read(world.ctx("admin")) as work:
        row = await work.driver.fetchrow(
            "SELECT on_duty_days, half_day FROM monthly_attendance "
            "WHERE tenant_id = $1 AND posting_id = $2 AND month = $3",
            world.tenant_id,
            world.postings[cadre],
            month.start,
        )
    return float(row["on_duty_days"] + row["half_day"] / 2)


async def seal(world: World, *cadres: str, month: Month = OCTOBER) -> None:
    """Close the month as sealing a sheet does."""
    posting_ids = [world.postings[cadre] for cadre in cadres]
    async with world.database.work(world.ctx("clerk")) as work:
        await lock_month(work, posting_ids, month)
        await seal_month(work, posting_ids, month)


async def open_for_all(world: World, month: Month = OCTOBER) -> int:
    """Run the job that opens a month."""
    async with world.database.work(world.ctx("admin")) as work:
        return await open_month(work, month)


async def corrections(world: World, month: Month = OCTOBER) -> tuple[int, int]:
    """Run the recount; what it had to put right."""
    async with world.database.work(world.ctx("admin")) as work:
        made = await recount(work, month)
    return made.postings, made.buckets


async def change_posting(world: World, cadre: str, **values: Any) -> None:
    """Change the posting as the roster would."""
    async with world.database.work(world.ctx("admin")) as work:
        await work.session.execute(
            update(Posting)
            .where(Posting.tenant_id == world.tenant_id, Posting.id == world.postings[cadre])
            .values(**values)
        )


async def month_row(world: World, cadre: str, month: Month = OCTOBER) -> tuple[int, int, date | None] | None:
    """The cadre's month: days on duty, days with a log, last day."""
    async with world.database.read(world.ctx("admin")) as work:
        row = await work.driver.fetchrow(
            "SELECT on_duty_days, log_days, last_day FROM monthly_attendance "
            "WHERE tenant_id = $1 AND posting_id = $2 AND month = $3",
            world.tenant_id,
            world.postings[cadre],
            month.start,
        )
    return None if row is None else tuple(row)


async def buckets(world: World, month: Month = OCTOBER) -> dict[tuple[str, str, int], int]:
    """The county buckets that hold anybody: county, dispatch level and days to postings."""
    async with world.database.read(world.ctx("admin")) as work:
        rows = await work.driver.fetch(
            "SELECT county_code, dispatch_level, on_duty_days, postings FROM county_month "
            "WHERE tenant_id = $1 AND month = $2 AND postings <> 0",
            world.tenant_id,
            month.start,
        )
    return {(row[0], row[1], row[2]): row[3] for row in rows}


def days(*numbers: int) -> Iterable[date]:
    """Days of October 2025."""
    return (date(2025, 10, number) for number in numbers)


def posting(world: World, cadre: str) -> UUID:
    """The cadre's posting."""
    return world.postings[cadre]
