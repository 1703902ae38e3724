"""Which county each member of the city's leading body has taken on, and which is nobody's (JZ-13).

It is kept in the register ``patrol``: one entry for each member and county.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require_place
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.errors import Invalid
from xuanpai_core.parties.models import RecordParty
from xuanpai_core.plugins.decisions import Clause
from xuanpai_core.plugins.duties import Duty
from xuanpai_core.regions.code import RegionCode, RegionLevel
from xuanpai_core.regions.known import known_region
from xuanpai_core.regions.models import Region
from xuanpai_core.registers.models import RegisterEntry
from xuanpai_core.registers.repository import RECORD_TYPE, standing
from xuanpai_core.rulebooks.service import rulebooks

FORM, MEMBER, COUNTY = "patrol", "member", "county"
MEMBERS_FORM, IN_THE_BODY = "official", "leading_body"
MATTER = "patrol.member"
NATURALLY = 2
"""How many counties a member takes on where no rule says otherwise: “每人‘承包’两个县(市、区)”."""


class NotACity(Invalid):
    """Patrols are a city's."""

    code = "NOT_A_CITY"

    def __init__(self, place_name: str) -> None:
        super().__init__(f"{place_name}不是市,请选择市级区划。")


@dataclass(frozen=True, slots=True)
class Member:
    """One member of the leading body and the counties that they took on; ``lacking`` is negative for too many."""

    entry_id: UUID
    name: str
    counties: tuple[str, ...]
    lacking: int
    reason: str


@dataclass(frozen=True, slots=True)
class Patrols:
    """``covered`` and ``uncovered`` are counties; ``warning`` says what is not as it ought to be, if anything."""

    required: int
    members: tuple[Member, ...]
    covered: tuple[str, ...]
    uncovered: tuple[str, ...]
    warning: str | None
    names: Mapping[str, str]
    clause: Clause | None


def judge_patrols(
    members: Sequence[tuple[UUID, str]],
    counties: Mapping[str, str],
    taken: Iterable[tuple[UUID, str]],
    required: int = NATURALLY,
    clause: Clause | None = None,
) -> Patrols:
    """Who covers what: ``members`` by id and name, ``counties`` by code and name, ``taken``: who took which county."""
    by_member: dict[UUID, set[str]] = {}
    for member, county in taken:
        if county in counties:
            by_member.setdefault(member, set()).add(county)
    judged = tuple(_member(entry_id, name, by_member.get(entry_id, ()), required) for entry_id, name in members)
    covered = {county for member in judged for county in member.counties}
    uncovered = tuple(code for code in sorted(counties) if code not in covered)
    parts = [f"{member.name}{member.reason}" for member in judged if member.lacking]
    if uncovered:
        names = "、".join(counties[code] for code in uncovered)
        parts.insert(0, f"{len(counties)}个县(市、区)已覆盖{len(covered)}个,未覆盖{len(uncovered)}个:{names}")
    warning = f"{';'.join(parts)}。" if parts else None
    return Patrols(required, judged, tuple(sorted(covered)), uncovered, warning, counties, clause)


def _member(entry_id: UUID, name: str, counties: Collection[str], required: int) -> Member:
    lacking = required - len(counties)
    reason = f"承包{len(counties)}个"
    if lacking > 0:
        reason += f",不足{required}个"
    elif lacking < 0:
        reason += f",超过{required}个"
    return Member(entry_id, name, tuple(sorted(counties)), lacking, reason)


async def patrols(work: Work, city_code: str, on: date | None = None) -> Patrols:
    """Who covers the counties of the city on the day (default today).

    Members are the officials of the city's register who are marked as belonging to the leading body, and whoever else
    took on a county. Raises ``Forbidden``, ``InvalidRegionCode``, ``NotACity``, ``NotFound`` (``UNKNOWN_REGION``).
    """
    code, day = RegionCode.parse(city_code), on or today(work.clock)
    require_place(work.ctx, Action.REGISTER_READ, code)
    city = await known_region(work, code)
    if city.level != RegionLevel.CITY:
        raise NotACity(city.path_name)
    taken = await _taken(work, city.code, day)
    members = await _members(work, city.code, day, {member for member, _ in taken})
    rule = (await rulebooks(work)).one(Duty, MATTER, city.code, day)
    required, clause = (NATURALLY, None) if rule is None else (rule[1].at_least, rule[1].clause)
    return judge_patrols(members, await _counties(work, city.code, day), taken, required, clause)


async def _taken(work: Work, city_code: str, day: date) -> list[tuple[UUID, str]]:
    member, county = aliased(RecordParty), aliased(RecordParty)
    rows = await work.session.execute(
        select(member.entry_id, county.region_code)
        .select_from(RegisterEntry)
        .join(member, _party_of(work, member, MEMBER))
        .join(county, _party_of(work, county, COUNTY))
        .where(
            RegisterEntry.tenant_id == work.tenant_id,
            RegisterEntry.form == FORM,
            RegisterEntry.region_code == city_code,
            standing(day),
        )
        .order_by(RegisterEntry.id)
    )
    return [(row.entry_id, row.region_code) for row in rows]


async def _members(work: Work, city_code: str, day: date, besides: Collection[UUID]) -> list[tuple[UUID, str]]:
    in_the_body = RegisterEntry.content[IN_THE_BODY].as_boolean().is_(True)
    rows = await work.session.execute(
        select(RegisterEntry.id, RegisterEntry.title, RegisterEntry.content["name"].as_string().label("name"))
        .where(
            RegisterEntry.tenant_id == work.tenant_id,
            RegisterEntry.form == MEMBERS_FORM,
            RegisterEntry.region_code == city_code,
            standing(day),
            or_(in_the_body, RegisterEntry.id.in_(besides)),
        )
        .order_by(RegisterEntry.id)
    )
    return [(row.id, row.name or row.title) for row in rows]


async def _counties(work: Work, city_code: str, day: date) -> dict[str, str]:
    rows = await work.session.execute(
        select(Region.code, Region.name)
        .where(
            Region.tenant_id == work.tenant_id,
            Region.level == RegionLevel.COUNTY,
            Region.code >= city_code,
            Region.code < city_code + ":",
            or_(Region.valid_to.is_(None), Region.valid_to > day),
        )
        .order_by(Region.code)
    )
    return {row.code: row.name for row in rows}


def _party_of(work: Work, party: type[RecordParty], code: str) -> ColumnElement[bool]:
    return and_(
        party.tenant_id == work.tenant_id,
        party.record_type == RECORD_TYPE,
        party.record_id == RegisterEntry.id,
        party.code == code,
    )
