"""The dashboard at ten times the people and days: what it costs must not grow with them."""

import time
from collections.abc import Sequence
from statistics import median

import psycopg

from tests.bench import operations, traffic
from tests.bench.outcome import Line, against, told
from tests.bench.population import CITY, Population, freshen_sessions
from tests.bench.sign_in import sign_in
from tests.bench.stage import Stage

ONCE, TENFOLD = 500, 5_000
ROUNDS = 7
REQUESTS = 150

# What the dashboard would have to do without its roll-up.
_COUNTED = """
SELECT left(p.region_code, 6), p.dispatch_level, m.days, count(*)
  FROM posting p
  JOIN (SELECT d.posting_id, count(*) AS days
          FROM attendance_day d
         WHERE d.tenant_id = %(tenant)s AND d.day >= %(start)s AND d.day < %(end)s AND d.status = 'ON_DUTY'
         GROUP BY d.posting_id) m ON m.posting_id = p.id
 WHERE p.tenant_id = %(tenant)s AND p.region_code >= %(city)s AND p.region_code < %(city)s || ':'
 GROUP BY 1, 2, 3
"""


async def run(stage: Stage) -> Sequence[Line]:
    """One province ten times the other, the same counties in both, asked in turn by one client."""
    provinces = [await stage.population(TENFOLD), await stage.population(ONCE)]
    port = stage.site.settings.port
    with stage.site.web():
        requests = [await _request(port, people) for people in provinces]
        for request in requests:
            await traffic.drive(port, iter([request] * REQUESTS), 1)
        rounds = []
        for _ in range(ROUNDS):
            for people in provinces:
                freshen_sessions(stage.site.admin_dsn, people)
            tenfold, once = [await _milliseconds(port, request) for request in requests]
            rounds.append((tenfold, once))
    counted = [_counting(stage.site.admin_dsn, provinces) for _ in range(ROUNDS)]
    return [
        against("the dashboard at 10x the rows, against 1x", "ms", rounds, ("<=", 1.3)),
        told("(counting days at read would take)", "ms", counted),
    ]


async def _request(port: int, people: Population) -> bytes:
    cookie = await sign_in(port, people.code, "city")
    variables = {"regionCode": CITY, "month": str(people.full_month)}
    return traffic.request_bytes(cookie, operations.DASHBOARD, variables)


async def _milliseconds(port: int, request: bytes) -> float:
    return median((await traffic.drive(port, iter([request] * REQUESTS), 1)).seconds) * 1000


def _counting(admin_dsn: str, provinces: Sequence[Population]) -> tuple[float, float]:
    lasted = []
    with psycopg.connect(admin_dsn) as admin:
        for people in provinces:
            month = people.full_month
            values = {"tenant": people.tenant_id, "start": month.start, "end": month.end, "city": CITY}
            started = time.perf_counter()
            admin.execute(_COUNTED, values).fetchall()
            lasted.append((time.perf_counter() - started) * 1000)
    return lasted[0], lasted[1]
