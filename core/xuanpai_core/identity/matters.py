"""What two persons must agree on in this room: granting an administration (三员)."""

from datetime import date
from typing import Any
from uuid import UUID

from xuanpai_core.approvals.matters import Matter, Payload, Proposal
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.roles import Role
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.errors import Forbidden, Invalid
from xuanpai_core.identity import repository
from xuanpai_core.identity.acting import require_period
from xuanpai_core.identity.appointments import NewAppointment, require_grantable, write_appointment
from xuanpai_core.identity.errors import AccountNotFound, AppointmentNotFound
from xuanpai_core.identity.models import Account
from xuanpai_core.identity.reach import account_in_reach, known_role, require_appointable
from xuanpai_core.identity.separation import acts_as_administrator, refuse_mixed


def administration_payload(
    account_id: UUID,
    new: NewAppointment,
    acting_for: UUID | None = None,
) -> Payload:
    """The payload that asks for ``GRANT_ADMINISTRATION``: ``acting_for`` is the account to be stood in for."""
    return {
        "account_id": str(account_id),
        "role": new.role,
        "region_code": new.region_code,
        "valid_from": None if new.valid_from is None else new.valid_from.isoformat(),
        "valid_to": None if new.valid_to is None else new.valid_to.isoformat(),
        "acting_for": None if acting_for is None else str(acting_for),
    }


async def _check(work: Work, payload: Payload) -> Proposal:
    """The proposer reaches account and place by an administration of their own, and it is not for themselves."""
    account, held = await account_in_reach(work, UUID(payload["account_id"]), Action.APPOINTMENT_GRANT)
    new = _new(payload)
    role = await known_role(work, new.role)
    await require_appointable(work, role, new.region_code, new.unit_id, account.cadre_id)
    if not acts_as_administrator(work.ctx, Action.APPOINTMENT_GRANT):
        raise Forbidden("授予管理员角色只能由安全管理员提出。")
    if role.administers is None:
        raise Invalid(f"“{role.title}”是业务角色,直接任命即可,无需两人办理。", code="NO_APPROVAL_NEEDED")
    await require_grantable(work, account, new, approved=True)
    await _require_lent(work, payload, new)
    refuse_mixed(role, (one.appointment for one in held), new.valid_from or today(work.clock), new.valid_to)
    kept = {**payload, "proposed_by": str(work.ctx.actor.account_id)}
    return Proposal(kept, _summary(account, role, new, payload), new.region_code)


async def _carry_out(work: Work, payload: Payload) -> Payload:
    """Once more, for much may have changed; whoever decides may not be the one who would hold the role."""
    account = await repository.lock_account(work, UUID(payload["account_id"]))
    if account is None:
        raise AccountNotFound
    new = _new(payload)
    if new.valid_from is not None and new.valid_from < today(work.clock):
        # Deciding took its time: the role begins today.
        new = NewAppointment(new.role, new.region_code, None, today(work.clock), new.valid_to)
    await require_grantable(work, account, new, approved=True)
    await _require_lent(work, payload, new)
    appointment_id = await write_appointment(
        work,
        account,
        new,
        reason="经两人审批授予",
        acting_for=_uuid(payload["acting_for"]),
        granted_by=UUID(payload["proposed_by"]),
    )
    return {"appointment_id": str(appointment_id)}


async def _require_lent(work: Work, payload: Payload, new: NewAppointment) -> None:
    """Where somebody is stood in for, that person must hold this very administration throughout."""
    acting_for = _uuid(payload["acting_for"])
    if acting_for is None:
        return
    for one in await repository.open_appointments(work, acting_for, today(work.clock)):
        held = one.appointment
        if (held.role, held.region_code, held.acting_for) == (new.role, new.region_code, None):
            require_period(new.valid_from or today(work.clock), new.valid_to, held)
            return
    raise AppointmentNotFound


def _new(payload: Payload) -> NewAppointment:
    return NewAppointment(
        payload["role"], payload["region_code"], None, _date(payload["valid_from"]), _date(payload["valid_to"])
    )


def _summary(account: Account, role: Role, new: NewAppointment, payload: Payload) -> str:
    since = "即日" if new.valid_from is None else f" {new.valid_from:%Y-%m-%d} "
    until = "" if new.valid_to is None else f",到 {new.valid_to:%Y-%m-%d} 为止(当日不含)"
    acting = "代理" if payload["acting_for"] else "担任"
    return f"由{account.display_name}(账号 {account.username})自{since}起{acting}{role.title}{until}。"


def _date(text: Any) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _uuid(text: Any) -> UUID | None:
    return None if text is None else UUID(text)


GRANT_ADMINISTRATION = Matter(
    name="GRANT_ADMINISTRATION",
    title="授予管理员角色",
    proposing=Action.APPOINTMENT_GRANT,
    deciding=Action.APPROVAL_DECIDE,
    check=_check,
    carry_out=_carry_out,
)
