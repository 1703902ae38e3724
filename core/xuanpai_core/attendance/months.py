"""A month as a whole: opened for everybody in post, recounted, locked, sealed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from xuanpai_core.attendance import repository, rollup
from xuanpai_core.attendance.errors import MonthSealed
from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.db.session import Work
from xuanpai_core.judgement.month import DayPart
from xuanpai_core.periods import Month

_COUNTIES = """
SELECT DISTINCT left(p.region_code, 6) AS county
  FROM posting p
 WHERE p.tenant_id = $1 AND p.start_date < $3 AND (p.end_date IS NULL OR p.end_date >= $2)
 ORDER BY county
"""


@dataclass(frozen=True, slots=True)
class DayRecord:
    """One recorded day of one posting.

    ``status`` and ``leave_id`` tell of the morning; of the afternoon too while ``afternoon`` is None. A ``leave_id``
    is the approved request that says so. ``registered``: by a person's hand. ``late``: all of it arrived on a later
    day.
    """

    day: date
    status: AttendanceStatus
    first_check_in_at: datetime | None
    afternoon: AttendanceStatus | None = None
    leave_id: UUID | None = None
    afternoon_leave_id: UUID | None = None
    registered: bool = False
    late: bool = False
    check_ins: int = 0

    @property
    def halves(self) -> tuple[tuple[DayPart, AttendanceStatus, UUID | None], ...]:
        """Part, status and request: one entry for a whole day, else one for each half of which anything is known."""
        if self.afternoon is None:
            return ((DayPart.WHOLE, self.status, self.leave_id),)
        both = (
            (DayPart.MORNING, self.status, self.leave_id),
            (DayPart.AFTERNOON, self.afternoon, self.afternoon_leave_id),
        )
        return tuple(half for half in both if half[1] is not AttendanceStatus.UNRECORDED)

    @property
    def on_duty_halves(self) -> int:
        """Halves on duty: 0, 1 or 2."""
        afternoon = self.status if self.afternoon is None else self.afternoon
        return (self.status is AttendanceStatus.ON_DUTY) + (afternoon is AttendanceStatus.ON_DUTY)


@dataclass(frozen=True, slots=True)
class Corrections:
    """How many postings' months and county buckets a recount had to put right; zeros when all was right."""

    postings: int
    buckets: int


async def open_month(work: Work, month: Month, below: str = "") -> int:
    """Give everybody in post in ``month`` at a place a month of 0 days, so that dashboards count them.

    ``below``: the place's code; empty: the whole province. Returns how many were not there yet. Running it again
    changes nothing.
    """
    await work.session.flush()
    opened: int = await work.driver.fetchval(rollup.OPEN_BELOW, work.tenant_id, month.start, month.end, below)
    return opened


async def counties_in_post(work: Work, month: Month) -> list[str]:
    """The codes of the counties where anybody is in post in ``month``, in order; a wider place
    of somebody's stands for all below it.
    """
    rows = await work.driver.fetch(_COUNTIES, work.tenant_id, month.start, month.end)
    return [row["county"] for row in rows]


async def recount(work: Work, month: Month) -> Corrections:
    """Bring the running totals of ``month`` back to what the days and logs say; check-ins may go on meanwhile.

    A job; on sound totals it changes nothing.
    """
    await work.session.flush()
    postings: int = await work.driver.fetchval(rollup.RECOUNT_POSTINGS, work.tenant_id, month.start, month.end)
    buckets: int = await work.driver.fetchval(rollup.RECOUNT_COUNTIES, work.tenant_id, month.start)
    return Corrections(postings, buckets)


async def lock_month(work: Work, posting_ids: Sequence[UUID], month: Month) -> None:
    """Hold the month of these postings until the end of the transaction: no day and no log of it changes meanwhile.

    Asks nobody's permission. Opens the month where it was not.
    """
    await work.session.flush()
    await work.driver.fetchval(rollup.OPEN_AND_LOCK, work.tenant_id, month.start, month.end, list(posting_ids))


async def seal_month(work: Work, posting_ids: Sequence[UUID], month: Month) -> None:
    """Close the month of these postings to every change (JZ-08); hold it first by ``lock_month``."""
    await work.driver.execute(repository.SEAL, work.tenant_id, month.start, list(posting_ids), True)


async def unseal_month(work: Work, posting_ids: Sequence[UUID], month: Month) -> None:
    """Open the month of these postings to changes again: only the reopening of a sheet does so, which is on record."""
    await lock_month(work, posting_ids, month)
    await work.driver.execute(repository.SEAL, work.tenant_id, month.start, list(posting_ids), False)


async def days_of(work: Work, posting_ids: Sequence[UUID], month: Month) -> dict[UUID, tuple[DayRecord, ...]]:
    """The recorded days of these postings in ``month``, in order; asks nobody's permission."""
    return await days_between(work, posting_ids, month.start, month.end)


async def days_between(
    work: Work, posting_ids: Sequence[UUID], first: date, after: date
) -> dict[UUID, tuple[DayRecord, ...]]:
    """The recorded days of these postings from ``first`` to the day before ``after``, as ``days_of`` tells them."""
    await work.session.flush()
    days: dict[UUID, list[DayRecord]] = {posting_id: [] for posting_id in posting_ids}
    for row in await repository.days_between(work, list(posting_ids), first, after):
        days[row["posting_id"]].append(_recorded(row))
    return {posting_id: tuple(recorded) for posting_id, recorded in days.items()}


async def count_log(work: Work, posting_id: UUID, month: Month, *, new: bool) -> None:
    """Count one more day with a log, or none, in the posting's month; raises ``MonthSealed``.

    Asks nobody's permission. Call it after the log itself is written: see ``rollup`` for the order of locks.
    """
    await work.session.flush()
    counted = await work.driver.fetchrow(repository.COUNT, work.tenant_id, month.start, posting_id, 0, int(new), None)
    if counted is None:
        raise MonthSealed


def _recorded(row: Mapping[str, Any]) -> DayRecord:
    return DayRecord(
        row["day"],
        AttendanceStatus(row["status"]),
        row["first_check_in_at"],
        None if row["afternoon"] is None else AttendanceStatus(row["afternoon"]),
        row["leave_id"],
        row["afternoon_leave_id"],
        row["registered"],
        row["late"],
        row["check_ins"],
    )
