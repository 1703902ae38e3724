"""Standing in for somebody (代理): one of that person's appointments, for a while, recorded as such."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from uuid import UUID

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.roles import ROLES, Axis
from xuanpai_core.authz.scope import permits
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.errors import Conflict, Invalid
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.identity import repository
from xuanpai_core.identity.appointments import NewAppointment, write_appointment
from xuanpai_core.identity.errors import AccountNotFound, AppointmentNotFound, NeedsApproval, OwnAccount
from xuanpai_core.identity.models import Account, AccountState, Appointment
from xuanpai_core.identity.reach import reaches
from xuanpai_core.identity.repository import Held
from xuanpai_core.texts import paragraphs

LONGEST = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class NewActing:
    """``username`` is to stand in for the holder of the appointment, to the day before ``valid_to``."""

    appointment_id: UUID
    username: str
    valid_from: date
    valid_to: date


async def appoint_acting(work: Work, new: NewActing, reason: str, key: str) -> UUID:
    """Let somebody stand in; whoever may appoint there may say so, and everybody for a role of their own.

    A person lends their own role only to somebody whose own roles all lie in the same place or unit. Raises
    ``AppointmentNotFound``, ``AccountNotFound``, ``OwnAccount``, ``NeedsApproval`` (an administration), ``Invalid``
    (``INVALID_PERIOD``, ``ACTING_NOT_POSSIBLE``) and what ``write_appointment`` raises.
    """
    reason = paragraphs(reason, path="reason", title="代理的理由", limit=500)

    async def act() -> Outcome:
        return {"id": str(await _appoint_acting(work, new, reason))}

    content = {"new": asdict(new), "reason": reason}
    return UUID((await once(work, "appointment:act_for", key, content, act))["id"])


async def _appoint_acting(work: Work, new: NewActing, reason: str) -> UUID:
    copied = await _lendable(work, new.appointment_id)
    account = await repository.lock_account_named(work, new.username)
    own = copied.account_id == work.ctx.actor.account_id
    if account is None or not await _may_stand_in(work, account, copied, own=own):
        raise AccountNotFound
    if account.id in {work.ctx.actor.account_id, copied.account_id}:
        raise OwnAccount
    if account.state is not AccountState.ACTIVE:
        raise Conflict("这个账号已停用,请先恢复账号,再安排代理。", code="ACCOUNT_DISABLED")
    if ROLES[copied.role].administers is not None:
        raise NeedsApproval
    require_period(new.valid_from, new.valid_to, copied)
    lent = NewAppointment(copied.role, copied.region_code, copied.unit_id, new.valid_from, new.valid_to)
    return await write_appointment(work, account, lent, reason=reason, acting_for=copied.account_id)


def require_period(valid_from: date, valid_to: date | None, copied: Appointment) -> None:
    """Raise ``Invalid`` unless the time has an end, is short enough, and lies within the copied appointment's."""
    if valid_to is None or valid_to <= valid_from or valid_to - valid_from > LONGEST:
        raise Invalid(f"代理须写明起止日期,最长 {LONGEST.days} 天,请改正。", code="INVALID_PERIOD")
    if valid_from < copied.valid_from or (copied.valid_to is not None and valid_to > copied.valid_to):
        raise Invalid("代理的时段须在被代理的任命期限之内,请改正。", code="INVALID_PERIOD")


async def _lendable(work: Work, appointment_id: UUID) -> Appointment:
    """The appointment to be copied, its holder held; it must be lent by whoever may, and be somebody's own."""
    found = await repository.appointment(work, appointment_id)
    if found is None or await repository.lock_account(work, found.account_id) is None:
        raise AppointmentNotFound
    copied = await repository.appointment(work, appointment_id)
    if copied is None:
        raise AppointmentNotFound
    held = Held(copied, await repository.places_of(work, copied))
    own = copied.account_id == work.ctx.actor.account_id
    if not own and not reaches(work.ctx, Action.APPOINTMENT_GRANT, [held]):
        raise AppointmentNotFound
    over = copied.valid_to is not None and copied.valid_to <= max(today(work.clock), copied.valid_from)
    role = ROLES.get(copied.role)
    if over or role is None or role.axis is Axis.SELF or copied.acting_for is not None:
        raise Invalid(
            "这项任命不能由他人代理:已结束的、本身就是代理的、以及只管本人记录的角色,都不能代理。",
            code="ACTING_NOT_POSSIBLE",
        )
    return copied


async def _may_stand_in(work: Work, account: Account, copied: Appointment, *, own: bool) -> bool:
    """Whether the caller may choose this person: by their reach, or as a colleague of the same place or unit."""
    held = await repository.open_appointments(work, account.id, today(work.clock))
    if permits(work.ctx, Action.APPOINTMENT_GRANT) and reaches(work.ctx, Action.APPOINTMENT_GRANT, held):
        return True
    return own and bool(held) and all(_is_near(one, copied) for one in held)


def _is_near(held: Held, copied: Appointment) -> bool:
    """A colleague of the unit, or one in office in that place; not a cadre there, whom the role would judge."""
    if copied.unit_id is not None:
        return held.appointment.unit_id == copied.unit_id
    place = held.appointment.region_code
    return place is not None and copied.region_code is not None and place.startswith(copied.region_code)
