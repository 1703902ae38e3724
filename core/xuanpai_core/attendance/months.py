"""A month as a whole: opened for everybody in post, recounted, locked, sealed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from xuanpai_core.attendance import repository, rollup
from xuanpai_core.attendance.errors import MonthSealed
from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.db.session import Work
from xuanpai_core.periods import Month


@dataclass(frozen=True, slots=True)
class DayRecord:
    """One recorded day of one posting."""

    day: date
    status: AttendanceStatus
    first_check_in_at: datetime | None


@dataclass(frozen=True, slots=True)
class Corrections:
    """How many postings' months and county buckets a recount had to put right; zeros when all was right."""

    postings: int
    buckets: int


async def open_month(work: Work, month: Month) -> int:
    """Give everybody in post in ``month`` a month of 0 days, so that dashboards count them; returns how many.

    A job; running it again changes nothing.
    """
    await work.session.flush()
    opened: int = await work.driver.fetchval(rollup.OPEN_ALL, work.tenant_id, month.start, month.end)
    return opened


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
    await work.driver.execute(repository.SEAL, work.tenant_id, month.start, list(posting_ids))


async def days_of(work: Work, posting_ids: Sequence[UUID], month: Month) -> dict[UUID, tuple[DayRecord, ...]]:
    """The recorded days of these postings in ``month``, in order; asks nobody's permission."""
    await work.session.flush()
    days: dict[UUID, list[DayRecord]] = {posting_id: [] for posting_id in posting_ids}
    for row in await repository.days_between(work, list(posting_ids), month.start, month.end):
        status = AttendanceStatus(row["status"])
        days[row["posting_id"]].append(DayRecord(row["day"], status, row["first_check_in_at"]))
    return {posting_id: tuple(recorded) for posting_id, recorded in days.items()}


async def count_log(work: Work, posting_id: UUID, month: Month, *, new: bool) -> None:
    """Count one more day with a log, or none, in the posting's month; raises ``MonthSealed``.

    Asks nobody's permission. Call it after the log itself is written: see ``rollup`` for the order of locks.
    """
    await work.session.flush()
    counted = await work.driver.fetchrow(repository.COUNT_LOG, work.tenant_id, month.start, posting_id, int(new))
    if counted is None:
        raise MonthSealed
