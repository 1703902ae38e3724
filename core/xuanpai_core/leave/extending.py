"""续假: asking for approved leave to last longer, by the chain of its whole length."""

from dataclasses import asdict, dataclass, field
from datetime import date
from uuid import UUID

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.db.session import Work
from xuanpai_core.evidence.service import link
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.judgement.month import DayPart
from xuanpai_core.leave import repository
from xuanpai_core.leave.errors import ExtensionNotLater, LeaveNotFound, WrongLeaveState
from xuanpai_core.leave.models import LeaveExtension, LeaveRequest, LeaveState
from xuanpai_core.leave.requesting import (
    REASON_LIMIT,
    RECORD_TYPE,
    add_steps,
    after_of,
    chain_at,
    check_days,
    check_stretch,
    cited,
    is_late,
    of_oneself,
    told,
)
from xuanpai_core.leave.slots import day_of, days, stretch_name
from xuanpai_core.postings.models import Posting
from xuanpai_core.texts import paragraphs


@dataclass(frozen=True, slots=True, kw_only=True)
class NewExtension:
    """Leave that is to last until ``to_day``, at noon where ``to_part`` is MORNING."""

    leave_id: UUID
    to_day: date
    reason: str
    to_part: DayPart = DayPart.WHOLE
    late: bool = False
    evidence_ids: tuple[UUID, ...] = field(default=())


async def extend_leave(work: Work, new: NewExtension, key: str) -> UUID:
    """Ask for one's own approved leave to last longer; the chain is that of the whole length. Returns the leave's id.

    Raises ``Forbidden``, ``LeaveNotFound``, ``WrongLeaveState``, ``ExtensionNotLater`` and as ``request_leave``.
    """
    of_oneself(work)
    reason = paragraphs(new.reason, path="reason", title="续假事由", limit=REASON_LIMIT)
    reach = require(work.ctx, Action.LEAVE_REQUEST)

    async def act() -> Outcome:
        held = await repository.hold_leave(work, new.leave_id, reach, own=True)
        if held is None:
            raise LeaveNotFound
        leave, posting = held
        await _extend(work, leave, posting, new, reason)
        return {}

    await once(work, "leave:extend", key, asdict(new), act)
    return new.leave_id


async def _extend(work: Work, leave: LeaveRequest, posting: Posting, new: NewExtension, reason: str) -> None:
    if leave.state is not LeaveState.APPROVED:
        raise WrongLeaveState("只有已批准、尚未销假的请假可以续假。")
    if leave.waits_at is not None:
        raise WrongLeaveState("已有一次续假在等待审批,请等审批后再申请,或先撤回。")
    after = after_of(new.to_day, new.to_part)
    if after <= leave.after_slot:
        raise ExtensionNotLater(
            stretch_name(leave.first_slot, leave.after_slot), days(leave.first_slot, leave.after_slot)
        )
    check_stretch(work, leave.first_slot, after)
    late = is_late(work, day_of(leave.after_slot), stated=new.late)
    await check_days(work, posting, leave.after_slot, after, other_than=leave.id)
    chain = await chain_at(work, posting, leave.kind, after - leave.first_slot)
    leave.round, leave.waits_at = leave.round + 1, chain.places[0]
    extension = LeaveExtension(
        tenant_id=work.tenant_id,
        leave_id=leave.id,
        round=leave.round,
        state=LeaveState.SUBMITTED,
        from_slot=leave.after_slot,
        after_slot=after,
        reason=reason,
        late=late,
        clause=cited(chain.clause),
        requested_at=work.clock.now(),
    )
    work.session.add(extension)
    await work.session.flush()
    await add_steps(work, leave, chain)
    await link(work, new.evidence_ids, RECORD_TYPE, str(leave.id), posting_id=posting.id)
    stretch = stretch_name(leave.first_slot, after)
    record(
        work,
        "leave:extend",
        RECORD_TYPE,
        leave.id,
        before=told(leave),
        after={"asked": stretch, "chain": list(chain.places)},
        reason=reason,
    )
