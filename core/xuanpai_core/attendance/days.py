"""Changing days of one posting: held first, decided in the open, written with the totals in one go.

Whoever changes a day holds its row before anything else (see ``rollup`` for the order of locks), so that a check-in
of the same moment waits, and then finds what was written.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from xuanpai_core.attendance.errors import MonthSealed, partition_expected
from xuanpai_core.attendance.halves import Day, Half
from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.attendance.repository import COUNT, LAST_DAY
from xuanpai_core.db.session import Work
from xuanpai_core.periods import Month, month_start

_HOLD = """
INSERT INTO attendance_day AS d (tenant_id, posting_id, day, status)
SELECT $1, $2, day, 'UNRECORDED' FROM unnest($3::date[]) AS day ORDER BY day
ON CONFLICT (tenant_id, posting_id, day) DO UPDATE SET check_ins = d.check_ins
RETURNING d.day, d.status, d.afternoon, d.leave_id, d.afternoon_leave_id, d.check_ins, d.registered
"""

_WRITE = """
UPDATE attendance_day d
   SET status = w.status, afternoon = w.afternoon, leave_id = w.leave_id, afternoon_leave_id = w.afternoon_leave_id,
       registered = w.registered
  FROM unnest($5::date[], $6::text[], $7::text[], $8::uuid[], $9::uuid[], $10::boolean[])
       AS w (day, status, afternoon, leave_id, afternoon_leave_id, registered)
 WHERE d.tenant_id = $1 AND d.posting_id = $2 AND d.day >= $3 AND d.day < $4 AND d.day = w.day
"""

_DROP = """
DELETE FROM attendance_day d
 WHERE d.tenant_id = $1 AND d.posting_id = $2 AND d.day >= $3 AND d.day < $4 AND d.day = ANY ($5)
"""

_SEALED = """
SELECT m.month FROM monthly_attendance m
 WHERE m.tenant_id = $1 AND m.posting_id = $2 AND m.month = ANY ($3) AND m.sealed
 LIMIT 1
"""

_STORED_MONTHS = """
SELECT m FROM unnest($1::date[]) AS m
 WHERE to_regclass('public.attendance_day_p' || to_char(m, 'YYYYMM')) IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Written:
    """The month's days on duty after the change: whole ones, and whether there is half a day more."""

    on_duty_days: int
    half_day: bool


async def hold_days(work: Work, posting_id: UUID, days: Iterable[date]) -> dict[date, Day]:
    """These days as they stand, none of which anybody else can change until the transaction ends.

    Every one of them must then be written (``write_days``), changed or not. Raises ``MonthSealed`` before anything is
    held, ``PartitionMissing``.
    """
    wanted = sorted(set(days))
    await work.transaction.flush()
    months = sorted({month_start(day) for day in wanted})
    if await work.driver.fetchval(_SEALED, work.tenant_id, posting_id, months) is not None:
        raise MonthSealed
    with partition_expected():
        rows = await work.driver.fetch(_HOLD, work.tenant_id, posting_id, wanted)
    return {row["day"]: day_of(row) for row in rows}


async def write_days(
    work: Work, posting_id: UUID, before: Mapping[date, Day], after: Mapping[date, Day]
) -> dict[Month, Written]:
    """Write all days that are held, and the totals of their months; raises ``MonthSealed``, and then all is undone."""
    written: dict[Month, Written] = {}
    for start, group in groupby(sorted(before), key=month_start):
        month = Month(start)
        written[month] = await _write_month(
            work, posting_id, month, [(day, before[day], after.get(day, before[day])) for day in group]
        )
    return written


async def stored_months(work: Work, months: Iterable[date]) -> frozenset[date]:
    """Those of ``months`` (first days) for whose days there is storage by now."""
    rows = await work.driver.fetch(_STORED_MONTHS, sorted(set(months)))
    return frozenset(row["m"] for row in rows)


def day_of(row: Mapping[str, Any]) -> Day:
    """The day of a row of ``attendance_day``."""
    morning = Half(AttendanceStatus(row["status"]), row["leave_id"])
    afternoon = morning
    if row["afternoon"] is not None:
        afternoon = Half(AttendanceStatus(row["afternoon"]), row["afternoon_leave_id"])
    return Day(morning, afternoon, row["check_ins"], row["registered"])


async def _write_month(work: Work, posting_id: UUID, month: Month, changes: Sequence[tuple[date, Day, Day]]) -> Written:
    of_month = (work.tenant_id, posting_id, month.start, month.end)
    kept = [(day, after) for day, before, after in changes if not after.blank and before != after]
    if kept:
        await work.driver.execute(_WRITE, *of_month, *_columns(kept))
    blank = [day for day, _, after in changes if after.blank]
    if blank:
        await work.driver.execute(_DROP, *of_month, blank)
    delta = sum(after.on_duty_halves - before.on_duty_halves for _, before, after in changes)
    last = max((day for day, _, after in changes if after.on_duty_halves), default=None)
    row = await work.driver.fetchrow(COUNT, work.tenant_id, month.start, posting_id, delta, 0, last)
    if row is None:
        raise MonthSealed
    if any(before.on_duty_halves and not after.on_duty_halves for _, before, after in changes):
        await work.driver.execute(LAST_DAY, work.tenant_id, month.start, posting_id, month.end)
    return Written(row["after"], row["half_day"])


def _columns(kept: Sequence[tuple[date, Day]]) -> tuple[list[Any], ...]:
    columns: tuple[list[Any], ...] = ([], [], [], [], [], [])
    for day, now in kept:
        same = now.morning == now.afternoon
        values = (
            day,
            str(now.morning.status),
            None if same else str(now.afternoon.status),
            now.morning.leave_id,
            None if same else now.afternoon.leave_id,
            now.registered,
        )
        for column, value in zip(columns, values, strict=True):
            column.append(value)
    return columns
