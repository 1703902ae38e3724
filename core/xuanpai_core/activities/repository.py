"""Queries of activities."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import and_, exists, or_, select

from xuanpai_core.activities.models import Activity
from xuanpai_core.authz.scope import Extent, within
from xuanpai_core.db.session import Work
from xuanpai_core.postings.models import Posting
from xuanpai_core.postings.reach import in_post, within_posting
from xuanpai_core.vocabulary import ActivityKind

# Everybody in post below a place on a day, whether leave is recorded for it, and what a population asks about.
IN_POST = """
SELECT p.id, p.region_code, p.sending_unit_id, p.cadre_id,
       EXISTS (SELECT FROM attendance_day d
                WHERE d.tenant_id = $1 AND d.posting_id = p.id AND d.day = $3
                  AND 'LEAVE' IN (d.status, d.afternoon)) AS on_leave
  FROM posting p
  JOIN cadre c ON c.tenant_id = $1 AND c.id = p.cadre_id
 WHERE p.tenant_id = $1 AND p.region_code >= $2 AND p.region_code < $2 || ':'
   AND p.start_date <= $3 AND (p.end_date IS NULL OR p.end_date >= $3)
   AND (cardinality($4::text[]) = 0 OR p.role = ANY($4))
   AND (cardinality($5::text[]) = 0 OR p.dispatch_level = ANY($5))
   AND (cardinality($6::text[]) = 0 OR c.staffing_type = ANY($6))
 ORDER BY p.region_code, p.id
"""

ON_LEAVE = """
SELECT d.posting_id
  FROM attendance_day d
 WHERE d.tenant_id = $1 AND d.posting_id = ANY($2::uuid[]) AND d.day = $3 AND 'LEAVE' IN (d.status, d.afternoon)
"""


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
                Activity.withdrawn_at.is_(None),
            )
            .order_by(Activity.held_on, Activity.id)
        )
    ).all()


async def own_posting(work: Work, cadre_id: UUID, region_code: str, on: date) -> UUID | None:
    """The posting that the cadre holds at this very place on the day."""
    return await work.session.scalar(
        select(Posting.id).where(
            Posting.tenant_id == work.tenant_id,
            Posting.cadre_id == cadre_id,
            Posting.region_code == region_code,
            in_post(on),
        )
    )


async def posting_within(work: Work, posting_id: UUID, reach: Extent, on: date) -> UUID | None:
    """The posting, if it is within ``reach`` and runs on the day."""
    return await work.session.scalar(
        select(Posting.id).where(
            Posting.tenant_id == work.tenant_id,
            Posting.id == posting_id,
            within_posting(reach),
            in_post(on),
        )
    )


async def recorded_within(work: Work, activity_id: UUID, reach: Extent) -> Activity | None:
    """The activity, locked: of a place within ``reach``, or what a cadre recorded as his own."""
    owned = exists().where(
        Posting.tenant_id == work.tenant_id, Posting.id == Activity.posting_id, Posting.cadre_id == reach.cadre_id
    )
    own = and_(Activity.recorded_by == work.ctx.actor.account_id, owned)
    place = within(reach, region_code=Activity.region_code)
    return await work.session.scalar(
        select(Activity)
        .where(
            Activity.tenant_id == work.tenant_id,
            Activity.id == activity_id,
            place if reach.cadre_id is None else or_(place, own),
        )
        .with_for_update(of=Activity)
    )
