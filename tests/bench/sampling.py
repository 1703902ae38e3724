"""A county's sample by lot: the population of 600 villages read, ranked, frozen and kept, in one transaction."""

import time
from collections.abc import Sequence
from datetime import date
from statistics import median

from sqlalchemy import insert

from tests.bench.outcome import Line, within
from tests.bench.stage import Stage
from tests.factories.world import World, make_world
from xuanpai_core.clock import today
from xuanpai_core.db.types import new_id
from xuanpai_core.inspections.models import DrawKind, InspectionMethod
from xuanpai_core.inspections.sampling import ranked
from xuanpai_core.inspections.service import NewDraw, NewInspection, draw_sample, plan_inspection
from xuanpai_core.regions.models import Region

COUNTY, VILLAGES, ROUNDS = "210781", 600, 15


async def run(stage: Stage) -> Sequence[Line]:
    """Draw a tenth of a county's 600 villages, then the route through all of them; and the lot alone."""
    world = await make_world(stage.database)
    async with stage.database.work(world.ctx("city")) as work:
        day = today(work.clock)
        await work.session.execute(insert(Region), _places(world))
    sample = [await _milliseconds(stage, world, day, 60) for _ in range(ROUNDS + 1)][1:]
    route = [await _milliseconds(stage, world, day, None) for _ in range(ROUNDS + 1)][1:]
    keys = [f"{COUNTY}{number:06}" for number in range(VILLAGES)]
    started = time.perf_counter()
    for number in range(ROUNDS):
        ranked(f"seed{number:08}", keys)
    alone = (time.perf_counter() - started) * 1000 / ROUNDS
    return [
        within("sampling 60 of a county's 600 villages", "ms", median(sample), ("<", 50.0), rounds=sample),
        within("a random route through all 600", "ms", median(route), ("<", 50.0), rounds=route),
        within("the lot alone, of 600", "ms", alone, ("<", 10.0)),
    ]


async def _milliseconds(stage: Stage, world: World, day: date, number: int | None) -> float:
    """One draw for an inspection of its own, until it is committed."""
    new = NewInspection(InspectionMethod.UNANNOUNCED, "暗访", COUNTY, day)
    async with stage.database.work(world.ctx("city")) as work:
        inspection_id = await plan_inspection(work, new, new_id().hex)
    started = time.perf_counter()
    async with stage.database.work(world.ctx("city")) as work:
        await draw_sample(work, inspection_id, NewDraw(DrawKind.VILLAGES, number=number), new_id().hex)
    return (time.perf_counter() - started) * 1000


def _places(world: World) -> list[dict[str, object]]:
    """A county with 20 townships of 30 villages each."""
    townships = [f"{COUNTY}{number:03}" for number in range(100, 120)]
    villages = [f"{township}{number}" for township in townships for number in range(201, 231)]
    levels = [(3, COUNTY, "2107")]
    levels += [(4, township, COUNTY) for township in townships]
    levels += [(5, village, village[:9]) for village in villages]
    return [
        {
            "tenant_id": world.tenant_id,
            "code": code,
            "parent_code": parent,
            "level": level,
            "name": f"地{code[-3:]}",
            "path_name": f"辽宁省锦州市{code}",
        }
        for level, code, parent in levels
    ]
