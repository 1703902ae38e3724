"""The steps of a chain, each taken by another person in the office that it names."""

from uuid import UUID

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.roles import ROLES
from xuanpai_core.authz.scope import allows, require
from xuanpai_core.context import Grant
from xuanpai_core.db.session import Work
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.leave import repository
from xuanpai_core.leave.errors import LeaveNotFound, NotYourStep, OwnLeave, StepTaken, WrongLeaveState
from xuanpai_core.leave.laying import lay, watch_limit
from xuanpai_core.leave.models import LeaveExtension, LeaveRequest, LeaveState, LeaveStep, StepOutcome
from xuanpai_core.leave.requesting import REASON_LIMIT, RECORD_TYPE, check_days, of_oneself, told
from xuanpai_core.postings.models import Posting
from xuanpai_core.texts import paragraphs


async def approve_leave(work: Work, leave_id: UUID, note: str | None, key: str) -> UUID:
    """Take the next step, of the request or of the extension that waits; after the last, the days are laid.

    Raises ``Forbidden``, ``LeaveNotFound``, ``WrongLeaveState``, ``NotYourStep``, ``OwnLeave``, ``StepTaken``,
    ``MonthSealed``, ``PostingNotInForce``, ``LeaveOverlaps``, ``Invalid`` (``INVALID_TEXT``).
    """
    said = None if note is None else paragraphs(note, path="note", title="审批意见", limit=REASON_LIMIT)

    async def act() -> Outcome:
        leave, posting, step = await _step(work, leave_id)
        before = told(leave)
        _take(work, step, StepOutcome.APPROVED, said)
        steps = await repository.steps_of(work, leave.id, leave.round)
        following = next((one for one in steps if one.number == step.number + 1), None)
        leave.waits_at = None if following is None else following.region_code
        if following is None:
            await _grant(work, leave, posting)
        await work.session.flush()
        record(
            work,
            Action.LEAVE_APPROVE,
            RECORD_TYPE,
            leave.id,
            before=before,
            after=told(leave),
            reason=said,
            step=step.number,
            office=step.office,
        )
        return {}

    require(work.ctx, Action.LEAVE_APPROVE)
    await once(work, Action.LEAVE_APPROVE, key, [leave_id, said], act)
    return leave_id


async def reject_leave(work: Work, leave_id: UUID, reason: str, key: str) -> UUID:
    """Refuse the request, or the extension that waits, at its next step. Raises as ``approve_leave``."""
    said = paragraphs(reason, path="reason", title="不批准的理由", limit=REASON_LIMIT)

    async def act() -> Outcome:
        leave, _, step = await _step(work, leave_id)
        before = told(leave)
        _take(work, step, StepOutcome.REJECTED, said)
        leave.waits_at = None
        if leave.round == 0:
            leave.state, leave.ended_at, leave.ended_reason = LeaveState.REJECTED, work.clock.now(), said
        else:
            await _settle_extension(work, leave, LeaveState.REJECTED)
        await work.session.flush()
        after = {**told(leave), "step": step.number, "office": step.office}
        record(work, "leave:reject", RECORD_TYPE, leave.id, before=before, after=after, reason=said)
        return {}

    require(work.ctx, Action.LEAVE_APPROVE)
    await once(work, "leave:reject", key, [leave_id, said], act)
    return leave_id


async def withdraw_leave(work: Work, leave_id: UUID, key: str) -> UUID:
    """Take back one's own request, or extension, that waits. Raises ``LeaveNotFound``, ``WrongLeaveState``."""
    of_oneself(work)

    async def act() -> Outcome:
        held = await repository.hold_leave(work, leave_id, require(work.ctx, Action.LEAVE_REQUEST), own=True)
        if held is None:
            raise LeaveNotFound
        leave = held[0]
        if leave.waits_at is None:
            raise WrongLeaveState("没有等待审批的申请可以撤回。已批准的请办理取消或销假。")
        before = told(leave)
        await withdraw_waiting(work, leave)
        record(work, "leave:withdraw", RECORD_TYPE, leave.id, before=before, after=told(leave))
        return {}

    await once(work, "leave:withdraw", key, [leave_id], act)
    return leave_id


async def withdraw_waiting(work: Work, leave: LeaveRequest) -> None:
    """Nothing of it waits any more: the request is withdrawn, or its extension."""
    if leave.waits_at is None:
        return
    leave.waits_at = None
    if leave.round == 0:
        leave.state, leave.ended_at = LeaveState.WITHDRAWN, work.clock.now()
    else:
        await _settle_extension(work, leave, LeaveState.WITHDRAWN)
    await work.session.flush()


async def _step(work: Work, leave_id: UUID) -> tuple[LeaveRequest, Posting, LeaveStep]:
    """The leave, its posting and the step that is next, which is the caller's to take."""
    reach = require(work.ctx, Action.LEAVE_APPROVE)
    held = await repository.hold_leave(work, leave_id, reach, own=False)
    if held is None:
        raise LeaveNotFound
    leave, posting = held
    if leave.waits_at is None:
        raise WrongLeaveState("这次请假没有等待审批的步骤,可能已由他人办理或已撤回,请刷新后再看。")
    actor = work.ctx.actor
    if leave.requested_by == actor.account_id or leave.cadre_id == actor.cadre_id:
        raise OwnLeave
    steps = await repository.steps_of(work, leave.id, leave.round)
    step = next(one for one in steps if one.outcome is None)
    if _office(work, step) is None:
        raise NotYourStep(await repository.place_name(work, step.region_code))
    if any(one.decided_by == actor.account_id for one in steps):
        raise StepTaken
    return leave, posting, step


def _office(work: Work, step: LeaveStep) -> Grant | None:
    """The grant through which the caller approves leave at the very place of the step; a deputy's comes last."""
    grants = [
        grant
        for grant in work.ctx.actor.grants
        if grant.region_code == step.region_code and allows(work.ctx, grant, Action.LEAVE_APPROVE)
    ]
    return min(grants, key=lambda grant: grant.acting_for is not None, default=None)


def _take(work: Work, step: LeaveStep, outcome: StepOutcome, note: str | None) -> None:
    grant = _office(work, step)
    step.outcome, step.note = outcome, note
    step.decided_by, step.decided_at = work.ctx.actor.account_id, work.clock.now()
    if grant is not None:
        step.office = ROLES[grant.role].title + ("(代理)" if grant.acting_for else "")


async def _grant(work: Work, leave: LeaveRequest, posting: Posting) -> None:
    """The last step is taken: what was asked for holds, and attendance is told."""
    if leave.round == 0:
        first, after = leave.first_slot, leave.after_slot
        leave.state, leave.approved_at = LeaveState.APPROVED, work.clock.now()
    else:
        extension = await _settle_extension(work, leave, LeaveState.APPROVED)
        first, after = extension.from_slot, extension.after_slot
    await check_days(work, posting, first, after, other_than=leave.id)
    leave.after_slot = after
    await lay(work, leave)
    await watch_limit(work, leave, posting, after)


async def _settle_extension(work: Work, leave: LeaveRequest, state: LeaveState) -> LeaveExtension:
    extension = await repository.extension(work, leave)
    if extension is None:
        raise LeaveNotFound
    extension.state, extension.decided_at = state, work.clock.now()
    return extension
