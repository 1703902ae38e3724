"""A matter that does nothing but leave one event in the audit trail, so that its effects can be counted."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from tests.factories.world import World
from xuanpai_core.approvals.errors import ApprovalExpired
from xuanpai_core.approvals.matters import Matter, Payload, Proposal
from xuanpai_core.approvals.models import ApprovalRequest
from xuanpai_core.approvals.service import decide, propose
from xuanpai_core.audit.models import AuditEvent
from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require_place
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Conflict
from xuanpai_core.identity.models import Appointment


async def _check(work: Work, payload: Payload) -> Proposal:
    place: str | None = payload["place"]
    if place is not None:
        require_place(work.ctx, Action.UNIT_MANAGE, place)
    return Proposal(payload, "试一试", place)


async def _carry_out(work: Work, payload: Payload) -> Payload:
    record(work, "trial:act", "trial", payload["name"])
    if payload["name"] == "impossible":
        raise Conflict("情况已经变化。", code="TRIAL_CHANGED")
    return {"done": payload["name"]}


TRIAL = Matter("TRIAL", "试办", Action.UNIT_MANAGE, Action.UNIT_MANAGE, _check, _carry_out)
MATTERS = {"TRIAL": TRIAL}


def trial(name: str = "it", place: str | None = "210726") -> dict[str, Any]:
    """A payload of the trial matter."""
    return {"name": name, "place": place}


async def effects(world: World) -> int:
    """How often the trial matter was carried out and committed."""
    async with world.database.read(world.ctx("province")) as work:
        found = await work.session.scalar(
            select(func.count()).where(AuditEvent.tenant_id == world.tenant_id, AuditEvent.action == "trial:act")
        )
    return found or 0


async def proposed(world: World, person: str = "county", name: str = "it", place: str | None = "210726") -> UUID:
    """The request that ``person`` makes."""
    async with world.database.work(world.ctx(person)) as work:
        return await propose(work, TRIAL, trial(name, place), "工作需要", str(new_id()))


async def decided(
    world: World, person: str, request_id: UUID, *, approve: bool = True, note: str | None = None, key: str = ""
) -> ApprovalRequest | ApprovalExpired:
    """What comes of it when ``person`` decides."""
    async with world.database.work(world.ctx(person)) as work:
        return await decide(work, request_id, MATTERS, approve=approve, note=note, key=key or str(new_id()))


async def stored(world: World, request_id: UUID) -> ApprovalRequest:
    """The request as it is kept."""
    async with world.database.read(world.ctx("province")) as work:
        return await work.session.get_one(ApprovalRequest, (world.tenant_id, request_id))


async def stand_in(world: World, person: str, for_whom: str, since: date, until: date | None) -> None:
    """Let ``person`` stand in for another, from a day to a day."""
    async with world.database.work(world.ctx("province")) as work:
        work.session.add(
            Appointment(
                tenant_id=world.tenant_id,
                id=new_id(),
                account_id=world.people[person].account_id,
                role="county_organiser",
                region_code="210726",
                valid_from=since,
                valid_to=until,
                acting_for=world.people[for_whom].account_id,
            )
        )
