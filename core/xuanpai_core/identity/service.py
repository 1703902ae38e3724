"""Accounts: made, closed and opened again, given a new password. The roles they hold are in ``appointments``."""

from dataclasses import asdict, dataclass
from uuid import UUID

from sqlalchemy import select, update

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Conflict, Forbidden
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.identity import devices, throttle
from xuanpai_core.identity.appointments import NewAppointment, require_grantable, write_appointment
from xuanpai_core.identity.errors import OwnAccount
from xuanpai_core.identity.models import Account, AccountState, Appointment, Session
from xuanpai_core.identity.password_change import keep_former
from xuanpai_core.identity.passwords import hash_password, initial_until, one_time_password
from xuanpai_core.identity.reach import account_in_reach, covers_tenant, require_cadre
from xuanpai_core.identity.separation import administers, refuse_leaving_none
from xuanpai_core.quotas.service import QuotaKind, require_room
from xuanpai_core.texts import one_line, paragraphs

__all__ = [
    "NewAccount",
    "NewAppointment",
    "add_account",
    "create_account",
    "disable_account",
    "enable_account",
    "renew_password",
    "reset_password",
]


@dataclass(frozen=True, slots=True)
class NewAccount:
    """A person who is to sign in, with a first role or none; ``cadre_id`` when the person is a sent cadre."""

    username: str
    display_name: str
    appointment: NewAppointment | None = None
    cadre_id: UUID | None = None


async def create_account(work: Work, new: NewAccount, key: str | None = None) -> tuple[UUID, str | None]:
    """Create the account with a one-time password, which is returned and never shown again.

    Under a ``key`` a repeated request finds the same account, and no password: it was told. A role asks for
    ``appointment:grant`` besides; an account without one is made only by whoever reaches the whole tenant, for nobody
    else would see it. Raises ``Forbidden`` (also ``ROLE_REQUIRED``), ``NotFound`` (``CADRE_NOT_FOUND``), ``Conflict``
    (``USERNAME_TAKEN``), ``NeedsApproval``, and what ``appoint`` raises.
    """
    told: list[str] = []

    async def act() -> Outcome:
        account_id, password = await _create_account(work, new)
        told.append(password)
        return {"id": str(account_id)}

    if key is None:
        made = await act()
    else:
        made = await once(work, Action.ACCOUNT_MANAGE, key, asdict(new), act)
    return UUID(made["id"]), told[0] if told else None


async def add_account(work: Work, new: NewAccount, password_hash: str, *, must_change: bool) -> UUID:
    """Write the account and its appointment, without asking who may: for the server's own work."""
    account = await _write_account(work, new, password_hash, must_change=must_change)
    place = new.appointment
    if place is not None:
        work.session.add(
            Appointment(
                tenant_id=work.tenant_id,
                id=new_id(),
                account_id=account.id,
                role=place.role,
                region_code=place.region_code,
                unit_id=place.unit_id,
                valid_from=place.valid_from or today(work.clock),
                valid_to=place.valid_to,
            )
        )
        await work.session.flush()
    return account.id


async def disable_account(work: Work, account_id: UUID, reason: str) -> Account:
    """Let nobody sign in with it; its sessions end at once, what it holds stays.

    Raises ``AccountNotFound``, ``OwnAccount``, ``LastAdministrator``, ``Conflict`` (``ALREADY_DISABLED``).
    """
    reason = paragraphs(reason, path="reason", title="停用理由", limit=500)
    account, held = await account_in_reach(work, account_id, Action.ACCOUNT_MANAGE)
    _refuse_self(work, account)
    if account.state is AccountState.DISABLED:
        raise Conflict("这个账号已经停用,无需再办理。", code="ALREADY_DISABLED")
    await refuse_leaving_none(work, account.id, (one.appointment for one in held), today(work.clock))
    await _write_state(work, account, AccountState.DISABLED, reason)
    await _end_sessions(work, account)
    return account


async def enable_account(work: Work, account_id: UUID, reason: str) -> Account:
    """Let its holder sign in again; raises ``AccountNotFound``, ``OwnAccount``, ``Conflict`` (``NOT_DISABLED``)."""
    reason = paragraphs(reason, path="reason", title="恢复理由", limit=500)
    account, _ = await account_in_reach(work, account_id, Action.ACCOUNT_MANAGE)
    _refuse_self(work, account)
    if account.state is AccountState.ACTIVE:
        raise Conflict("这个账号没有停用,无需恢复。", code="NOT_DISABLED")
    await _write_state(work, account, AccountState.ACTIVE, reason)
    return account


async def reset_password(work: Work, account_id: UUID, reason: str) -> str:
    """Give the account a one-time password, which is returned and never shown again; its sessions end at once.

    Not for accounts that hold an administration: whoever knew such a password could be two administrators at once.
    Theirs are renewed at the server. Raises ``AccountNotFound``, ``OwnAccount``, ``Forbidden`` (``ADMINISTRATOR``).
    """
    reason = paragraphs(reason, path="reason", title="重置理由", limit=500)
    account, held = await account_in_reach(work, account_id, Action.ACCOUNT_MANAGE)
    _refuse_self(work, account)
    if administers(one.appointment for one in held):
        raise Forbidden(
            "管理员(系统、安全、审计)的密码不能由其他管理员重置,请由平台运维人员在服务器上办理。",
            code="ADMINISTRATOR",
        )
    return await renew_password(work, account, reason)


async def renew_password(work: Work, account: Account, reason: str) -> str:
    """Give a held account another one-time password, without asking who may: for the server's own work."""
    password = one_time_password()
    await keep_former(work, account, work.clock.now())
    account.password_hash, account.must_change_password = hash_password(password), True
    account.initial_password_until = initial_until(work.ports.settings, work.clock.now())
    await throttle.clear_name(work.transaction, account.username)
    await devices.distrust(work.transaction, account.id)
    await _end_sessions(work, account)
    record(work, "account:reset_password", "account", account.id, reason=reason)
    return password


async def _create_account(work: Work, new: NewAccount) -> tuple[UUID, str]:
    reach = require(work.ctx, Action.ACCOUNT_MANAGE)
    everywhere = covers_tenant(work.ctx, Action.ACCOUNT_MANAGE)
    if new.appointment is None and not everywhere:
        raise Forbidden("请同时任命角色:没有角色的账号只能由租户系统管理员建立。", code="ROLE_REQUIRED")
    if new.cadre_id is not None:
        await require_cadre(work, reach, new.cadre_id)
    await require_room(work, QuotaKind.ACCOUNTS)
    username = one_line(new.username, path="username", title="用户名", limit=64)
    taken = select(Account.id).where(Account.tenant_id == work.tenant_id, Account.username == username)
    if await work.session.scalar(taken) is not None:
        raise Conflict(f"用户名“{username}”已被使用,请换一个。", code="USERNAME_TAKEN")
    display_name = one_line(new.display_name, path="displayName", title="姓名", limit=64)
    password = one_time_password()
    named = NewAccount(username, display_name, cadre_id=new.cadre_id)
    account = await _write_account(work, named, hash_password(password), must_change=True)
    role = None if new.appointment is None else new.appointment.role
    record(work, Action.ACCOUNT_MANAGE, "account", account.id, username=username, role=role)
    if new.appointment is not None:
        await require_grantable(work, account, new.appointment)
        await write_appointment(work, account, new.appointment, reason="建立账号时任命")
    return account.id, password


async def _write_account(work: Work, new: NewAccount, password_hash: str, *, must_change: bool) -> Account:
    account = Account(
        tenant_id=work.tenant_id,
        id=new_id(),
        username=new.username,
        display_name=new.display_name,
        password_hash=password_hash,
        must_change_password=must_change,
        initial_password_until=initial_until(work.ports.settings, work.clock.now()) if must_change else None,
        state=AccountState.ACTIVE,
        cadre_id=new.cadre_id,
    )
    work.session.add(account)
    await work.session.flush()
    return account


async def _write_state(work: Work, account: Account, state: AccountState, reason: str) -> None:
    before = {"state": str(account.state)}
    account.state = state
    await work.session.flush()
    action = "account:disable" if state is AccountState.DISABLED else "account:enable"
    record(work, action, "account", account.id, before=before, after={"state": str(state)}, reason=reason)


async def _end_sessions(work: Work, account: Account) -> None:
    await work.session.execute(
        update(Session)
        .where(Session.tenant_id == work.tenant_id, Session.account_id == account.id, Session.revoked_at.is_(None))
        .values(revoked_at=work.clock.now())
    )


def _refuse_self(work: Work, account: Account) -> None:
    if account.id == work.ctx.actor.account_id:
        raise OwnAccount
