"""What administrators do to the sign-in of others: end their sessions, take away a lost second factor."""

from uuid import UUID

from sqlalchemy import delete

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.db.session import Work
from xuanpai_core.identity import devices
from xuanpai_core.identity.errors import OwnAccount
from xuanpai_core.identity.models import SecondFactor
from xuanpai_core.identity.reach import account_in_reach
from xuanpai_core.identity.sessions import end_sessions


async def revoke_account_sessions(work: Work, account_id: UUID) -> int:
    """End every session of the account, and trust none of its devices any more; returns how many ended.

    Raises ``Forbidden``, ``AccountNotFound`` beyond the caller's reach.
    """
    account, _ = await account_in_reach(work, account_id, Action.SESSION_REVOKE)
    ended = await end_sessions(work.transaction, work.clock.now(), account.id)
    await devices.distrust(work.transaction, account.id)
    record(work, Action.SESSION_REVOKE, "account", account.id, ended_sessions=ended)
    return ended


async def reset_second_factor(work: Work, account_id: UUID) -> None:
    """Take the account's second factor away, as when the person has lost the device, and end its sessions.

    Never one's own: whoever has a session but no device must ask somebody else. Raises ``OwnAccount``, ``Forbidden``,
    and ``AccountNotFound`` beyond the caller's reach.
    """
    if account_id == work.ctx.actor.account_id:
        raise OwnAccount
    account, _ = await account_in_reach(work, account_id, Action.ACCOUNT_MANAGE)
    await work.session.execute(
        delete(SecondFactor).where(SecondFactor.tenant_id == work.tenant_id, SecondFactor.account_id == account.id)
    )
    account.second_factor_at = None
    ended = await end_sessions(work.transaction, work.clock.now(), account.id)
    record(work, "second_factor:reset", "account", account.id, ended_sessions=ended)
