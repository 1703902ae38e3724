"""Days that could not be recorded and days of which two things are said, of people and in a township of their own.

All of it is of today, and its people are in post since the first of this month: what others count of last month, and
of 芳山镇, stays as it is.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime
from typing import Any
from uuid import UUID

import httpx2

from tests.acceptance.acts import key, photo, upload
from tests.acceptance.documents import CHECK_IN, REGISTER_DAY
from tests.acceptance.documents_leave import APPROVE, REQUEST
from tests.factories.world import PASSWORD, World
from tests.fixtures.api import SIGN_IN, Client
from xuanpai_core.attendance.service import open_month
from xuanpai_core.cadres.models import Cadre, Gender
from xuanpai_core.clock import SystemClock, today
from xuanpai_core.context import Actor, Grant
from xuanpai_core.db.session import Database, Work
from xuanpai_core.db.types import new_id
from xuanpai_core.identity.passwords import hash_password
from xuanpai_core.identity.service import NewAccount, NewAppointment, add_account
from xuanpai_core.periods import Month, month_start
from xuanpai_core.postings.models import Posting
from xuanpai_core.vocabulary import DispatchLevel, PartyStatus, PostingRole, StaffingType

UNIT = "黑山县水利局"
TOWNSHIP = "210726212"
CLAIMS = "mutation($input: ClaimDayInput!) { claimDay(input: $input) { id } }"
PEOPLE = ("赵敏", "郑洁", "周丽", "吴刚")


async def claim_days(database: Database, url: str, world: World) -> None:
    """赵敏 and 郑洁 claim today; 周丽 checks in and then has leave; 吴刚 checks in though he is down as absent."""
    day = today(SystemClock())
    async with database.work(world.ctx("admin")) as work:
        await _settle(work, world, TOWNSHIP, month_start(day))
        await work.session.flush()
        await open_month(work, Month(month_start(day)))
    async with _signed_in(url, world, "赵敏") as zhao:
        proof = await upload(zhao, photo("teal"), name="护林点.jpg")
        await zhao(CLAIMS, input=_claim(day, "上山护林，手机没有信号。\n当天在：三组", evidenceIds=[proof]))
    async with _signed_in(url, world, "郑洁") as zheng:
        await zheng(CLAIMS, input=_claim(day, "忘记签到。", part="MORNING"))
    async with _signed_in(url, world, "claims_clerk") as clerk:
        absent = {"postingId": await _posting_of(clerk, "吴刚"), "day": day.isoformat(), "status": "ABSENT"}
        await clerk(REGISTER_DAY, input=absent)
    async with _signed_in(url, world, "吴刚") as wu:
        await wu(CHECK_IN, input=_check_in(day))
    async with _signed_in(url, world, "周丽") as zhou, _signed_in(url, world, "claims_secretary") as secretary:
        await zhou(CHECK_IN, input=_check_in(day))
        asked = {"kind": "PERSONAL", "fromDay": day.isoformat(), "toDay": day.isoformat(), "reason": "陪老人看病"}
        leave = await zhou(REQUEST, input={**asked, "late": True, "idempotencyKey": key()})
        await secretary(APPROVE, id=leave["requestLeave"]["id"], key=key())


async def _settle(work: Work, world: World, township: str, since: date) -> None:
    """The people, one a village, and who keeps and decides the attendance of the township."""
    for number, name in enumerate(PEOPLE):
        await _post(work, world, name, number, world.villages[township][number], since)
    held: list[tuple[str, str, str | None, UUID | None]] = [
        ("claims_secretary", "township_secretary", township, None),
        ("claims_clerk", "township_clerk", township, None),
        *((name, "posted_cadre", None, world.cadres[name]) for name in PEOPLE),
    ]
    for username, role, region_code, cadre_id in held:
        appointment = NewAppointment(role, region_code)
        person = NewAccount(username=username, display_name=username, appointment=appointment, cadre_id=cadre_id)
        account_id = await add_account(work, person, hash_password(PASSWORD), must_change=False)
        world.people[username] = Actor(account_id, username, cadre_id, (Grant(role, region_code),))


async def _post(work: Work, world: World, name: str, number: int, village: str, since: date) -> None:
    vault = work.ports.vault
    id_number = f"21070019850606{number:03d}0"
    world.cadres[name], world.postings[name] = new_id(), new_id()
    cadre = Cadre(
        tenant_id=world.tenant_id,
        id=world.cadres[name],
        name=name,
        gender=Gender.FEMALE,
        birth_date=date(1985, 6, 6),
        id_number_sealed=vault.seal(world.tenant_id, id_number),
        id_number_digest=vault.digest(world.tenant_id, id_number),
        id_number_masked=f"210***********{number:03d}0",
        staffing_type=StaffingType.CIVIL_SERVICE,
        party_status=PartyStatus.FULL_MEMBER,
        home_unit_id=world.units[UNIT],
    )
    work.session.add(cadre)
    await work.session.flush()
    posting = Posting(
        tenant_id=world.tenant_id,
        id=world.postings[name],
        cadre_id=world.cadres[name],
        role=PostingRole.TEAM_MEMBER,
        dispatch_level=DispatchLevel.COUNTY,
        sending_unit_id=world.units[UNIT],
        region_code=village,
        start_date=since,
        planned_end=date(since.year + 2, 12, 31),
    )
    work.session.add(posting)
    await work.session.flush()


def _claim(day: date, reason: str, **more: Any) -> dict[str, Any]:
    return {"idempotencyKey": key(), "day": day.isoformat(), "reason": reason, **more}


def _check_in(day: date) -> dict[str, Any]:
    # At nine it may not be nine yet.
    now: datetime = SystemClock().now()
    return {"idempotencyKey": key(), "id": str(new_id()), "day": day.isoformat(), "at": now.isoformat()}


async def _posting_of(client: Client, name: str) -> str:
    found = (await client("{ postings(first: 100) { nodes { id cadre { name } } } }"))["postings"]["nodes"]
    (posting_id,) = [str(node["id"]) for node in found if node["cadre"]["name"] == name]
    return posting_id


@asynccontextmanager
async def _signed_in(url: str, world: World, person: str) -> AsyncIterator[Client]:
    async with httpx2.AsyncClient(base_url=url) as http:
        client = Client(http)
        await client(SIGN_IN, tenant=world.tenant_code, username=person, password=PASSWORD)
        yield client
