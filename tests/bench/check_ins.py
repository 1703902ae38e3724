"""Checking in: each time another cadre, on a day that has none of theirs yet, under a key of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time
from statistics import median
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import class_row

from tests.bench import operations, pgbench, traffic
from tests.bench.capture import Sent, Wiretap
from tests.bench.memory import cpu_seconds
from tests.bench.outcome import Line, against
from tests.bench.pgbench import CLIENTS
from tests.bench.population import Population, account_id, cadre_id, freshen_sessions
from tests.bench.sign_in import own_cookie, ticket_of
from tests.bench.stage import Stage
from xuanpai_core.clock import SHANGHAI
from xuanpai_core.db.types import new_id
from xuanpai_graphql.lookahead.ids import global_id

OURS = 600
YARDSTICK = 3_600
WARM_UP = 100
"""How many people check in on one day: by us, by pgbench, and before anything is measured."""

# Each client of pgbench counts its own turns, so that no two take the same person.
_HEAD = rf"""\set turn :turn + 1
\set n {OURS} + 1 + :turn * {CLIENTS} + :client_id"""
NUMBER = "lpad(:n::text, 12, '0')"

_WRITTEN = """
SELECT (SELECT count(*) FROM check_in WHERE tenant_id = %(tenant)s AND day = %(day)s) AS acts,
       (SELECT count(*) FROM attendance_day WHERE tenant_id = %(tenant)s AND day = %(day)s AND check_ins = 1) AS days,
       (SELECT sum(on_duty_days) FROM monthly_attendance
         WHERE tenant_id = %(tenant)s AND month = date_trunc('month', %(day)s::date)) AS totals,
       (SELECT sum(on_duty_days * postings) FROM county_month
         WHERE tenant_id = %(tenant)s AND month = date_trunc('month', %(day)s::date)) AS buckets,
       (SELECT count(*) FROM idempotency_key
         WHERE tenant_id = %(tenant)s AND operation = 'attendance:check_in') AS keys,
       (SELECT count(*) FROM audit_event
         WHERE tenant_id = %(tenant)s AND action = 'attendance:check_in') AS events,
       (SELECT sum(seq) FROM audit_head WHERE tenant_id = %(tenant)s) AS chained,
       (SELECT count(*) FROM evidence_link WHERE tenant_id = %(tenant)s AND record_type = 'check_in') AS proofs
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One act of checking in, as a phone sends it; degrees and metres."""

    day: date
    id: UUID
    key: str
    place: tuple[float, float] | None = None
    photo_id: UUID | None = None

    @property
    def variables(self) -> dict[str, Any]:
        """The mutation's variables."""
        told: dict[str, Any] = {
            "idempotencyKey": self.key,
            "id": str(self.id),
            "day": f"{self.day}",
            "at": at(self.day).isoformat(),
        }
        if self.place is not None:
            told |= {"latitude": self.place[0], "longitude": self.place[1], "accuracyM": 12.5}
        if self.photo_id is not None:
            told["photoId"] = global_id("Evidence", str(self.photo_id))
        return {"input": told}


def new_entry(day: date, place: tuple[float, float] | None = None, photo_id: UUID | None = None) -> Entry:
    """One that was never sent."""
    return Entry(day, new_id(), f"bench-{new_id()}", place, photo_id)


def at(day: date) -> datetime:
    """When people check in: at the first hour that no rule takes for the night."""
    return datetime.combine(day, time(6, 0, 1), SHANGHAI)


@dataclass(frozen=True, slots=True)
class Written:
    """What the acts of one day have left behind, in each table that an act writes to."""

    acts: int
    days: int
    totals: int
    buckets: int
    keys: int
    events: int
    chained: int
    proofs: int


async def measure(stage: Stage, people: Population, tap: Wiretap, worker_pid: int) -> Line:
    """A round is a day: its people are divided between us and pgbench, and everybody's act must be there in the end."""
    site, port = stage.site, stage.site.settings.port
    rounds: list[tuple[float, float]] = []
    busy: list[float] = []
    # Not the oldest of the free days, lest midnight make it too old meanwhile.
    for day in (day for day in people.free_days[1:] if at(day) < stage.database.clock.now()):
        script = await script_of(site.app_dsn, people, people.postings, tap, new_entry(day), _HEAD)
        await traffic.drive(port, _requests(people, day, range(people.postings - WARM_UP, people.postings)), CLIENTS)
        freshen_sessions(site.admin_dsn, people)
        there, before = written(site.admin_dsn, people, day), cpu_seconds(worker_pid)
        tally = await traffic.drive(port, _requests(people, day, range(1, OURS + 1)), CLIENTS)
        busy.append((cpu_seconds(worker_pid) - before) / OURS * 1000)
        there = require_growth(there, written(site.admin_dsn, people, day), OURS)
        amount = [f"--transactions={YARDSTICK // CLIENTS}", "--define=turn=-1"]
        ran = await pgbench.run(site.app_dsn, script, site.folder / "check_in.sql", amount)
        require_growth(there, written(site.admin_dsn, people, day), YARDSTICK)
        rounds.append((tally.rate, ran.rate))
    return against("an idempotent check-in", "/s", rounds, (">=", 0.10), worker_cpu_ms=median(busy))


async def script_of(dsn: str, people: Population, number: int, tap: Wiretap, entry: Entry, head: str) -> pgbench.Script:
    """What the engine sends when person ``number`` checks in, made to be anybody's; ``head`` sets ``n``, whose it is.

    That person has checked in then, twice.
    """
    rehearsal = replace(entry, id=new_id(), key=f"bench-{new_id()}")
    sent = await tap.statements(
        operations.CHECK_IN, entry.variables, ticket_of(own_cookie(people, number)), rehearsal.variables
    )
    act = _act(sent)
    vary: dict[object, str] = {
        cadre_id(number): f"'c0000000-0000-7000-8000-' || {NUMBER}",
        account_id(number): f"'a0000000-0000-7000-8000-' || {NUMBER}",
        entry.id: f"md5('{entry.day}' || :n::text)",
        entry.key: f"'bench-{entry.day}-' || :n::text",
    }
    if entry.photo_id is not None:
        vary[entry.photo_id] = f"'e0000000-0000-7000-8000-' || {NUMBER}"
    vary[_only_other_id(act[-1], [people.tenant_id, *vary])] = "uuidv7()"
    return await pgbench.script_of(dsn, act, people.tenant_id, vary, head, read_only=False)


def written(admin_dsn: str, people: Population, day: date) -> Written:
    """Count it."""
    with psycopg.connect(admin_dsn, row_factory=class_row(Written)) as admin:
        row = admin.execute(_WRITTEN, {"tenant": people.tenant_id, "day": day}).fetchone()
    if row is None:
        raise RuntimeError("nothing was counted")
    return row


def require_growth(before: Written, after: Written, acts: int, *, photos: bool = False) -> Written:
    """``after``, if each act has left all that belongs to one, whoever did it; else raises ``RuntimeError``."""
    grown = {one.name: (getattr(after, one.name) or 0) - (getattr(before, one.name) or 0) for one in fields(Written)}
    due = dict.fromkeys(grown, acts) | {"proofs": acts if photos else 0}
    if grown != due:
        raise RuntimeError(f"{acts} acts have left {grown}")
    return after


def _act(sent: Sequence[Sent]) -> Sequence[Sent]:
    """Whatever is asked before the act, and the act; the one statement after it reads the day for the answer."""
    *act, answer = sent
    if "INSERT INTO check_in" not in act[-1].text or not answer.text.startswith("SELECT"):
        raise RuntimeError(f"not a check-in as it was known: {[one.text for one in sent]}")
    return act


def _only_other_id(sent: Sent, known: Sequence[object]) -> UUID:
    others = [value for value in sent.arguments if isinstance(value, UUID) and value not in known]
    if len(others) != 1:
        raise RuntimeError(f"the check-in statement was given {others}")
    return others[0]


def _requests(people: Population, day: date, numbers: range) -> Iterator[bytes]:
    for number in numbers:
        yield traffic.request_bytes(own_cookie(people, number), operations.CHECK_IN, new_entry(day).variables)
