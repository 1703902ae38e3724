"""Must-attend events of a township of their own, and a cadre of 沈阳市 whose log of yesterday is missing.

The township's people are in post since the first of this month, and 沈阳市 is in nobody's figures: what others count
stays as it is.
"""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from tests.factories.world import PASSWORD, World
from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.attendance.service import open_month, register_day
from xuanpai_core.cadres.models import Cadre, Gender
from xuanpai_core.clock import SHANGHAI, SystemClock, today
from xuanpai_core.context import Actor, Grant, RequestContext
from xuanpai_core.db.session import Database, Work
from xuanpai_core.db.types import new_id
from xuanpai_core.events.models import EventKind
from xuanpai_core.events.service import NewEvent, announce_event
from xuanpai_core.identity.passwords import hash_password
from xuanpai_core.identity.service import NewAccount, NewAppointment, add_account
from xuanpai_core.periods import Month, month_start
from xuanpai_core.postings.models import Posting
from xuanpai_core.vocabulary import DispatchLevel, PartyStatus, PostingRole, StaffingType
from xuanpai_core.worklogs.items import store_items
from xuanpai_core.worklogs.templates import NewTemplate, add_template

UNIT = "黑山县水利局"
TOWNSHIP = "210726210"
PEOPLE = ("钱进", "冯春", "韩冬")
WRITER = "唐文"
CITY = "2101"


async def hold_events(database: Database, world: World) -> None:
    """The evacuation concerns 钱进, 冯春 on leave, and 韩冬; 唐文 was on duty yesterday and wrote nothing."""
    day = today(SystemClock())
    present = Database(database.settings, database.ports, SystemClock())
    try:
        async with present.work(world.ctx("admin")) as work:
            for number, name in enumerate(PEOPLE):
                await _post(work, world, name, number, world.villages[TOWNSHIP][number], month_start(day))
            await _post(work, world, WRITER, len(PEOPLE), CITY, date(2025, 1, 1))
            await _account(work, world, "events_clerk", "township_clerk", TOWNSHIP)
            await _account(work, world, "logs_office", "city_organiser", CITY)
            await open_month(work, Month(month_start(day)))
        async with present.work(world.ctx("events_clerk")) as work:
            begun = datetime.combine(day, time(0, 1), SHANGHAI)
            event = NewEvent(
                kind=EventKind.EMERGENCY, region_code=TOWNSHIP, at=begun, title="夜间山洪转移", venue="镇敬老院"
            )
            await announce_event(work, event, "evacuation")
            await register_day(work, world.postings["冯春"], day, AttendanceStatus.LEAVE, None)
        await _owe_log(present, world, day - timedelta(days=1))
    finally:
        await present.close()


async def _owe_log(present: Database, world: World, yesterday: date) -> None:
    """唐文's day on duty without a log, what was left to be done a day before, and a skeleton to start from."""
    async with present.work(_as_clerk_of(world, CITY)) as work:
        await register_day(work, world.postings[WRITER], yesterday, AttendanceStatus.ON_DUTY, "补登")
        await store_items(work, world.postings[WRITER], yesterday - timedelta(days=1), ["给王大娘代办残疾证"], None)
    async with present.work(world.ctx("logs_office")) as work:
        skeleton = NewTemplate(CITY, "入户走访", "工作内容：\n走访户数：\n下一步：")
        await add_template(work, skeleton, "skeleton")


def _as_clerk_of(world: World, place: str) -> RequestContext:
    """The office, for once with what a township's clerk may do."""
    ctx = world.ctx("logs_office")
    return replace(ctx, actor=replace(ctx.actor, grants=(Grant("township_clerk", place),)))


async def _account(work: Work, world: World, username: str, role: str, place: str) -> None:
    person = NewAccount(username=username, display_name=username, appointment=NewAppointment(role, place))
    account_id = await add_account(work, person, hash_password(PASSWORD), must_change=False)
    world.people[username] = Actor(account_id, username, None, (Grant(role, place),))


async def _post(work: Work, world: World, name: str, number: int, place: str, since: date) -> None:
    id_number = f"21070019870707{number:03d}0"
    world.cadres[name], world.postings[name] = new_id(), new_id()
    cadre = Cadre(
        tenant_id=world.tenant_id,
        id=world.cadres[name],
        name=name,
        gender=Gender.MALE,
        birth_date=date(1987, 7, 7),
        id_number_sealed=work.ports.vault.seal(world.tenant_id, id_number),
        id_number_digest=work.ports.vault.digest(world.tenant_id, id_number),
        id_number_masked=f"210***********{number:03d}0",
        staffing_type=StaffingType.CIVIL_SERVICE,
        party_status=PartyStatus.FULL_MEMBER,
        home_unit_id=world.units[UNIT],
    )
    posting = Posting(
        tenant_id=world.tenant_id,
        id=world.postings[name],
        cadre_id=world.cadres[name],
        role=PostingRole.TEAM_MEMBER,
        dispatch_level=DispatchLevel.COUNTY,
        sending_unit_id=world.units[UNIT],
        region_code=place,
        start_date=since,
        planned_end=date(since.year + 4, 12, 31),
    )
    work.session.add(cadre)
    await work.session.flush()
    work.session.add(posting)
    await work.session.flush()
    person = NewAccount(
        username=name, display_name=name, appointment=NewAppointment("posted_cadre"), cadre_id=world.cadres[name]
    )
    account_id = await add_account(work, person, hash_password(PASSWORD), must_change=False)
    world.people[name] = Actor(account_id, name, world.cadres[name], (Grant("posted_cadre"),))
