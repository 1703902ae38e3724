"""Roles: granted, ended, changed by a transfer, and held for somebody else."""

from datetime import date

import strawberry

from xuanpai_core.approvals.service import propose
from xuanpai_core.authz.actions import Action
from xuanpai_core.identity.acting import NewActing, appoint_acting
from xuanpai_core.identity.appointments import NewAppointment, appoint, end_appointment, transfer_account
from xuanpai_core.identity.matters import GRANT_ADMINISTRATION, administration_payload
from xuanpai_graphql.accounts.inputs import (
    AppointActingInput,
    AppointInput,
    ProposeAdministrationInput,
    TransferAccountInput,
    read_appointment,
)
from xuanpai_graphql.accounts.queries import appointment_of
from xuanpai_graphql.accounts.types import Appointment
from xuanpai_graphql.approvals.queries import request_of
from xuanpai_graphql.approvals.types import ApprovalRequest
from xuanpai_graphql.context import Info
from xuanpai_graphql.keys import ACCOUNT, APPOINTMENT
from xuanpai_graphql.lookahead.ids import global_id
from xuanpai_graphql.permissions import SignedIn, Writes


@strawberry.type(description="任命的起止;当事人未必有查账号的权限,所以只答这些")
class AppointmentPeriod:
    """What whoever lends or gives back a role is told: they need not be among those who read accounts."""

    id: strawberry.ID
    valid_from: date
    valid_to: date


@strawberry.type
class AppointmentMutations:
    """Root fields for appointments."""

    @strawberry.mutation(
        description="任命角色;管理员角色须改用“提请授予管理员”", extensions=[Writes(Action.APPOINTMENT_GRANT)]
    )
    async def appoint(self, info: Info, input: AppointInput) -> Appointment:
        """Let an account hold a role."""
        new = read_appointment(input.appointment, input.appointment.role)
        account_id, key = ACCOUNT(input.account_id), input.idempotency_key
        return await appointment_of(info, await appoint(info.context.work, account_id, new, input.reason, key))

    @strawberry.mutation(
        description="调动:当日结束全部原有任命,同日开始新的任命", extensions=[Writes(Action.APPOINTMENT_GRANT)]
    )
    async def transfer_account(self, info: Info, input: TransferAccountInput) -> Appointment:
        """End what is held, begin what is new."""
        to = read_appointment(input.to, input.to.role)
        appointment_id = await transfer_account(
            info.context.work, ACCOUNT(input.account_id), input.on, to, input.reason, input.idempotency_key
        )
        return await appointment_of(info, appointment_id)

    @strawberry.mutation(
        description="结束任命:on 为不再担任的第一天;代理可由代理人或被代理人自行结束",
        extensions=[SignedIn("代理双方可以结束自己的代理,其余须有任命权限", writes=True)],
    )
    async def end_appointment(self, info: Info, id: strawberry.ID, on: date, reason: str) -> AppointmentPeriod:
        """End an appointment on that day."""
        ended = await end_appointment(info.context.work, APPOINTMENT(id), on, reason)
        return AppointmentPeriod(id=id, valid_from=ended.valid_from, valid_to=ended.valid_to or on)

    @strawberry.mutation(
        description="安排代理(最长 90 天);本人可以安排同一地方或单位的同事代理自己的角色",
        extensions=[SignedIn("本人可以安排同事代理自己的角色,其余须有任命权限", writes=True)],
    )
    async def appoint_acting(self, info: Info, input: AppointActingInput) -> AppointmentPeriod:
        """Let somebody stand in for the holder of an appointment."""
        new = NewActing(APPOINTMENT(input.appointment_id), input.username, input.valid_from, input.valid_to)
        made = await appoint_acting(info.context.work, new, input.reason, input.idempotency_key)
        return AppointmentPeriod(
            id=strawberry.ID(global_id("Appointment", made)), valid_from=new.valid_from, valid_to=new.valid_to
        )

    @strawberry.mutation(
        description="提请授予管理员角色(系统、安全、审计);另一人同意后生效",
        extensions=[Writes(Action.APPOINTMENT_GRANT)],
    )
    async def propose_administration(self, info: Info, input: ProposeAdministrationInput) -> ApprovalRequest:
        """Ask for somebody to be made an administrator."""
        new = NewAppointment(input.role, input.region_code, None, input.valid_from, input.valid_to)
        acting_for = None if input.acting_for_id is None else ACCOUNT(input.acting_for_id)
        payload = administration_payload(ACCOUNT(input.account_id), new, acting_for)
        work = info.context.work
        return await request_of(
            info, await propose(work, GRANT_ADMINISTRATION, payload, input.reason, input.idempotency_key)
        )
