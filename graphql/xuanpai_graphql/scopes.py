"""A caller's extents for the read engine: their shape decides the SQL, their values are bound at each execution."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, Text, Uuid, and_, exists, false, func, or_

from xuanpai_core.authz.roles import ROLES, Axis
from xuanpai_core.context import Grant, RequestContext
from xuanpai_core.postings.models import Posting
from xuanpai_core.regions.code import RegionLevel
from xuanpai_core.sheets.visibility import near_places, near_units
from xuanpai_graphql.lookahead.context import scope_bind, tenant
from xuanpai_graphql.lookahead.sources import ScopeFilter

FULL_NAMES = "full_names"
NEAR_PLACES = "near_places"
NEAR_UNITS = "near_units"
"""Where the caller reads sheets before they are sealed (``sheets.visibility``)."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Which roles are held along which axis, in order; equal shapes under one policy lead to equal expressions.

    The third part of a grant is what it lacks of its role's actions.
    """

    grants: tuple[tuple[str, Axis, frozenset[str]], ...]
    policy: str
    permissions: Mapping[str, frozenset[str]] = field(compare=False, repr=False)


def scope_key(ctx: RequestContext) -> Shape:
    """The shape of the caller's grants."""
    held = tuple((grant.role, _axis(grant), grant.denied) for grant in ctx.actor.grants)
    return Shape(held, ctx.policy, ctx.permissions)


def scope_binds(ctx: RequestContext, *, full_names: bool = False) -> dict[str, object]:
    """The places, units and the cadre that the shape's expressions name, and whether names are shown whole."""
    binds: dict[str, object] = {"account": ctx.actor.account_id, "cadre": ctx.actor.cadre_id, FULL_NAMES: full_names}
    binds |= {NEAR_PLACES: near_places(ctx), NEAR_UNITS: near_units(ctx)}
    for number, grant in enumerate(ctx.actor.grants):
        place = grant.region_code
        binds |= {
            f"place_{number}": place,
            f"place_{number}_end": None if place is None else place + ":",
            f"unit_{number}": grant.unit_id,
        }
    return binds


def reach(
    action: str | None,
    key: Hashable,
    *,
    region_code: ColumnElement[str] | None = None,
    unit_id: ColumnElement[UUID] | None = None,
    cadre_id: ColumnElement[UUID] | None = None,
) -> ColumnElement[bool]:
    """Rows within those grants whose own role allows ``action``; no such grant, or anything unknown, means no row."""
    if not isinstance(key, Shape) or action is None:
        return false()
    parts: list[ColumnElement[bool]] = []
    for number, (role, axis, denied) in enumerate(key.grants):
        if action not in key.permissions.get(role, frozenset()) or action in denied:
            continue
        if axis is Axis.PLACE and region_code is not None:
            low, high = scope_bind(f"place_{number}", Text()), scope_bind(f"place_{number}_end", Text())
            parts.append(and_(region_code >= low, region_code < high))
        elif axis is Axis.UNIT and unit_id is not None:
            parts.append(unit_id == scope_bind(f"unit_{number}", Uuid()))
        elif axis is Axis.SELF and cadre_id is not None:
            parts.append(cadre_id == scope_bind("cadre", Uuid()))
    return or_(*parts) if parts else false()


def outer_places(action: str | None, key: Hashable) -> list[ColumnElement[str]]:
    """The codes of the places in which the caller's own places for ``action`` lie, and of these themselves."""
    if not isinstance(key, Shape) or action is None:
        return []
    held = [
        scope_bind(f"place_{number}", Text())
        for number, (role, axis, denied) in enumerate(key.grants)
        if axis is Axis.PLACE and action in key.permissions.get(role, frozenset()) and action not in denied
    ]
    return [func.left(place, int(level.digits)) for place in held for level in RegionLevel]


def own_cadre() -> ColumnElement[UUID]:
    """The cadre that the caller is, if any."""
    return scope_bind("cadre", Uuid())


def own_account() -> ColumnElement[UUID]:
    """The caller's account."""
    return scope_bind("account", Uuid())


def of_posting(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    """Scope of a row that is a posting: by its place, its sending unit, or its cadre."""
    return reach(action, key, region_code=row.c.region_code, unit_id=row.c.sending_unit_id, cadre_id=row.c.cadre_id)


def through_posting(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    """Scope of a row that belongs to a posting (``posting_id``)."""
    posting = Posting.__table__.alias()
    return exists().where(
        posting.c.tenant_id == tenant(), posting.c.id == row.c.posting_id, of_posting(posting, action, key)
    )


def of_cadre(cadre_id: ColumnElement[UUID], action: str | None, key: Hashable) -> ColumnElement[bool]:
    """Scope of what belongs to a cadre: whoever reaches one of the cadre's postings, and the cadre."""
    posting = Posting.__table__.alias()
    return or_(
        reach(action, key, cadre_id=cadre_id),
        exists().where(
            posting.c.tenant_id == tenant(), posting.c.cadre_id == cadre_id, of_posting(posting, action, key)
        ),
    )


def of_place(column: str) -> ScopeFilter:
    """Scope of a row that belongs to a place alone."""

    def scope(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
        return reach(action, key, region_code=row.c[column])

    return scope


def _axis(grant: Grant) -> Axis:
    """The axis of the grant's role; without its place or unit the bound value is NULL, which matches no row."""
    return ROLES[grant.role].axis
