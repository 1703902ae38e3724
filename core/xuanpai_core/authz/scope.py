"""On which rows: the extent of a permission, as plain data and as SQL over plain B-tree columns."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, false, or_

from xuanpai_core.authz.roles import ROLES, Axis
from xuanpai_core.context import Grant, RequestContext
from xuanpai_core.errors import Forbidden


@dataclass(frozen=True, slots=True)
class Extent:
    """Where an action reaches: subtrees of places, units' own cadres, and one's own records; empty reaches nothing."""

    places: tuple[str, ...] = ()
    units: tuple[UUID, ...] = ()
    cadre_id: UUID | None = None

    @property
    def empty(self) -> bool:
        """Whether it reaches nothing at all."""
        return not self.places and not self.units and self.cadre_id is None

    def covers_place(self, region_code: str) -> bool:
        """Whether ``region_code`` lies in one of the subtrees."""
        return any(region_code.startswith(place) for place in self.places)

    def covers_posting(self, region_code: str, unit_id: UUID, cadre_id: UUID) -> bool:
        """Whether the posting at that place, from that unit, of that cadre is within reach."""
        return self.covers_place(region_code) or unit_id in self.units or cadre_id == self.cadre_id


def extent(ctx: RequestContext, action: str) -> Extent:
    """The union of the extents of those grants whose own role allows ``action``.

    Never one role's actions over another role's rows: a grant that does not allow the action adds nothing.
    """
    grants = [grant for grant in ctx.actor.grants if allows(ctx, grant, action)]
    places = {grant.region_code for grant in grants if grant.region_code is not None}
    units = {grant.unit_id for grant in grants if grant.unit_id is not None}
    own = any(ROLES[grant.role].axis is Axis.SELF for grant in grants)
    return Extent(_outermost(places), tuple(sorted(units)), ctx.actor.cadre_id if own else None)


def require(ctx: RequestContext, action: str) -> Extent:
    """The extent of ``action``; raises ``Forbidden`` when no grant allows it."""
    require_permission(ctx, action)
    return extent(ctx, action)


def require_permission(ctx: RequestContext, action: str) -> None:
    """Raise ``Forbidden`` when no grant allows ``action`` anywhere; where it reaches is then asked by whoever reads."""
    if not permits(ctx, action):
        raise Forbidden("您的角色没有这项权限。如确有需要,请联系本级组织部门管理员。")


def permits(ctx: RequestContext, action: str) -> bool:
    """Whether any grant's role allows ``action``, somewhere."""
    return any(allows(ctx, grant, action) for grant in ctx.actor.grants)


def allows(ctx: RequestContext, grant: Grant, action: str) -> bool:
    """Whether this one grant allows ``action`` over its own extent."""
    return action in ctx.permissions.get(grant.role, frozenset()) and action not in grant.denied


def require_place(ctx: RequestContext, action: str, region_code: str) -> None:
    """Raise ``Forbidden`` unless ``action`` reaches ``region_code``."""
    if not require(ctx, action).covers_place(region_code):
        raise Forbidden("这个地方不在您的管辖范围内。")


def within(
    reach: Extent,
    *,
    region_code: SQLColumnExpression[str] | SQLColumnExpression[str | None] | None = None,
    unit_id: SQLColumnExpression[UUID] | SQLColumnExpression[UUID | None] | None = None,
    cadre_id: SQLColumnExpression[UUID] | SQLColumnExpression[UUID | None] | None = None,
) -> ColumnElement[bool]:
    """``reach`` as SQL over the given columns; an axis without a column adds nothing, and nothing means no row."""
    parts: list[ColumnElement[bool]] = []
    if region_code is not None:
        parts += [and_(region_code >= place, region_code < place + ":") for place in reach.places]
    if unit_id is not None and reach.units:
        parts.append(unit_id.in_(reach.units))
    if cadre_id is not None and reach.cadre_id is not None:
        parts.append(cadre_id == reach.cadre_id)
    return or_(*parts) if parts else false()


def _outermost(places: set[str]) -> tuple[str, ...]:
    """Drop places that another place already covers."""
    return tuple(
        sorted(place for place in places if not any(other != place and place.startswith(other) for other in places))
    )
