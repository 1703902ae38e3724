"""A cadre's month, a county page, a city dashboard and a check-in: a real web worker against pgbench.

Both sides do the same statements, as the same role, under the same tenant, in a transaction of their own, by as many
clients. Ours finds out first who asks, and answers in JSON over HTTP.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from tests.bench import check_ins, operations, pgbench, traffic
from tests.bench.capture import Wiretap, wiretap
from tests.bench.memory import cpu_seconds, memory
from tests.bench.outcome import Line, against, within
from tests.bench.pgbench import CLIENTS
from tests.bench.population import CITY, COUNTY, Population, cadre_id, freshen_sessions
from tests.bench.sign_in import own_cookie, sign_in, ticket_of
from tests.bench.stage import Stage

POSTINGS = 5_000
ROUNDS = 5
SECONDS = 2
READERS = 500
_CADRE = "'c0000000-0000-7000-8000-' || lpad(:n::text, 12, '0')"


@dataclass(frozen=True, slots=True)
class Read:
    """A query: who sends it with which variables, what differs from one sender to the next, and the ratio it owes."""

    work: str
    operation: str
    variables: Mapping[str, Any]
    cookies: Sequence[str]
    vary: Mapping[object, str]
    head: str
    least_ratio: float


async def run(stage: Stage) -> Sequence[Line]:
    """All of it by one web worker, whose memory is read at the end."""
    people = await stage.population(POSTINGS)
    port = stage.site.settings.port
    with stage.site.web() as web:
        pid = web.child.pid if web.child else 0
        cookies = {office: await sign_in(port, people.code, office) for office in ("city", "county")}
        async with wiretap(stage.site.settings) as tap:
            lines = [await _read(stage, people, tap, read, pid) for read in _reads(people, cookies)]
            lines.append(await check_ins.measure(stage, people, tap, pid))
        used = memory(pid)
    lines.append(within("the web worker after all that", "MB", used.resident_mb, ("<", 160.0), peak_mb=used.peak_mb))
    return lines


def _reads(people: Population, cookies: Mapping[str, str]) -> Iterator[Read]:
    month = str(people.full_month)
    own = [own_cookie(people, number) for number in range(1, READERS + 1)]
    by_number = rf"\set n random(1, {READERS})"
    yield Read("one cadre's month", operations.OWN_MONTH, {"month": month}, own, {cadre_id(1): _CADRE}, by_number, 0.07)
    page, city = {"regionCode": COUNTY, "month": month}, {"regionCode": CITY, "month": month}
    yield Read("a county page of 50", operations.COUNTY_PAGE, page, [cookies["county"]], {}, "", 0.30)
    yield Read("a city dashboard", operations.DASHBOARD, city, [cookies["city"]], {}, "", 0.11)


async def _read(stage: Stage, people: Population, tap: Wiretap, read: Read, pid: int) -> Line:
    site, port = stage.site, stage.site.settings.port
    sent = await tap.statements(read.operation, read.variables, ticket_of(read.cookies[0]))
    script = await pgbench.script_of(site.app_dsn, sent, people.tenant_id, read.vary, read.head, read_only=True)
    requests = [traffic.request_bytes(cookie, read.operation, read.variables) for cookie in read.cookies]
    await traffic.drive(port, any_of(requests), CLIENTS, SECONDS / 2)
    rounds, busy = [], []
    for _ in range(ROUNDS):
        freshen_sessions(site.admin_dsn, people)
        before = cpu_seconds(pid)
        tally = await traffic.drive(port, any_of(requests), CLIENTS, SECONDS)
        busy.append((cpu_seconds(pid) - before) / len(tally.seconds) * 1000)
        ran = await pgbench.run(site.app_dsn, script, site.folder / "read.sql", [f"--time={SECONDS}"])
        rounds.append((tally.rate, ran.rate))
    return against(read.work, "/s", rounds, (">=", read.least_ratio), statements=len(sent), worker_cpu_ms=median(busy))


def any_of(requests: Sequence[bytes]) -> Iterator[bytes]:
    """Any of ``requests``, without end."""
    while True:
        yield random.choice(requests)  # noqa: S311 -- any will do
