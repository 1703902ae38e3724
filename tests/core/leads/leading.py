"""What several tests of leads do."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tests.core.plugins.activating import fresh_key
from tests.factories.world import FANGSHAN, World
from xuanpai_core.context import system_context
from xuanpai_core.leads.models import Lead, LeadKind, LeadState
from xuanpai_core.leads.service import NewLead, answer_lead, ask_for_answer, decide_lead, raise_lead


async def lead_against(world: World, responsible: str | None = "secretary", **changes: Any) -> UUID:
    """A contradiction of a sheet that ``responsible`` signed."""
    values: dict[str, Any] = {
        "kind": LeadKind.SIGNATURE_CONTRADICTED,
        "region_code": FANGSHAN,
        "subject_type": "sheet_line",
        "subject_key": fresh_key(),
        "since": date(2025, 9, 3),
        "until": date(2025, 9, 3),
        "reason": "月表记为在岗,抽查时不在岗。",
        "posting_id": world.postings["王建国"],
        "responsible_id": None if responsible is None else world.people[responsible].account_id,
    }
    async with world.database.work(system_context(world.tenant_id, "test")) as work:
        raised = await raise_lead(work, NewLead(**(values | changes)))
    assert raised is not None
    return raised


async def ask(world: World, person: str, lead_id: UUID, words: str = "当天是谁核对的?", key: str = "") -> None:
    """Ask whoever answers for it, as ``person``."""
    async with world.database.work(world.ctx(person)) as work:
        await ask_for_answer(work, lead_id, words, key or fresh_key())


async def answer(world: World, person: str, lead_id: UUID, words: str = "由村党支部核对。", key: str = "") -> None:
    """Answer, as ``person``."""
    async with world.database.work(world.ctx(person)) as work:
        await answer_lead(work, lead_id, words, key or fresh_key())


async def decide(
    world: World, person: str, lead_id: UUID, decision: LeadState, note: str = "已核实。", key: str = ""
) -> None:
    """Decide, as ``person``."""
    async with world.database.work(world.ctx(person)) as work:
        await decide_lead(work, lead_id, decision, note, key or fresh_key())


async def leads(world: World) -> list[Lead]:
    """Every lead of the tenant, in the order in which they were raised."""
    async with world.database.read(world.ctx("admin")) as work:
        found = await work.session.scalars(select(Lead).where(Lead.tenant_id == world.tenant_id).order_by(Lead.id))
        return list(found)
