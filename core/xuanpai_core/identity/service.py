"""Accounts and the roles they hold."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select, update

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.roles import ROLES, Axis
from xuanpai_core.authz.scope import require, within
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import Conflict, Forbidden, Invalid, NotFound
from xuanpai_core.identity.models import Account, AccountState, Appointment, Session
from xuanpai_core.identity.passwords import (
    check_password_policy,
    hash_password,
    one_time_password,
    verify_password,
)
from xuanpai_core.postings.models import Posting
from xuanpai_core.quotas.service import QuotaKind, require_room
from xuanpai_core.regions.models import Region
from xuanpai_core.units.models import OrgUnit


@dataclass(frozen=True, slots=True)
class NewAppointment:
    """A role to be held from a day: with a place, with a unit, or (SELF) with neither."""

    role: str
    region_code: str | None = None
    unit_id: UUID | None = None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class NewAccount:
    """A person who is to sign in; ``cadre_id`` when the person is a sent cadre."""

    username: str
    display_name: str
    appointment: NewAppointment
    cadre_id: UUID | None = None


async def create_account(work: Work, new: NewAccount) -> tuple[UUID, str]:
    """Create the account with a one-time password, which is returned and never shown again.

    Raises ``Forbidden`` when the role or its place is beyond the caller, ``Conflict`` (``USERNAME_TAKEN``).
    """
    await _may_appoint(work, new)
    await require_room(work, QuotaKind.ACCOUNTS)
    taken = select(Account.id).where(Account.tenant_id == work.tenant_id, Account.username == new.username)
    if await work.session.scalar(taken) is not None:
        raise Conflict(f"用户名“{new.username}”已被使用,请换一个。", code="USERNAME_TAKEN")
    password = one_time_password()
    account_id = await add_account(work, new, hash_password(password), must_change=True)
    record(work, Action.ACCOUNT_MANAGE, "account", account_id, username=new.username, role=new.appointment.role)
    return account_id, password


async def add_account(work: Work, new: NewAccount, password_hash: str, *, must_change: bool) -> UUID:
    """Write the account and its appointment, without asking who may: for provisioning and for ``create_account``."""
    account_id = new_id()
    work.session.add(
        Account(
            tenant_id=work.tenant_id,
            id=account_id,
            username=new.username,
            display_name=new.display_name,
            password_hash=password_hash,
            must_change_password=must_change,
            state=AccountState.ACTIVE,
            cadre_id=new.cadre_id,
        )
    )
    await work.session.flush()
    place = new.appointment
    work.session.add(
        Appointment(
            tenant_id=work.tenant_id,
            id=new_id(),
            account_id=account_id,
            role=place.role,
            region_code=place.region_code,
            unit_id=place.unit_id,
            valid_from=place.valid_from or today(work.clock),
            valid_to=place.valid_to,
        )
    )
    await work.session.flush()
    return account_id


async def change_password(work: Work, old: str, new: str) -> None:
    """Change one's own password and end one's other sessions; raises ``Invalid`` when the old one is wrong."""
    account = await work.session.get_one(Account, (work.tenant_id, work.ctx.actor.account_id))
    if not verify_password(account.password_hash, old):
        raise Invalid("原密码不正确。", code="WRONG_PASSWORD")
    check_password_policy(new, account.username)
    account.password_hash, account.must_change_password = hash_password(new), False
    await work.session.execute(
        update(Session)
        .where(
            Session.tenant_id == work.tenant_id,
            Session.account_id == account.id,
            Session.revoked_at.is_(None),
        )
        .values(revoked_at=work.clock.now())
    )
    record(work, "account:change_password", "account", account.id)


async def _may_appoint(work: Work, new: NewAccount) -> None:
    """The place, the unit's place, or one of the cadre's postings must lie within the caller's own extent."""
    role = ROLES.get(new.appointment.role)
    if role is None or role.code == "platform_operator":
        raise Invalid(f"没有“{new.appointment.role}”这个角色。", code="UNKNOWN_ROLE")
    reach = require(work.ctx, Action.ACCOUNT_MANAGE)
    if role.axis is Axis.SELF:
        found = await work.session.scalar(
            select(Posting.id)
            .where(Posting.tenant_id == work.tenant_id, Posting.cadre_id == new.cadre_id)
            .where(within(reach, region_code=Posting.region_code, unit_id=Posting.sending_unit_id))
            .limit(1)
        )
        if found is None:
            raise NotFound("没有找到这名选派干部,或不在您的管辖范围内。", code="CADRE_NOT_FOUND")
        return
    region_code = new.appointment.region_code
    if role.axis is Axis.UNIT:
        region_code = await work.session.scalar(
            select(OrgUnit.region_code).where(
                OrgUnit.tenant_id == work.tenant_id, OrgUnit.id == new.appointment.unit_id
            )
        )
    if region_code is None or not reach.covers_place(region_code):
        raise Forbidden("这个地方或单位不在您的管辖范围内,不能在那里任命角色。")
    if role.axis is Axis.PLACE:
        level = await work.session.scalar(
            select(Region.level).where(Region.tenant_id == work.tenant_id, Region.code == region_code)
        )
        if level not in role.levels:
            raise Invalid(f"“{role.title}”不能设在这一级行政区划上。", code="WRONG_LEVEL")
