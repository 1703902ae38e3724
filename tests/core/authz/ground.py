"""The ground on which every decision is tried: one posting for each relation that a caller can stand in to a row."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import insert

from tests.factories.world import FANGSHAN, World
from xuanpai_core.authz.roles import ROLES, Axis
from xuanpai_core.cadres.models import Cadre, Gender
from xuanpai_core.context import Actor, Grant
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.postings.models import Posting
from xuanpai_core.vocabulary import DispatchLevel, PartyStatus, PostingRole, StaffingType

CENTRE = {1: "21", 2: "2107", 3: "210726", 4: FANGSHAN}
"""The place where a role of each level is held; a village's is the first of 芳山镇."""
SIBLING = {2: "2101", 3: "210727"}
OWN_UNIT, OTHER_UNIT, NEUTRAL_UNIT = "锦州市公安局", "锦州市财政局", "黑山县水利局"


class Relation(StrEnum):
    """How a row stands to the caller."""

    SELF = "self"
    SAME_PLACE = "same place"
    ANCESTOR = "ancestor"
    DESCENDANT = "descendant"
    SIBLING = "sibling"
    OWN_CADRE_ELSEWHERE = "own cadre elsewhere"
    OTHER_UNITS_CADRE = "other unit's cadre"
    OTHER_TENANT = "other tenant"


@dataclass(slots=True)
class Row:
    """One posting on the ground."""

    place: str
    unit: UUID
    cadre: UUID
    posting: UUID = field(default_factory=new_id)


@dataclass(slots=True)
class Ground:
    """The postings by relation, for the holders of each role."""

    world: World
    me: UUID
    places: dict[str, Row] = field(default_factory=dict)
    others: dict[Relation, Row] = field(default_factory=dict)

    def place_of(self, role: str) -> str | None:
        """Where the role is held: at the lowest place that it may be held at, so that there is an elsewhere."""
        levels = ROLES[role].levels
        if ROLES[role].axis is not Axis.PLACE or not levels:
            return None
        return self.centre(levels[-1])

    def centre(self, level: int) -> str:
        """The place of ``level`` on the line from the province down to one village."""
        return CENTRE.get(level) or self.world.villages[FANGSHAN][0]

    def sibling(self, level: int) -> str | None:
        """A place beside that of ``level``."""
        if level == 4:
            return next(code for code in sorted(self.world.villages) if code.startswith("210726") and code != FANGSHAN)
        return self.world.villages[FANGSHAN][1] if level == 5 else SIBLING.get(level)

    def actor(self, role: str) -> Actor:
        """Somebody who holds ``role`` alone, and who is a sent cadre too."""
        unit = self.world.units[OWN_UNIT] if ROLES[role].axis is Axis.UNIT else None
        return Actor(new_id(), role, self.me, (Grant(role, self.place_of(role), unit),))

    def rows(self, role: str) -> dict[Relation, Row | None]:
        """The row that stands in each relation to a holder of ``role``; none where there is no such place."""
        place = self.place_of(role)
        level = ROLES[role].levels[-1] if place else 0
        near = {
            Relation.SAME_PLACE: place,
            Relation.ANCESTOR: self.centre(level - 1) if level > 1 else None,
            Relation.DESCENDANT: self.centre(level + 1) if 0 < level < 5 else None,
            Relation.SIBLING: self.sibling(level) if level else None,
        }
        found = {relation: None if code is None else self.places[code] for relation, code in near.items()}
        # Whoever holds the whole province has no elsewhere in it.
        far = {key: row for key, row in self.others.items() if level != 1 or key is Relation.OTHER_TENANT}
        return {**dict.fromkeys(Relation), **found, **far}


async def lay_ground(world: World, other_world: World) -> Ground:
    """Write the postings: at every place of the line by a neutral unit, and the others far away from it."""
    ground = Ground(world, new_id())
    codes = {ground.centre(level) for level in range(1, 6)} | {code for n in range(2, 6) if (code := ground.sibling(n))}
    neutral, far = world.units[NEUTRAL_UNIT], "2101"
    ground.places = {code: Row(code, neutral, new_id()) for code in sorted(codes)}
    ground.others = {
        Relation.SELF: Row(far, neutral, ground.me),
        Relation.OWN_CADRE_ELSEWHERE: Row(far, world.units[OWN_UNIT], new_id()),
        Relation.OTHER_UNITS_CADRE: Row(far, world.units[OTHER_UNIT], new_id()),
    }
    async with world.database.work(world.ctx("province")) as work:
        await _write(work, [*ground.places.values(), *ground.others.values()])
    # In another province everything that could match does: the province's own code, a unit of that name.
    foreign = Row("21", other_world.units[OWN_UNIT], new_id())
    async with world.database.work(other_world.ctx("province")) as work:
        await _write(work, [foreign])
    ground.others[Relation.OTHER_TENANT] = foreign
    return ground


async def _write(work: Work, rows: list[Row]) -> None:
    for number, row in enumerate(rows):
        sealed = work.ports.vault.seal(work.tenant_id, f"number {number}")
        cadre = {
            "tenant_id": work.tenant_id,
            "id": row.cadre,
            "name": f"某某{number}",
            "gender": Gender.MALE,
            "birth_date": date(1980, 1, 1),
            "id_number_sealed": sealed,
            "id_number_digest": work.ports.vault.digest(work.tenant_id, f"number {number}"),
            "id_number_masked": "*",
            "staffing_type": StaffingType.CIVIL_SERVICE,
            "party_status": PartyStatus.FULL_MEMBER,
            "home_unit_id": row.unit,
        }
        posting = {
            "tenant_id": work.tenant_id,
            "id": row.posting,
            "cadre_id": row.cadre,
            "role": PostingRole.TEAM_MEMBER,
            "dispatch_level": DispatchLevel.COUNTY,
            "sending_unit_id": row.unit,
            "region_code": row.place,
            "start_date": date(2025, 1, 1),
        }
        await work.session.execute(insert(Cadre).values(cadre))
        await work.session.execute(insert(Posting).values(posting))
