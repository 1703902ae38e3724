"""Queries of accounts and appointments."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select

from xuanpai_core.authz.roles import ROLES, Axis
from xuanpai_core.db.session import Work
from xuanpai_core.identity.models import Account, AccountState, Appointment
from xuanpai_core.postings.models import Posting
from xuanpai_core.regions.models import Region
from xuanpai_core.units.models import OrgUnit

_PLATFORM = "SELECT kind = 'PLATFORM' FROM tenant WHERE id = $1"
_LOCK_ADMINISTRATIONS = "SELECT pg_advisory_xact_lock(hashtextextended('xuanpai.administrations:' || $1::text, 0))"


@dataclass(frozen=True, slots=True)
class Held:
    """An appointment that is or will be in force, and the places by which it is in somebody's scope."""

    appointment: Appointment
    places: tuple[str, ...]


async def is_platform(work: Work) -> bool:
    """Whether the tenant is the platform's own."""
    return bool(await work.driver.fetchval(_PLATFORM, work.tenant_id))


async def lock_account(work: Work, account_id: UUID) -> Account | None:
    """The account as it stands once nobody else holds it; held until the transaction ends."""
    return await _locked(work, Account.id == account_id)


async def lock_account_named(work: Work, username: str) -> Account | None:
    """The same, by user name."""
    return await _locked(work, Account.username == username)


async def accounts_of_cadre(work: Work, cadre_id: UUID) -> Sequence[UUID]:
    """The accounts of the cadre, held until the transaction ends."""
    query = select(Account.id).where(Account.tenant_id == work.tenant_id, Account.cadre_id == cadre_id)
    return (await work.session.scalars(query.order_by(Account.id).with_for_update())).all()


async def appointment(work: Work, appointment_id: UUID) -> Appointment | None:
    """The appointment as it stands now."""
    query = select(Appointment).where(Appointment.tenant_id == work.tenant_id, Appointment.id == appointment_id)
    return await work.session.scalar(query.execution_options(populate_existing=True))


async def open_appointments(work: Work, account_id: UUID, today: date) -> list[Held]:
    """The appointments of the account that hold on ``today`` or will hold later."""
    found = await work.session.scalars(
        _open(work, today)
        .where(Appointment.account_id == account_id)
        .order_by(Appointment.id)
        .execution_options(populate_existing=True)
    )
    return [Held(one, await places_of(work, one)) for one in found.all()]


async def acting_on(work: Work, stood_in_for: Appointment, today: date) -> Sequence[Appointment]:
    """The appointments by which somebody stands in for the holder of this one, now or later."""
    found = await work.session.scalars(
        _open(work, today).where(
            Appointment.acting_for == stood_in_for.account_id,
            Appointment.role == stood_in_for.role,
            Appointment.region_code.is_not_distinct_from(stood_in_for.region_code),
            Appointment.unit_id.is_not_distinct_from(stood_in_for.unit_id),
        )
    )
    return found.all()


async def places_of(work: Work, held: Appointment) -> tuple[str, ...]:
    """The place of the appointment, of its unit, or of the cadre's postings."""
    if held.region_code is not None:
        return (held.region_code,)
    if held.unit_id is not None:
        code = await place_of_unit(work, held.unit_id)
        return () if code is None else (code,)
    role = ROLES.get(held.role)
    if role is None or role.axis is not Axis.SELF:
        return ()
    query = (
        select(Posting.region_code)
        .join(Account, (Account.tenant_id == Posting.tenant_id) & (Account.cadre_id == Posting.cadre_id))
        .where(Posting.tenant_id == work.tenant_id, Account.tenant_id == work.tenant_id, Account.id == held.account_id)
    )
    return tuple((await work.session.scalars(query)).all())


async def place_of_unit(work: Work, unit_id: UUID) -> str | None:
    """The place of the unit."""
    query = select(OrgUnit.region_code).where(OrgUnit.tenant_id == work.tenant_id, OrgUnit.id == unit_id)
    code: str | None = await work.session.scalar(query)
    return code


async def level_of(work: Work, region_code: str) -> int | None:
    """The level of a place that has not been abolished."""
    level: int | None = await work.session.scalar(
        select(Region.level).where(
            Region.tenant_id == work.tenant_id, Region.code == region_code, Region.valid_to.is_(None)
        )
    )
    return level


async def cadre_is_posted(work: Work, cadre_id: UUID, within_reach: ColumnElement[bool]) -> bool:
    """Whether one of the cadre's postings meets the condition."""
    query = select(Posting.id).where(Posting.tenant_id == work.tenant_id, Posting.cadre_id == cadre_id, within_reach)
    return await work.session.scalar(query.limit(1)) is not None


async def later_ends(work: Work, cadre_id: UUID, last_day: date) -> Sequence[date | None]:
    """The last days of those postings of the cadre's that run beyond ``last_day``; ``None`` for one without end."""
    query = select(Posting.end_date).where(
        Posting.tenant_id == work.tenant_id,
        Posting.cadre_id == cadre_id,
        or_(Posting.end_date.is_(None), Posting.end_date > last_day),
    )
    return (await work.session.scalars(query)).all()


async def lock_administrations(work: Work) -> None:
    """Let nobody else take an administrator away until this transaction ends."""
    await work.driver.execute(_LOCK_ADMINISTRATIONS, str(work.tenant_id))


async def others_holding(work: Work, roles: Collection[str], account_id: UUID, on: date) -> int:
    """How many other usable accounts hold one of ``roles`` in their own right on that day, without an end to it."""
    query = (
        select(func.count(Account.id.distinct()))
        .join(Appointment, (Appointment.tenant_id == Account.tenant_id) & (Appointment.account_id == Account.id))
        .where(
            Account.tenant_id == work.tenant_id,
            Account.id != account_id,
            Account.state == AccountState.ACTIVE,
            Appointment.tenant_id == work.tenant_id,
            Appointment.role.in_(roles),
            Appointment.acting_for.is_(None),
            Appointment.valid_from <= on,
            Appointment.valid_to.is_(None),
        )
    )
    return await work.session.scalar(query) or 0


def _open(work: Work, today: date) -> Select[Appointment]:
    return select(Appointment).where(
        Appointment.tenant_id == work.tenant_id,
        or_(Appointment.valid_to.is_(None), Appointment.valid_to > today),
        or_(Appointment.valid_to.is_(None), Appointment.valid_to > Appointment.valid_from),
    )


async def _locked(work: Work, which: ColumnElement[bool]) -> Account | None:
    found: Account | None = await work.session.scalar(
        select(Account)
        .where(Account.tenant_id == work.tenant_id, which)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found
