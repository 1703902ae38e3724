"""What follows a unit that goes on as another one: every running entry that names it."""

from uuid import UUID

from sqlalchemy import and_, or_, select

from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.parties.models import RecordParty
from xuanpai_core.parties.tokens import of_unit
from xuanpai_core.registers.counting import tell_entry
from xuanpai_core.registers.models import RegisterEntry
from xuanpai_core.registers.repository import RECORD_TYPE


async def follow_unit(work: Work, merged: UUID, into: UUID) -> int:
    """Let ``into`` stand in every entry that goes on and names ``merged``; what has ended keeps the old unit.

    Returns how many entries. Asks nobody's permission.
    """
    rows = await work.session.execute(
        select(RecordParty, RegisterEntry)
        .join(
            RegisterEntry,
            and_(RegisterEntry.tenant_id == RecordParty.tenant_id, RegisterEntry.id == RecordParty.record_id),
        )
        .where(
            RecordParty.tenant_id == work.tenant_id,
            RegisterEntry.tenant_id == work.tenant_id,
            RecordParty.record_type == RECORD_TYPE,
            RecordParty.token == of_unit(merged),
            or_(RegisterEntry.valid_to.is_(None), RegisterEntry.valid_to >= today(work.clock)),
        )
    )
    found = [(row.RecordParty, row.RegisterEntry) for row in rows]
    named = await _naming(work, into)
    for party, entry in found:
        if (entry.id, party.code) in named:
            # Both stood there: from now on they are one.
            await work.session.delete(party)
        else:
            party.unit_id, party.token = into, of_unit(into)
    await work.session.flush()
    for _, entry in found:
        await tell_entry(work, entry)
    return len(found)


async def _naming(work: Work, unit_id: UUID) -> set[tuple[UUID, str]]:
    """The entries that name the unit, and as what."""
    rows = await work.session.execute(
        select(RecordParty.record_id, RecordParty.code).where(
            RecordParty.tenant_id == work.tenant_id,
            RecordParty.record_type == RECORD_TYPE,
            RecordParty.token == of_unit(unit_id),
        )
    )
    return {(row.record_id, row.code) for row in rows}
