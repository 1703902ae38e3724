"""A township's month of sixty people: totalled, signed, sealed, beside the bare statements of the seal itself."""

import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from functools import partial
from typing import Final
from uuid import UUID

import psycopg

from tests.bench.outcome import Line, told, within
from tests.bench.population import COUNTY, Population, populate
from tests.bench.stage import Stage
from xuanpai_core.attendance.months import lock_month, seal_month
from xuanpai_core.authz.policies import default_policy
from xuanpai_core.context import Actor, Grant, RequestContext
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.identity.models import Account, AccountState, Appointment
from xuanpai_core.periods import Month
from xuanpai_core.sheets.service import seal_sheets, sign_sheets, total_month

PEOPLE: Final = 60
ROUNDS: Final = 5
_ROLES: Final = ("township_clerk", "township_secretary")
_TOWNSHIPS = """
SELECT r.code FROM region r
 WHERE r.tenant_id = %s AND r.level = 4 AND r.code >= %s AND r.code < %s || ':'
 ORDER BY r.code LIMIT %s
"""
# The villages of a township take turns; nobody who is moved is counted anywhere yet but where they were.
_GATHER = """
WITH village AS (
    SELECT r.code, row_number() OVER (ORDER BY r.code) AS place, count(*) OVER () AS villages
      FROM region r WHERE r.tenant_id = %(tenant)s AND r.level = 5 AND starts_with(r.code, %(township)s)
)
UPDATE posting p SET region_code = v.code
  FROM unnest(%(postings)s::uuid[]) WITH ORDINALITY moved (id, n), village v
 WHERE p.tenant_id = %(tenant)s AND p.id = moved.id AND v.place = moved.n %% v.villages + 1
"""
_EMPTY = """
UPDATE posting p SET region_code = %(elsewhere)s
 WHERE p.tenant_id = %(tenant)s AND starts_with(p.region_code, %(township)s)
"""


async def run(stage: Stage) -> Sequence[Line]:
    """One township a round: its month is sealed by the product, then once more by the two statements alone."""
    print(f"making a province with {ROUNDS * PEOPLE} people and a year of attendance …", flush=True)
    people = await populate(stage.database, stage.site.admin_dsn, "bench-sealing", ROUNDS * PEOPLE)
    month, townships = people.full_month, _townships(stage, people)
    ctx = await _office(stage, people, townships)
    totals, signs, seals = [], [], []
    for number, township in enumerate(townships):
        postings = _gather(stage, people, township, number)
        totals.append(await _lasted(stage, ctx, partial(_act, total_month, township, month)))
        signs.append(await _lasted(stage, ctx, partial(_act, sign_sheets, township, month)))
        sealed = await _lasted(stage, ctx, partial(_act, seal_sheets, township, month))
        seals.append((sealed, await _lasted(stage, ctx, partial(_bare, postings, month))))
        _require_sealed(stage, people, month, postings)
    slowest = max(sealed for sealed, _ in seals)
    return [
        within(f"sealing a township's month of {PEOPLE}, the slowest", "s", slowest, ("<", 1.0), rounds=seals),
        told("(against its lock and its flag alone)", "s", seals),
        within("totalling it, the slowest", "s", max(totals), ("<", 3.0), rounds=totals),
        within("signing it, the slowest", "s", max(signs), ("<", 1.0), rounds=signs),
    ]


async def _act(act: Callable[..., Awaitable[object]], township: str, month: Month, work: Work) -> None:
    await act(work, township, month, new_id().hex)


async def _bare(postings: Sequence[UUID], month: Month, work: Work) -> None:
    await lock_month(work, postings, month)
    await seal_month(work, postings, month)


async def _lasted(stage: Stage, ctx: RequestContext, act: Callable[[Work], Awaitable[object]]) -> float:
    started = time.perf_counter()
    async with stage.database.work(ctx) as work:
        await act(work)
    return time.perf_counter() - started


def _townships(stage: Stage, people: Population) -> list[str]:
    with psycopg.connect(stage.site.admin_dsn) as admin:
        found = admin.execute(_TOWNSHIPS, (people.tenant_id, COUNTY, COUNTY, ROUNDS)).fetchall()
    return [row[0] for row in found]


async def _office(stage: Stage, people: Population, townships: Sequence[str]) -> RequestContext:
    """One person who is clerk and secretary of every township, on record as such."""
    account_id = new_id()
    held = [(role, township) for role in _ROLES for township in townships]
    actor = Actor(account_id, "乡镇", None, tuple(Grant(role, township) for role, township in held))
    ctx = RequestContext(people.tenant_id, actor, default_policy())
    async with stage.database.work(ctx) as work:
        work.session.add(
            Account(
                tenant_id=people.tenant_id,
                id=account_id,
                username=f"township-{account_id.hex[-8:]}",
                display_name="乡镇",
                password_hash="-",
                must_change_password=False,
                state=AccountState.ACTIVE,
            )
        )
        await work.session.flush()
        work.session.add_all(
            Appointment(
                tenant_id=people.tenant_id,
                id=new_id(),
                account_id=account_id,
                role=role,
                region_code=township,
                valid_from=date(2000, 1, 1),
            )
            for role, township in held
        )
    return ctx


def _gather(stage: Stage, people: Population, township: str, number: int) -> list[UUID]:
    """Sixty people of the province work in the villages of the township, and nobody else."""
    first = number * PEOPLE + 1
    postings = [UUID(f"b0000000-0000-7000-8000-{one:012d}") for one in range(first, first + PEOPLE)]
    values = {"tenant": people.tenant_id, "township": township, "postings": postings}
    with psycopg.connect(stage.site.admin_dsn) as admin:
        elsewhere = admin.execute(
            "SELECT code FROM region WHERE tenant_id = %s AND level = 5 AND NOT starts_with(code, %s) ORDER BY code",
            (people.tenant_id, COUNTY),
        ).fetchone()
        if elsewhere is None:
            raise RuntimeError("the province has one county only")
        admin.execute(_EMPTY, values | {"elsewhere": elsewhere[0]})
        admin.execute(_GATHER, values)
    return postings


def _require_sealed(stage: Stage, people: Population, month: Month, postings: Sequence[UUID]) -> None:
    with psycopg.connect(stage.site.admin_dsn) as admin:
        row = admin.execute(
            "SELECT count(*) FROM monthly_sheet WHERE tenant_id = %s AND month = %s AND state = 'SEALED' "
            "AND posting_id = ANY(%s)",
            (people.tenant_id, month.start, list(postings)),
        ).fetchone()
    if row is None or row[0] != PEOPLE:
        raise RuntimeError(f"{PEOPLE} sheets were to be sealed, not {row}")
