"""What tests of accounts share: somebody new, what an account holds, and what the audit trail says."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tests.factories.world import World
from xuanpai_core.audit.models import AuditEvent
from xuanpai_core.db.types import new_id
from xuanpai_core.identity.appointments import NewAppointment
from xuanpai_core.identity.models import Account, Appointment
from xuanpai_core.identity.service import NewAccount, add_account

TODAY = date(2025, 10, 24)


@dataclass(frozen=True, slots=True)
class Held:
    """One appointment, as tests compare it."""

    role: str
    place: str | None
    valid_from: date
    valid_to: date | None = None


def key() -> str:
    """A fresh idempotency key."""
    return str(new_id())


async def somebody(world: World, username: str, *held: NewAppointment, cadre_id: UUID | None = None) -> UUID:
    """An account that holds these appointments, made without asking."""
    async with world.database.work(world.ctx("admin")) as work:
        first = held[0] if held else None
        account_id = await add_account(work, NewAccount(username, username, first, cadre_id), "-", must_change=False)
        for more in held[1:]:
            work.session.add(
                Appointment(
                    tenant_id=world.tenant_id,
                    id=new_id(),
                    account_id=account_id,
                    role=more.role,
                    region_code=more.region_code,
                    unit_id=more.unit_id,
                    valid_from=more.valid_from or TODAY,
                    valid_to=more.valid_to,
                )
            )
    return account_id


async def holding(world: World, account_id: UUID) -> list[Held]:
    """Everything that the account holds or held, in order."""
    async with world.database.read(world.ctx("admin")) as work:
        query = select(Appointment).where(
            Appointment.tenant_id == world.tenant_id, Appointment.account_id == account_id
        )
        rows = (await work.session.scalars(query.order_by(Appointment.id))).all()
        return [Held(row.role, row.region_code, row.valid_from, row.valid_to) for row in rows]


async def account(world: World, account_id: UUID) -> Account:
    """The account as it is stored."""
    async with world.database.read(world.ctx("admin")) as work:
        return await work.session.get_one(Account, (world.tenant_id, account_id))


async def appointment_of(world: World, username: str) -> UUID:
    """The first appointment of the person."""
    async with world.database.read(world.ctx("admin")) as work:
        query = select(Appointment.id).where(
            Appointment.tenant_id == world.tenant_id, Appointment.account_id == world.people[username].account_id
        )
        found = await work.session.scalar(query.order_by(Appointment.id).limit(1))
    assert found is not None
    return found


async def audited(world: World, action: str) -> list[dict[str, Any]]:
    """What was recorded of this action, in order."""
    async with world.database.read(world.ctx("admin")) as work:
        query = select(AuditEvent).where(AuditEvent.tenant_id == world.tenant_id, AuditEvent.action == action)
        rows = (await work.session.scalars(query.order_by(AuditEvent.id))).all()
        return [
            {"subject": row.subject_id, "before": row.before, "after": row.after, "why": row.reason} for row in rows
        ]
