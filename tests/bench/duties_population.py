"""A large province whose rules ask twelve things a month of everybody in post."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import ModuleType
from typing import Final
from uuid import UUID

import psycopg
from psycopg import sql

from tests.bench.population import PASSWORD
from xuanpai_core.authz.policies import default_policy
from xuanpai_core.clock import today
from xuanpai_core.context import Actor, Grant, RequestContext
from xuanpai_core.db.session import Database
from xuanpai_core.db.types import new_id
from xuanpai_core.identity.passwords import hash_password
from xuanpai_core.identity.service import NewAccount, NewAppointment, add_account
from xuanpai_core.periods import month_start
from xuanpai_core.plugins.api import ParameterModel, PluginCategory, PluginMetadata, hookimpl
from xuanpai_core.plugins.decisions import Clause
from xuanpai_core.plugins.duties import Cadence, Due, Duty, Subject
from xuanpai_core.plugins.manager import PluginHost
from xuanpai_core.plugins.rulebook import Rulebook
from xuanpai_core.plugins.service import NewActivation, activate
from xuanpai_tenants.models import Tenant, TenantKind, TenantState

PROVINCE: Final = "21"
CITY: Final = "2101"
UNRULED: Final = "2120"
"""The one city whose people owe nothing: the yardstick of what it costs to owe something."""
VILLAGES: Final = 60_000
POSTINGS: Final = 20_000
DUTIES: Final = 12
_PLUGIN: Final = "region_bench"
# 20 cities of 10 counties of 20 townships of 15 villages.
PLACES: Final = """
WITH city AS (
    SELECT '21' || lpad(c::text, 2, '0') AS code FROM generate_series(1, 20) c
), county AS (
    SELECT city.code || lpad(n::text, 2, '0') AS code, city.code AS parent FROM city, generate_series(1, 10) n
), township AS (
    SELECT county.code || lpad(n::text, 3, '0') AS code, county.code AS parent FROM county, generate_series(1, 20) n
), village AS (
    SELECT township.code || lpad(n::text, 3, '0') AS code, township.code AS parent
      FROM township, generate_series(1, 15) n
), place (code, parent, level) AS (
    SELECT '21', NULL, 1
    UNION ALL SELECT code, '21', 2 FROM city
    UNION ALL SELECT code, parent, 3 FROM county
    UNION ALL SELECT code, parent, 4 FROM township
    UNION ALL SELECT code, parent, 5 FROM village
)
INSERT INTO region (tenant_id, code, parent_code, level, name, path_name)
SELECT %(tenant)s, code, parent, level, '地方' || code, '地方' || code FROM place
"""
_PEOPLE: Final = (
    """
    INSERT INTO org_unit (tenant_id, id, name, kind, region_code, level)
    SELECT %(tenant)s, %(unit)s, '省直机关', 'SENDING_UNIT', '21', 1
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
        SELECT r.code, row_number() OVER (ORDER BY r.code) AS place
          FROM region r
         WHERE r.tenant_id = %(tenant)s AND r.level = 5
    )
    INSERT INTO posting (tenant_id, id, cadre_id, role, dispatch_level, sending_unit_id, region_code, start_date)
    SELECT %(tenant)s, {posting}, {cadre}, 'FIRST_SECRETARY', 'CITY', %(unit)s, v.code, %(first)s
      FROM generate_series(1, %(postings)s) n
      JOIN village v ON v.place = n * %(stride)s
    """,
)
# As the nights before made them.
OWED: Final = """
INSERT INTO duty_occurrence (tenant_id, id, rule_id, matter, subject, token, others, posting_id, region_code,
                             period_start, period_end, due_on, soft, required, state)
SELECT %(tenant)s, uuidv7(), r.id, r.matter, 'POSTING', 'posting:' || p.id, '{}', p.id, p.region_code, m, last_day,
       CASE r.content->>'due' WHEN 'START' THEN m ELSE last_day END, false, 1, 'OPEN'
  FROM rule_in_force r
  JOIN posting p ON p.tenant_id = %(tenant)s AND p.region_code >= r.region_code AND p.region_code < r.region_code || ':'
 CROSS JOIN unnest(%(months)s::date[]) AS m
 CROSS JOIN LATERAL (SELECT (m + interval '1 month' - interval '1 day')::date AS last_day) AS month
 WHERE r.tenant_id = %(tenant)s AND r.kind = 'DUTY'
    ON CONFLICT DO NOTHING
"""
_NAMES: Final = {
    "cadre": sql.SQL("('c0000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid"),
    "posting": sql.SQL("('b0000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid"),
}


@dataclass(frozen=True, slots=True)
class Province:
    """The tenant, its first organisers, and the month before this one, from which its rules hold."""

    tenant_id: UUID
    code: str
    today: date
    organiser: RequestContext


def _rulebook() -> Rulebook:
    clause = Clause(document="《样例办法》", words="每月一次", reference="样例-03")
    return Rulebook(
        duties=tuple(
            Duty(
                matter=f"bench:{number}",
                title=f"第{number}项",
                clause=clause,
                subject=Subject.POSTING,
                cadence=Cadence.MONTH,
                fulfilled_by=("visit",),
                # Half of them are overdue from the second day of the month.
                due=Due.START if number % 2 else Due.END,
            )
            for number in range(DUTIES)
        )
    )


def _host() -> PluginHost:
    module = ModuleType(_PLUGIN)
    metadata = PluginMetadata(
        code=_PLUGIN,
        name="样例",
        version="0.1.0",
        requires_api="1.0",
        category=PluginCategory.REGION,
        description="只用于测量。",
        region_codes=(),
        parameters=ParameterModel,
    )

    def rulebook(parameters: ParameterModel) -> Rulebook:
        return _rulebook()

    vars(module).update(metadata=metadata, rulebook=hookimpl(rulebook))
    return PluginHost.of({_PLUGIN: module})


async def make_province(database: Database, admin_dsn: str) -> Province:
    """Sixty thousand villages, twenty thousand people, and what they owe for last month and this one."""
    day = today(database.clock)
    tenant_id, code = new_id(), "bench-duties"
    maker = RequestContext(
        tenant_id, Actor(new_id(), "建库", None, (Grant("tenant_administrator", PROVINCE),)), default_policy()
    )
    last = month_start(month_start(day) - timedelta(days=1))
    async with database.work(maker) as work:
        work.session.add(
            Tenant(id=tenant_id, code=code, name="大省", kind=TenantKind.PROVINCE, state=TenantState.ACTIVE)
        )
    _write(admin_dsn, tenant_id, last)
    async with database.work(maker) as work:
        installed = replace(work, ports=replace(work.ports, plugins=_host()))
        for number in range(1, 20):
            new = NewActivation(_PLUGIN, f"21{number:02d}", last)
            await activate(installed, new, f"bench-duties-{number}")
        held = NewAppointment("city_organiser", CITY)
        await add_account(work, NewAccount("city", "市级", held), hash_password(PASSWORD), must_change=False)
    _owe(admin_dsn, tenant_id, last, month_start(day))
    with psycopg.connect(admin_dsn, autocommit=True) as admin:
        # What the activations asked a worker to do has just been done, as far as the bench wants it.
        admin.execute("DELETE FROM procrastinate_jobs WHERE args->>'tenant_id' = %s", (str(tenant_id),))
        admin.execute("VACUUM ANALYZE")
    organiser = Actor(
        new_id(), "市级", None, (Grant("province_organiser", PROVINCE), Grant("city_organiser", PROVINCE))
    )
    return Province(tenant_id, code, day, RequestContext(tenant_id, organiser, default_policy()))


def _owe(admin_dsn: str, tenant_id: UUID, last: date, this: date) -> None:
    with psycopg.connect(admin_dsn) as admin:
        admin.execute("SET LOCAL session_replication_role = replica")
        admin.execute(OWED, {"tenant": tenant_id, "months": [last, this]})


def _write(admin_dsn: str, tenant_id: UUID, first: date) -> None:
    stride = VILLAGES // POSTINGS
    values = {"tenant": tenant_id, "unit": new_id(), "postings": POSTINGS, "stride": stride, "first": first}
    with psycopg.connect(admin_dsn) as admin:
        admin.execute("SET LOCAL session_replication_role = replica")
        admin.execute(PLACES, values)
        for statement in _PEOPLE:
            admin.execute(sql.SQL(statement).format(**_NAMES), values)
    with psycopg.connect(admin_dsn, autocommit=True) as admin:
        admin.execute("ANALYZE")
