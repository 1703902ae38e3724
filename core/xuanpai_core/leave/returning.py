"""Cancelling what was approved, reporting back (销假), and whoever stayed away longer (JZ-11)."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from xuanpai_core.attendance.service import mark_absent
from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.judgement.month import DayPart
from xuanpai_core.leave import repository
from xuanpai_core.leave.deciding import withdraw_waiting
from xuanpai_core.leave.errors import (
    InvalidReturn,
    InvalidStretch,
    LeaveBegun,
    LeaveIsOver,
    LeaveNotFound,
    WrongLeaveState,
)
from xuanpai_core.leave.laying import shorten, watch_limit
from xuanpai_core.leave.models import LeaveRequest, LeaveState
from xuanpai_core.leave.requesting import REASON_LIMIT, RECORD_TYPE, of_oneself, told
from xuanpai_core.leave.slots import Half, day_of, slot, slot_at
from xuanpai_core.periods import month_start
from xuanpai_core.plugins.wording import day_name
from xuanpai_core.postings.models import Posting
from xuanpai_core.texts import paragraphs

_ONE_DAY = timedelta(days=1)
_POSTING_OVER = "任职已经结束。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """Back in the village from ``on`` on: from the morning, or from noon where ``part`` is AFTERNOON."""

    leave_id: UUID
    on: date
    part: DayPart = DayPart.WHOLE

    @property
    def since(self) -> int:
        """The first half day that is no leave any more."""
        return slot(self.on, Half.AFTERNOON if self.part is DayPart.AFTERNOON else Half.MORNING)


async def cancel_leave(
    work: Work, leave_id: UUID, reason: str, key: str, *, from_day: date | None = None, part: DayPart = DayPart.WHOLE
) -> UUID:
    """Give one's own approved leave back: whole, or from a half day on that has not passed (default: from now).

    Cancelled before it began, it is CANCELLED; from now on, it is closed as of today; from a later day, it goes on
    until then. Raises ``Forbidden``, ``LeaveNotFound``, ``WrongLeaveState``, ``LeaveBegun``, ``LeaveIsOver``,
    ``MonthSealed``, ``Invalid`` (``INVALID_TEXT``).
    """
    of_oneself(work)
    said = paragraphs(reason, path="reason", title="取消的原因", limit=REASON_LIMIT)

    async def act() -> Outcome:
        leave, posting = await _own(work, leave_id)
        _demand_approved(leave)
        now = slot_at(work.clock.now())
        if now >= leave.after_slot:
            raise LeaveIsOver(day_of(leave.after_slot))
        since = max(now, leave.first_slot)
        if from_day is not None:
            since = Return(leave_id=leave_id, on=from_day, part=part).since
            if since < now:
                raise LeaveBegun
            if since >= leave.after_slot:
                raise InvalidStretch("fromDay", "这次请假到那时已经结束,不用取消,请核对日期。")
        before = told(leave)
        await _end_early(work, leave, posting, max(since, leave.first_slot), said)
        if leave.state is LeaveState.APPROVED and since == now:
            _close(work, leave, today(work.clock))
        record(work, "leave:cancel", RECORD_TYPE, leave.id, before=before, after=told(leave), reason=said)
        return {}

    await once(work, "leave:cancel", key, [leave_id, said, from_day, part], act)
    return leave_id


async def report_back(work: Work, back: Return, key: str) -> UUID:
    """Report one's own return (销假). Back early, the days from then on are no leave; back late, they are absence.

    Raises ``Forbidden``, ``LeaveNotFound``, ``WrongLeaveState``, ``InvalidReturn``, ``MonthSealed``.
    """
    of_oneself(work)

    async def act() -> Outcome:
        leave, posting = await _own(work, back.leave_id)
        await _return(work, leave, posting, back)
        return {}

    await once(work, "leave:report_back", key, [back.leave_id, back.on, back.part], act)
    return back.leave_id


async def confirm_return(work: Work, back: Return, key: str) -> UUID:
    """The same, said by whoever approves leave at the posting's place or above it. Raises as ``report_back``."""
    reach = require(work.ctx, Action.LEAVE_APPROVE)

    async def act() -> Outcome:
        held = await repository.hold_leave(work, back.leave_id, reach, own=False)
        if held is None:
            raise LeaveNotFound
        await _return(work, *held, back)
        return {}

    await once(work, "leave:confirm_return", key, [back.leave_id, back.on, back.part], act)
    return back.leave_id


async def mark_overdue(work: Work, leave: LeaveRequest, posting: Posting) -> list[date]:
    """Mark the days since it ran out absent on which nothing is recorded; returns them. A job; it may run again.

    The days until yesterday, until the first check-in after the leave, and until the posting's end; while an extension
    waits, only those beyond it. A sealed month stands as it was sealed.
    """
    yesterday = today(work.clock) - _ONE_DAY
    return await _mark_absent(work, leave, posting, yesterday)


async def end_with_posting(work: Work, leave: LeaveRequest, posting: Posting) -> None:
    """Let leave end with a posting that is over: nobody reports back any more. A sealed month stands."""
    if posting.end_date is None or posting.end_date >= today(work.clock):
        return
    before, after = told(leave), slot(posting.end_date + _ONE_DAY)
    await withdraw_waiting(work, leave)
    beyond = posting.end_date + _ONE_DAY, day_of(leave.after_slot)
    if leave.after_slot > after and not await repository.sealed_months(work, posting.id, *beyond):
        await _end_early(work, leave, posting, max(after, leave.first_slot), _POSTING_OVER)
    if leave.state is LeaveState.APPROVED:
        leave.state, leave.ended_at, leave.ended_reason = LeaveState.CLOSED, work.clock.now(), _POSTING_OVER
    await work.session.flush()
    record(work, "leave:end_with_posting", RECORD_TYPE, leave.id, before=before, after=told(leave))


async def _return(work: Work, leave: LeaveRequest, posting: Posting, back: Return) -> None:
    _demand_approved(leave)
    since = back.since
    _check_return(work, leave, back)
    before = told(leave)
    await withdraw_waiting(work, leave)
    absent: list[date] = []
    if since < leave.after_slot:
        await _end_early(work, leave, posting, max(since, leave.first_slot), None)
    else:
        absent = await _mark_absent(work, leave, posting, min(back.on, today(work.clock)) - _ONE_DAY)
    if leave.state is LeaveState.APPROVED:
        _close(work, leave, back.on)
    await work.session.flush()
    after = {**told(leave), "reported_back_on": back.on, "absent": [day.isoformat() for day in absent]}
    record(work, "leave:report_back", RECORD_TYPE, leave.id, before=before, after=after)


def _check_return(work: Work, leave: LeaveRequest, back: Return) -> None:
    day = today(work.clock)
    if back.since < leave.first_slot:
        raise InvalidReturn(f"这次请假自{day_name(day_of(leave.first_slot))}起,回岗不能早于这一天,请改正。")
    if slot_at(work.clock.now()) < leave.first_slot:
        raise InvalidReturn("这次请假还没有开始,不用销假。不再需要的请办理取消。")
    # Whoever comes back in the evening of his last day of leave is there from tomorrow on.
    latest = day + _ONE_DAY if leave.after_slot > slot(day, Half.AFTERNOON) else day
    if back.on > latest:
        raise InvalidReturn("回岗日期还没有到。请在回岗当天销假;休到今天的,最晚可填明天。")


async def _end_early(work: Work, leave: LeaveRequest, posting: Posting, after: int, reason: str | None) -> None:
    """Let it end before ``after``; where nothing of it is left, it is cancelled. An extension that waits falls."""
    until = leave.after_slot
    await withdraw_waiting(work, leave)
    leave.ended_reason = reason
    # The state before the days: only cancelled leave may be empty.
    if after == leave.first_slot:
        leave.state, leave.ended_at = LeaveState.CANCELLED, work.clock.now()
    await shorten(work, leave, after)
    await watch_limit(work, leave, posting, until)


def _close(work: Work, leave: LeaveRequest, on: date) -> None:
    leave.state, leave.reported_back_on = LeaveState.CLOSED, on
    leave.reported_by, leave.ended_at = work.ctx.actor.account_id, work.clock.now()


async def _mark_absent(work: Work, leave: LeaveRequest, posting: Posting, last: date) -> list[date]:
    first = day_of(leave.after_slot + 1)
    if leave.waits_at is not None:
        extension = await repository.extension(work, leave)
        if extension is not None:
            first = day_of(extension.after_slot + 1)
    if posting.end_date is not None:
        last = min(last, posting.end_date)
    if last < first:
        return []
    await work.session.flush()
    seen: date | None = await work.driver.fetchval(
        repository.FIRST_SEEN, work.tenant_id, posting.id, day_of(leave.after_slot), last, leave.after_slot
    )
    if seen is not None:
        last = seen - _ONE_DAY
    sealed = await repository.sealed_months(work, posting.id, first, last)
    absent = [date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1)]
    absent = [day for day in absent if month_start(day) not in sealed]
    return await mark_absent(work, posting.id, absent, "请假期满未销假") if absent else []


async def _own(work: Work, leave_id: UUID) -> tuple[LeaveRequest, Posting]:
    held = await repository.hold_leave(work, leave_id, require(work.ctx, Action.LEAVE_REQUEST), own=True)
    if held is None:
        raise LeaveNotFound
    return held


def _demand_approved(leave: LeaveRequest) -> None:
    if leave.state is LeaveState.SUBMITTED:
        raise WrongLeaveState("这次请假还没有批准,不用销假或取消。不再需要的请撤回申请。")
    if leave.state is not LeaveState.APPROVED:
        raise WrongLeaveState("这次请假已经办结,不能再办理。")
