"""Many cadres in one county, for what only shows under load."""

from datetime import date

from tests.factories.world import FANGSHAN, World
from xuanpai_core.cadres.models import Cadre, Gender
from xuanpai_core.context import Actor, Grant
from xuanpai_core.db.types import new_id
from xuanpai_core.identity.models import Account, AccountState
from xuanpai_core.postings.models import Posting
from xuanpai_core.vocabulary import DispatchLevel, PartyStatus, PostingRole, StaffingType


async def add_crowd(world: World, count: int, prefix: str = "干部") -> list[str]:
    """Add ``count`` cadres sent by the county to the villages of 芳山镇; their names, each with an account."""
    names = [f"{prefix}{number:03d}" for number in range(count)]
    villages = world.villages[FANGSHAN]
    async with world.database.work(world.ctx("admin")) as work:
        for number, name in enumerate(names):
            world.cadres[name], world.postings[name], account_id = new_id(), new_id(), new_id()
            work.session.add(
                Cadre(
                    tenant_id=world.tenant_id,
                    id=world.cadres[name],
                    name=name,
                    gender=Gender.FEMALE,
                    birth_date=date(1985, 1, 1),
                    id_number_sealed=b"x",
                    id_number_digest=name.encode(),
                    id_number_masked="x",
                    staffing_type=StaffingType.CIVIL_SERVICE,
                    party_status=PartyStatus.FULL_MEMBER,
                    home_unit_id=world.units["黑山县水利局"],
                )
            )
            await work.session.flush()
            work.session.add(
                Posting(
                    tenant_id=world.tenant_id,
                    id=world.postings[name],
                    cadre_id=world.cadres[name],
                    role=PostingRole.TEAM_MEMBER,
                    dispatch_level=DispatchLevel.COUNTY,
                    sending_unit_id=world.units["黑山县水利局"],
                    region_code=villages[number % len(villages)],
                    start_date=date(2025, 1, 1),
                )
            )
            work.session.add(
                Account(
                    tenant_id=world.tenant_id,
                    id=account_id,
                    username=name,
                    display_name=name,
                    password_hash="x",
                    must_change_password=False,
                    state=AccountState.ACTIVE,
                    cadre_id=world.cadres[name],
                )
            )
            await work.session.flush()
            world.people[name] = Actor(account_id, name, world.cadres[name], (Grant("posted_cadre"),))
    return names
