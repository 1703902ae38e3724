"""What leave and trips do to days: laid when they are approved, lifted when they are taken back.

The leave room calls these; whether somebody may ask for leave, or approve it, is decided there.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from xuanpai_core.attendance import halves
from xuanpai_core.attendance.conflicts import covers, known_conflicts, opened, settle_lifted
from xuanpai_core.attendance.days import hold_days, stored_months, write_days
from xuanpai_core.attendance.errors import LeaveOverlaps
from xuanpai_core.attendance.halves import Day, Half, parts_of, whole
from xuanpai_core.attendance.models import AttendanceConflict, AttendanceStatus
from xuanpai_core.attendance.rules import rule_at
from xuanpai_core.audit.service import record
from xuanpai_core.db.session import Work
from xuanpai_core.judgement.month import DayPart
from xuanpai_core.periods import month_start
from xuanpai_core.postings.errors import PostingNotFound
from xuanpai_core.postings.models import Posting

Slots = Sequence[tuple[date, DayPart]]


async def lay_leave(
    work: Work, posting_id: UUID, leave_id: UUID, slots: Slots, status: AttendanceStatus
) -> list[AttendanceConflict]:
    """Make the days of an approved request what it says; returns the contradictions that this opened.

    Days outside the posting, and days for which there is no storage yet, are left out: lay them again later. Laying
    again changes nothing. Asks nobody's permission. Raises ``MonthSealed`` and ``LeaveOverlaps`` before anything is
    written.
    """
    posting = await _posting(work, posting_id)
    parts = await _within_reach(work, posting, slots)
    if not parts:
        return []
    before = await hold_days(work, posting_id, parts)
    known = await known_conflicts(work, posting_id, sorted(parts))
    after, found = dict(before), list[AttendanceConflict]()
    for day, part in sorted(parts.items()):
        told = [conflict for conflict in known if conflict.day == day and conflict.leave_id == leave_id]
        settled = {half for half in parts_of(part) if any(covers(one, leave_id, half) for one in told)}
        wanted = [half for half in parts_of(part) if half not in settled]
        _refuse_overlap(before[day], wanted, leave_id, day)
        if not wanted:
            continue
        after[day], disputed = halves.lay(before[day], whole(wanted), Half(status, leave_id))
        if disputed:
            standing = before[day].half(disputed[0]).status
            found.append(
                opened(work, posting_id, posting.region_code, day, whole(disputed), standing, status, leave_id)
            )
    await write_days(work, posting_id, before, after)
    await work.session.flush()
    return found


async def lift_leave(work: Work, posting_id: UUID, leave_id: UUID, slots: Slots) -> None:
    """Take a request back from these days: they become what the check-ins say, or vanish.

    What somebody registered since stands. Asks nobody's permission. Raises ``MonthSealed`` before anything is written.
    """
    posting = await _posting(work, posting_id)
    # Out of post there may be something to lift, too: the posting may have ended since.
    parts = await _stored(work, slots)
    if not parts:
        return
    before = await hold_days(work, posting_id, parts)
    after = {}
    for day, part in parts.items():
        asked = (await rule_at(work, posting.region_code, day)).acts_a_day
        after[day] = halves.lift(before[day], part, leave_id, asked)
    await write_days(work, posting_id, before, after)
    await settle_lifted(work, posting_id, leave_id, parts)


async def mark_absent(work: Work, posting_id: UUID, days: Sequence[date], reason: str) -> list[date]:
    """Mark as absent those of ``days`` of which nothing is recorded (an overdue return); returns which those were.

    Asks nobody's permission. Raises ``MonthSealed`` before anything is written.
    """
    posting = await _posting(work, posting_id)
    wanted = await _within_reach(work, posting, [(day, DayPart.WHOLE) for day in days])
    if not wanted:
        return []
    before = await hold_days(work, posting_id, wanted)
    absent = Half(AttendanceStatus.ABSENT)
    after = {day: halves.put(there, DayPart.WHOLE, absent) for day, there in before.items() if there.blank}
    await write_days(work, posting_id, before, after)
    if after:
        marked = [day.isoformat() for day in sorted(after)]
        record(work, "attendance:mark_absent", "posting", posting_id, after=marked, reason=reason)
    return sorted(after)


async def _posting(work: Work, posting_id: UUID) -> Posting:
    posting = await work.session.scalar(
        select(Posting).where(Posting.tenant_id == work.tenant_id, Posting.id == posting_id)
    )
    if posting is None:
        raise PostingNotFound
    return posting


async def _within_reach(work: Work, posting: Posting, slots: Slots) -> dict[date, DayPart]:
    """What of each day is meant, days out of post and days without storage left out."""
    return await _stored(work, [(day, part) for day, part in slots if posting.serves(day)])


async def _stored(work: Work, slots: Slots) -> dict[date, DayPart]:
    """What of each day is meant, days without storage left out."""
    parts: dict[date, list[DayPart]] = {}
    for day, part in slots:
        parts.setdefault(day, []).append(part)
    stored = await stored_months(work, {month_start(day) for day in parts})
    return _joined({day: wanted for day, wanted in parts.items() if month_start(day) in stored})


def _joined(parts: Mapping[date, Iterable[DayPart]]) -> dict[date, DayPart]:
    return {day: whole(wanted) for day, wanted in parts.items()}


def _refuse_overlap(there: Day, wanted: Iterable[DayPart], leave_id: UUID, day: date) -> None:
    if any(there.half(half).leave_id not in {None, leave_id} for half in wanted):
        raise LeaveOverlaps(day)
