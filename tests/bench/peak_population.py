"""A whole province on the morning of a working day: half a million people, and the days of the last weeks in place.

Sixty thousand villages, each with a fence and some eight people. Everybody has a session, and a photo that is still on
its way: the entry goes first. Person ``n`` is known by number as in ``population``; the photo is ``e0…n``.
"""

import asyncio
from datetime import date, timedelta
from itertools import groupby
from typing import Final, LiteralString
from uuid import UUID

import psycopg
from psycopg import sql

from tests.bench.check_ins import at
from tests.bench.duties_population import PLACES, PROVINCE
from tests.bench.population import CITY, NAMES, PASSWORD, PEOPLE, Population
from xuanpai_core.authz.policies import default_policy
from xuanpai_core.clock import Clock, today
from xuanpai_core.context import Actor, Grant, RequestContext
from xuanpai_core.db.partitions import make_partitions
from xuanpai_core.db.session import Database
from xuanpai_core.db.types import new_id
from xuanpai_core.identity.passwords import hash_password
from xuanpai_core.identity.service import NewAccount, NewAppointment, add_account
from xuanpai_core.periods import Month, month_start
from xuanpai_core.plugins.service import NewActivation, activate
from xuanpai_tenants.models import Tenant, TenantKind, TenantState

DAYS: Final = 45
"""So many days before today; of ten, everybody was there on some nine: forty rows a person."""
OFFICE: Final = "province"
LATITUDE: Final = 41.7
LONGITUDE: Final = 122.1
"""Where the fences are, and the phones."""

_PHOTO_ID: LiteralString = "('e0000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid"
_FENCES: Final = """
INSERT INTO fence (tenant_id, id, region_code, name, kind, latitude, longitude, radius_m, valid_from)
SELECT %(tenant)s, uuidv7(), r.code, '村域', 'RADIUS', %(latitude)s, %(longitude)s, 2000, %(first)s
  FROM region r
 WHERE r.tenant_id = %(tenant)s AND r.level = 5
"""
_PHOTOS: Final = f"""
INSERT INTO evidence (tenant_id, id, kind, state, uploaded_by, file_name, content_type, declared_size, object_key,
                      expires_at)
SELECT %(tenant)s, {_PHOTO_ID}, 'PHOTO', 'PENDING', {{account}}, '签到.jpg', 'image/jpeg', 200000,
       'quarantine/' || n, now() + interval '5 minutes'
  FROM generate_series(1, %(postings)s) n
"""
# In the order of the days, as they would have come; the key is made when all of them are there, which is faster.
_FILL: Final = """
INSERT INTO {table} (tenant_id, posting_id, day, status, first_check_in_at, check_ins)
SELECT %(tenant)s, {posting}, d::date, 'ON_DUTY', d + interval '8 hours', 1
  FROM generate_series(%(first)s::timestamp, %(last)s::timestamp, interval '1 day') d
 CROSS JOIN generate_series(1, %(postings)s) n
 WHERE (n * 31 + extract(doy FROM d)::integer * 17) %% (7 + n %% 9) > 0
"""
TOTALS: Final = (
    """
    INSERT INTO monthly_attendance (tenant_id, posting_id, month, region_code, dispatch_level, on_duty_days, last_day)
    SELECT %(tenant)s, p.id, %(month)s, p.region_code, p.dispatch_level, COALESCE(d.days, 0), d.last_day
      FROM posting p
      LEFT JOIN (SELECT posting_id, count(*) AS days, max(day) AS last_day
                   FROM attendance_day
                  WHERE tenant_id = %(tenant)s AND day >= %(month)s AND day < %(after)s
                  GROUP BY posting_id) d ON d.posting_id = p.id
     WHERE p.tenant_id = %(tenant)s
    """,
    """
    INSERT INTO county_month (tenant_id, month, county_code, dispatch_level, on_duty_days, postings)
    SELECT %(tenant)s, %(month)s, left(region_code, 6), dispatch_level, on_duty_days, count(*)
      FROM monthly_attendance
     WHERE tenant_id = %(tenant)s AND month = %(month)s
     GROUP BY 3, 4, 5
    """,
)


def photo_id(number: int) -> UUID:
    """The photo that person ``number`` took this morning."""
    return UUID(f"e0000000-0000-7000-8000-{number:012d}")


async def populate(database: Database, admin_dsn: str, postings: int) -> tuple[Population, int]:
    """Make the tenant; returns it with how many attendance days it has."""
    people = Population(new_id(), f"bench-peak-{postings}", postings, _last_morning(database.clock))
    days = [people.today - timedelta(days=back) for back in range(DAYS, 0, -1)]
    ctx = RequestContext(
        people.tenant_id, Actor(new_id(), "建库", None, (Grant("tenant_administrator", PROVINCE),)), default_policy()
    )
    async with database.work(ctx) as work:
        await make_partitions(work.driver, days[0], people.today)
        work.session.add(
            Tenant(id=ctx.tenant_id, code=people.code, name="大省", kind=TenantKind.PROVINCE, state=TenantState.ACTIVE)
        )
    _write_people(admin_dsn, people, days[0])
    async with database.work(ctx) as work:
        held = NewAppointment("province_organiser", PROVINCE)
        await add_account(work, NewAccount(OFFICE, "省级", held), hash_password(PASSWORD), must_change=False)
        await activate(work, NewActivation("region_jinzhou", CITY, days[0]), people.code)
    written = await _write_days(admin_dsn, people, days)
    _write_totals(admin_dsn, people, days)
    with psycopg.connect(admin_dsn, autocommit=True) as admin:
        admin.execute("VACUUM ANALYZE")
        # What the building has written is not to be flushed while anything is measured.
        admin.execute("CHECKPOINT")
    return people, written


def _last_morning(clock: Clock) -> date:
    """Today, or yesterday until people may check in."""
    day = today(clock)
    return day if at(day) < clock.now() else day - timedelta(days=1)


def _write_people(admin_dsn: str, people: Population, first: date) -> None:
    values = {
        "tenant": people.tenant_id,
        "unit": new_id(),
        "city": PROVINCE,
        "postings": people.postings,
        "first": first,
        "latitude": LATITUDE,
        "longitude": LONGITUDE,
    }
    with psycopg.connect(admin_dsn) as admin:
        admin.execute("SET LOCAL session_replication_role = replica")
        for statement in (PLACES, *PEOPLE, _FENCES, _PHOTOS):
            admin.execute(sql.SQL(statement).format(**_names()), values)


async def _write_days(admin_dsn: str, people: Population, days: list[date]) -> int:
    """Each month by a connection of its own."""
    months = [(Month(start), list(group)) for start, group in groupby(days, key=month_start)]
    with psycopg.connect(admin_dsn) as admin:
        for month, _ in months:
            for statement in (
                "ALTER TABLE attendance_day DETACH PARTITION {table}",
                "ALTER TABLE {table} DROP CONSTRAINT {key}",
            ):
                admin.execute(sql.SQL(statement).format(**_partition(month)))
    filled = await asyncio.gather(*(asyncio.to_thread(_fill, admin_dsn, people, month, held) for month, held in months))
    with psycopg.connect(admin_dsn) as admin:
        for month, _ in months:
            attach = "ALTER TABLE attendance_day ATTACH PARTITION {table} FOR VALUES FROM ({first}) TO ({after})"
            between = {"first": sql.Literal(month.start), "after": sql.Literal(month.end)}
            admin.execute(sql.SQL(attach).format(**_partition(month), **between))
    return sum(filled)


def _fill(admin_dsn: str, people: Population, month: Month, days: list[date]) -> int:
    values = {"tenant": people.tenant_id, "postings": people.postings, "first": days[0], "last": days[-1]}
    with psycopg.connect(admin_dsn) as admin:
        admin.execute("SET LOCAL session_replication_role = replica")
        admin.execute("SET LOCAL maintenance_work_mem = '1GB'")
        written = admin.execute(sql.SQL(_FILL).format(**_partition(month), **_names()), values).rowcount
        key = "ALTER TABLE {table} ADD CONSTRAINT {key} PRIMARY KEY (tenant_id, posting_id, day)"
        admin.execute(sql.SQL(key).format(**_partition(month)))
    return written


def _write_totals(admin_dsn: str, people: Population, days: list[date]) -> None:
    with psycopg.connect(admin_dsn) as admin:
        admin.execute("SET LOCAL session_replication_role = replica")
        admin.execute("SET LOCAL work_mem = '512MB'")
        for start in sorted({month_start(day) for day in (*days, people.today)}):
            for statement in TOTALS:
                values = {"tenant": people.tenant_id, "month": start, "after": Month(start).end}
                admin.execute(statement, values)


def _partition(month: Month) -> dict[str, sql.Identifier]:
    name = f"attendance_day_p{month.start:%Y%m}"
    return {"table": sql.Identifier(name), "key": sql.Identifier(f"{name}_pkey")}


def _names() -> dict[str, sql.SQL]:
    return {name: sql.SQL(text) for name, text in NAMES.items()}
