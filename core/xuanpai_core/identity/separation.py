"""The three administrations exclude one another, and business as well (三员分立)."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from xuanpai_core.authz.roles import ROLES, Role
from xuanpai_core.authz.scope import allows
from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Work
from xuanpai_core.identity import repository
from xuanpai_core.identity.errors import AdministrationsExclude, LastAdministrator
from xuanpai_core.identity.models import Appointment


def refuse_mixed(role: Role, held: Iterable[Appointment], valid_from: date, valid_to: date | None) -> None:
    """Raise ``AdministrationsExclude`` if ``role`` would be held beside another part on a single day.

    Whoever administers holds no business role either, acting or not: least privilege. The caller holds the account.
    """
    for other in held:
        known = ROLES.get(other.role)
        part = None if known is None else known.administers
        if part is not role.administers and _overlap(other, valid_from, valid_to):
            raise AdministrationsExclude


async def refuse_leaving_none(work: Work, account_id: UUID, held: Iterable[Appointment], on: date) -> None:
    """Raise ``LastAdministrator`` if, without this account, a part that it holds would be nobody's from ``on``."""
    parts = {}
    for one in held:
        role = ROLES.get(one.role)
        if role is not None and role.administers is not None and one.acting_for is None:
            parts[role.administers] = role
    if not parts:
        return
    await repository.lock_administrations(work)
    for part, role in parts.items():
        codes = [other.code for other in ROLES.values() if other.administers is part]
        if await repository.others_holding(work, codes, account_id, on) == 0:
            raise LastAdministrator(role.title)


def administers(held: Iterable[Appointment]) -> bool:
    """Whether one of these appointments is an administration."""
    return any((role := ROLES.get(one.role)) is not None and role.administers is not None for one in held)


def acts_as_administrator(ctx: RequestContext, action: str) -> bool:
    """Whether the caller may do ``action`` by a role that administers, not by one of business."""
    return any(ROLES[grant.role].administers is not None and allows(ctx, grant, action) for grant in ctx.actor.grants)


def _overlap(held: Appointment, valid_from: date, valid_to: date | None) -> bool:
    starts_before_its_end = held.valid_to is None or valid_from < held.valid_to
    return starts_before_its_end and (valid_to is None or held.valid_from < valid_to)
