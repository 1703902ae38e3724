"""What sign-in, permission check and scope cost together: a guarded web worker beside one with its doors open.

Both answer the same requests over the same data, by turns in one run.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.bench import operations, traffic
from tests.bench.open_door import PEOPLE
from tests.bench.outcome import Line, against
from tests.bench.pgbench import CLIENTS
from tests.bench.population import COUNTY, freshen_sessions
from tests.bench.reads import POSTINGS, any_of
from tests.bench.sign_in import own_cookie, sign_in
from tests.bench.stage import Stage
from xuanpai_core.stack.folder import DataFolder
from xuanpai_core.stack.ports import PortBook

ROUNDS = 15
SECONDS = 1
LEAST = 0.85
"""At most 15 % of the throughput goes to guarding (issue: who may see and do what)."""
OPEN_DOOR = "tests.bench.open_door:create_open_app"


@dataclass(frozen=True, slots=True)
class Work:
    """An operation, and who sends it."""

    name: str
    operation: str
    variables: Mapping[str, Any]
    cookies: Sequence[str]

    def requests(self) -> Iterator[bytes]:
        """The requests, without end."""
        return any_of([traffic.request_bytes(cookie, self.operation, self.variables) for cookie in self.cookies])


async def run(stage: Stage) -> Sequence[Line]:
    """One cadre's month and a county page, with and without the guards."""
    people = await stage.population(POSTINGS)
    site, guarded = stage.site, stage.site.settings.port
    unguarded = PortBook(DataFolder.open(site.folder)).claim("open-door")
    month = str(people.full_month)
    with site.web(), site.web(OPEN_DOOR, unguarded):
        own = [own_cookie(people, number) for number in range(1, PEOPLE + 1)]
        county = [await sign_in(guarded, people.code, "county")]
        works = (
            Work("guarding one cadre's month", operations.OWN_MONTH, {"month": month}, own),
            Work("guarding a county page", operations.COUNTY_PAGE, {"regionCode": COUNTY, "month": month}, county),
        )
        lines: list[Line] = []
        for work in works:
            for port in (guarded, unguarded):
                await traffic.drive(port, work.requests(), CLIENTS, SECONDS)
            rounds: list[tuple[float, float]] = []
            for _ in range(ROUNDS):
                freshen_sessions(site.admin_dsn, people)
                with_guards = await traffic.drive(guarded, work.requests(), CLIENTS, SECONDS)
                without = await traffic.drive(unguarded, work.requests(), CLIENTS, SECONDS)
                rounds.append((with_guards.rate, without.rate))
            lines.append(against(work.name, "/s", rounds, (">=", LEAST)))
    return lines
