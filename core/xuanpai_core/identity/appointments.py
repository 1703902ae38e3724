"""Roles held from a day to a day: granted, ended, and changed for others when a person is transferred."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.roles import ROLES, Axis
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Conflict, Invalid
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.identity import repository
from xuanpai_core.identity.errors import AppointmentNotFound, NeedsApproval, OwnAccount
from xuanpai_core.identity.models import Account, AccountState, Appointment
from xuanpai_core.identity.reach import account_in_reach, known_role, reaches, require_appointable
from xuanpai_core.identity.repository import Held
from xuanpai_core.identity.separation import refuse_leaving_none, refuse_mixed
from xuanpai_core.texts import paragraphs


@dataclass(frozen=True, slots=True)
class NewAppointment:
    """A role to be held from a day: with a place, with a unit, or (SELF) with neither.

    ``valid_from`` is today unless told otherwise, ``valid_to`` the first day without the role.
    """

    role: str
    region_code: str | None = None
    unit_id: UUID | None = None
    valid_from: date | None = None
    valid_to: date | None = None


async def appoint(work: Work, account_id: UUID, new: NewAppointment, reason: str, key: str) -> UUID:
    """Let the account hold a role; returns the appointment's id.

    Raises ``Forbidden``, ``AccountNotFound``, ``OwnAccount``, ``NeedsApproval`` (an administration), ``Invalid``
    (``UNKNOWN_ROLE``, ``WRONG_LEVEL``, ``WRONG_AXIS``, ``INVALID_PERIOD``) and ``Conflict``
    (``ADMINISTRATIONS_EXCLUDE``, ``ALREADY_APPOINTED``, ``ACCOUNT_DISABLED``).
    """
    reason = paragraphs(reason, path="reason", title="任命理由", limit=500)

    async def act() -> Outcome:
        account, _ = await account_in_reach(work, account_id, Action.APPOINTMENT_GRANT)
        await require_grantable(work, account, new)
        return {"id": str(await write_appointment(work, account, new, reason=reason))}

    content = {"account_id": account_id, "new": asdict(new), "reason": reason}
    return UUID((await once(work, Action.APPOINTMENT_GRANT, key, content, act))["id"])


async def transfer_account(work: Work, account_id: UUID, on: date, to: NewAppointment, reason: str, key: str) -> UUID:
    """End everything that the account holds on ``on``, and let it hold ``to`` from that day; returns the new id.

    Everything it holds must lie within the caller's reach, and so must the new place. Raises what ``appoint`` and
    ``end_appointment`` raise.
    """
    reason = paragraphs(reason, path="reason", title="调动理由", limit=500)
    new = NewAppointment(to.role, to.region_code, to.unit_id, on, to.valid_to)

    async def act() -> Outcome:
        account, held = await account_in_reach(work, account_id, Action.APPOINTMENT_GRANT)
        await require_grantable(work, account, new)
        _require_not_past(work, on)
        await refuse_leaving_none(work, account.id, (one.appointment for one in held), on)
        for one in held:
            await _close(work, one.appointment, on, reason)
        await work.session.flush()
        return {"id": str(await write_appointment(work, account, new, reason=reason))}

    content = {"account_id": account_id, "on": on, "to": asdict(to), "reason": reason}
    return UUID((await once(work, "appointment:transfer", key, content, act))["id"])


async def end_appointment(work: Work, appointment_id: UUID, on: date, reason: str) -> Appointment:
    """End it: ``on`` is the first day without the role. Whoever may appoint there may, and, where somebody stands in
    for another, each of the two.

    Raises ``AppointmentNotFound``, ``LastAdministrator``, ``Invalid`` (``INVALID_PERIOD``) and ``Conflict``
    (``ALREADY_ENDED``).
    """
    reason = paragraphs(reason, path="reason", title="结束任命的理由", limit=500)
    found = await repository.appointment(work, appointment_id)
    account = None if found is None else await repository.lock_account(work, found.account_id)
    appointment = await repository.appointment(work, appointment_id)
    if account is None or appointment is None or not await _may_end(work, appointment):
        raise AppointmentNotFound
    _require_not_past(work, on)
    if appointment.valid_to is not None and appointment.valid_to <= max(on, appointment.valid_from):
        raise Conflict(f"这项任命已定于 {appointment.valid_to:%Y-%m-%d} 结束,无需再办理。", code="ALREADY_ENDED")
    await refuse_leaving_none(work, account.id, [appointment], on)
    await _close(work, appointment, on, reason)
    await work.session.flush()
    return appointment


async def end_own_appointments(work: Work, cadre_id: UUID, last_day: date) -> None:
    """End the roles that a cadre holds over his own records on the day after his last posting's last day.

    Asks nobody's permission: the verb that ends the posting has done so.
    """
    later = await repository.later_ends(work, cadre_id, last_day)
    if None in later:
        return
    first_day_without = max([last_day, *(day for day in later if day is not None)]) + timedelta(days=1)
    for account_id in await repository.accounts_of_cadre(work, cadre_id):
        for one in await repository.open_appointments(work, account_id, min(first_day_without, today(work.clock))):
            held = one.appointment
            own = held.role in ROLES and ROLES[held.role].axis is Axis.SELF
            if own and (held.valid_to is None or held.valid_to > first_day_without):
                await _close(work, held, first_day_without, "任职结束")
    await work.session.flush()


async def require_grantable(work: Work, account: Account, new: NewAppointment, *, approved: bool = False) -> None:
    """Raise unless the caller may let this account hold that role there: never for oneself, never alone what
    administers (unless two persons have ``approved`` it), never to a closed account."""
    role = await known_role(work, new.role)
    if account.id == work.ctx.actor.account_id:
        raise OwnAccount
    if not approved:
        await require_appointable(work, role, new.region_code, new.unit_id, account.cadre_id)
        if role.administers is not None:
            raise NeedsApproval
    if account.state is not AccountState.ACTIVE:
        raise Conflict("这个账号已停用,请先恢复账号,再任命角色。", code="ACCOUNT_DISABLED")


async def write_appointment(
    work: Work,
    account: Account,
    new: NewAppointment,
    *,
    reason: str,
    acting_for: UUID | None = None,
    granted_by: UUID | None = None,
) -> UUID:
    """Store the appointment and record it; the account is held, so nobody else changes what it holds meanwhile.

    Raises ``Invalid`` (``INVALID_PERIOD``), ``Conflict`` (``ADMINISTRATIONS_EXCLUDE``, ``ALREADY_APPOINTED``).
    """
    now = today(work.clock)
    valid_from = new.valid_from or now
    _require_not_past(work, valid_from)
    if new.valid_to is not None and new.valid_to <= valid_from:
        raise Invalid("任命的结束日期须晚于开始日期,请改正。", code="INVALID_PERIOD")
    held = [one.appointment for one in await repository.open_appointments(work, account.id, now)]
    refuse_mixed(ROLES[new.role], held, valid_from, new.valid_to)
    _refuse_twice(held, new, valid_from, acting_for)
    appointment = Appointment(
        tenant_id=work.tenant_id,
        id=new_id(),
        account_id=account.id,
        role=new.role,
        region_code=new.region_code,
        unit_id=new.unit_id,
        valid_from=valid_from,
        valid_to=new.valid_to,
        acting_for=acting_for,
        reason=reason,
        granted_by=granted_by or work.ctx.actor.account_id,
    )
    work.session.add(appointment)
    await work.session.flush()
    record(
        work,
        Action.APPOINTMENT_GRANT,
        "appointment",
        appointment.id,
        after=told(appointment),
        reason=reason,
        account_id=str(account.id),
    )
    return appointment.id


def told(appointment: Appointment) -> dict[str, Any]:
    """The appointment as the audit trail keeps it."""
    return {
        "role": appointment.role,
        "region_code": appointment.region_code,
        "unit_id": None if appointment.unit_id is None else str(appointment.unit_id),
        "valid_from": appointment.valid_from.isoformat(),
        "valid_to": None if appointment.valid_to is None else appointment.valid_to.isoformat(),
        "acting_for": None if appointment.acting_for is None else str(appointment.acting_for),
    }


async def _may_end(work: Work, appointment: Appointment) -> bool:
    me = work.ctx.actor.account_id
    if appointment.acting_for is not None and me in {appointment.acting_for, appointment.account_id}:
        return True
    held = Held(appointment, await repository.places_of(work, appointment))
    return reaches(work.ctx, Action.APPOINTMENT_GRANT, [held])


async def _close(work: Work, appointment: Appointment, on: date, reason: str) -> None:
    """Let it end on ``on``, and with it whatever others hold by standing in for its holder."""
    before = told(appointment)
    appointment.valid_to = max(on, appointment.valid_from)
    appointment.ended_by, appointment.ended_reason = work.ctx.actor.account_id, reason
    record(
        work,
        "appointment:end",
        "appointment",
        appointment.id,
        before=before,
        after=told(appointment),
        reason=reason,
        account_id=str(appointment.account_id),
    )
    if appointment.acting_for is not None:
        return
    for acting in await repository.acting_on(work, appointment, today(work.clock)):
        if acting.valid_to is None or acting.valid_to > on:
            await _close(work, acting, on, f"被代理的任命结束:{reason}"[:500])


def _require_not_past(work: Work, day: date) -> None:
    if day < today(work.clock):
        raise Invalid("日期不能早于今天:权限不能追溯给出或收回,请改为今天或以后。", code="INVALID_PERIOD")


def _refuse_twice(held: Iterable[Appointment], new: NewAppointment, valid_from: date, acting_for: UUID | None) -> None:
    for one in held:
        same = (one.role, one.region_code, one.unit_id, one.acting_for) == (
            new.role,
            new.region_code,
            new.unit_id,
            acting_for,
        )
        meets = (one.valid_to is None or valid_from < one.valid_to) and (
            new.valid_to is None or one.valid_from < new.valid_to
        )
        if same and meets:
            raise Conflict("这个账号在该时段已有同样的任命,无需重复任命。", code="ALREADY_APPOINTED")
