"""Writing registers as their people do, and what is then stored."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from tests.core.plugins.activating import fresh_key
from tests.factories.world import FANGSHAN, World
from xuanpai_core.audit.models import AuditEvent
from xuanpai_core.parties.known import NamedParty
from xuanpai_core.registers.models import RegisterEntry
from xuanpai_core.registers.service import Correction, NewEntry, add_entry, correct_entry, end_entry

SEPTEMBER = date(2025, 9, 1)
OFFICIAL = NewEntry(
    "official", FANGSHAN, "周书记", SEPTEMBER, {"name": "周书记", "post": "镇党委书记", "tier": "TOWNSHIP"}
)


def parties(*named: tuple[str, object]) -> tuple[NamedParty, ...]:
    """Parties by part and id or code."""
    return tuple(NamedParty(code, str(ref)) for code, ref in named)


async def add(world: World, new: NewEntry = OFFICIAL, person: str = "clerk", key: str = "", **changes: Any) -> UUID:
    """Write an entry; its id."""
    async with world.database.work(world.ctx(person)) as work:
        return await add_entry(work, replace(new, **changes), key or fresh_key())


async def end(world: World, entry_id: UUID, last_day: date, person: str = "clerk", key: str = "") -> None:
    """End an entry."""
    async with world.database.work(world.ctx(person)) as work:
        await end_entry(work, entry_id, last_day, "工作调整", key or fresh_key())


async def correct(world: World, entry_id: UUID, content: dict[str, object], person: str = "clerk", **more: Any) -> None:
    """Correct an entry."""
    async with world.database.work(world.ctx(person)) as work:
        await correct_entry(work, entry_id, Correction(content, "登记有误", **more), fresh_key())


async def stored(world: World, entry_id: UUID) -> RegisterEntry:
    """The entry as it stands."""
    async with world.database.read(world.ctx("county")) as work:
        return await work.session.get_one(RegisterEntry, (world.tenant_id, entry_id))


async def count(world: World) -> int:
    """How many entries there are."""
    async with world.database.read(world.ctx("county")) as work:
        counted = select(func.count()).select_from(RegisterEntry).where(RegisterEntry.tenant_id == world.tenant_id)
        return await work.session.scalar(counted) or 0


async def deeds(world: World, entry_id: UUID) -> dict[str, tuple[date, date | None, dict[str, str]]]:
    """What the entry counts for, by token."""
    async with world.database.read(world.ctx("county")) as work:
        rows = await work.driver.fetch(
            "SELECT token, day, until, features FROM deed WHERE tenant_id = $1 AND record_key = $2",
            world.tenant_id,
            str(entry_id),
        )
    return {row["token"]: (row["day"], row["until"], row["features"]) for row in rows}


async def events(world: World, entry_id: UUID) -> list[AuditEvent]:
    """What the trail says of the entry, in order."""
    async with world.database.read(world.ctx("county")) as work:
        rows = await work.session.scalars(
            select(AuditEvent)
            .where(AuditEvent.tenant_id == world.tenant_id, AuditEvent.subject_id == str(entry_id))
            .order_by(AuditEvent.at, AuditEvent.id)
        )
        return list(rows.all())
