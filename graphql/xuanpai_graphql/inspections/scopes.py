"""Which inspections and findings a caller may know of: secret ones as planners, published ones as those concerned."""

from collections.abc import Hashable

from sqlalchemy import ColumnElement, False_, FromClause, Text, Uuid, and_, exists, false, or_

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.roles import Axis
from xuanpai_core.inspections.models import Inspection, InspectionDraw, InspectionFinding
from xuanpai_core.inspections.secrecy import Holder, Span, known_to, published
from xuanpai_graphql.lookahead.context import scope_bind, tenant
from xuanpai_graphql.scopes import Shape, reach


def of_inspection(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    """What one plans oneself; of what is published, that of one's places, and that in which one's own are named."""
    finding = InspectionFinding.__table__.alias()
    names = exists().where(
        finding.c.tenant_id == tenant(), finding.c.inspection_id == row.c.id, _of_subject(finding, action, key)
    )
    readable = or_(reach(action, key, region_code=row.c.region_code), names)
    return or_(_known(row, key), and_(published(row), readable))


def of_finding(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    """Findings of the inspections that one plans; of published ones, those about one's own places, unit or self."""
    secret, known = Inspection.__table__.alias(), Inspection.__table__.alias()
    made_known = exists().where(known.c.tenant_id == tenant(), known.c.id == row.c.inspection_id, published(known))
    told = and_(_of_subject(row, action, key), made_known)
    plans = _known(secret, key)
    if isinstance(plans, False_):
        # Whoever plans nothing finds his own by an index: an alternative, even one without a row, would hide it.
        return told
    planned = exists().where(secret.c.tenant_id == tenant(), secret.c.id == row.c.inspection_id, plans)
    # Whatever an inspection finds lies below the place of those who planned it: so an index finds it.
    below = [and_(row.c.region_code >= span.low, row.c.region_code < span.high) for span in _planning(key)]
    return or_(and_(or_(*below), planned), told)


def _planning(key: Hashable) -> list[Span]:
    return [span for span in _holder(key).spans if span.plans] if isinstance(key, Shape) else []


def _of_subject(finding: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    return reach(
        action,
        key,
        region_code=finding.c.region_code,
        unit_id=finding.c.sending_unit_id,
        cadre_id=finding.c.cadre_id,
    )


def _known(row: FromClause, key: Hashable) -> ColumnElement[bool]:
    return known_to(row, _holder(key)) if isinstance(key, Shape) else false()


def _holder(key: Shape) -> Holder:
    """What the caller holds, as names of values that are bound at each execution."""
    spans, units = [], []
    for number, (role, axis, denied) in enumerate(key.grants):
        plans = Action.INSPECTION_PLAN in key.permissions.get(role, frozenset()) and (
            Action.INSPECTION_PLAN not in denied
        )
        if axis is Axis.PLACE:
            low, high = scope_bind(f"place_{number}", Text()), scope_bind(f"place_{number}_end", Text())
            spans.append(Span(low, high, plans))
        elif axis is Axis.UNIT:
            units.append(scope_bind(f"unit_{number}", Uuid()))
    return Holder(tenant(), spans, units, scope_bind("cadre", Uuid()))


def through_inspection(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    """What belongs to an inspection is known to whoever knows of the inspection."""
    inspection = Inspection.__table__.alias()
    return exists().where(
        inspection.c.tenant_id == tenant(),
        inspection.c.id == row.c.inspection_id,
        of_inspection(inspection, action, key),
    )


def through_draw(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    """Those who were drawn are known to whoever knows of the draw."""
    draw = InspectionDraw.__table__.alias()
    return exists().where(
        draw.c.tenant_id == tenant(), draw.c.id == row.c.draw_id, through_inspection(draw, action, key)
    )


def through_finding(row: FromClause, action: str | None, key: Hashable) -> ColumnElement[bool]:
    """What a finding asks for is known to whoever knows of the finding."""
    finding = InspectionFinding.__table__.alias()
    return exists().where(
        finding.c.tenant_id == tenant(), finding.c.id == row.c.finding_id, of_finding(finding, action, key)
    )
