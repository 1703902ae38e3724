"""Statements of changed parameters."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select

from xuanpai_core.approvals.models import ApprovalRequest, ApprovalState
from xuanpai_core.db.session import Work
from xuanpai_core.duties.models import DutyOccurrence, OccurrenceState
from xuanpai_core.regions.code import RegionCode


async def waiting(work: Work, matter: str, region_code: str) -> Sequence[ApprovalRequest]:
    """The requests of this matter for this very place that can still be agreed to, the oldest first."""
    return (
        await work.session.scalars(
            select(ApprovalRequest)
            .where(
                ApprovalRequest.tenant_id == work.tenant_id,
                ApprovalRequest.matter == matter,
                ApprovalRequest.region_code == region_code,
                ApprovalRequest.state == ApprovalState.PENDING,
                ApprovalRequest.expires_at > work.clock.now(),
            )
            .order_by(ApprovalRequest.id)
        )
    ).all()


async def open_occurrences(
    work: Work, rules: Sequence[UUID], region_code: str, since: date, until: date | None
) -> dict[UUID, int]:
    """How many open periods of these rules there are under the place that touch the days from ``since`` on."""
    low, high = RegionCode.stored(region_code).range()
    last_days = or_(DutyOccurrence.period_end.is_(None), DutyOccurrence.period_end >= since)
    rows = await work.session.execute(
        select(DutyOccurrence.rule_id, func.count())
        .where(
            DutyOccurrence.tenant_id == work.tenant_id,
            DutyOccurrence.rule_id.in_(rules),
            DutyOccurrence.region_code >= low,
            DutyOccurrence.region_code < high,
            DutyOccurrence.state == OccurrenceState.OPEN,
            last_days,
            *(() if until is None else (DutyOccurrence.period_start < until,)),
        )
        .group_by(DutyOccurrence.rule_id)
    )
    return dict(iter(rows))
