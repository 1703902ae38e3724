"""Leave as other rooms need it: its verbs, who is away on a day, and what the night brings."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.judgement.month import DayPart
from xuanpai_core.leave import laying, repository, returning
from xuanpai_core.leave.deciding import approve_leave, reject_leave, withdraw_leave
from xuanpai_core.leave.errors import LeaveNotFound
from xuanpai_core.leave.extending import NewExtension, extend_leave
from xuanpai_core.leave.figures import LeavePlaceTotal, LeaveTotal, leave_places, leave_totals
from xuanpai_core.leave.models import LeaveKind, LeaveRequest, LeaveState
from xuanpai_core.leave.previewing import Preview, preview_extension, preview_leave
from xuanpai_core.leave.requesting import (
    RECORD_TYPE,
    NewLeave,
    Stretch,
    request_leave,
)
from xuanpai_core.leave.returning import Return, cancel_leave, confirm_return, report_back
from xuanpai_core.leave.slots import Half, half_of, slot

__all__ = [
    "RECORD_TYPE",
    "LeaveKind",
    "LeaveNotFound",
    "LeavePlaceTotal",
    "LeaveTotal",
    "NewExtension",
    "NewLeave",
    "Preview",
    "Return",
    "Stretch",
    "TakenLeave",
    "approve_leave",
    "cancel_leave",
    "confirm_return",
    "due_tonight",
    "extend_leave",
    "lay_ahead",
    "leave_places",
    "leave_totals",
    "leaves_of",
    "on_leave",
    "preview_extension",
    "preview_leave",
    "reject_leave",
    "report_back",
    "request_leave",
    "withdraw_leave",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenLeave:
    """Approved leave or an official trip (``kind``), as far as it was taken or is to be taken.

    ``first`` and ``last`` are its days, ``first_slot`` and ``after_slot`` its half days (``leave.slots``).
    """

    leave_id: UUID
    posting_id: UUID
    kind: LeaveKind
    first: date
    last: date
    first_slot: int
    after_slot: int

    def part_of(self, day: date) -> DayPart | None:
        """How much of the day it takes; None: nothing of it."""
        low, high = max(self.first_slot, slot(day)), min(self.after_slot, slot(day) + 2)
        if high <= low:
            return None
        return DayPart.WHOLE if high - low == 2 else DayPart(half_of(low).value)


async def on_leave(work: Work, posting_ids: Collection[UUID], day: date) -> dict[UUID, TakenLeave]:
    """Who of these is on approved leave or a trip on the day, or on part of it. Asks nobody's permission.

    Of two on one day it is that of the morning.
    """
    found: dict[UUID, TakenLeave] = {}
    for leave in await repository.taken(work, posting_ids, slot(day), slot(day) + 2):
        found.setdefault(leave.posting_id, _taken(leave))
    return found


async def leaves_of(work: Work, posting_id: UUID, first: date, after: date) -> list[TakenLeave]:
    """The posting's approved leave and trips with a part from ``first`` to the day before ``after``, in order.

    Asks nobody's permission.
    """
    return [_taken(leave) for leave in await repository.taken(work, [posting_id], slot(first), slot(after))]


async def due_tonight(work: Work) -> list[UUID]:
    """The leave that ``lay_ahead`` has something to do for. A job."""
    now = today(work.clock)
    until = await laying.horizon(work, now, date.fromordinal(now.toordinal() + _LOOK_AHEAD_DAYS))
    unlaid = await repository.unlaid(work, until)
    return sorted({*unlaid, *await repository.run_out(work, slot(now, Half.MORNING))})


async def lay_ahead(work: Work, leave_id: UUID) -> None:
    """Lay what attendance can keep by now, mark who did not come back, and let leave end with its posting. A job."""
    held = await repository.hold_any(work, leave_id)
    if held is None:
        return
    leave, posting = held
    if leave.state is not LeaveState.APPROVED:
        return
    await returning.mark_overdue(work, leave, posting)
    await returning.end_with_posting(work, leave, posting)
    if leave.state is LeaveState.APPROVED:
        await laying.lay(work, leave)


_LOOK_AHEAD_DAYS = 800


def _taken(leave: LeaveRequest) -> TakenLeave:
    return TakenLeave(
        leave_id=leave.id,
        posting_id=leave.posting_id,
        kind=leave.kind,
        first=date.fromordinal(leave.first_slot // 2),
        last=date.fromordinal((leave.after_slot - 1) // 2),
        first_slot=leave.first_slot,
        after_slot=leave.after_slot,
    )
