"""A province at work, made set by set: many cadres in the villages of one city, a year of days and logs.

Person ``n`` (from 1) has the cadre ``c0…n``, the posting ``b0…n``, the account ``a0…n`` and an open session, so that
pgbench can name them by number as the load generator does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

import psycopg
from psycopg import sql

from xuanpai_core.attendance.service import recount
from xuanpai_core.authz.policies import default_policy
from xuanpai_core.clock import today
from xuanpai_core.context import Actor, Grant, RequestContext
from xuanpai_core.db.partitions import make_partitions
from xuanpai_core.db.session import Database
from xuanpai_core.db.types import new_id
from xuanpai_core.identity.passwords import hash_password
from xuanpai_core.identity.service import NewAccount, NewAppointment, add_account
from xuanpai_core.periods import Month, month_start, next_month
from xuanpai_core.plugins.service import NewActivation, activate
from xuanpai_core.regions.loading import load_province
from xuanpai_tenants.models import Tenant, TenantKind, TenantState

PROVINCE: Final = "21"
CITY: Final = "2107"
COUNTY: Final = "210726"
PASSWORD: Final = "Right-1234"
OFFICES: Final = {
    "city": NewAppointment("city_organiser", CITY),
    "county": NewAppointment("county_organiser", COUNTY),
}
MONTHS: Final = 12
FREE_DAYS: Final = 4
"""On the last days up to today nobody has checked in yet; a phone may bring in an entry that is three days old."""

# Without triggers, since foreign keys of a million rows that we make ourselves need no proof.
PEOPLE: Final = (
    """
    INSERT INTO org_unit (tenant_id, id, name, kind, region_code, level)
    SELECT %(tenant)s, %(unit)s, '锦州市公安局', 'SENDING_UNIT', %(city)s, 2
    """,
    """
    INSERT INTO cadre (tenant_id, id, name, gender, birth_date, id_number_sealed, id_number_digest, id_number_masked,
                       staffing_type, party_status, home_unit_id)
    SELECT %(tenant)s, {cadre}, '干部' || n, 'MALE', '1980-01-01', sha256(n::text::bytea), sha256(n::text::bytea),
           '210***********' || lpad(n::text, 4, '0'), 'CIVIL_SERVICE', 'FULL_MEMBER', %(unit)s
      FROM generate_series(1, %(postings)s) n
    """,
    """
    WITH village AS MATERIALIZED (
        SELECT r.code, row_number() OVER (ORDER BY r.code) - 1 AS place
          FROM region r
         WHERE r.tenant_id = %(tenant)s AND r.level = 5 AND r.code >= %(city)s AND r.code < %(city)s || ':'
    )
    INSERT INTO posting (tenant_id, id, cadre_id, role, dispatch_level, sending_unit_id, region_code, start_date)
    SELECT %(tenant)s, {posting}, {cadre}, 'FIRST_SECRETARY', (ARRAY['PROVINCE', 'CITY', 'COUNTY'])[n %% 3 + 1],
           %(unit)s, v.code, %(first)s
      FROM generate_series(1, %(postings)s) n
      JOIN village v ON v.place = n * 7::bigint %% (SELECT count(*) FROM village)
    """,
    """
    INSERT INTO account (tenant_id, id, username, display_name, password_hash, must_change_password, state, cadre_id)
    SELECT %(tenant)s, {account}, 'cadre' || n, '干部' || n, '-', false, 'ACTIVE', {cadre}
      FROM generate_series(1, %(postings)s) n
    """,
    """
    INSERT INTO appointment (tenant_id, id, account_id, role, valid_from)
    SELECT %(tenant)s, {account}, {account}, 'posted_cadre', %(first)s
      FROM generate_series(1, %(postings)s) n
    """,
    """
    INSERT INTO session (tenant_id, token_digest, account_id, created_at, last_seen_at, expires_at, address, user_agent)
    SELECT %(tenant)s, sha256(convert_to('bench-' || n, 'UTF8')), {account}, now(), now(), now() + interval '12 hours',
           '127.0.0.1', 'bench'
      FROM generate_series(1, %(postings)s) n
    """,
)
_YEAR: Final = (
    """
    INSERT INTO attendance_day (tenant_id, posting_id, day, status, first_check_in_at, check_ins)
    SELECT %(tenant)s, {posting}, d::date, 'ON_DUTY', d + interval '8 hours', 1
      FROM generate_series(%(first)s::timestamp, %(last)s::timestamp, interval '1 day') d
     CROSS JOIN generate_series(1, %(postings)s) n
     WHERE {present}
    """,
    """
    INSERT INTO work_log (tenant_id, posting_id, day, content)
    SELECT %(tenant)s, {posting}, d::date, '走访脱贫户，了解产业和收入，协助办理医保缴费，与村两委商量道路维修。'
      FROM generate_series(%(first)s::timestamp, %(last)s::timestamp, interval '1 day') d
     CROSS JOIN generate_series(1, %(postings)s) n
     WHERE {present} AND extract(isodow FROM d) IN (1, 4)
    """,
)
NAMES: Final = {
    "cadre": "('c0000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid",
    "posting": "('b0000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid",
    "account": "('a0000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid",
    # Workdays, of which everybody misses some, and not everybody equally many.
    "present": "extract(isodow FROM d) < 6 AND (n * 31 + extract(doy FROM d)::integer * 17) %% (7 + n %% 9) > 0",
}
_FRESH: Final = "UPDATE session SET last_seen_at = now() WHERE tenant_id = %s"


@dataclass(frozen=True, slots=True)
class Population:
    """One tenant with ``postings`` people in post, as it stands on ``today``."""

    tenant_id: UUID
    code: str
    postings: int
    today: date

    @property
    def full_month(self) -> Month:
        """The month before this one."""
        return Month(month_start(self.today.replace(day=1) - timedelta(days=1)))

    @property
    def free_days(self) -> list[date]:
        """The days on which nobody has checked in yet, in order."""
        return [self.today - timedelta(days=back) for back in reversed(range(FREE_DAYS))]


def cadre_id(number: int) -> UUID:
    """The cadre of person ``number``."""
    return UUID(f"c0000000-0000-7000-8000-{number:012d}")


def account_id(number: int) -> UUID:
    """The account of person ``number``."""
    return UUID(f"a0000000-0000-7000-8000-{number:012d}")


def session_secret(number: int) -> str:
    """What the session cookie of person ``number`` holds beside the tenant."""
    return f"bench-{number}"


async def populate(database: Database, admin_dsn: str, code: str, postings: int) -> Population:
    """Make the tenant ``code``: its places, offices and rules by the product's own services, people and year by SQL."""
    population = Population(new_id(), code, postings, today(database.clock))
    months = _months(population.today)
    maker = Actor(new_id(), "建库", None, (Grant("tenant_administrator", PROVINCE),))
    ctx = RequestContext(population.tenant_id, maker, default_policy())
    async with database.work(ctx) as work:
        await make_partitions(work.driver, months[0].start, population.today)
        tenant = Tenant(id=ctx.tenant_id, code=code, name="辽宁省", kind=TenantKind.PROVINCE, state=TenantState.ACTIVE)
        work.session.add(tenant)
        await work.session.flush()
        await load_province(work, PROVINCE)
        for name, held in OFFICES.items():
            await add_account(work, NewAccount(name, name, held), hash_password(PASSWORD), must_change=False)
        await activate(work, NewActivation("region_jinzhou", CITY, months[0].start), f"bench-{code}")
    _write_people(admin_dsn, population, months[0].start)
    for month in months:
        async with database.work(ctx) as work:
            await recount(work, month)
    with psycopg.connect(admin_dsn, autocommit=True) as admin:
        admin.execute("VACUUM ANALYZE")
    return population


def freshen_sessions(admin_dsn: str, population: Population) -> None:
    """Mark every session as just used: a person who works on does not pay for that mark at every request."""
    with psycopg.connect(admin_dsn, autocommit=True) as admin:
        admin.execute(_FRESH, (population.tenant_id,))


def _write_people(admin_dsn: str, population: Population, first: date) -> None:
    values = {
        "tenant": population.tenant_id,
        "unit": new_id(),
        "city": CITY,
        "postings": population.postings,
        "first": first,
        "last": population.free_days[0] - timedelta(days=1),
    }
    names = {name: sql.SQL(text) for name, text in NAMES.items()}
    with psycopg.connect(admin_dsn) as admin:
        admin.execute("SET LOCAL session_replication_role = replica")
        for statement in (*PEOPLE, *_YEAR):
            admin.execute(sql.SQL(statement).format(**names), values)


def _months(day: date) -> Sequence[Month]:
    """The last months up to the one that holds ``day``, in order."""
    months = [Month(month_start(day).replace(year=day.year - 1))]
    while len(months) <= MONTHS:
        months.append(Month(next_month(months[-1].start)))
    return months
