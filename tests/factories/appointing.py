"""More people for a world: whatever they hold, they sign in with the same password."""

from uuid import UUID

from tests.factories.world import World, _password_hash
from xuanpai_core.clock import today
from xuanpai_core.context import Actor, Grant
from xuanpai_core.db.types import new_id
from xuanpai_core.identity.models import Appointment
from xuanpai_core.identity.service import NewAccount, NewAppointment, add_account


async def appoint(world: World, name: str, *held: NewAppointment, cadre_id: UUID | None = None) -> None:
    """Add an account called ``name`` that holds every appointment of ``held`` from today."""
    async with world.database.work(world.ctx("province")) as work:
        new = NewAccount(username=name, display_name=name, appointment=held[0], cadre_id=cadre_id)
        account_id = await add_account(work, new, _password_hash(), must_change=False)
        for more in held[1:]:
            work.session.add(
                Appointment(
                    tenant_id=world.tenant_id,
                    id=new_id(),
                    account_id=account_id,
                    role=more.role,
                    region_code=more.region_code,
                    unit_id=more.unit_id,
                    valid_from=today(work.clock),
                )
            )
    grants = tuple(Grant(one.role, one.region_code, one.unit_id) for one in held)
    world.people[name] = Actor(account_id, name, cadre_id, grants)
