"""What one may know of a person's whereabouts on a day, from the findings that one may know of (FJ-04)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, or_, select

from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require, within
from xuanpai_core.db.session import Work
from xuanpai_core.inspections.excuses import excused
from xuanpai_core.inspections.models import FindingEnd, Inspection, InspectionFinding, InspectionState, Presence
from xuanpai_core.inspections.secrecy import planned_here
from xuanpai_core.inspections.whereabouts import Whereabouts, judge_ends
from xuanpai_core.postings.errors import PostingNotFound
from xuanpai_core.postings.models import Posting
from xuanpai_core.postings.reach import within_posting


@dataclass(frozen=True, slots=True)
class PersonsDay:
    """What each end said (None: nobody looked, as far as the caller may know), and what follows."""

    village: Presence | None
    unit: Presence | None
    on_leave: bool
    whereabouts: Whereabouts
    reason: str


async def both_ends(work: Work, posting_id: UUID, day: date) -> PersonsDay:
    """Both ends of a person's day, from published findings and those that the caller plans.

    Raises ``PostingNotFound``, ``Forbidden``.
    """
    reach = require(work.ctx, Action.INSPECTION_READ)
    known = await work.session.scalar(
        select(Posting.id).where(Posting.tenant_id == work.tenant_id, Posting.id == posting_id, within_posting(reach))
    )
    if known is None:
        raise PostingNotFound
    rows = await work.session.execute(
        select(InspectionFinding.at_end, InspectionFinding.presence)
        .join(
            Inspection,
            and_(Inspection.tenant_id == work.tenant_id, Inspection.id == InspectionFinding.inspection_id),
        )
        .where(
            InspectionFinding.tenant_id == work.tenant_id,
            InspectionFinding.posting_id == posting_id,
            InspectionFinding.found_on == day,
            Inspection.state != InspectionState.CANCELLED,
            or_(
                planned_here(work.ctx),
                and_(
                    Inspection.state == InspectionState.PUBLISHED,
                    within(
                        reach,
                        region_code=InspectionFinding.region_code,
                        unit_id=InspectionFinding.sending_unit_id,
                        cadre_id=InspectionFinding.cadre_id,
                    ),
                ),
            ),
        )
    )
    said = [(row.at_end, row.presence) for row in rows]
    village, unit = best(said, FindingEnd.VILLAGE), best(said, FindingEnd.UNIT)
    on_leave = bool(await excused(work, [(posting_id, day)]))
    judged = judge_ends(village, unit, on_leave=on_leave)
    return PersonsDay(village, unit, on_leave, judged.whereabouts, judged.reason)


def best(said: Sequence[tuple[FindingEnd, Presence | None]], end: FindingEnd) -> Presence | None:
    """What the end says, of several looks the one that is best for the person."""
    there = {presence for at_end, presence in said if at_end is end}
    return next((one for one in (Presence.PRESENT, Presence.ON_LEAVE, Presence.ABSENT) if one in there), None)
