"""What the tests of personal data look at: the stored cadre, and the events about one."""

from dataclasses import replace
from typing import Any

from tests.factories.world import World
from xuanpai_core.cadres.contact import Contact, update_contact
from xuanpai_core.cadres.models import Cadre
from xuanpai_core.context import RequestContext

PHONE = "13812341234"
BANK_ACCOUNT = "6222021234567890128"
ADDRESS = "辽宁省锦州市黑山县芳山镇芳山村12号"
REASON = "核对补助发放账户"


def fresh(world: World, person: str) -> RequestContext:
    """The context of someone who has just proved anew who they are."""
    return replace(world.ctx(person), stepped_up_at=world.database.clock.now())


async def give_contact(world: World, name: str = "王建国") -> None:
    """Phone, bank account and address, as the county registers them."""
    async with world.database.work(world.ctx("county")) as work:
        contact = Contact(PHONE, BANK_ACCOUNT, ADDRESS)
        await update_contact(work, world.cadres[name], contact, "首次登记联系方式", f"contact-{name}")


async def stored(world: World, name: str = "王建国") -> Cadre:
    """The cadre as it is in the database."""
    async with world.database.read(world.ctx("province")) as work:
        return await work.session.get_one(Cadre, (world.tenant_id, world.cadres[name]))


async def events(world: World, action: str) -> list[dict[str, Any]]:
    """Every event of ``action``, in order."""
    async with world.database.read(world.ctx("province")) as work:
        rows = await work.driver.fetch(
            "SELECT * FROM audit_event WHERE tenant_id = $1 AND action = $2 ORDER BY at, id", world.tenant_id, action
        )
    return [dict(row) for row in rows]
