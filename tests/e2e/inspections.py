"""A visit that nobody in 芳山镇 or 黑山县 knows of while the browser looks on: planned and drawn by the city.

And one of the city's inspectorate, whose inspector has yet to say what was found.
"""

from tests.acceptance.acts import key
from tests.factories.world import FANGSHAN, PASSWORD, World
from xuanpai_core.clock import SystemClock, today
from xuanpai_core.context import Actor, Grant
from xuanpai_core.db.session import Database
from xuanpai_core.identity.passwords import hash_password
from xuanpai_core.identity.service import NewAccount, NewAppointment, add_account
from xuanpai_core.inspections.models import DrawKind, InspectionMethod
from xuanpai_core.inspections.service import NewDraw, NewInspection, draw_sample, plan_inspection

TITLE = "市级暗访一"
INSPECTOR, LOOKED_OVER = "inspector", "市督查室查岗"


async def plan_secretly(database: Database, world: World) -> None:
    """The city's unannounced visit of today: two of the township's cadres, by a seed of its own."""
    present = Database(database.settings, database.ports, SystemClock())
    try:
        async with present.work(world.ctx("city")) as work:
            new = NewInspection(InspectionMethod.UNANNOUNCED, TITLE, FANGSHAN, today(work.clock))
            inspection_id = await plan_inspection(work, new, key())
            await draw_sample(work, inspection_id, NewDraw(DrawKind.CADRES, number=2, seed="jinzhou2026"), key())
        async with present.work(world.ctx("admin")) as work:
            office = NewAppointment("inspector", "2107")
            person = NewAccount(username=INSPECTOR, display_name="市督查室", appointment=office)
            account_id = await add_account(work, person, hash_password(PASSWORD), must_change=False)
        world.people[INSPECTOR] = Actor(account_id, "市督查室", None, (Grant("inspector", "2107"),))
        async with present.work(world.ctx(INSPECTOR)) as work:
            new = NewInspection(InspectionMethod.SPOT_CHECK, LOOKED_OVER, FANGSHAN, today(work.clock))
            await plan_inspection(work, new, key())
    finally:
        await present.close()
