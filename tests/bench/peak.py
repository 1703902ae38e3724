"""The morning peak: half a million people in post, twenty million days in place, and everybody checks in.

Each act comes from another phone, with where it is and the photo it has just taken. Pool, statement timeout, each
tenant's share and each person's rate are those of a release. Afterwards every figure must be what a recount says.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from statistics import median, quantiles
from typing import Final

import httpx2
import psycopg

from tests.bench import check_ins, operations, pgbench, traffic
from tests.bench.capture import Wiretap, wiretap
from tests.bench.check_ins import Entry
from tests.bench.duties_population import PROVINCE
from tests.bench.memory import cpu_seconds, memory
from tests.bench.outcome import Line, against, within
from tests.bench.peak_population import DAYS, LATITUDE, LONGITUDE, OFFICE, photo_id, populate
from tests.bench.pgbench import CLIENTS, Ran
from tests.bench.population import Population, session_secret
from tests.bench.sign_in import own_cookie, sign_in
from tests.bench.stage import Stage
from xuanpai_core.attendance.service import Corrections, recount
from xuanpai_core.authz.policies import default_policy
from xuanpai_core.context import Actor, Grant, RequestContext
from xuanpai_core.db.session import Database
from xuanpai_core.db.types import new_id
from xuanpai_core.periods import Month, month_start

POSTINGS: Final = 500_000
LEAST_DAYS: Final = 20_000_000
ROUNDS: Final = 5
OURS: Final = 1_500
YARDSTICK: Final = 3_000
WARM_UP: Final = 300
"""How many people check in: by us in a round, by pgbench in a round, and before anything is measured."""
# Coprime to the number of people: who checks in next lives and is stored anywhere.
_STRIDE: Final = 314_159
PATIENCE_SECONDS: Final = 600.0
_RECOUNT_MS: Final = 120_000

_FRESH = "UPDATE session SET last_seen_at = now() WHERE tenant_id = %s AND token_digest = ANY (%s)"
_COUNTED = """
SELECT left(p.region_code, 6), count(*), sum(COALESCE(d.days, 0))::integer
  FROM posting p
  LEFT JOIN (SELECT posting_id, count(*) AS days
               FROM attendance_day
              WHERE tenant_id = %(tenant)s AND day >= %(start)s AND day < %(after)s AND status = 'ON_DUTY'
              GROUP BY posting_id) d ON d.posting_id = p.id
 WHERE p.tenant_id = %(tenant)s
 GROUP BY 1 ORDER BY 1
"""


async def run(stage: Stage) -> Sequence[Line]:
    """At full size."""
    return await measure(stage, POSTINGS, LEAST_DAYS)


async def measure(stage: Stage, postings: int, least_days: int) -> list[Line]:
    """A province of that many people, each of whom checks in once at the most; a round is ours, then pgbench's."""
    print(f"making a province with {postings} people and {DAYS} days of attendance …", flush=True)
    started = time.perf_counter()
    people, days = await populate(stage.database, stage.site.admin_dsn, postings)
    print(f"{days} days are in place, after {time.perf_counter() - started:.0f} s", flush=True)
    if days < least_days:
        raise RuntimeError(f"there should be {least_days}")
    with stage.site.web(limited=True) as web:
        pid = web.child.pid if web.child else 0
        fresh = memory(pid)
        async with wiretap(stage.site.settings) as tap:
            morning = Morning(stage, people, Sizes.of(postings), tap, pid)
            lines = await morning.lines()
        used = memory(pid)
        lines.append(await _dashboard(stage, people))
    grown = {"peak_mb": used.peak_mb, "before_mb": fresh.resident_mb}
    return [*lines, Line("the web worker after the peak", "MB", used.resident_mb, None, "nothing", None, details=grown)]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many people check in: by us in a round, by pgbench in a round, and before anything is measured."""

    ours: int
    yardstick: int
    warm_up: int

    @classmethod
    def of(cls, postings: int) -> "Sizes":
        """Full size, or what a smaller province has people for."""
        scale = min(1.0, postings / (2 * (WARM_UP + ROUNDS * (OURS + YARDSTICK))))
        return cls(int(OURS * scale), int(YARDSTICK * scale) // CLIENTS * CLIENTS, int(WARM_UP * scale))


@dataclass(frozen=True, slots=True)
class Morning:
    """The rounds of one run: people come in turn, by ranks, and nobody twice."""

    stage: Stage
    people: Population
    sizes: Sizes
    tap: Wiretap
    worker_pid: int

    async def lines(self) -> list[Line]:
        """Rates against pgbench's, and the slowest of a hundred against the one in the middle."""
        rounds, busy, answers = [], [], []
        await self._ours(0, self.sizes.warm_up)
        for number in range(ROUNDS):
            first = self.sizes.warm_up + number * (self.sizes.ours + self.sizes.yardstick)
            before = cpu_seconds(self.worker_pid)
            tally = await self._ours(first, self.sizes.ours)
            busy.append((cpu_seconds(self.worker_pid) - before) / self.sizes.ours * 1000)
            ran = await self._yardstick(first + self.sizes.ours)
            rounds.append((tally.rate, ran.rate))
            answers.append((quantiles(tally.seconds, n=100)[98] * 1000, median(tally.seconds) * 1000))
        return [
            against("a check-in with its photo, at the peak", "/s", rounds, (">=", 0.25), worker_cpu_ms=median(busy)),
            against("the slowest of a hundred, to the usual one", "ms", answers, ("<=", 10.0)),
        ]

    async def _ours(self, first: int, acts: int) -> traffic.Tally:
        """So many people check in by the web worker."""
        numbers = [self._number(rank) for rank in range(first, first + acts)]
        requests = [self._request(number) for number in numbers]
        self._freshen(numbers)
        before = self._written()
        tally = await traffic.drive(self.stage.site.settings.port, iter(requests), CLIENTS, PATIENCE_SECONDS)
        check_ins.require_growth(before, self._written(), acts, photos=True)
        return tally

    async def _yardstick(self, first: int) -> Ran:
        """So many people check in by pgbench."""
        site = self.stage.site
        head = rf"""\set turn :turn + 1
\set n 1 + (({first} + :turn * {CLIENTS} + :client_id) * {_STRIDE}) % {self.people.postings}"""
        last = self._number(self.people.postings - 1)
        script = await check_ins.script_of(site.app_dsn, self.people, last, self.tap, self._entry(last), head)
        before = self._written()
        amount = [f"--transactions={self.sizes.yardstick // CLIENTS}", "--define=turn=-1"]
        ran = await pgbench.run(site.app_dsn, script, site.folder / "peak.sql", amount)
        check_ins.require_growth(before, self._written(), self.sizes.yardstick, photos=True)
        return ran

    def _number(self, rank: int) -> int:
        """Who comes at that rank, as the script of the yardstick has it."""
        return 1 + rank * _STRIDE % self.people.postings

    def _entry(self, number: int) -> Entry:
        return check_ins.new_entry(self.people.today, (LATITUDE, LONGITUDE), photo_id(number))

    def _request(self, number: int) -> bytes:
        address = ".".join(str(part) for part in (10, *number.to_bytes(3)))
        variables = self._entry(number).variables
        return traffic.request_bytes(own_cookie(self.people, number), operations.CHECK_IN, variables, address)

    def _written(self) -> check_ins.Written:
        return check_ins.written(self.stage.site.admin_dsn, self.people, self.people.today)

    def _freshen(self, numbers: Sequence[int]) -> None:
        """They have opened the application before: that a session is in use was noted then."""
        digests = [sha256(session_secret(number).encode()).digest() for number in numbers]
        with psycopg.connect(self.stage.site.admin_dsn, autocommit=True) as admin:
            admin.execute(_FRESH, (self.people.tenant_id, digests))


async def _dashboard(stage: Stage, people: Population) -> Line:
    """What the province's home page shows must be what is counted anew, day by day."""
    month = Month(month_start(people.today))
    cookie = await sign_in(stage.site.settings.port, people.code, OFFICE)
    shown, counted = await _figures(stage, cookie, month), _counted(stage, people, month)
    started = time.perf_counter()
    found = await _recounted(stage, people, month)
    details = {"recount_s": time.perf_counter() - started, "corrections": f"{found}", "counties": len(counted)}
    wrong = len(set(shown) ^ set(counted)) + found.postings + found.buckets
    return within("figures that a recount found wrong", "", wrong, ("<=", 0), **details)


async def _figures(stage: Stage, cookie: str, month: Month) -> list[tuple[str, int, int]]:
    """County, people in post, days on duty."""
    variables = {"regionCode": PROVINCE, "month": str(month)}
    async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{stage.site.settings.port}") as http:
        answer = await http.post(
            "/graphql", json={"query": operations.DASHBOARD, "variables": variables}, headers={"cookie": cookie}
        )
    counties = answer.json()["data"]["countyFigures"]
    return [(county["countyCode"], county["postings"], county["onDutyDays"]) for county in counties]


def _counted(stage: Stage, people: Population, month: Month) -> list[tuple[str, int, int]]:
    values = {"tenant": people.tenant_id, "start": month.start, "after": month.end}
    with psycopg.connect(stage.site.admin_dsn) as admin:
        return [(code, postings, days) for code, postings, days in admin.execute(_COUNTED, values)]


async def _recounted(stage: Stage, people: Population, month: Month) -> Corrections:
    """By the product's own recount, which nobody waits for and which may take its time."""
    patient = stage.site.settings.model_copy(update={"database_statement_timeout_ms": _RECOUNT_MS})
    actor = Actor(new_id(), "核对", None, (Grant("tenant_administrator", PROVINCE),))
    database = Database(patient, stage.database.ports)
    try:
        async with database.work(RequestContext(people.tenant_id, actor, default_policy())) as work:
            return await recount(work, month)
    finally:
        await database.close()
