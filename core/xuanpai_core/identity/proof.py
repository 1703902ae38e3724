"""Proving anew, within a session, who one is; failures are counted as at sign-in, and too many end the session."""

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select

from xuanpai_core.audit.service import record
from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Database, Work
from xuanpai_core.errors import XuanpaiError
from xuanpai_core.identity import throttle
from xuanpai_core.identity.errors import SecondFactorRequired, SecondFactorWrong, SessionEnded, WrongPassword
from xuanpai_core.identity.models import Account
from xuanpai_core.identity.passwords import is_password
from xuanpai_core.identity.second_factor import accepts, enrolled
from xuanpai_core.identity.sessions import end_sessions


@dataclass(frozen=True, slots=True)
class Session:
    """The session in which something is done: who asks, and its id."""

    ctx: RequestContext
    id: UUID


@dataclass(frozen=True, slots=True)
class Proof:
    """What somebody types to prove who they are; ``code`` is needed by whoever has a second factor."""

    password: str = field(repr=False)
    code: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Proven:
    """Whose password was right, and the hash that it was compared with."""

    username: str
    password_hash: str = field(repr=False)


async def prove(database: Database, session: Session, proof: Proof, *, with_code: bool = True) -> Proven:
    """Compare the password, and unless ``with_code`` is false the one-time code, in transactions of its own.

    Raises ``WrongPassword``, ``SecondFactorRequired``, ``SecondFactorWrong``, and ``SessionEnded`` after
    ``Settings.lock_after_failures`` failures: the session is over then. No transaction may be open.
    """
    tenant_id = session.ctx.tenant_id
    async with database.transaction(tenant_id) as transaction:
        held = select(Account.username, Account.password_hash).where(
            Account.tenant_id == tenant_id, Account.id == session.ctx.actor.account_id
        )
        proven = Proven(*(await transaction.session.execute(held)).one())
        pair = throttle.Pair(throttle.name_key(proven.username), throttle.session_key(session.id))
        claim = await throttle.claim(transaction, database.clock.now(), database.settings, pair)
    right = claim.locked_for is None and await is_password(proven.password_hash, proof.password)
    async with database.work(session.ctx) as work:
        refusal = await _decide(work, session, proof if with_code else None, pair, claim, right=right)
    if refusal is not None:
        raise refusal
    return proven


async def _decide(
    work: Work, session: Session, proof: Proof | None, pair: throttle.Pair, claim: throttle.Claim, *, right: bool
) -> XuanpaiError | None:
    if not right:
        return await _refused(work, session, claim, WrongPassword())
    factor = await enrolled(work.transaction, work.ctx.actor.account_id) if proof is not None else None
    if factor is not None and proof is not None:
        if not proof.code:
            await throttle.take_back(work.transaction, pair)
            return SecondFactorRequired()
        if not accepts(work.ports.vault, factor, proof.code, work.clock.now()):
            return await _refused(work, session, claim, SecondFactorWrong())
    await throttle.clear(work.transaction, pair)
    return None


async def _refused(work: Work, session: Session, claim: throttle.Claim, refusal: XuanpaiError) -> XuanpaiError:
    account_id = work.ctx.actor.account_id
    record(work, "session:refuse_proof", "session", session.id, refusal=refusal.error_code, failures=claim.failures)
    if claim.failures < work.ports.settings.lock_after_failures:
        return refusal
    await end_sessions(work.transaction, work.clock.now(), account_id, only=session.id)
    record(work, "session:end", "session", session.id, cause="TOO_MANY_FAILURES")
    return SessionEnded()
