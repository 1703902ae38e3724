"""Who sees which accounts and appointments: by place, by the unit's place, by the places of a cadre's postings."""

from collections.abc import Hashable

from sqlalchemy import ColumnElement, FromClause, Select, Text, func, or_, select, union_all

from xuanpai_core.authz.roles import PLATFORM_ROLES, Axis
from xuanpai_core.identity.models import Account, Appointment
from xuanpai_core.postings.models import Posting
from xuanpai_core.regions.code import RegionLevel
from xuanpai_core.units.models import OrgUnit
from xuanpai_graphql.lookahead.context import scope_bind, tenant
from xuanpai_graphql.scopes import Shape, of_posting, reach
from xuanpai_tenants.models import Tenant, TenantKind


def of_account(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    """An account of which one appointment, past or present, lies within reach; all of them for the whole tenant."""
    held = Appointment.__table__.alias()
    by_place = select(held.c.account_id).where(
        held.c.tenant_id == tenant(), reach(action, key, region_code=held.c.region_code)
    )
    by_unit = select(held.c.account_id).where(
        held.c.tenant_id == tenant(), held.c.unit_id.in_(_units_within(action, key))
    )
    known = union_all(by_place, by_unit, _cadres_accounts(action, key)).subquery()
    return or_(_whole_tenant(action, key), row.c.id.in_(select(known.c[0])))


def of_appointment(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    """An appointment over a place, a unit, or a cadre's own records within reach."""
    own = row.c.region_code.is_(None) & row.c.unit_id.is_(None) & row.c.account_id.in_(_cadres_accounts(action, key))
    return or_(
        _whole_tenant(action, key),
        reach(action, key, region_code=row.c.region_code),
        row.c.unit_id.in_(_units_within(action, key)),
        own,
    )


def _units_within(action: str | None, key: Hashable) -> Select[tuple[object]]:
    unit = OrgUnit.__table__.alias()
    return select(unit.c.id).where(unit.c.tenant_id == tenant(), reach(action, key, region_code=unit.c.region_code))


def _cadres_accounts(action: str | None, key: Hashable) -> Select[tuple[object]]:
    account, posting = Account.__table__.alias(), Posting.__table__.alias()
    return (
        select(account.c.id)
        .join(posting, (posting.c.tenant_id == account.c.tenant_id) & (posting.c.cadre_id == account.c.cadre_id))
        .where(account.c.tenant_id == tenant(), posting.c.tenant_id == tenant(), of_posting(posting, action, key))
    )


def _whole_tenant(action: str | None, key: Hashable) -> ColumnElement[bool]:
    """Whether a grant reaches the whole tenant: over the province, or the platform's own in the platform's tenant."""
    if not isinstance(key, Shape) or action is None:
        return or_(False)
    parts: list[ColumnElement[bool]] = []
    for number, (role, axis, denied) in enumerate(key.grants):
        if axis is not Axis.PLACE or action not in key.permissions.get(role, frozenset()) or action in denied:
            continue
        if role in PLATFORM_ROLES:
            directory = Tenant.__table__.alias()
            parts.append(
                select(directory.c.id)
                .where(directory.c.id == tenant(), directory.c.kind == TenantKind.PLATFORM)
                .exists()
            )
        else:
            parts.append(func.length(scope_bind(f"place_{number}", Text())) == RegionLevel.PROVINCE.digits)
    return or_(False, *parts)
