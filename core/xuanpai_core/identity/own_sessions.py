"""One's own sessions: seen and ended; and signing out."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from xuanpai_core.audit.service import record
from xuanpai_core.context import Actor
from xuanpai_core.db.session import Database, Work
from xuanpai_core.errors import NotFound
from xuanpai_core.identity.models import Account, Session
from xuanpai_core.identity.sessions import end_session, end_sessions
from xuanpai_core.identity.sign_in import Origin, work_of


async def own_sessions(work: Work) -> Sequence[Session]:
    """The caller's sessions that are open now, the one used last first."""
    now, settings = work.clock.now(), work.ports.settings
    found = await work.session.scalars(
        select(Session)
        .where(
            Session.tenant_id == work.tenant_id,
            Session.account_id == work.ctx.actor.account_id,
            Session.revoked_at.is_(None),
            Session.expires_at > now,
            Session.last_seen_at > now - timedelta(minutes=settings.session_idle_minutes),
        )
        .order_by(Session.last_seen_at.desc(), Session.id.desc())
    )
    return found.all()


async def revoke_own_session(work: Work, session_id: UUID) -> None:
    """End one of the caller's sessions; raises ``NotFound`` (``SESSION_NOT_FOUND``) for any other."""
    account_id = work.ctx.actor.account_id
    if not await end_sessions(work.transaction, work.clock.now(), account_id, only=session_id):
        raise NotFound("没有找到这个登录会话,或它已经结束。", code="SESSION_NOT_FOUND")
    record(work, "session:end", "session", session_id, cause="REVOKED_BY_OWNER")


async def revoke_other_sessions(work: Work, present: UUID) -> int:
    """End all of the caller's sessions but the ``present`` one; returns how many."""
    account_id = work.ctx.actor.account_id
    ended = await end_sessions(work.transaction, work.clock.now(), account_id, keep=present)
    record(work, "session:end", "account", account_id, cause="REVOKED_BY_OWNER", ended_sessions=ended)
    return ended


async def sign_out(database: Database, tenant_id: UUID, secret: str, origin: Origin) -> None:
    """End the session at once; one that is over stays so."""
    async with database.transaction(tenant_id) as transaction:
        ended = await end_session(transaction, database.clock.now(), secret)
        if ended is not None:
            session_id, account_id = ended
            account = await transaction.session.get_one(Account, (tenant_id, account_id))
            work = work_of(database, transaction, Actor(account_id, account.display_name, account.cadre_id), origin)
            record(work, "session:sign_out", "session", session_id)
