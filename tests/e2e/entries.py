"""Cadres of 沈阳市 who check in and write from their phones; nobody else's figures count them."""

from dataclasses import replace
from datetime import date, timedelta

from tests.factories.world import PASSWORD, World
from xuanpai_core.cadres.models import Cadre, Gender
from xuanpai_core.clock import SystemClock, today
from xuanpai_core.context import Actor, Grant
from xuanpai_core.db.session import Database
from xuanpai_core.db.types import new_id
from xuanpai_core.identity.passwords import hash_password
from xuanpai_core.identity.service import NewAccount, NewAppointment, add_account
from xuanpai_core.postings.models import Posting
from xuanpai_core.vocabulary import DispatchLevel, PartyStatus, PostingRole, StaffingType
from xuanpai_core.worklogs.items import store_items
from xuanpai_core.worklogs.templates import NewTemplate, add_template

CADRES = ("孙敏", "周强", "吴磊", "何丽", "邵军", "范青", "戴明")
WRITER = "邵军"
CITY = "2101"
HELD = NewAppointment("posted_cadre")


async def post_cadres(database: Database, world: World) -> None:
    """Register them, post them from 2025-01-01, and let them sign in."""
    async with database.work(world.ctx("admin")) as work:
        for number, name in enumerate(CADRES):
            id_number = f"21010019850505{number:03d}0"
            world.cadres[name], world.postings[name] = new_id(), new_id()
            cadre = Cadre(
                tenant_id=world.tenant_id,
                id=world.cadres[name],
                name=name,
                gender=Gender.FEMALE,
                birth_date=date(1985, 5, 5),
                id_number_sealed=work.ports.vault.seal(world.tenant_id, id_number),
                id_number_digest=work.ports.vault.digest(world.tenant_id, id_number),
                id_number_masked=f"210***********{number:03d}0",
                staffing_type=StaffingType.CIVIL_SERVICE,
                party_status=PartyStatus.FULL_MEMBER,
                home_unit_id=world.units["锦州市财政局"],
            )
            work.session.add(cadre)
            await work.session.flush()
            posting = Posting(
                tenant_id=world.tenant_id,
                id=world.postings[name],
                cadre_id=world.cadres[name],
                role=PostingRole.TEAM_MEMBER,
                dispatch_level=DispatchLevel.CITY,
                sending_unit_id=world.units["锦州市财政局"],
                region_code=CITY,
                start_date=date(2025, 1, 1),
            )
            work.session.add(posting)
            await work.session.flush()
            person = NewAccount(username=name, display_name=name, appointment=HELD, cadre_id=world.cadres[name])
            account_id = await add_account(work, person, hash_password(PASSWORD), must_change=False)
            world.people[name] = Actor(account_id, name, world.cadres[name], (Grant(HELD.role),))
    await _leave_something_open(database, world)


async def _leave_something_open(database: Database, world: World) -> None:
    """A skeleton for the logs of the city, and what the writer left to be done yesterday."""
    ctx = world.ctx("admin")
    office = replace(ctx, actor=replace(ctx.actor, grants=(Grant("city_organiser", CITY),)))
    yesterday = today(SystemClock()) - timedelta(days=1)
    async with database.work(office) as work:
        await add_template(work, NewTemplate(CITY, "每日一记", "今日工作：\n明日打算："), "daily-skeleton")
        await store_items(work, world.postings[WRITER], yesterday, ["替周大爷换燃气表"], None)
