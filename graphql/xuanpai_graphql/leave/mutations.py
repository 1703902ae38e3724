"""Asking for leave, deciding on it, giving it back, reporting back."""

from datetime import date
from uuid import UUID

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.judgement.month import DayPart
from xuanpai_core.leave.models import LeaveKind
from xuanpai_core.leave.service import (
    LeaveNotFound,
    NewExtension,
    NewLeave,
    Return,
    Stretch,
    approve_leave,
    cancel_leave,
    confirm_return,
    extend_leave,
    reject_leave,
    report_back,
    request_leave,
    withdraw_leave,
)
from xuanpai_graphql.context import Info
from xuanpai_graphql.keys import EVIDENCE, LEAVE, POSTING
from xuanpai_graphql.leave.types import LeaveRequest
from xuanpai_graphql.lookahead.execute import equals, fetch_one
from xuanpai_graphql.permissions import Writes


@strawberry.input(
    description="请假或因公外出;fromPart 填 AFTERNOON 从首日下午起,toPart 填 MORNING 到末日上午止,不填为整天"
)
class RequestLeaveInput:
    """What is asked for; ``purpose`` for official trips, ``late`` where it has begun on an earlier day."""

    idempotency_key: str
    kind: LeaveKind
    from_day: date
    to_day: date
    reason: str
    from_part: DayPart = DayPart.WHOLE
    to_part: DayPart = DayPart.WHOLE
    purpose: str | None = None
    late: bool = False
    posting_id: strawberry.ID | None = None
    evidence_ids: list[strawberry.ID] = strawberry.field(default_factory=list)


@strawberry.input(description="续假:续到哪一天,到上午止的 toPart 填 MORNING")
class ExtendLeaveInput:
    """Until when leave is to last."""

    idempotency_key: str
    leave_id: strawberry.ID
    to_day: date
    reason: str
    to_part: DayPart = DayPart.WHOLE
    late: bool = False
    evidence_ids: list[strawberry.ID] = strawberry.field(default_factory=list)


@strawberry.input(description="取消已批准的请假:不填日期为从现在起全部取消;part 填 AFTERNOON 从当天下午起")
class CancelLeaveInput:
    """From when on leave is given back."""

    idempotency_key: str
    leave_id: strawberry.ID
    reason: str
    from_day: date | None = None
    part: DayPart = DayPart.WHOLE


@strawberry.input(description="销假:从哪一天起到岗;中午以后才到岗的 part 填 AFTERNOON")
class ReportBackInput:
    """From when on one is back."""

    idempotency_key: str
    leave_id: strawberry.ID
    on: date
    part: DayPart = DayPart.WHOLE


@strawberry.type
class LeaveMutations:
    """Root fields for leave."""

    @strawberry.mutation(description="请假或申请因公外出(选派干部本人)", extensions=[Writes(Action.LEAVE_REQUEST)])
    async def request_leave(self, info: Info, input: RequestLeaveInput) -> LeaveRequest:
        """Ask for leave of one's own posting."""
        new = NewLeave(
            kind=input.kind,
            stretch=Stretch(
                from_day=input.from_day, to_day=input.to_day, from_part=input.from_part, to_part=input.to_part
            ),
            reason=input.reason,
            posting_id=None if input.posting_id is None else POSTING(input.posting_id),
            purpose=input.purpose,
            late=input.late,
            evidence_ids=tuple(EVIDENCE(one) for one in input.evidence_ids),
        )
        return await _shown(info, await request_leave(info.context.work, new, input.idempotency_key))

    @strawberry.mutation(
        description="续假(选派干部本人),按延长后的总天数逐级审批", extensions=[Writes(Action.LEAVE_REQUEST)]
    )
    async def extend_leave(self, info: Info, input: ExtendLeaveInput) -> LeaveRequest:
        """Ask for one's own approved leave to last longer."""
        new = NewExtension(
            leave_id=LEAVE(input.leave_id),
            to_day=input.to_day,
            to_part=input.to_part,
            reason=input.reason,
            late=input.late,
            evidence_ids=tuple(EVIDENCE(one) for one in input.evidence_ids),
        )
        return await _shown(info, await extend_leave(info.context.work, new, input.idempotency_key))

    @strawberry.mutation(
        description="批准请假或续假的下一步;各步由不同的人按顺序办理", extensions=[Writes(Action.LEAVE_APPROVE)]
    )
    async def approve_leave(
        self, info: Info, id: strawberry.ID, idempotency_key: str, note: str | None = None
    ) -> LeaveRequest:
        """Take the next step."""
        return await _shown(info, await approve_leave(info.context.work, LEAVE(id), note, idempotency_key))

    @strawberry.mutation(description="不批准请假或续假,须写明理由", extensions=[Writes(Action.LEAVE_APPROVE)])
    async def reject_leave(self, info: Info, id: strawberry.ID, reason: str, idempotency_key: str) -> LeaveRequest:
        """Refuse at the next step."""
        return await _shown(info, await reject_leave(info.context.work, LEAVE(id), reason, idempotency_key))

    @strawberry.mutation(
        description="撤回等待审批的请假或续假(选派干部本人)", extensions=[Writes(Action.LEAVE_REQUEST)]
    )
    async def withdraw_leave(self, info: Info, id: strawberry.ID, idempotency_key: str) -> LeaveRequest:
        """Take back what waits."""
        return await _shown(info, await withdraw_leave(info.context.work, LEAVE(id), idempotency_key))

    @strawberry.mutation(
        description="取消已批准的请假:开始前全部取消,开始后取消剩余的(选派干部本人)",
        extensions=[Writes(Action.LEAVE_REQUEST)],
    )
    async def cancel_leave(self, info: Info, input: CancelLeaveInput) -> LeaveRequest:
        """Give leave back."""
        leave_id = await cancel_leave(
            info.context.work,
            LEAVE(input.leave_id),
            input.reason,
            input.idempotency_key,
            from_day=input.from_day,
            part=input.part,
        )
        return await _shown(info, leave_id)

    @strawberry.mutation(
        description="销假(选派干部本人);提前回来的按实际天数计", extensions=[Writes(Action.LEAVE_REQUEST)]
    )
    async def report_back(self, info: Info, input: ReportBackInput) -> LeaveRequest:
        """Report one's own return."""
        return await _shown(info, await report_back(info.context.work, _return(input), input.idempotency_key))

    @strawberry.mutation(
        description="确认销假:由有审批权限的人代为登记干部已经回岗", extensions=[Writes(Action.LEAVE_APPROVE)]
    )
    async def confirm_return(self, info: Info, input: ReportBackInput) -> LeaveRequest:
        """Say that a cadre is back."""
        return await _shown(info, await confirm_return(info.context.work, _return(input), input.idempotency_key))


def _return(input: ReportBackInput) -> Return:
    return Return(leave_id=LEAVE(input.leave_id), on=input.on, part=input.part)


async def _shown(info: Info, leave_id: UUID) -> LeaveRequest:
    """The leave as the caller sees it; a repeated request may come from one who may no longer know of it."""
    shown = await fetch_one(info, LeaveRequest, where={equals("id"): leave_id})
    if shown is None:
        raise LeaveNotFound
    return shown
