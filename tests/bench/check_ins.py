"""Checking in: each time another cadre, on a day that has none of theirs yet, under a key of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any
from uuid import UUID

import psycopg

from tests.bench import operations, pgbench, traffic
from tests.bench.capture import Sent, Wiretap
from tests.bench.memory import cpu_seconds
from tests.bench.outcome import Line, against
from tests.bench.pgbench import CLIENTS
from tests.bench.population import Population, account_id, cadre_id, freshen_sessions
from tests.bench.sign_in import own_cookie, ticket_of
from tests.bench.stage import Stage
from xuanpai_core.db.types import new_id

OURS = 600
YARDSTICK = 3_600
WARM_UP = 100
"""How many people check in on one day: by us, by pgbench, and before anything is measured."""

_COUNT = "SELECT count(*) FROM check_in WHERE tenant_id = %s AND day = %s"
# Each client of pgbench counts its own turns, so that no two take the same person.
_HEAD = rf"""\set turn :turn + 1
\set n {OURS} + 1 + :turn * {CLIENTS} + :client_id"""
_NUMBER = "lpad(:n::text, 12, '0')"


@dataclass(frozen=True, slots=True)
class Entry:
    """One act of checking in, as a phone sends it."""

    day: date
    id: UUID
    key: str

    @property
    def variables(self) -> dict[str, Any]:
        """The mutation's variables."""
        told = {
            "idempotencyKey": self.key,
            "id": str(self.id),
            "day": f"{self.day}",
            "at": f"{self.day}T00:00:01+08:00",
        }
        return {"input": told}


async def measure(stage: Stage, people: Population, tap: Wiretap, worker_pid: int) -> Line:
    """A round is a day: its people are divided between us and pgbench, and everybody's act must be there in the end."""
    site, port = stage.site, stage.site.settings.port
    rounds: list[tuple[float, float]] = []
    busy: list[float] = []
    # Not the oldest of the free days, lest midnight make it too old meanwhile.
    for day in people.free_days[1:]:
        script = await _script(site.app_dsn, people, tap, day)
        await traffic.drive(port, _requests(people, day, range(people.postings - WARM_UP, people.postings)), CLIENTS)
        freshen_sessions(site.admin_dsn, people)
        there, before = _count(site.admin_dsn, people, day), cpu_seconds(worker_pid)
        tally = await traffic.drive(port, _requests(people, day, range(1, OURS + 1)), CLIENTS)
        busy.append((cpu_seconds(worker_pid) - before) / OURS * 1000)
        amount = [f"--transactions={YARDSTICK // CLIENTS}", "--define=turn=-1"]
        ran = await pgbench.run(site.app_dsn, script, site.folder / "check_in.sql", amount)
        added = _count(site.admin_dsn, people, day) - there
        if added != OURS + YARDSTICK:
            raise RuntimeError(f"{added} acts are there, not {OURS + YARDSTICK}")
        rounds.append((tally.rate, ran.rate))
    return against("an idempotent check-in", "/s", rounds, (">=", 0.10), worker_cpu_ms=median(busy))


async def _script(dsn: str, people: Population, tap: Wiretap, day: date) -> pgbench.Script:
    """The check-in statement of the last person, made to be anybody's."""
    number, entry = people.postings, Entry(day, new_id(), f"bench-{new_id()}")
    sent = await tap.statements(operations.CHECK_IN, entry.variables, ticket_of(own_cookie(people, number)))
    # The second statement reads the day for the answer.
    check_in = sent[0]
    vary = {
        cadre_id(number): f"'c0000000-0000-7000-8000-' || {_NUMBER}",
        account_id(number): f"'a0000000-0000-7000-8000-' || {_NUMBER}",
        entry.id: f"md5('{day}' || :n::text)",
        entry.key: f"'bench-{day}-' || :n::text",
    }
    audit_event = _only_other_id(check_in, [people.tenant_id, *vary])
    vary[audit_event] = "uuidv7()"
    return await pgbench.script_of(dsn, [check_in], people.tenant_id, vary, _HEAD, read_only=False)


def _only_other_id(sent: Sent, known: Sequence[object]) -> UUID:
    others = [value for value in sent.arguments if isinstance(value, UUID) and value not in known]
    if len(others) != 1:
        raise RuntimeError(f"the check-in statement was given {others}")
    return others[0]


def _requests(people: Population, day: date, numbers: range) -> Iterator[bytes]:
    for number in numbers:
        entry = Entry(day, new_id(), f"bench-{new_id()}")
        yield traffic.request_bytes(own_cookie(people, number), operations.CHECK_IN, entry.variables)


def _count(admin_dsn: str, people: Population, day: date) -> int:
    with psycopg.connect(admin_dsn) as admin:
        row = admin.execute(_COUNT, (people.tenant_id, day)).fetchone()
    return int(row[0]) if row else 0
