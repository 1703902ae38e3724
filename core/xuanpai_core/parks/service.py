"""Founding parks and projects: where income can arise, and who brought it."""

from dataclasses import asdict, dataclass, replace
from uuid import UUID

from sqlalchemy import insert

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import Extent, require, require_place
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Conflict, Invalid, NotFound
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.parks import repository
from xuanpai_core.parks.models import IndustrialPark, ParkProject, ProjectIntroducer
from xuanpai_core.parks.revenue import NewRevenue, record_revenue, reverse_revenue
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.regions.known import known_county
from xuanpai_core.texts import one_line

__all__ = ["NewPark", "NewProject", "NewRevenue", "create_park", "create_project", "record_revenue", "reverse_revenue"]


@dataclass(frozen=True, slots=True)
class NewPark:
    """A park in a county."""

    county_code: str
    name: str


@dataclass(frozen=True, slots=True)
class NewProject:
    """A project in a park, and the postings whose holders brought it in.

    ``suits_village``: it could stand in a village, so that its income is not divided (JZ-20).
    """

    park_id: UUID
    name: str
    suits_village: bool
    introducer_ids: tuple[UUID, ...]


async def create_park(work: Work, new: NewPark, key: str) -> UUID:
    """Found a park; returns its id.

    Raises ``Forbidden``, ``NotFound`` (``UNKNOWN_REGION``), ``Invalid`` (``INVALID_REGION_CODE``, ``NOT_A_COUNTY``,
    ``INVALID_TEXT``) and ``Conflict`` (``PARK_NAME_TAKEN``).
    """
    county_code = RegionCode.parse(new.county_code)
    require_place(work.ctx, Action.PARK_MANAGE, county_code)
    name = one_line(new.name, path="name", title="园区名称")

    async def act() -> Outcome:
        county, park_id = await known_county(work, county_code), new_id()
        values = {"id": park_id, "name": name, "county_code": county.code}
        if not await repository.add_unless_there(work, IndustrialPark, values):
            raise Conflict(f"{county.name}已有名为“{name}”的园区,请换一个名称。", code="PARK_NAME_TAKEN")
        after = {"name": name, "county_code": county.code}
        record(work, Action.PARK_MANAGE, "industrial_park", park_id, after=after)
        return {"id": str(park_id)}

    return UUID((await once(work, "park:create", key, {**asdict(new), "name": name}, act))["id"])


async def create_project(work: Work, new: NewProject, key: str) -> UUID:
    """Enter a project and who brought it in; returns its id.

    Raises ``Forbidden``, ``NotFound`` (``PARK_NOT_FOUND``, ``POSTING_NOT_FOUND``: unknown or out of reach), ``Invalid``
    (``NO_INTRODUCER``, ``INVALID_TEXT``) and ``Conflict`` (``PROJECT_NAME_TAKEN``).
    """
    reach = require(work.ctx, Action.PARK_MANAGE)
    checked = _checked(new)

    async def act() -> Outcome:
        return {"id": str(await _create_project(work, checked, reach))}

    return UUID((await once(work, "project:create", key, asdict(checked), act))["id"])


def _checked(new: NewProject) -> NewProject:
    """What can be told wrong before anything is read; each introducer once."""
    if not new.introducer_ids and not new.suits_village:
        raise Invalid("请填写引进该项目的选派干部,否则收益分不到村。", code="NO_INTRODUCER")
    name = one_line(new.name, path="name", title="项目名称")
    return replace(new, name=name, introducer_ids=tuple(sorted(set(new.introducer_ids))))


async def _create_project(work: Work, new: NewProject, reach: Extent) -> UUID:
    if not await repository.park_exists(work, new.park_id, reach):
        raise NotFound("没有找到这个园区,或不在您的管辖范围内。", code="PARK_NOT_FOUND")
    if set(new.introducer_ids) - await repository.postings_within(work, new.introducer_ids, reach):
        raise NotFound("有引进干部的任职记录没有找到,或不在您的管辖范围内。", code="POSTING_NOT_FOUND")
    project_id, name = new_id(), new.name
    values = {"id": project_id, "park_id": new.park_id, "name": name, "suits_village": new.suits_village}
    if not await repository.add_unless_there(work, ParkProject, values):
        raise Conflict(f"该园区已有名为“{name}”的项目,请换一个名称。", code="PROJECT_NAME_TAKEN")
    if new.introducer_ids:
        keys = {"tenant_id": work.tenant_id, "project_id": project_id}
        rows = [{**keys, "posting_id": posting_id} for posting_id in new.introducer_ids]
        await work.session.execute(insert(ProjectIntroducer), rows)
    detail = {"park_id": str(new.park_id), "introducers": [str(posting_id) for posting_id in new.introducer_ids]}
    after = {**detail, "name": name, "suits_village": new.suits_village}
    record(work, Action.PARK_MANAGE, "park_project", project_id, after=after)
    return project_id
