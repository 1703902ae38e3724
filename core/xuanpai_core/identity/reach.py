"""Whose account and which role lie within a caller's reach."""

from collections.abc import Sequence
from uuid import UUID

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.roles import PLATFORM_ROLES, ROLES, Axis, Role
from xuanpai_core.authz.scope import Extent, allows, extent, require, within
from xuanpai_core.clock import today
from xuanpai_core.context import RequestContext
from xuanpai_core.db.session import Work
from xuanpai_core.errors import Forbidden, Invalid, NotFound
from xuanpai_core.identity import repository
from xuanpai_core.identity.errors import AccountNotFound
from xuanpai_core.identity.models import Account
from xuanpai_core.identity.repository import Held
from xuanpai_core.identity.separation import acts_as_administrator, administers
from xuanpai_core.postings.models import Posting
from xuanpai_core.regions.code import RegionLevel


def covers_tenant(ctx: RequestContext, action: str) -> bool:
    """Whether ``action`` reaches the whole tenant: by a grant over the province, or one of the platform's own."""
    return any(
        allows(ctx, grant, action)
        and (
            grant.role in PLATFORM_ROLES
            if grant.region_code is None
            else len(grant.region_code) == RegionLevel.PROVINCE.digits
        )
        for grant in ctx.actor.grants
    )


def reaches(ctx: RequestContext, action: str, held: Sequence[Held]) -> bool:
    """Whether an account that holds these appointments is in the caller's hands: each of them lies within reach.

    One without any is in the hands of whoever reaches the whole tenant. Administrators are in administrators' hands.
    """
    if administers(one.appointment for one in held) and not acts_as_administrator(ctx, action):
        return False
    if covers_tenant(ctx, action):
        return True
    reach = extent(ctx, action)
    return bool(held) and all(any(map(reach.covers_place, one.places)) for one in held)


async def account_in_reach(work: Work, account_id: UUID, action: str) -> tuple[Account, list[Held]]:
    """The account, held until the transaction ends, with what it holds; raises ``Forbidden``, ``AccountNotFound``."""
    require(work.ctx, action)
    account = await repository.lock_account(work, account_id)
    if account is None:
        raise AccountNotFound
    held = await repository.open_appointments(work, account.id, today(work.clock))
    if not reaches(work.ctx, action, held):
        raise AccountNotFound
    return account, held


async def known_role(work: Work, code: str) -> Role:
    """The role, if it is one of this tenant's; raises ``Invalid`` (``UNKNOWN_ROLE``)."""
    role = ROLES.get(code)
    if role is None or (code in PLATFORM_ROLES) is not await repository.is_platform(work):
        raise Invalid(f"没有“{code[:50]}”这个角色。", code="UNKNOWN_ROLE")
    return role


async def require_appointable(
    work: Work, role: Role, region_code: str | None, unit_id: UUID | None, cadre_id: UUID | None
) -> None:
    """Raise unless the caller may appoint to ``role`` there.

    The place, the unit's place, or one of the cadre's postings must lie within the caller's own extent:
    ``Forbidden``, ``NotFound`` (``CADRE_NOT_FOUND``), ``Invalid`` (``WRONG_LEVEL``, ``WRONG_AXIS``).
    """
    reach = require(work.ctx, Action.APPOINTMENT_GRANT)
    if role.code in PLATFORM_ROLES:
        if region_code is not None or unit_id is not None:
            raise _wrong_axis(role)
        return
    if (region_code is not None) is not (role.axis is Axis.PLACE) or (unit_id is not None) is not (
        role.axis is Axis.UNIT
    ):
        raise _wrong_axis(role)
    if role.axis is Axis.SELF:
        await require_cadre(work, reach, cadre_id)
        return
    place = region_code if unit_id is None else await repository.place_of_unit(work, unit_id)
    if place is None or not reach.covers_place(place):
        raise Forbidden("这个地方或单位不在您的管辖范围内,不能在那里任命角色。")
    if role.axis is Axis.PLACE and await repository.level_of(work, place) not in role.levels:
        raise Invalid(f"“{role.title}”不能设在这一级行政区划上。", code="WRONG_LEVEL")


async def require_cadre(work: Work, reach: Extent, cadre_id: UUID | None) -> None:
    """Raise ``NotFound`` (``CADRE_NOT_FOUND``) unless one of the cadre's postings lies within reach."""
    inside = within(reach, region_code=Posting.region_code, unit_id=Posting.sending_unit_id)
    if cadre_id is None or not await repository.cadre_is_posted(work, cadre_id, inside):
        raise NotFound("没有找到这名选派干部,或不在您的管辖范围内。", code="CADRE_NOT_FOUND")


def _wrong_axis(role: Role) -> Invalid:
    asked = {Axis.PLACE: "行政区划", Axis.UNIT: "派出单位", Axis.SELF: "选派干部本人"}[role.axis]
    return Invalid(f"“{role.title}”应任命在{asked}上,请改正后再提交。", code="WRONG_AXIS")
