"""Leave in 义县 while the browser looks on: by a rule of its own, with a township's secretary of its own."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from tests.acceptance.acts import key
from tests.api.owed import lay_down
from tests.factories.world import PASSWORD, World
from xuanpai_core.clock import SystemClock, today
from xuanpai_core.context import Actor, Grant
from xuanpai_core.db.session import Database
from xuanpai_core.identity.passwords import hash_password
from xuanpai_core.identity.service import NewAccount, NewAppointment, add_account
from xuanpai_core.leave.service import (
    LeaveKind,
    NewLeave,
    Stretch,
    approve_leave,
    request_leave,
)
from xuanpai_core.plugins.decisions import Clause
from xuanpai_core.plugins.presence import LeaveRule, LeaveTier
from xuanpai_core.regions.code import RegionLevel

SECRETARY = "yixian_secretary"
RULE = LeaveRule(
    tiers=(
        LeaveTier(steps=(RegionLevel.TOWNSHIP,), up_to_days=Decimal(2)),
        LeaveTier(steps=(RegionLevel.TOWNSHIP, RegionLevel.COUNTY)),
    ),
    clause=Clause(document="《义县驻村工作办法》", words="请假2天以上的,报县委组织部批准。", reference="第九条"),
)


async def take_leave(database: Database, world: World) -> None:
    """陈静 did not report back the day before yesterday, and asks for a day in three weeks."""
    # Leave is asked for and decided on the day on which the browser looks.
    present = Database(database.settings, database.ports, SystemClock())
    day = today(SystemClock())
    try:
        await _appoint_secretary(present, world)
        async with present.work(world.ctx("admin")) as work:
            lay_down(work, "210727", [RULE], day.replace(month=1, day=1), plugin="region_jinzhou")
        taken = await _request(present, world, LeaveKind.SICK, day - timedelta(days=3), "感冒发烧,回锦州市区就诊。")
        async with present.work(world.ctx(SECRETARY)) as work:
            await approve_leave(work, taken, "同意。", key())
        await _request(present, world, LeaveKind.PERSONAL, day + timedelta(days=21), "参加同学聚会。")
    finally:
        await present.close()


async def _appoint_secretary(present: Database, world: World) -> None:
    """The township in which 刘洋 and 陈静 serve gets a secretary."""
    township = next(code for code in world.villages if code.startswith("210727"))
    held = NewAppointment("township_secretary", township)
    async with present.work(world.ctx("admin")) as work:
        person = NewAccount(username=SECRETARY, display_name="义县书记", appointment=held)
        account_id = await add_account(work, person, hash_password(PASSWORD), must_change=False)
    world.people[SECRETARY] = Actor(account_id, "义县书记", None, (Grant(held.role, township),))


async def _request(present: Database, world: World, kind: LeaveKind, on: date, reason: str) -> UUID:
    """One day of 陈静's."""
    new = NewLeave(kind=kind, stretch=Stretch(from_day=on, to_day=on), reason=reason, late=on < today(SystemClock()))
    async with present.work(world.ctx("陈静")) as work:
        return await request_leave(work, new, key())
