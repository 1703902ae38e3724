"""Queries of activities."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from xuanpai_core.activities.models import Activity, ActivityKind
from xuanpai_core.db.session import Work


async def held(work: Work, kind: ActivityKind, region_code: str, first: date, after: date) -> Sequence[Activity]:
    """The activities of a kind that this very place held from ``first`` to the day before ``after``, in order."""
    return (
        await work.session.scalars(
            select(Activity)
            .where(
                Activity.tenant_id == work.tenant_id,
                Activity.kind == kind,
                Activity.region_code == region_code,
                Activity.held_on >= first,
                Activity.held_on < after,
            )
            .order_by(Activity.held_on, Activity.id)
        )
    ).all()
