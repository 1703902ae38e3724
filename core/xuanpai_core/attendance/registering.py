"""What a person registers by hand: a day, or half of it; a night."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from xuanpai_core.attendance import halves
from xuanpai_core.attendance.conflicts import settle_displaced
from xuanpai_core.attendance.days import hold_days, write_days
from xuanpai_core.attendance.errors import DayInFuture, PostingNotInForce
from xuanpai_core.attendance.halves import Day, Half, parts_of
from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.attendance.reasons import checked
from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import Extent, require, within
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.errors import Invalid
from xuanpai_core.judgement.month import DayPart
from xuanpai_core.periods import Month, month_start
from xuanpai_core.postings.errors import PostingNotFound
from xuanpai_core.postings.models import Posting


@dataclass(frozen=True, slots=True)
class RegisteredDay:
    """A day or half of it as it now stands, what that was before, and the month's whole days on duty and half more."""

    posting_id: UUID
    day: date
    before: AttendanceStatus | None
    status: AttendanceStatus
    on_duty_days: int
    half_day: bool = False


async def register_day(
    work: Work,
    posting_id: UUID,
    day: date,
    status: AttendanceStatus,
    reason: str | None = None,
    part: DayPart = DayPart.WHOLE,
) -> RegisteredDay:
    """Register what a day or half of it was, for the village or township in whose place the posting is (JZ-08).

    Registering the same again changes nothing; changing what stands asks for a reason, and outranks check-ins and
    leave. Raises ``PostingNotFound``, ``PostingNotInForce``, ``DayInFuture``, ``MonthSealed``, ``Invalid``
    (``REASON_REQUIRED``, ``INVALID_REASON``, ``INVALID_STATUS``), ``Forbidden``, ``PartitionMissing``.
    """
    posting = await posting_in_place(work, posting_id, Action.ATTENDANCE_REGISTER)
    checked(reason)
    if status is AttendanceStatus.UNRECORDED:
        raise Invalid("请选择这一天是到岗、因公外出、请假还是未到岗。", code="INVALID_STATUS")
    demand_served(work, posting, day)
    change = await set_day(work, posting, day, status, reason, part)
    record(
        work,
        "attendance:register_day",
        "posting",
        posting_id,
        day=day.isoformat(),
        before=change.before,
        after=status,
        reason=reason,
        detail=None if part is DayPart.WHOLE else {"part": part},
    )
    return change


async def set_day(
    work: Work, posting: Posting, day: date, status: AttendanceStatus, reason: str | None, part: DayPart
) -> RegisteredDay:
    """Make it so by hand; see ``register_day`` for what it raises. Asks nobody's permission, and leaves no trail."""
    held = await hold_days(work, posting.id, [day])
    there = held[day]
    before = _before(there, part)
    differs = any(there.half(half).known and there.half(half).status is not status for half in parts_of(part))
    if differs and not (reason and reason.strip()):
        raise Invalid("这一天已有登记,更改须写明理由。", code="REASON_REQUIRED")
    after = _registered(there, part, status)
    month = Month(month_start(day))
    written = (await write_days(work, posting.id, held, {day: after}))[month]
    await settle_displaced(work, posting.id, posting.region_code, day, (there, after), reason)
    return RegisteredDay(posting.id, day, before, status, written.on_duty_days, written.half_day)


def demand_served(work: Work, posting: Posting, day: date) -> None:
    """Raise ``DayInFuture`` or ``PostingNotInForce`` unless the cadre has served that day."""
    if day > today(work.clock):
        raise DayInFuture
    if not posting.serves(day):
        raise PostingNotInForce(day)


async def posting_in_place(work: Work, posting_id: UUID, action: Action) -> Posting:
    """The posting if it lies in a place where the caller may do that; units and oneself do not count here."""
    places = Extent(places=require(work.ctx, action).places)
    posting = await work.session.scalar(
        select(Posting).where(
            Posting.tenant_id == work.tenant_id,
            Posting.id == posting_id,
            within(places, region_code=Posting.region_code),
        )
    )
    if posting is None:
        raise PostingNotFound
    return posting


def _before(there: Day, part: DayPart) -> AttendanceStatus | None:
    known = [there.half(half).status for half in parts_of(part) if there.half(half).known]
    return known[0] if known else None


def _registered(there: Day, part: DayPart, status: AttendanceStatus) -> Day:
    """What stays the same keeps the request that proves it; a trip without one would not count (JZ-04)."""
    after = there
    for half in parts_of(part):
        if there.half(half).status is not status:
            after = halves.put(after, half, Half(status))
    return Day(after.morning, after.afternoon, after.check_ins, registered=True)
