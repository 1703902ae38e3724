"""Queries of leave."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Select, cast, func, literal_column, or_, select

from xuanpai_core.attendance.models import MonthlyAttendance
from xuanpai_core.authz.scope import Extent, within
from xuanpai_core.cadres.models import Cadre
from xuanpai_core.db.session import Work
from xuanpai_core.leads.models import Lead, LeadKind
from xuanpai_core.leave.models import LeaveExtension, LeaveKind, LeaveRequest, LeaveState, LeaveStep
from xuanpai_core.periods import month_start
from xuanpai_core.postings.models import Posting
from xuanpai_core.postings.reach import in_post
from xuanpai_core.regions.models import Region

RUNNING = (LeaveState.SUBMITTED, LeaveState.APPROVED, LeaveState.CLOSED)
"""The states in which nobody else may ask for the same half days."""
TAKEN = (LeaveState.APPROVED, LeaveState.CLOSED)
"""The states in which the half days are leave."""

# As SQL: the driver would take Python's first day for minus infinity.
_FIRST_DAY: ColumnElement[date] = literal_column("DATE '0001-01-01'")

# The first day for which attendance has no partition, from the month of $1 on, or the month after $2.
HORIZON = """
SELECT min(month)::date
  FROM generate_series(date_trunc('month', $1::date), date_trunc('month', $2::date) + interval '1 month',
                       interval '1 month') AS month
 WHERE month > $2::date OR to_regclass('public.attendance_day_p' || to_char(month, 'YYYYMM')) IS NULL
"""

# The first day of a stretch on which the cadre was there, whoever says so; also by reporting back from later leave.
# A report from earlier leave, on the morning of the same day, says nothing of what came after this one.
FIRST_SEEN = """
SELECT least(
    (SELECT min(d.day) FROM attendance_day d
      WHERE d.tenant_id = $1 AND d.posting_id = $2 AND d.day >= $3 AND d.day <= $4
        AND (d.check_ins > 0 OR d.status = 'ON_DUTY' OR d.afternoon = 'ON_DUTY')),
    (SELECT min(l.reported_back_on) FROM leave_request l
      WHERE l.tenant_id = $1 AND l.posting_id = $2 AND l.first_slot >= $5
        AND l.reported_back_on >= $3 AND l.reported_back_on <= $4)
)
"""


async def own_posting(
    work: Work, cadre_id: UUID, posting_id: UUID | None, on: date, *, hold: bool = True
) -> Posting | None:
    """The cadre's own posting of that id, else the one in force on the day, else the latest.

    It is held against twins, unless it is only looked at.
    """
    wanted = select(Posting).where(Posting.tenant_id == work.tenant_id, Posting.cadre_id == cadre_id)
    if posting_id is not None:
        wanted = wanted.where(Posting.id == posting_id)
    wanted = wanted.order_by(in_post(on).desc(), Posting.start_date.desc()).limit(1)
    if hold:
        wanted = wanted.with_for_update(key_share=True)
    found: Posting | None = await work.session.scalar(wanted.execution_options(populate_existing=True))
    return found


async def look_at(work: Work, leave_id: UUID, cadre_id: UUID) -> tuple[LeaveRequest, Posting] | None:
    """The cadre's own leave and its posting, neither of them held."""
    row = (
        await work.session.execute(
            select(LeaveRequest, Posting)
            .join(Posting, (Posting.tenant_id == work.tenant_id) & (Posting.id == LeaveRequest.posting_id))
            .where(
                LeaveRequest.tenant_id == work.tenant_id,
                LeaveRequest.id == leave_id,
                LeaveRequest.cadre_id == cadre_id,
            )
        )
    ).first()
    return None if row is None else (row[0], row[1])


async def hold_posting(work: Work, posting_id: UUID) -> Posting:
    """The posting; nobody else asks for, decides on or ends its leave until the transaction is over."""
    return (
        await work.session.scalars(
            select(Posting)
            .where(Posting.tenant_id == work.tenant_id, Posting.id == posting_id)
            .with_for_update(key_share=True)
            .execution_options(populate_existing=True)
        )
    ).one()


async def hold_leave(work: Work, leave_id: UUID, reach: Extent, *, own: bool) -> tuple[LeaveRequest, Posting] | None:
    """The leave and its posting, both held: the caller's ``own``, or of a place within ``reach``."""
    within_reach: ColumnElement[bool] = (
        within(Extent(cadre_id=reach.cadre_id), cadre_id=LeaveRequest.cadre_id)
        if own
        else within(Extent(places=reach.places), region_code=LeaveRequest.region_code)
    )
    wanted = select(LeaveRequest).where(
        LeaveRequest.tenant_id == work.tenant_id, LeaveRequest.id == leave_id, within_reach
    )
    return await _held(work, wanted)


async def hold_any(work: Work, leave_id: UUID) -> tuple[LeaveRequest, Posting] | None:
    """The leave and its posting, both held, whoever asks."""
    wanted = select(LeaveRequest).where(LeaveRequest.tenant_id == work.tenant_id, LeaveRequest.id == leave_id)
    return await _held(work, wanted)


async def _held(work: Work, wanted: Select[LeaveRequest]) -> tuple[LeaveRequest, Posting] | None:
    seen: LeaveRequest | None = await work.session.scalar(wanted)
    if seen is None:
        return None
    # The posting first: whoever holds it may change all of its leave.
    posting = await hold_posting(work, seen.posting_id)
    leave = (await work.session.scalars(wanted.execution_options(populate_existing=True))).one()
    return leave, posting


async def clash(
    work: Work, posting_id: UUID, first: int, after: int, *, other_than: UUID | None = None
) -> tuple[int, int] | None:
    """The half days of other leave, or of an extension that waits, which lie in this stretch."""
    leave = select(LeaveRequest.first_slot, LeaveRequest.after_slot).where(
        LeaveRequest.tenant_id == work.tenant_id,
        LeaveRequest.posting_id == posting_id,
        LeaveRequest.state.in_(RUNNING),
        LeaveRequest.first_slot < after,
        LeaveRequest.after_slot > first,
    )
    longer = (
        select(LeaveExtension.from_slot, LeaveExtension.after_slot)
        .join(
            LeaveRequest,
            (LeaveRequest.tenant_id == work.tenant_id) & (LeaveRequest.id == LeaveExtension.leave_id),
        )
        .where(
            LeaveExtension.tenant_id == work.tenant_id,
            LeaveRequest.posting_id == posting_id,
            LeaveExtension.state == LeaveState.SUBMITTED,
            LeaveExtension.from_slot < after,
            LeaveExtension.after_slot > first,
        )
    )
    if other_than is not None:
        leave = leave.where(LeaveRequest.id != other_than)
        longer = longer.where(LeaveRequest.id != other_than)
    found = (await work.session.execute(leave.union_all(longer).limit(1))).first()
    return None if found is None else (max(found[0], first), min(found[1], after))


async def sealed_months(work: Work, posting_id: UUID, first: date, last: date) -> set[date]:
    """The months, by their first day, from the one of ``first`` to the one of ``last`` whose sheet is sealed."""
    rows = await work.session.scalars(
        select(MonthlyAttendance.month).where(
            MonthlyAttendance.tenant_id == work.tenant_id,
            MonthlyAttendance.posting_id == posting_id,
            MonthlyAttendance.month >= month_start(first),
            MonthlyAttendance.month <= month_start(last),
            MonthlyAttendance.sealed,
        )
    )
    return set(rows)


async def steps_of(work: Work, leave_id: UUID, number: int) -> Sequence[LeaveStep]:
    """The steps of a round, in order."""
    return (
        await work.session.scalars(
            select(LeaveStep)
            .where(LeaveStep.tenant_id == work.tenant_id, LeaveStep.leave_id == leave_id, LeaveStep.round == number)
            .order_by(LeaveStep.number)
            .execution_options(populate_existing=True)
        )
    ).all()


async def extension(work: Work, leave: LeaveRequest) -> LeaveExtension | None:
    """The latest extension that was asked for; None in round 0."""
    found: LeaveExtension | None = await work.session.scalar(
        select(LeaveExtension)
        .where(
            LeaveExtension.tenant_id == work.tenant_id,
            LeaveExtension.leave_id == leave.id,
            LeaveExtension.round == leave.round,
        )
        .execution_options(populate_existing=True)
    )
    return found


async def taken_half_days(work: Work, posting_id: UUID, low: int, high: int) -> int:
    """How many half days of leave, official trips apart, the posting was given from ``low`` to before ``high``."""
    common = func.least(LeaveRequest.after_slot, high) - func.greatest(LeaveRequest.first_slot, low)
    total: int | None = await work.session.scalar(
        select(func.sum(common)).where(
            LeaveRequest.tenant_id == work.tenant_id,
            LeaveRequest.posting_id == posting_id,
            LeaveRequest.state.in_(TAKEN),
            LeaveRequest.kind != LeaveKind.OFFICIAL_TRIP,
            LeaveRequest.first_slot < high,
            LeaveRequest.after_slot > low,
        )
    )
    return int(total or 0)


async def taken(work: Work, posting_ids: Collection[UUID], low: int, high: int) -> Sequence[LeaveRequest]:
    """The approved leave and trips of these postings with a half day from ``low`` to before ``high``, in order."""
    return (
        await work.session.scalars(
            select(LeaveRequest)
            .where(
                LeaveRequest.tenant_id == work.tenant_id,
                LeaveRequest.posting_id.in_(posting_ids),
                LeaveRequest.state.in_(TAKEN),
                LeaveRequest.first_slot < high,
                LeaveRequest.after_slot > low,
            )
            .order_by(LeaveRequest.posting_id, LeaveRequest.first_slot)
        )
    ).all()


async def unlaid(work: Work, before: int) -> Sequence[UUID]:
    """Approved leave of which attendance does not know all half days before ``before``."""
    return (
        await work.session.scalars(
            select(LeaveRequest.id)
            .where(
                LeaveRequest.tenant_id == work.tenant_id,
                LeaveRequest.state == LeaveState.APPROVED,
                LeaveRequest.laid_to_slot < LeaveRequest.after_slot,
                LeaveRequest.laid_to_slot < before,
            )
            .order_by(LeaveRequest.id)
        )
    ).all()


async def run_out(work: Work, before: int) -> Sequence[UUID]:
    """Approved leave that ended before ``before``, or whose posting ended before it does, and is not closed."""
    ended = (
        select(Posting.id)
        .where(
            Posting.tenant_id == work.tenant_id,
            Posting.id == LeaveRequest.posting_id,
            # Slots count from year 1: two a day.
            LeaveRequest.after_slot > (cast(Posting.end_date - _FIRST_DAY, Integer) + 2) * 2,
        )
        .exists()
    )
    return (
        await work.session.scalars(
            select(LeaveRequest.id)
            .where(
                LeaveRequest.tenant_id == work.tenant_id,
                LeaveRequest.state == LeaveState.APPROVED,
                or_(LeaveRequest.after_slot < before, ended),
            )
            .order_by(LeaveRequest.id)
        )
    ).all()


async def limit_lead(work: Work, subject_key: str) -> Lead | None:
    """The lead of a year's leave beyond the limit, held until the transaction ends."""
    found: Lead | None = await work.session.scalar(
        select(Lead)
        .where(Lead.tenant_id == work.tenant_id, Lead.kind == LeadKind.LEAVE_LIMIT, Lead.subject_key == subject_key)
        .with_for_update()
    )
    return found


async def place_name(work: Work, region_code: str) -> str:
    """What the place is called, in full."""
    found: str | None = await work.session.scalar(
        select(Region.path_name).where(Region.tenant_id == work.tenant_id, Region.code == region_code)
    )
    return found or region_code


async def cadre_name(work: Work, cadre_id: UUID) -> str:
    """The cadre's name."""
    return (
        await work.session.scalars(select(Cadre.name).where(Cadre.tenant_id == work.tenant_id, Cadre.id == cadre_id))
    ).one()
