"""Which rectifications wait for the caller: to be reported by whose they are, to be judged by those who planned."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.db.session import Work
from xuanpai_core.inspections.models import (
    Inspection,
    InspectionFinding,
    InspectionRectification,
    InspectionState,
    RectificationState,
)
from xuanpai_core.inspections.rectifying import to_put_right
from xuanpai_core.inspections.secrecy import planned_here

SHOWN = 200
"""So many are named at once; the number of all is exact."""


async def count_waiting(work: Work) -> int:
    """How many rectifications the caller may report or judge now; raises ``Forbidden``."""
    return await work.session.scalar(select(func.count()).select_from(_waiting(work).subquery())) or 0


async def waiting(work: Work) -> Sequence[UUID]:
    """The same by id, the first due first, at most ``SHOWN``; raises ``Forbidden``."""
    order = (InspectionRectification.due_on, InspectionRectification.id)
    return (await work.session.scalars(_waiting(work).order_by(*order).limit(SHOWN))).all()


def _waiting(work: Work) -> Select[UUID]:
    require(work.ctx, Action.INSPECTION_READ)
    asked = InspectionRectification.state.in_((RectificationState.DEMANDED, RectificationState.RETURNED))
    # Nobody judges what they reported themselves.
    reported = and_(
        InspectionRectification.state == RectificationState.REPORTED,
        InspectionRectification.reported_by != work.ctx.actor.account_id,
    )
    return (
        select(InspectionRectification.id)
        .join(
            InspectionFinding,
            and_(
                InspectionFinding.tenant_id == work.tenant_id,
                InspectionFinding.id == InspectionRectification.finding_id,
            ),
        )
        .join(
            Inspection,
            and_(Inspection.tenant_id == work.tenant_id, Inspection.id == InspectionFinding.inspection_id),
        )
        .where(
            InspectionRectification.tenant_id == work.tenant_id,
            Inspection.state == InspectionState.PUBLISHED,
            or_(and_(asked, to_put_right(work.ctx)), and_(reported, planned_here(work.ctx))),
        )
    )
