"""A province in which every page of the front end has something to show, for so many people in post.

Sixty thousand villages; the people live below ``under``. Of each there are some six weeks of days and acts, ten work
logs with a photo each, three leaves, two claims, a contradiction, three signals; a finding a month, two months'
sheets, twelve duties, and twenty entries of the trail. Person ``n`` is known by number as in ``population``; whatever
belongs to person ``n`` has an id made of a prefix and that number, in which two digits more count on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

import psycopg
from psycopg import sql

from tests.bench.duties_population import OWED, PLACES, PROVINCE
from tests.bench.pages_rows import ROWS
from tests.bench.peak_population import TOTALS
from tests.bench.population import NAMES, PASSWORD, PEOPLE
from xuanpai_core.authz.policies import default_policy
from xuanpai_core.clock import today
from xuanpai_core.context import Actor, Grant, RequestContext
from xuanpai_core.db.partitions import make_partitions
from xuanpai_core.db.session import Database, Work
from xuanpai_core.db.types import new_id
from xuanpai_core.identity.passwords import hash_password
from xuanpai_core.identity.service import NewAccount, NewAppointment, add_account
from xuanpai_core.periods import Month, month_start
from xuanpai_core.plugins.service import NewActivation, activate
from xuanpai_tenants.models import Tenant, TenantKind, TenantState

CITY: Final = "2101"
COUNTY: Final = "210101"
TOWNSHIP: Final = "210101001"
VILLAGE: Final = "210101001004"
"""Somebody lives there, however the people are spread."""
UNIT: Final = UUID("d0000000-0000-7000-8000-000000000001")
DAYS: Final = 45
OFFICES: Final = {
    "province": NewAppointment("province_organiser", PROVINCE),
    "city": NewAppointment("city_organiser", CITY),
    "county": NewAppointment("county_organiser", COUNTY),
    "secretary": NewAppointment("township_secretary", TOWNSHIP),
    "clerk": NewAppointment("township_clerk", TOWNSHIP),
    "village": NewAppointment("village_branch", VILLAGE),
    "unit": NewAppointment("unit_leader", unit_id=UNIT),
    "inspector": NewAppointment("inspector", CITY),
    "finance": NewAppointment("finance", CITY),
    "reader": NewAppointment("reader", COUNTY),
    "admin": NewAppointment("tenant_administrator", PROVINCE),
    "security": NewAppointment("security_administrator", PROVINCE),
    "auditor": NewAppointment("auditor", PROVINCE),
}

# A unit for every two hundred people, so that what is one's own unit's is little.
_UNITS: Final = """
INSERT INTO org_unit (tenant_id, id, name, kind, region_code, level)
SELECT %(tenant)s, ('d0000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, '单位' || n, 'SENDING_UNIT',
       %(under)s, length(%(under)s) / 2
  FROM generate_series(1, GREATEST(1, %(postings)s / 200)) n
"""
_POSTED: Final = """
WITH village AS MATERIALIZED (
    SELECT r.code, row_number() OVER (ORDER BY r.code) - 1 AS place
      FROM region r
     WHERE r.tenant_id = %(tenant)s AND r.level = 5 AND r.code >= %(under)s AND r.code < %(under)s || ':'
)
INSERT INTO posting (tenant_id, id, cadre_id, role, dispatch_level, sending_unit_id, region_code, start_date)
SELECT %(tenant)s, {posting}, {cadre}, 'FIRST_SECRETARY', (ARRAY['PROVINCE', 'CITY', 'COUNTY'])[n %% 3 + 1],
       ('d0000000-0000-7000-8000-' || lpad((n %% GREATEST(1, %(postings)s / 200) + 1)::text, 12, '0'))::uuid,
       v.code, %(first)s
  FROM generate_series(1, %(postings)s) n
  JOIN village v ON v.place = n * 7::bigint %% (SELECT count(*) FROM village)
"""
# The same people as elsewhere, but for the units that sent them.
_ALL: Final = (PLACES, *PEOPLE[:2], _UNITS, _POSTED, *PEOPLE[3:])


@dataclass(frozen=True, slots=True)
class Busy:
    """One tenant with ``postings`` people in post below ``under``, as it stands on ``today``."""

    tenant_id: UUID
    code: str
    postings: int
    under: str
    today: date

    @property
    def month(self) -> Month:
        """The month before this one."""
        return Month(month_start(month_start(self.today) - timedelta(days=1)))

    @property
    def before(self) -> date:
        """The first day of the month before that."""
        return month_start(self.month.start - timedelta(days=1))


async def populate(database: Database, admin_dsn: str, postings: int, under: str = CITY) -> Busy:
    """Make the tenant: its offices and rules by the product's own services, the rest by SQL."""
    day = today(database.clock)
    people = Busy(new_id(), f"bench-pages-{postings}", postings, under, day)
    maker = Actor(new_id(), "建库", None, (Grant("tenant_administrator", PROVINCE),))
    ctx = RequestContext(people.tenant_id, maker, default_policy())
    first = people.before
    async with database.work(ctx) as work:
        await make_partitions(work.driver, first, day)
        work.session.add(
            Tenant(id=ctx.tenant_id, code=people.code, name="大省", kind=TenantKind.PROVINCE, state=TenantState.ACTIVE)
        )
    _write(admin_dsn, people, first, _ALL)
    async with database.work(ctx) as work:
        await _appoint(work, people, first)
    _write(admin_dsn, people, first, ROWS)
    _sum_up(admin_dsn, people)
    with psycopg.connect(admin_dsn, autocommit=True) as admin:
        # What the activation asked a worker to do has just been done, as far as the bench wants it.
        admin.execute("DELETE FROM procrastinate_jobs WHERE args->>'tenant_id' = %s", (str(people.tenant_id),))
        admin.execute("VACUUM ANALYZE")
    return people


def numbered(prefix: str, number: int, more: int | None = None) -> UUID:
    """The id of a row of person ``number``: of several of one kind, the one counted ``more``."""
    digits = number if more is None else number * 100 + more
    return UUID(f"{prefix}000000-0000-7000-8000-{digits:012d}")


async def _appoint(work: Work, people: Busy, first: date) -> None:
    password = hash_password(PASSWORD)
    for name, held in OFFICES.items():
        await add_account(work, NewAccount(name, name, held), password, must_change=False)
    await activate(work, NewActivation("region_jinzhou", people.under, first), people.code)


def _write(admin_dsn: str, people: Busy, first: date, statements: Sequence[str]) -> None:
    values = {
        "tenant": people.tenant_id,
        "unit": people.tenant_id,
        "city": people.under,
        "under": people.under,
        "postings": people.postings,
        "first": first,
        "today": people.today,
        "days": DAYS,
        "month": people.month.start,
        "before": people.before,
    }
    names = {name: sql.SQL(text) for name, text in NAMES.items()}
    with psycopg.connect(admin_dsn) as admin:
        # Without triggers, since foreign keys of a million rows that we make ourselves need no proof.
        admin.execute("SET LOCAL session_replication_role = replica")
        admin.execute("SET LOCAL work_mem = '256MB'")
        for statement in statements:
            admin.execute(sql.SQL(statement).format(**names), values)


def _sum_up(admin_dsn: str, people: Busy) -> None:
    months = sorted({month_start(people.today - timedelta(days=back)) for back in range(DAYS)} | {people.month.start})
    with psycopg.connect(admin_dsn) as admin:
        admin.execute("SET LOCAL session_replication_role = replica")
        for start in months:
            for statement in TOTALS:
                admin.execute(statement, {"tenant": people.tenant_id, "month": start, "after": Month(start).end})
        admin.execute(OWED, {"tenant": people.tenant_id, "months": [people.month.start, month_start(people.today)]})
