"""A day of 白厂门镇 while the browser looks on, of people and with a secretary of its own; nobody was there before."""

from datetime import date
from uuid import UUID

from tests.acceptance.acts import key
from tests.acceptance.documents import CHECK_IN
from tests.acceptance.documents_leave import APPROVE, REQUEST
from tests.e2e.claims import CLAIMS, _check_in, _claim, _post, _signed_in
from tests.factories.world import PASSWORD, World
from xuanpai_core.attendance.service import open_month
from xuanpai_core.clock import SystemClock, today
from xuanpai_core.context import Actor, Grant
from xuanpai_core.db.session import Database, Work
from xuanpai_core.identity.passwords import hash_password
from xuanpai_core.identity.service import NewAccount, NewAppointment, add_account
from xuanpai_core.periods import Month, month_start

TOWNSHIP = "210726102"
PEOPLE = ("何勇", "孙莉", "曹斌", "邓超")
SECRETARY = "home_secretary"
# Identity numbers count on from those of the other rooms' people.
_FIRST_NUMBER = 60


async def spend_the_day(database: Database, url: str, world: World) -> None:
    """何勇 checks in, 孙莉 is on leave, 曹斌 claims the day, and of 邓超 nothing is known."""
    day = today(SystemClock())
    async with database.work(world.ctx("admin")) as work:
        await _settle(work, world, month_start(day))
        await work.session.flush()
        await open_month(work, Month(month_start(day)))
    async with _signed_in(url, world, "何勇") as he:
        await he(CHECK_IN, input=_check_in(day))
    async with _signed_in(url, world, "孙莉") as sun, _signed_in(url, world, SECRETARY) as secretary:
        asked = {"kind": "PERSONAL", "fromDay": day.isoformat(), "toDay": day.isoformat(), "reason": "孩子开家长会"}
        leave = await sun(REQUEST, input={**asked, "late": False, "idempotencyKey": key()})
        await secretary(APPROVE, id=leave["requestLeave"]["id"], key=key())
    async with _signed_in(url, world, "曹斌") as cao:
        await cao(CLAIMS, input=_claim(day, "下乡途中手机摔坏。"))


async def _settle(work: Work, world: World, since: date) -> None:
    for number, name in enumerate(PEOPLE):
        await _post(work, world, name, _FIRST_NUMBER + number, world.villages[TOWNSHIP][number], since)
    held: list[tuple[str, str, str | None, UUID | None]] = [
        (SECRETARY, "township_secretary", TOWNSHIP, None),
        *((name, "posted_cadre", None, world.cadres[name]) for name in PEOPLE),
    ]
    for username, role, region_code, cadre_id in held:
        appointment = NewAppointment(role, region_code)
        person = NewAccount(username=username, display_name=username, appointment=appointment, cadre_id=cadre_id)
        account_id = await add_account(work, person, hash_password(PASSWORD), must_change=False)
        world.people[username] = Actor(account_id, username, cadre_id, (Grant(role, region_code),))
