"""The statement that tells what is known of some postings' day: acts, nights, leave, claim and contradiction."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Subquery, and_, func, select, true
from sqlalchemy.orm import aliased
from sqlalchemy.sql.selectable import LateralFromClause as Lateral

from xuanpai_core.attendance.models import (
    AttendanceConflict,
    AttendanceDay,
    BackfillRequest,
    CheckIn,
    ClaimState,
    ConflictState,
    Overnight,
)
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import extent, within
from xuanpai_core.cadres.models import Cadre
from xuanpai_core.db.session import Work
from xuanpai_core.evidence.models import Evidence, EvidenceState
from xuanpai_core.identity.models import Account
from xuanpai_core.leave.models import LeaveRequest, LeaveState, LeaveStep, StepOutcome
from xuanpai_core.leave.slots import slot
from xuanpai_core.postings.models import Posting
from xuanpai_core.regions.models import Region
from xuanpai_core.units.models import OrgUnit

_ONE_DAY = timedelta(days=1)
_SPEAKING = (LeaveState.SUBMITTED, LeaveState.APPROVED, LeaveState.CLOSED)
"""Leave that says something of the day: what was refused, taken back or cancelled does not."""


async def told(work: Work, some: Subquery, day: date) -> Sequence[Row[Any]]:
    """What is known of the day of each posting in ``some`` (``id``, ``state``), by place: one statement.

    Of leave only what the caller may read; asks nobody's permission otherwise.
    """
    tenant = work.tenant_id
    acts, away = _acts(work, some, day), _away(work, some, day)
    step, claim, conflict = _last_step(work, away), _claim(work, some, day), _conflict(work, some, day)
    night, before, waits = aliased(Overnight), aliased(Overnight), aliased(Region)
    rows = await work.session.execute(
        select(
            some.c.id,
            some.c.state,
            Cadre.name.label("cadre_name"),
            Posting.role,
            Posting.dispatch_level,
            Posting.region_code,
            func.coalesce(Region.path_name, Posting.region_code).label("place_name"),
            OrgUnit.name.label("unit_name"),
            AttendanceDay.status,
            AttendanceDay.afternoon,
            func.coalesce(AttendanceDay.registered, False).label("registered"),
            (func.num_nonnulls(AttendanceDay.leave_id, AttendanceDay.afternoon_leave_id) > 0).label("approved"),
            func.coalesce(AttendanceDay.late, False).label("late"),
            *acts.c,
            night.spent.label("night"),
            before.spent.label("night_before"),
            *away.c,
            *step.c,
            func.coalesce(waits.name, away.c.waits_at_code).label("waits_at"),
            claim.c.claimed_at,
            conflict.c.conflict,
        )
        .select_from(some)
        .join(Posting, (Posting.tenant_id == tenant) & (Posting.id == some.c.id))
        .join(Cadre, (Cadre.tenant_id == tenant) & (Cadre.id == Posting.cadre_id))
        .join(OrgUnit, (OrgUnit.tenant_id == tenant) & (OrgUnit.id == Posting.sending_unit_id))
        .outerjoin(Region, (Region.tenant_id == tenant) & (Region.code == Posting.region_code))
        .outerjoin(AttendanceDay, _day_of(work, some, day))
        .outerjoin(night, _night_of(work, some, night, day))
        .outerjoin(before, _night_of(work, some, before, day - _ONE_DAY))
        .join(acts, true())
        .outerjoin(away, true())
        .outerjoin(step, true())
        .outerjoin(waits, (waits.tenant_id == tenant) & (waits.code == away.c.waits_at_code))
        .outerjoin(claim, true())
        .outerjoin(conflict, true())
        .order_by(Posting.region_code, Posting.id)
    )
    return rows.all()


def _day_of(work: Work, some: Subquery, day: date) -> ColumnElement[bool]:
    return and_(
        AttendanceDay.tenant_id == work.tenant_id, AttendanceDay.posting_id == some.c.id, AttendanceDay.day == day
    )


def _night_of(work: Work, some: Subquery, night: Any, day: date) -> ColumnElement[bool]:
    return and_(night.tenant_id == work.tenant_id, night.posting_id == some.c.id, night.night == day)


def _acts(work: Work, some: Subquery, day: date) -> Lateral:
    """The day's check-ins in figures: one row, whether there are any or not."""
    tenant = work.tenant_id
    there = and_(Evidence.tenant_id == tenant, Evidence.id == CheckIn.photo_id, Evidence.state == EvidenceState.READY)
    return (
        select(
            func.count().label("acts"),
            func.min(CheckIn.at).label("first_at"),
            func.max(CheckIn.at).label("last_at"),
            func.min(CheckIn.distance_m).label("nearest_m"),
            func.max(CheckIn.distance_m).label("farthest_m"),
            func.count(CheckIn.photo_id).label("photos"),
            func.count(Evidence.id).label("photos_there"),
        )
        .select_from(CheckIn)
        .outerjoin(Evidence, there)
        .where(CheckIn.tenant_id == tenant, CheckIn.posting_id == some.c.id, CheckIn.day == day)
        .lateral("act")
    )


def _away(work: Work, some: Subquery, day: date) -> Lateral:
    """The leave or trip of the day that the caller may read; what was approved before what waits."""
    readable = within(
        extent(work.ctx, Action.LEAVE_READ),
        region_code=LeaveRequest.region_code,
        unit_id=LeaveRequest.sending_unit_id,
        cadre_id=LeaveRequest.cadre_id,
    )
    return (
        select(
            LeaveRequest.id.label("leave_id"),
            LeaveRequest.kind.label("leave_kind"),
            LeaveRequest.state.label("leave_state"),
            LeaveRequest.first_slot,
            LeaveRequest.after_slot,
            LeaveRequest.waits_at.label("waits_at_code"),
        )
        .where(
            LeaveRequest.tenant_id == work.tenant_id,
            LeaveRequest.posting_id == some.c.id,
            LeaveRequest.state.in_(_SPEAKING),
            LeaveRequest.first_slot < slot(day + _ONE_DAY),
            LeaveRequest.after_slot > slot(day),
            readable,
        )
        .order_by(LeaveRequest.state == LeaveState.SUBMITTED, LeaveRequest.first_slot)
        .limit(1)
        .lateral("away")
    )


def _last_step(work: Work, away: Lateral) -> Lateral:
    """Who approved the leave last, in what office."""
    tenant = work.tenant_id
    return (
        select(Account.display_name.label("approved_by"), LeaveStep.office)
        .join(Account, (Account.tenant_id == tenant) & (Account.id == LeaveStep.decided_by))
        .where(
            LeaveStep.tenant_id == tenant,
            LeaveStep.leave_id == away.c.leave_id,
            LeaveStep.outcome == StepOutcome.APPROVED,
        )
        .order_by(LeaveStep.round.desc(), LeaveStep.number.desc())
        .limit(1)
        .lateral("step")
    )


def _claim(work: Work, some: Subquery, day: date) -> Lateral:
    """Since when a claim of the day has been waiting."""
    return (
        select(func.min(BackfillRequest.submitted_at).label("claimed_at"))
        .where(
            BackfillRequest.tenant_id == work.tenant_id,
            BackfillRequest.posting_id == some.c.id,
            BackfillRequest.day == day,
            BackfillRequest.state == ClaimState.SUBMITTED,
        )
        .lateral("claim")
    )


def _conflict(work: Work, some: Subquery, day: date) -> Lateral:
    """What contradicts what, while nobody has decided."""
    return (
        select(AttendanceConflict.explanation.label("conflict"))
        .where(
            AttendanceConflict.tenant_id == work.tenant_id,
            AttendanceConflict.posting_id == some.c.id,
            AttendanceConflict.day == day,
            AttendanceConflict.state == ConflictState.OPEN,
        )
        .order_by(AttendanceConflict.raised_at)
        .limit(1)
        .lateral("conflict")
    )
