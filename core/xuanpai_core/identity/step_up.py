"""Some acts ask that the person has proved anew, a short while ago, who they are."""

from datetime import datetime, timedelta

from sqlalchemy import update

from xuanpai_core.audit.service import record
from xuanpai_core.db.session import Database, Work
from xuanpai_core.identity.errors import StepUpRequired
from xuanpai_core.identity.models import Session as SessionRow
from xuanpai_core.identity.proof import Proof, Session, prove


def require_step_up(work: Work) -> None:
    """Raise ``StepUpRequired`` unless this session was stepped up within ``Settings.step_up_minutes``."""
    allowed = timedelta(minutes=work.ports.settings.step_up_minutes)
    at = work.ctx.stepped_up_at
    if at is None or work.clock.now() - at > allowed:
        raise StepUpRequired(work.ports.settings.step_up_minutes)


async def step_up(database: Database, session: Session, proof: Proof) -> datetime:
    """Note in the session that the person has just proved who they are; returns until when that counts.

    Raises what ``prove`` raises.
    """
    await prove(database, session, proof)
    async with database.work(session.ctx) as work:
        now = work.clock.now()
        await work.session.execute(
            update(SessionRow)
            .where(SessionRow.tenant_id == work.tenant_id, SessionRow.id == session.id)
            .values(stepped_up_at=now)
        )
        record(work, "session:step_up", "session", session.id)
    return now + timedelta(minutes=database.settings.step_up_minutes)
