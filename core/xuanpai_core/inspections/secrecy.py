"""Who may know of an inspection that is not published: said once, as SQL, for services and for the read engine.

What one may not know of is left out where the rows are read, so no list, count, order, filter, error or delay tells
of it (JZ-14).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, Text, Uuid, and_, exists, false, literal, not_, or_

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.roles import ROLES, Axis
from xuanpai_core.authz.scope import allows
from xuanpai_core.context import RequestContext
from xuanpai_core.inspections.models import Inspection, InspectionState
from xuanpai_core.postings.models import Posting

# The SQL types of columns are data here, not types of ours.
Expression = ColumnElement[Any]


@dataclass(frozen=True, slots=True)
class Span:
    """The subtree of a place that the caller holds, as ``[low, high)``; whether inspections may be planned there."""

    low: Expression
    high: Expression
    plans: bool


@dataclass(frozen=True, slots=True)
class Holder:
    """What the caller holds on each axis, by whatever role: the tenant, subtrees, units, and the cadre they are."""

    tenant: Expression
    spans: Sequence[Span]
    units: Sequence[Expression]
    cadre: Expression | None


def holder_of(ctx: RequestContext) -> Holder:
    """What the caller of ``ctx`` holds, as values."""
    spans, units = [], []
    for grant in ctx.actor.grants:
        if ROLES[grant.role].axis is Axis.PLACE and grant.region_code is not None:
            low, high = literal(grant.region_code, Text()), literal(grant.region_code + ":", Text())
            spans.append(Span(low, high, allows(ctx, grant, Action.INSPECTION_PLAN)))
        if ROLES[grant.role].axis is Axis.UNIT and grant.unit_id is not None:
            units.append(literal(grant.unit_id, Uuid()))
    cadre_id = ctx.actor.cadre_id
    return Holder(literal(ctx.tenant_id, Uuid()), spans, units, None if cadre_id is None else literal(cadre_id, Uuid()))


def known_to(row: FromClause, holder: Holder) -> Expression:
    """Inspections, in whatever state, of which ``holder`` knows as one who plans them.

    That is who may plan at the planner's own place or above it, and is not looked at by this very inspection: a
    city's plan is known to the city and the province, never to the county that it will visit.
    """
    plans = [_inside(row.c.planner_region_code, span) for span in holder.spans if span.plans]
    if not plans:
        return false()
    return and_(or_(*plans), not_(_concerned(row, holder)))


def published(row: FromClause) -> Expression:
    """Inspections that were made known."""
    found: Expression = row.c.state == InspectionState.PUBLISHED
    return found


def planned_here(ctx: RequestContext) -> Expression:
    """``known_to`` over ``Inspection`` itself, for the caller of ``ctx``."""
    return known_to(Inspection.__table__, holder_of(ctx))


def _concerned(row: FromClause, holder: Holder) -> Expression:
    """Whether the inspection looks at the holder: at a place, at cadres of a unit, or at the cadre, that they are.

    Holding the planner's own place or one above it does not make one concerned: a county may inspect itself.
    """
    subtree = Span(row.c.region_code, row.c.region_code.concat(":"), plans=False)
    parts = [and_(_inside(span.low, subtree), not_(_inside(row.c.planner_region_code, span))) for span in holder.spans]
    posting = Posting.__table__.alias()
    people = [posting.c.sending_unit_id == unit for unit in holder.units]
    if holder.cadre is not None:
        people.append(posting.c.cadre_id == holder.cadre)
    if people:
        parts.append(
            exists().where(
                posting.c.tenant_id == holder.tenant,
                _inside(posting.c.region_code, subtree),
                or_(posting.c.end_date.is_(None), posting.c.end_date >= row.c.planned_on),
                or_(*people),
            )
        )
    return or_(*parts) if parts else false()


def _inside(code: Expression, span: Span) -> Expression:
    return and_(code >= span.low, code < span.high)


def concerns(ctx: RequestContext, inspection_id: UUID) -> Expression:
    """Whether the inspection looks at the caller of ``ctx``."""
    table = Inspection.__table__
    return and_(table.c.id == inspection_id, _concerned(table, holder_of(ctx)))
