"""What callers give when they make accounts and appoint to roles."""

from datetime import date

import strawberry

from xuanpai_core.identity.appointments import NewAppointment
from xuanpai_graphql.keys import UNIT


@strawberry.input(description="新账号;可同时任命第一个角色")
class CreateAccountInput:
    """A person who is to sign in, and perhaps the first role."""

    username: str
    display_name: str
    idempotency_key: str | None = None
    role: str | None = None
    region_code: str | None = None
    unit_id: strawberry.ID | None = None
    cadre_id: strawberry.ID | None = None
    valid_from: date | None = None
    valid_to: date | None = None


@strawberry.input(description="任命:角色与地方,或角色与派出单位;选派干部本人的角色两者都不填")
class AppointmentInput:
    """A role over an extent, from a day to the day before another."""

    role: str
    region_code: str | None = None
    unit_id: strawberry.ID | None = None
    valid_from: date | None = None
    valid_to: date | None = None


@strawberry.input(description="任命一个角色")
class AppointInput:
    """Who is to hold what, and why."""

    idempotency_key: str
    account_id: strawberry.ID
    appointment: AppointmentInput
    reason: str


@strawberry.input(description="调动:原有任命全部结束,同日开始新的任命(新任命的起始日不必填)")
class TransferAccountInput:
    """Who moves, on which day, to what, and why."""

    idempotency_key: str
    account_id: strawberry.ID
    on: date
    to: AppointmentInput
    reason: str


@strawberry.input(description="安排代理:代理人在一段时间内代行被代理人的一项任命,最长 90 天")
class AppointActingInput:
    """Who stands in for the holder of which appointment, from when, to the day before when."""

    idempotency_key: str
    appointment_id: strawberry.ID
    username: str
    valid_from: date
    valid_to: date
    reason: str


@strawberry.input(description="提请授予管理员角色(三员);须由另一人审批")
class ProposeAdministrationInput:
    """Who is to administer what; ``acting_for_id`` is the administrator to be stood in for."""

    idempotency_key: str
    account_id: strawberry.ID
    role: str
    reason: str
    region_code: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    acting_for_id: strawberry.ID | None = None


def read_appointment(given: AppointmentInput | CreateAccountInput, role: str) -> NewAppointment:
    """The appointment as the core takes it; raises ``Invalid`` (``BAD_ID``)."""
    return NewAppointment(
        role=role,
        region_code=given.region_code,
        unit_id=None if given.unit_id is None else UNIT(given.unit_id),
        valid_from=given.valid_from,
        valid_to=given.valid_to,
    )
