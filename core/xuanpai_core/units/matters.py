"""Merging one unit into another takes two persons: it moves people from one leader's sight into another's."""

from uuid import UUID

from sqlalchemy import select

from xuanpai_core.approvals.matters import Matter, Payload, Proposal, agreed
from xuanpai_core.approvals.service import propose
from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import Extent, require
from xuanpai_core.db.session import Work
from xuanpai_core.duties.service import subject_changed
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.registers.moving import follow_unit
from xuanpai_core.units.errors import SameUnit, UnitMerged, UnitNotFound, UnitsDiffer
from xuanpai_core.units.merging import follow, held_units
from xuanpai_core.units.models import OrgUnit


async def propose_merge(work: Work, merged: UUID, into: UUID, reason: str, key: str) -> UUID:
    """Ask for unit ``merged`` to go on as ``into``; returns the request's id.

    Raises ``Forbidden``, ``UnitNotFound``, ``SameUnit``, ``UnitsDiffer``, ``UnitMerged``.
    """
    return await propose(work, MERGE_UNITS, {"merged": str(merged), "into": str(into)}, reason, key)


async def _check(work: Work, payload: Payload) -> Proposal:
    reach = require(work.ctx, Action.UNIT_MANAGE)
    merged, into = (
        await _within(work, UUID(payload["merged"]), reach),
        await _within(work, UUID(payload["into"]), reach),
    )
    _demand_mergeable(merged, into)
    summary = (
        f"把“{merged.name}”并入“{into.name}”:在任干部、所属干部和任职人员随之转入,"
        f"“{merged.name}”不再供选择;已结束的任职和已形成的记录保留原单位名称。合并不能自动撤销。"
    )
    return Proposal(payload, summary, _common_place(merged.region_code, into.region_code))


async def _carry_out(work: Work, payload: Payload) -> Payload:
    merged_id, into_id = UUID(payload["merged"]), UUID(payload["into"])
    units = {unit.id: unit for unit in await held_units(work, merged_id, into_id)}
    if len(units) != 2:
        raise UnitNotFound
    merged, into = units[merged_id], units[into_id]
    _demand_mergeable(merged, into)
    merged.merged_into = into.id
    moved = await follow(work, merged.id, into.id)
    moved["register_entries"] = await follow_unit(work, merged.id, into.id)
    await subject_changed(work, units=[merged.id, into.id])
    record(
        work,
        "unit:merge",
        "org_unit",
        merged.id,
        before={"name": merged.name, "merged_into": None},
        after={"merged_into": str(into.id), "name": into.name, "moved": moved},
        reason=agreed(work).reason,
        approval_id=str(agreed(work).id),
    )
    return moved


async def _within(work: Work, unit_id: UUID, reach: Extent) -> OrgUnit:
    unit = await work.session.scalar(select(OrgUnit).where(OrgUnit.tenant_id == work.tenant_id, OrgUnit.id == unit_id))
    if unit is None or not reach.covers_place(unit.region_code):
        raise UnitNotFound
    return unit


def _demand_mergeable(merged: OrgUnit, into: OrgUnit) -> None:
    if merged.id == into.id:
        raise SameUnit
    for unit in (merged, into):
        if unit.merged_into is not None:
            raise UnitMerged(unit.name)
    if merged.kind is not into.kind:
        raise UnitsDiffer


def _common_place(one: str, other: str) -> str | None:
    """The smallest place that holds both; ``None``, the whole tenant, where there is none."""
    first, second = RegionCode.stored(one), RegionCode.stored(other)
    return next((code for code in (first, *first.ancestors()) if code.covers(second)), None)


MERGE_UNITS = Matter("MERGE_UNITS", "合并单位", Action.UNIT_MANAGE, Action.APPROVAL_DECIDE, _check, _carry_out)
