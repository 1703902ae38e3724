"""A roster of 10,000 rows through the queue and a worker of its own."""

import asyncio
import time
from collections.abc import Sequence

from tests.bench.memory import memory
from tests.bench.outcome import Line, within
from tests.bench.stage import Stage
from tests.core.roster.imports import request, stored
from tests.core.roster.people import person, workbook
from tests.factories.world import FANGSHAN, make_world
from xuanpai_core.regions.pack.reader import read_province

ROWS = 10_000
PATIENCE_SECONDS = 120.0


async def run(stage: Stage) -> Sequence[Line]:
    """From the request to the final state, by a worker that has done nothing before."""
    world = await make_world(stage.database)
    content = _workbook()
    with stage.site.process("worker") as worker:
        pid = worker.child.pid if worker.child else 0
        started = time.perf_counter()
        import_id = await request(world, content)
        while (done := await stored(world, import_id)).state in {"QUEUED", "RUNNING"}:
            if time.perf_counter() - started > PATIENCE_SECONDS:
                raise RuntimeError(f"the import is still {done.state} after {PATIENCE_SECONDS:g} s")
            await asyncio.sleep(0.05)
        lasted = time.perf_counter() - started
        used = memory(pid)
    if (done.state, done.row_count, done.created[0]) != ("SUCCEEDED", ROWS, ROWS):
        raise RuntimeError(f"the import came out as {done}")
    return [
        within("a roster of 10,000 rows", "s", lasted, ("<", 20.0)),
        within("its worker at the most", "MB", used.peak_mb, ("<", 300.0), resident_mb=used.resident_mb),
    ]


def _workbook() -> bytes:
    """Ten thousand people in all villages of one township."""
    villages = [row for row in read_province("21") if row.parent_code == FANGSHAN]
    places = [(str(row.code), row.name) for row in villages]
    return workbook(
        person(
            serial,
            REGION_CODE=places[serial % len(places)][0],
            REGION_NAME=places[serial % len(places)][1],
            UNIT_NAME=f"锦州市第{serial % 200}局",
        )
        for serial in range(ROWS)
    )
