"""The small world: 辽宁省 21, 锦州市 2107 with 黑山县 210726 and 义县 210727, 沈阳市 2101; real villages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from uuid import UUID

from argon2 import PasswordHasher
from sqlalchemy import insert

from xuanpai_core.authz.policies import default_policy
from xuanpai_core.cadres.models import Cadre, Gender
from xuanpai_core.context import Actor, Grant, RequestContext
from xuanpai_core.db.session import Database, Work
from xuanpai_core.db.types import new_id
from xuanpai_core.identity.service import NewAccount, NewAppointment, add_account
from xuanpai_core.postings.models import Posting
from xuanpai_core.regions.models import Region
from xuanpai_core.regions.pack.reader import read_province
from xuanpai_core.units.models import OrgUnit, OrgUnitKind
from xuanpai_core.vocabulary import DispatchLevel, PartyStatus, PostingRole, StaffingType
from xuanpai_tenants.models import Tenant, TenantKind, TenantState

PASSWORD = "Right-1234"
PLACES = ("210726", "210727")
FANGSHAN = "210726101"


@cache
def _password_hash() -> str:
    """Of the real kind at the least cost: thousands of tests sign in, and a hash says itself what checking it takes."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


@cache
def policy() -> Mapping[str, frozenset[str]]:
    """The default policy, compiled once."""
    return default_policy()


@cache
def _places() -> tuple[dict[str, object], ...]:
    keep = {"21", "2107", "2101"}
    return tuple(
        {
            "code": str(row.code),
            "parent_code": row.parent_code and str(row.parent_code),
            "level": int(row.level),
            "name": row.name,
            "path_name": row.path_name,
        }
        for row in read_province("21")
        if row.code in keep or row.code.startswith(PLACES)
    )


@dataclass(slots=True)
class World:
    """One tenant and its people; ``people[name]`` signs in with ``PASSWORD``."""

    database: Database
    tenant_id: UUID
    tenant_code: str
    villages: dict[str, list[str]]
    """Township code to its village codes, both in order."""
    units: dict[str, UUID] = field(default_factory=dict)
    cadres: dict[str, UUID] = field(default_factory=dict)
    postings: dict[str, UUID] = field(default_factory=dict)
    people: dict[str, Actor] = field(default_factory=dict)

    def ctx(self, person: str) -> RequestContext:
        """The request context of ``person`` as the edge would make it."""
        return RequestContext(self.tenant_id, self.people[person], policy())


# name, cadre's role, dispatch level, sending unit, township, index of the village, start of the posting
CADRES = (
    ("王建国", PostingRole.FIRST_SECRETARY, DispatchLevel.CITY, "锦州市公安局", FANGSHAN, 0),
    ("李秀英", PostingRole.FIRST_SECRETARY, DispatchLevel.CITY, "锦州市财政局", FANGSHAN, 1),
    ("张伟", PostingRole.TEAM_MEMBER, DispatchLevel.COUNTY, "黑山县水利局", FANGSHAN, 1),
    ("刘洋", PostingRole.FIRST_SECRETARY, DispatchLevel.CITY, "锦州市公安局", "210727", 0),
    ("陈静", PostingRole.TOWNSHIP_FIRST_DEPUTY, DispatchLevel.CITY, "锦州市财政局", "210727", None),
)

PEOPLE = (
    ("city", NewAppointment("city_organiser", "2107")),
    ("county", NewAppointment("county_organiser", "210726")),
    ("other_county", NewAppointment("county_organiser", "210727")),
    ("secretary", NewAppointment("township_secretary", FANGSHAN)),
    ("clerk", NewAppointment("township_clerk", FANGSHAN)),
    ("province", NewAppointment("province_organiser", "21")),
    ("admin", NewAppointment("tenant_administrator", "21")),
    ("finance", NewAppointment("finance", "2107")),
    ("security", NewAppointment("security_administrator", "21")),
    ("auditor", NewAppointment("auditor", "21")),
    ("reader", NewAppointment("reader", "210726")),
)


async def make_world(database: Database) -> World:
    """Create the tenant, its places, units, cadres, postings from 2025-01-01, and accounts."""
    tenant_id = new_id()
    code = f"t{tenant_id.hex[-10:]}"
    villages: dict[str, list[str]] = {}
    for row in _places():
        if row["level"] == 5:
            villages.setdefault(str(row["parent_code"]), []).append(str(row["code"]))
    world = World(database, tenant_id, code, villages)
    maker = RequestContext(tenant_id, Actor(new_id(), "建库"), policy())
    async with database.work(maker) as work:
        work.session.add(
            Tenant(id=tenant_id, code=code, name="辽宁省", kind=TenantKind.PROVINCE, state=TenantState.ACTIVE)
        )
        rows = [{"tenant_id": tenant_id, **row} for row in _places()]
        await work.session.execute(insert(Region), rows)
        await _add_units(work, world)
        await _add_cadres(work, world)
        await _add_people(work, world)
    return world


async def _add_units(work: Work, world: World) -> None:
    rows = [
        ("中共锦州市委组织部", OrgUnitKind.ORGANISATION_DEPARTMENT, "2107", 2),
        ("中共黑山县委组织部", OrgUnitKind.ORGANISATION_DEPARTMENT, "210726", 3),
        ("芳山镇党委", OrgUnitKind.TOWNSHIP_COMMITTEE, FANGSHAN, 4),
        ("锦州市公安局", OrgUnitKind.SENDING_UNIT, "2107", 2),
        ("锦州市财政局", OrgUnitKind.SENDING_UNIT, "2107", 2),
        ("黑山县水利局", OrgUnitKind.SENDING_UNIT, "210726", 3),
    ]
    for name, kind, region_code, level in rows:
        world.units[name] = new_id()
        work.session.add(
            OrgUnit(
                tenant_id=world.tenant_id,
                id=world.units[name],
                name=name,
                kind=kind,
                region_code=region_code,
                level=level,
            )
        )
    await work.session.flush()


async def _add_cadres(work: Work, world: World) -> None:
    vault = work.ports.vault
    for number, (name, role, level, unit, place, index) in enumerate(CADRES):
        id_number = f"21070019800101{number:03d}0"
        world.cadres[name], world.postings[name] = new_id(), new_id()
        township = place if len(place) == 9 else next(code for code in world.villages if code.startswith(place))
        work.session.add(
            Cadre(
                tenant_id=world.tenant_id,
                id=world.cadres[name],
                name=name,
                gender=Gender.MALE,
                birth_date=date(1980, 1, 1),
                id_number_sealed=vault.seal(world.tenant_id, id_number),
                id_number_digest=vault.digest(world.tenant_id, id_number),
                id_number_masked=f"210***********{number:03d}0",
                staffing_type=StaffingType.CIVIL_SERVICE,
                party_status=PartyStatus.FULL_MEMBER,
                home_unit_id=world.units[unit],
            )
        )
        await work.session.flush()
        work.session.add(
            Posting(
                tenant_id=world.tenant_id,
                id=world.postings[name],
                cadre_id=world.cadres[name],
                role=role,
                dispatch_level=level,
                sending_unit_id=world.units[unit],
                region_code=township if index is None else world.villages[township][index],
                start_date=date(2025, 1, 1),
                planned_end=date(2027, 12, 31),
            )
        )
        await work.session.flush()


async def _add_people(work: Work, world: World) -> None:
    people: list[tuple[str, NewAppointment, UUID | None]] = [(name, held, None) for name, held in PEOPLE]
    first_village = world.villages[FANGSHAN][0]
    people.append(("village", NewAppointment("village_branch", first_village), None))
    people.append(("unit", NewAppointment("unit_leader", unit_id=world.units["锦州市公安局"]), None))
    people += [(name, NewAppointment("posted_cadre"), cadre_id) for name, cadre_id in world.cadres.items()]
    for name, held, cadre_id in people:
        new = NewAccount(username=name, display_name=name, appointment=held, cadre_id=cadre_id)
        account_id = await add_account(work, new, _password_hash(), must_change=False)
        grant = Grant(held.role, held.region_code, held.unit_id)
        world.people[name] = Actor(account_id, name, cadre_id, (grant,))
