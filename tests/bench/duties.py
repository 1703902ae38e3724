"""A month's duties for a large province, what one record does to them, and what is overdue below a city."""

import asyncio
import time
from collections.abc import Sequence
from statistics import median
from typing import Any

import psycopg

from tests.bench import operations, pgbench, traffic
from tests.bench.capture import wiretap
from tests.bench.duties_population import CITY, DUTIES, POSTINGS, UNRULED, Province, make_province
from tests.bench.memory import cpu_seconds, memory
from tests.bench.outcome import Line, against, within
from tests.bench.pgbench import CLIENTS
from tests.bench.reads import any_of
from tests.bench.sign_in import sign_in, ticket_of
from tests.bench.stage import Stage
from xuanpai_core.activities.service import NewActivity, record_activity
from xuanpai_core.context import system_context
from xuanpai_core.db.types import new_id
from xuanpai_core.duties.tasks import NIGHTLY
from xuanpai_core.jobs.queue import enqueue
from xuanpai_core.periods import month_start, next_month
from xuanpai_core.vocabulary import ActivityKind

PATIENCE_SECONDS = 900.0
RECORDS, ROUNDS, SECONDS = 40, 7, 2
_FIRST_OF_MONTH = "SELECT count(*) FROM duty_occurrence WHERE tenant_id = %s AND period_start = %s"
# A worker removes the jobs that it has done.
_WAITING = "SELECT count(*) FROM procrastinate_jobs WHERE args->>'tenant_id' = %s"
_OF_CITY = """
SELECT p.id, p.region_code
  FROM posting p
 WHERE p.tenant_id = %s AND p.region_code >= %s AND p.region_code < %s || ':'
 ORDER BY p.region_code
"""


async def run(stage: Stage) -> Sequence[Line]:
    """The night on which next month's periods are made, then the day on which people record and look."""
    print("making a province with 60000 villages and 20000 people in post …", flush=True)
    province = await make_province(stage.database, stage.site.admin_dsn)
    lines = await _night(stage, province)
    lines.append(await _records(stage, province))
    lines.append(await _overdue(stage, province))
    return lines


async def _night(stage: Stage, province: Province) -> list[Line]:
    """A worker of its own, which has done nothing before, does what is done every night."""
    ctx = system_context(province.tenant_id, "bench")
    with stage.alone(province.tenant_id), stage.site.process("worker") as worker:
        pid = worker.child.pid if worker.child else 0
        async with stage.database.work(ctx) as work:
            await enqueue(work, NIGHTLY)
        started = time.perf_counter()
        while _count(stage, _WAITING, str(province.tenant_id)):
            if time.perf_counter() - started > PATIENCE_SECONDS:
                raise RuntimeError(f"the month is not there after {PATIENCE_SECONDS:g} s")
            await asyncio.sleep(0.1)
        lasted = time.perf_counter() - started
        used, busy = memory(pid), cpu_seconds(pid)
    made = _count(stage, _FIRST_OF_MONTH, province.tenant_id, next_month(month_start(province.today)))
    expected = POSTINGS * 19 // 20 * DUTIES
    if made != expected:
        raise RuntimeError(f"{made} periods were made, not {expected}")
    return [
        within("a month's duties of 20,000 postings", "s", lasted, ("<", 60.0), periods=made, worker_cpu_s=busy),
        within("its worker at the most", "MB", used.peak_mb, ("<", 500.0), resident_mb=used.resident_mb),
    ]


async def _records(stage: Stage, province: Province) -> Line:
    """A visit to somebody who owes twelve things, against the same visit to somebody who owes nothing."""
    owing, free = (_postings(stage, province, city) for city in (CITY, UNRULED))
    rounds = []
    for number in range(ROUNDS + 1):
        part = slice(number * RECORDS, (number + 1) * RECORDS)
        ours = await _milliseconds(stage, province, owing[part])
        rounds.append((ours, await _milliseconds(stage, province, free[part])))
    return against("a record that fulfils 12 duties", "ms", rounds[1:], ("<=", 3.0))


async def _milliseconds(stage: Stage, province: Province, postings: Sequence[tuple[Any, str]]) -> float:
    lasted = []
    for posting_id, village in postings:
        new = NewActivity(ActivityKind.VISIT, village, province.today, "入户走访", posting_id=posting_id)
        started = time.perf_counter()
        async with stage.database.work(province.organiser) as work:
            await record_activity(work, new, new_id().hex)
        lasted.append((time.perf_counter() - started) * 1000)
    return median(lasted)


async def _overdue(stage: Stage, province: Province) -> Line:
    """What is overdue below a city, by county and by duty: one statement, against pgbench with the same one."""
    site, port = stage.site, stage.site.settings.port
    variables = {"regionCode": CITY}
    with site.web():
        cookie = await sign_in(port, province.code, "city")
        async with wiretap(site.settings) as tap:
            sent = await tap.statements(operations.OVERDUE, variables, ticket_of(cookie))
        if len(sent) != 1:
            raise RuntimeError(f"one statement was expected, not {[one.text for one in sent]}")
        script = await pgbench.script_of(site.app_dsn, sent, province.tenant_id, {}, "", read_only=True)
        requests = [traffic.request_bytes(cookie, operations.OVERDUE, variables)]
        await traffic.drive(port, any_of(requests), CLIENTS, SECONDS / 2)
        rounds = []
        for _ in range(5):
            tally = await traffic.drive(port, any_of(requests), CLIENTS, SECONDS)
            ran = await pgbench.run(site.app_dsn, script, site.folder / "overdue.sql", [f"--time={SECONDS}"])
            rounds.append((tally.rate, ran.rate))
    return against("what is overdue below a city", "/s", rounds, (">=", 0.30), statements=len(sent))


def _postings(stage: Stage, province: Province, city: str) -> list[tuple[Any, str]]:
    with psycopg.connect(stage.site.admin_dsn) as admin:
        return list(admin.execute(_OF_CITY, (province.tenant_id, city, city)).fetchall())


def _count(stage: Stage, statement: str, *values: object) -> int:
    with psycopg.connect(stage.site.admin_dsn) as admin:
        row = admin.execute(statement, values).fetchone()
    return int(row[0]) if row else 0
