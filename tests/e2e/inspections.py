"""A visit that nobody in 芳山镇 or 黑山县 knows of while the browser looks on: planned and drawn by the city."""

from tests.acceptance.acts import key
from tests.factories.world import FANGSHAN, World
from xuanpai_core.clock import SystemClock, today
from xuanpai_core.db.session import Database
from xuanpai_core.inspections.models import DrawKind, InspectionMethod
from xuanpai_core.inspections.service import NewDraw, NewInspection, draw_sample, plan_inspection

TITLE = "市级暗访一"


async def plan_secretly(database: Database, world: World) -> None:
    """The city's unannounced visit of today: two of the township's cadres, by a seed of its own."""
    present = Database(database.settings, database.ports, SystemClock())
    try:
        async with present.work(world.ctx("city")) as work:
            new = NewInspection(InspectionMethod.UNANNOUNCED, TITLE, FANGSHAN, today(work.clock))
            inspection_id = await plan_inspection(work, new, key())
            await draw_sample(work, inspection_id, NewDraw(DrawKind.CADRES, number=2, seed="jinzhou2026"), key())
    finally:
        await present.close()
