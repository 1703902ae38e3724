"""村情民情台账: a village's profile as of a day; the latest is the current one, the others stay."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.texts import paragraphs
from xuanpai_core.villages.errors import DateImpossible, InvalidNumber
from xuanpai_core.villages.models import VillageProfile
from xuanpai_core.villages.places import known_village

PEOPLE_LIMIT = 1_000_000
LAND_LIMIT = Decimal(10_000_000)


@dataclass(frozen=True, slots=True)
class NewProfile:
    """A village as it stood on ``as_of``; land in 亩."""

    region_code: str
    as_of: date
    population: int
    households: int
    poor_households: int
    land_mu: Decimal
    description: str


async def record_profile(work: Work, new: NewProfile, key: str) -> UUID:
    """Add a profile; an earlier one of the same day stays, and is no longer current. Returns its id.

    Raises ``Forbidden``, ``NotFound`` (``UNKNOWN_REGION``), ``NotAVillage``, ``DateImpossible``, ``InvalidNumber``,
    ``Invalid`` (``INVALID_TEXT``).
    """
    village = await known_village(work, Action.VILLAGE_RECORD, new.region_code)
    _check(work, new)
    checked = replace(new, description=paragraphs(new.description, path="description", title="村情说明"))

    async def act() -> Outcome:
        profile_id = new_id()
        values = {**asdict(checked), "region_code": village.code}
        author = work.ctx.actor.account_id
        work.session.add(VillageProfile(tenant_id=work.tenant_id, id=profile_id, recorded_by=author, **values))
        await work.session.flush()
        record(work, Action.VILLAGE_RECORD, "village_profile", profile_id, after=values)
        return {"id": str(profile_id)}

    return UUID((await once(work, "village:profile", key, asdict(checked), act))["id"])


def _check(work: Work, new: NewProfile) -> None:
    if new.as_of > today(work.clock):
        raise DateImpossible("asOf", "台账日期不能晚于今天。")
    for path, number in (("population", new.population), ("households", new.households)):
        if not 0 <= number <= PEOPLE_LIMIT:
            raise InvalidNumber(path, "人口、户数应为 0 到 1000000 的整数。")
    if not 0 <= new.poor_households <= new.households:
        raise InvalidNumber("poorHouseholds", f"困难户不能多于总户数{new.households}户,也不能为负数。")
    if not 0 <= new.land_mu <= LAND_LIMIT or new.land_mu != round(new.land_mu, 2):
        raise InvalidNumber("landMu", "土地面积以亩为单位,最多两位小数,不能为负数。")
