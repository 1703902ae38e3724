"""A campaign in 黑山县 and people proposed in it, through the services."""

from datetime import date
from typing import Any
from uuid import UUID

from stdnum.cn import ric

from tests.core.plugins.activating import fresh_key
from tests.factories.world import World
from xuanpai_core.campaigns.candidates import NewCandidate, add_candidate
from xuanpai_core.campaigns.persons import NewPerson
from xuanpai_core.campaigns.service import (
    Groups,
    NewCampaign,
    NewQuota,
    create_campaign,
    open_campaign,
    set_quotas,
)
from xuanpai_core.vocabulary import DispatchLevel, PartyStatus, StaffingType

CAMPAIGN = NewCampaign(name="第一批", region_code="210726", starts_on=date(2025, 1, 1), cadres=2, villages=2)
GROUPS = Groups(
    quotas=(NewQuota(title="县直", dispatch_level=DispatchLevel.COUNTY, cadres=2, villages=2, per_village=1, units=2),)
)


def number(serial: int, born: str = "19850101") -> str:
    """A sound ID number."""
    head = f"210726{born}{serial:03d}"
    return head + ric.calc_check_digit(head + "0")


def person(serial: int = 101, name: str = "赵刚", **changes: Any) -> NewPerson:
    """Somebody new."""
    given: dict[str, Any] = {
        "name": name,
        "id_number": number(serial),
        "party_status": PartyStatus.FULL_MEMBER,
        "staffing_type": StaffingType.CIVIL_SERVICE,
    }
    return NewPerson(**(given | changes))


async def draft(world: World, new: NewCampaign = CAMPAIGN, by: str = "county") -> UUID:
    """A campaign whose numbers are still to be written."""
    async with world.database.work(world.ctx(by)) as work:
        return await create_campaign(work, new, fresh_key())


async def opened(world: World) -> UUID:
    """An open campaign for two people."""
    campaign_id = await draft(world)
    async with world.database.work(world.ctx("county")) as work:
        await set_quotas(work, campaign_id, GROUPS, fresh_key())
        return await open_campaign(work, campaign_id, fresh_key())


async def propose(
    world: World, campaign_id: UUID, whom: NewPerson | UUID, by: str = "county", key: str = "", **more: Any
) -> UUID:
    """Propose a person or a known cadre."""
    chosen = {"person": whom} if isinstance(whom, NewPerson) else {"cadre_id": whom}
    new = NewCandidate(campaign_id=campaign_id, unit_id=world.units["黑山县水利局"], **chosen, **more)
    async with world.database.work(world.ctx(by)) as work:
        return await add_candidate(work, new, key or fresh_key())
