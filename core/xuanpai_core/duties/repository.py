"""The statements of duties: occurrences, the deeds that count for them, exemptions."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from xuanpai_core.db.session import Work
from xuanpai_core.duties.facts import Excuse, Fact, Owed
from xuanpai_core.duties.models import OccurrenceState
from xuanpai_core.plugins.duties import Cadence, Duty
from xuanpai_core.rulebooks.content import load
from xuanpai_core.rulebooks.models import RuleKind

REMEMBER = """
INSERT INTO deed (tenant_id, record_type, record_key, kind, token, day, until, done_on, parties, features)
SELECT $1, $2, d.record_key, d.kind, party, d.day, d.until, d.done_on, d.parties, d.features
  FROM jsonb_to_recordset($3::jsonb) AS d(record_key text, kind text, day date, until date, done_on date,
                                          parties text[], features jsonb)
 CROSS JOIN unnest(d.parties) AS party
"""
FORGET = """
DELETE FROM deed d WHERE d.tenant_id = $1 AND d.record_type = $2 AND d.record_key = ANY($3::text[])
RETURNING d.token, d.kind, d.day, d.until
"""
# Held until the transaction ends, always in one order: of two that record at once, the later counts both.
_TOUCHED = """
SELECT o.id, o.rule_id, o.token, o.others, o.period_start, o.period_end, o.due_on, o.done, o.met_on, o.state,
       EXISTS (SELECT FROM duty_exemption x
                WHERE x.tenant_id = $1 AND x.token = o.token AND x.matter = o.matter) AS excusable
  FROM duty_occurrence o
  JOIN rule_in_force r ON r.tenant_id = $1 AND r.id = o.rule_id
 WHERE o.tenant_id = $1 AND o.token = ANY($2::text[])
   AND (o.period_end IS NULL OR o.period_end >= $4)
   AND (o.period_start <= $5::date + (r.content->>'early_days')::integer
        OR r.content->>'cadence' = 'STANDING' OR (r.content->>'after_end')::boolean)
   AND r.content->'fulfilled_by' ?| $3::text[]
 ORDER BY o.id
   FOR UPDATE OF o
"""
_STORED = """
SELECT o.id, o.rule_id, o.matter, o.subject, o.token, o.entry_id, o.others, o.posting_id, o.unit_id, o.region_code,
       o.period_start, o.period_end, o.due_on, o.soft, o.required, o.done, o.met_on, o.state
  FROM duty_occurrence o
 WHERE o.tenant_id = $1 AND o.token = ANY($2::text[])
   AND (o.period_end IS NULL OR o.period_end >= $3 OR (o.period_end >= $4 AND o.matter = ANY($5::text[])))
"""
_LOCK = """
SELECT o.id FROM duty_occurrence o WHERE o.tenant_id = $1 AND o.id = ANY($2::uuid[]) ORDER BY o.id FOR UPDATE
"""
_RULES = "SELECT r.id, r.content FROM rule_in_force r WHERE r.tenant_id = $1 AND r.id = ANY($2::uuid[])"
_FACTS = """
SELECT o.n, d.record_type, d.record_key, d.kind, d.day, d.until, d.done_on, d.parties, d.features
  FROM unnest($2::integer[], $3::text[], $4::text[], $5::date[], $6::date[]) AS o(n, token, kinds, first, last)
  JOIN deed d ON d.tenant_id = $1 AND d.token = o.token AND d.kind = ANY(string_to_array(o.kinds, ','))
             AND d.day BETWEEN o.first AND o.last
"""
_RECENT = """
SELECT DISTINCT d.token
  FROM deed d
 WHERE d.tenant_id = $1 AND d.token = ANY($2::text[]) AND d.kind = ANY($3::text[]) AND d.day >= $4
"""
_FEW = 200
_EXCUSES = """
SELECT x.token, x.matter, x.valid_from, x.valid_to, x.reason
  FROM duty_exemption x
 WHERE x.tenant_id = $1 AND x.token = ANY($2::text[])
"""
_JUDGED = """
UPDATE duty_occurrence o
   SET done = j.done, met_on = j.met_on, state = j.state
  FROM unnest($2::uuid[], $3::integer[], $4::date[], $5::text[]) AS j(id, done, met_on, state)
 WHERE o.tenant_id = $1 AND o.id = j.id
"""
_ADD = """
INSERT INTO duty_occurrence
       (tenant_id, id, rule_id, matter, subject, token, others, posting_id, unit_id, entry_id, region_code,
        period_start, period_end, due_on, soft, required, done, met_on, state)
SELECT $1, n.id, n.rule_id, n.matter, n.subject, n.token, string_to_array(n.others, ','), n.posting_id, n.unit_id,
       n.entry_id, n.region_code, n.period_start, n.period_end, n.due_on, n.soft, n.required, n.done, n.met_on, n.state
  FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::uuid[], $9::uuid[],
              $10::uuid[], $11::text[], $12::date[], $13::date[], $14::date[], $15::boolean[], $16::smallint[],
              $17::integer[], $18::date[], $19::text[])
       AS n(id, rule_id, matter, subject, token, others, posting_id, unit_id, entry_id, region_code, period_start,
            period_end, due_on, soft, required, done, met_on, state)
"""
_CHANGE = """
UPDATE duty_occurrence o
   SET rule_id = n.rule_id, others = string_to_array(n.others, ','), posting_id = n.posting_id, unit_id = n.unit_id,
       region_code = n.region_code, period_end = n.period_end, due_on = n.due_on, soft = n.soft,
       required = n.required, done = n.done, met_on = n.met_on, state = n.state
  FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::uuid[], $9::uuid[],
              $10::uuid[], $11::text[], $12::date[], $13::date[], $14::date[], $15::boolean[], $16::smallint[],
              $17::integer[], $18::date[], $19::text[])
       AS n(id, rule_id, matter, subject, token, others, posting_id, unit_id, entry_id, region_code, period_start,
            period_end, due_on, soft, required, done, met_on, state)
 WHERE o.tenant_id = $1 AND o.id = n.id
"""
_REMOVE = "DELETE FROM duty_occurrence o WHERE o.tenant_id = $1 AND o.id = ANY($2::uuid[])"
_REMOVE_OF = """
DELETE FROM duty_occurrence o WHERE o.tenant_id = $1 AND o.token = ANY($2::text[]) AND o.entry_id IS NULL
"""
REMOVE_BELOW = """
DELETE FROM duty_occurrence o
 WHERE o.tenant_id = $1 AND o.region_code >= $2 AND o.region_code < $2 || ':'
"""


@dataclass(frozen=True, slots=True)
class Touched:
    """A stored period of a duty, its duty, and how it stands so far."""

    owed: Owed
    duty: Duty
    excusable: bool
    done: int
    met_on: date | None
    state: OccurrenceState


async def touched(
    work: Work, tokens: Collection[str], kinds: Collection[str], first: date, last: date
) -> list[Touched]:
    """The periods for which deeds of these kinds, by these parties, between the days may count; they stay locked."""
    rows = await work.driver.fetch(_TOUCHED, work.tenant_id, list(tokens), list(kinds), first, last)
    duties = await duties_of(work, {row["rule_id"] for row in rows})
    return [_touched(row, duties[row["rule_id"]]) for row in rows]


def _touched(row: Any, duty: Duty) -> Touched:
    state = OccurrenceState(row["state"])
    # Only what stands ceases to be exempt by the mere passing of days.
    partial = state is OccurrenceState.EXEMPT and duty.cadence is not Cadence.STANDING
    owed = Owed(
        row["id"],
        row["rule_id"],
        row["token"],
        tuple(row["others"]),
        row["period_start"],
        row["period_end"],
        row["due_on"],
        partial,
    )
    excusable = bool(row["excusable"]) and duty.cadence is Cadence.STANDING
    return Touched(owed, duty, excusable, row["done"], row["met_on"], state)


_known_duties: dict[UUID, Duty] = {}
_MOST_KNOWN = 4096


async def duties_of(work: Work, rule_ids: Collection[UUID]) -> Mapping[UUID, Duty]:
    """The duties of these rules; the content of a stored rule never changes, so each is read once by a process."""
    missing = [rule_id for rule_id in rule_ids if rule_id not in _known_duties]
    found: dict[UUID, Duty] = {}
    for row in await work.driver.fetch(_RULES, work.tenant_id, missing) if missing else ():
        duty = load(RuleKind.DUTY, row["content"])
        if isinstance(duty, Duty):
            found[row["id"]] = duty
    if len(_known_duties) + len(found) > _MOST_KNOWN:
        _known_duties.clear()
    known = {rule_id: _known_duties[rule_id] for rule_id in rule_ids if rule_id in _known_duties}
    _known_duties.update(found)
    return known | found


_COUNT = """
SELECT 'POSTING' AS kind, count(*) FROM posting p
 WHERE p.tenant_id = $1 AND p.region_code >= $2 AND p.region_code < $2 || ':'
UNION ALL
SELECT 'UNIT', count(*) FROM org_unit u
 WHERE u.tenant_id = $1 AND u.region_code >= $2 AND u.region_code < $2 || ':'
UNION ALL
SELECT 'ENTRY', count(*) FROM register_entry e
 WHERE e.tenant_id = $1 AND e.region_code >= $2 AND e.region_code < $2 || ':'
UNION ALL
SELECT CASE r.level WHEN 3 THEN 'COUNTY' WHEN 4 THEN 'TOWNSHIP' ELSE 'VILLAGE' END, count(*) FROM region r
 WHERE r.tenant_id = $1 AND r.code >= $2 AND r.code < $2 || ':' AND r.level >= 3
 GROUP BY 1
"""
_ANY_SINCE = "SELECT EXISTS (SELECT FROM duty_occurrence o WHERE o.tenant_id = $1 AND o.period_start >= $2)"
_ENTRIES = """
SELECT DISTINCT o.entry_id
  FROM duty_occurrence o
 WHERE o.tenant_id = $1 AND o.token = $2 AND o.matter = $3 AND o.entry_id IS NOT NULL
"""


async def count_subjects(work: Work, region_code: str) -> dict[str, int]:
    """How many of each kind of subject are below the place."""
    return {row["kind"]: row["count"] for row in await work.driver.fetch(_COUNT, work.tenant_id, region_code)}


async def any_since(work: Work, day: date) -> bool:
    """Whether there is any period that begins on the day or later."""
    return bool(await work.driver.fetchval(_ANY_SINCE, work.tenant_id, day))


async def entries_of(work: Work, token: str, matter: str) -> list[UUID]:
    """The entries of registers whose duty on this matter falls on the subject."""
    return [row["entry_id"] for row in await work.driver.fetch(_ENTRIES, work.tenant_id, token, matter)]


Asked = tuple[str, Duty, date, date]
"""Whose deeds, for which duty, between which days."""


async def facts(work: Work, asked: Sequence[Asked]) -> list[list[Fact]]:
    """The deeds that may count for each of ``asked``, in its order."""
    found: list[list[Fact]] = [[] for _ in asked]
    numbered = await _promising(work, asked)
    columns = (
        [number for number, _ in numbered],
        [token for _, (token, *_) in numbered],
        [",".join(duty.fulfilled_by) for _, (_, duty, *_) in numbered],
        [first for _, (_, _, first, _) in numbered],
        [last for _, (*_, last) in numbered],
    )
    for row in await work.driver.fetch(_FACTS, work.tenant_id, *columns) if numbered else ():
        found[row["n"]].append(_fact(row))
    return found


async def _promising(work: Work, asked: Sequence[Asked]) -> list[tuple[int, Asked]]:
    """Those of many for which there may be anything: most periods are made before anything was done."""
    if len(asked) <= _FEW:
        return list(enumerate(asked))
    tokens = {token for token, *_ in asked}
    since = min((first for _, _, first, _ in asked if first > date.min), default=date.max)
    kinds = {kind for _, duty, *_ in asked for kind in duty.fulfilled_by}
    rows = await work.driver.fetch(_RECENT, work.tenant_id, list(tokens), list(kinds), since)
    recent = {row["token"] for row in rows}
    return [(number, one) for number, one in enumerate(asked) if one[2] == date.min or one[0] in recent]


def _fact(row: Any) -> Fact:
    return Fact(
        row["record_type"],
        row["record_key"],
        row["kind"],
        row["day"],
        row["until"],
        row["done_on"],
        frozenset(row["parties"]),
        {name: date.fromisoformat(gained) for name, gained in row["features"].items()},
    )


async def excuses(work: Work, tokens: Collection[str]) -> dict[tuple[str, str], list[Excuse]]:
    """The exemptions of these subjects, by token and matter."""
    found: dict[tuple[str, str], list[Excuse]] = {}
    for row in await work.driver.fetch(_EXCUSES, work.tenant_id, list(tokens)) if tokens else ():
        excuse = Excuse(row["valid_from"], row["valid_to"], row["reason"])
        found.setdefault((row["token"], row["matter"]), []).append(excuse)
    return found


@dataclass(frozen=True, slots=True)
class Judged:
    """How a stored period stands now."""

    id: UUID
    done: int
    met_on: date | None
    state: OccurrenceState


async def write_judged(work: Work, judged: Sequence[Judged]) -> None:
    """Store how these periods stand."""
    if judged:
        columns = zip(*((one.id, one.done, one.met_on, str(one.state)) for one in judged), strict=True)
        await work.driver.execute(_JUDGED, work.tenant_id, *map(list, columns))


async def stored(
    work: Work, tokens: Collection[str], since: date, gone_since: date, lasting: Collection[str]
) -> Sequence[Any]:
    """The periods of these subjects with a day from ``since`` on; of ``lasting`` matters from ``gone_since`` on."""
    rows: Sequence[Any] = await work.driver.fetch(
        _STORED, work.tenant_id, list(tokens), since, gone_since, list(lasting)
    )
    return rows


async def lock(work: Work, ids: Collection[UUID]) -> None:
    """Hold these periods until the transaction ends: nobody else judges them meanwhile."""
    await work.driver.execute(_LOCK, work.tenant_id, list(ids))


async def add(work: Work, rows: Sequence[tuple[Any, ...]]) -> None:
    """Store new periods, each in the order of the columns of ``_ADD``, with ``others`` joined by commas."""
    if rows:
        await work.driver.execute(_ADD, work.tenant_id, *map(list, zip(*rows, strict=True)))


async def change(work: Work, rows: Sequence[tuple[Any, ...]]) -> None:
    """Bring stored periods up to date, each in the order of the columns of ``_ADD``."""
    if rows:
        await work.driver.execute(_CHANGE, work.tenant_id, *map(list, zip(*rows, strict=True)))


async def remove(work: Work, ids: Sequence[UUID]) -> None:
    """Remove periods that nobody owes any more."""
    if ids:
        await work.driver.execute(_REMOVE, work.tenant_id, list(ids))


async def remove_of(work: Work, tokens: Sequence[str]) -> None:
    """Remove every period of subjects that are no more."""
    if tokens:
        await work.driver.execute(_REMOVE_OF, work.tenant_id, list(tokens))
