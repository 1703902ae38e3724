"""Changing one's own password."""

from datetime import datetime

from sqlalchemy import delete, select

from xuanpai_core.audit.service import record
from xuanpai_core.db.session import Database, Work
from xuanpai_core.db.types import new_id
from xuanpai_core.identity.errors import WrongPassword
from xuanpai_core.identity.models import Account, FormerPassword
from xuanpai_core.identity.passwords import check_password_policy, hashed, is_any_password, reused
from xuanpai_core.identity.proof import Proof, Proven, Session, prove
from xuanpai_core.identity.sessions import end_sessions


async def change_password(database: Database, session: Session, old: str, new: str) -> None:
    """Change one's own password and end every session of the account, this one as well.

    Raises what ``prove`` raises for a wrong old password, and ``Invalid`` (``WEAK_PASSWORD``, ``COMMON_PASSWORD``,
    ``PASSWORD_REUSED``) for a new one that the policy does not take. No transaction may be open.
    """
    proven = await prove(database, session, Proof(old), with_code=False)
    settings = database.settings
    check_password_policy(new, proven.username, settings)
    async with database.work(session.ctx) as work:
        former = await _former(work, settings.password_history - 1)
    if settings.password_history and await is_any_password([proven.password_hash, *former], new):
        raise reused(settings.password_history)
    password_hash = await hashed(new)
    async with database.work(session.ctx) as work:
        await _write(work, proven, password_hash)


async def _write(work: Work, proven: Proven, password_hash: str) -> None:
    key, now = (work.tenant_id, work.ctx.actor.account_id), work.clock.now()
    account = await work.session.get_one(Account, key, with_for_update=True)
    if account.password_hash != proven.password_hash:
        raise WrongPassword
    await keep_former(work, account, now)
    account.password_hash, account.must_change_password = password_hash, False
    account.password_changed_at, account.initial_password_until = now, None
    ended = await end_sessions(work.transaction, now, account.id)
    record(work, "account:change_password", "account", account.id, ended_sessions=ended)


async def keep_former(work: Work, account: Account, now: datetime) -> None:
    """Put the present password to those that may not be chosen again, and let go of the oldest."""
    kept = work.ports.settings.password_history - 1
    if kept > 0:
        former = FormerPassword(
            tenant_id=work.tenant_id,
            id=new_id(),
            account_id=account.id,
            password_hash=account.password_hash,
            created_at=now,
        )
        work.session.add(former)
        await work.session.flush()
    newest = (
        select(FormerPassword.id)
        .where(FormerPassword.tenant_id == work.tenant_id, FormerPassword.account_id == account.id)
        .order_by(FormerPassword.created_at.desc(), FormerPassword.id.desc())
        .limit(max(kept, 0))
    )
    await work.session.execute(
        delete(FormerPassword).where(
            FormerPassword.tenant_id == work.tenant_id,
            FormerPassword.account_id == account.id,
            FormerPassword.id.not_in(newest),
        )
    )


async def _former(work: Work, count: int) -> list[str]:
    hashes = await work.session.scalars(
        select(FormerPassword.password_hash)
        .where(FormerPassword.tenant_id == work.tenant_id, FormerPassword.account_id == work.ctx.actor.account_id)
        .order_by(FormerPassword.created_at.desc(), FormerPassword.id.desc())
        .limit(max(count, 0))
    )
    return list(hashes)
