"""Approved half days as attendance knows them: laid, lifted, and what follows too many of them in a year."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from xuanpai_core.attendance.models import AttendanceStatus
from xuanpai_core.attendance.service import lay_leave, lift_leave
from xuanpai_core.db.session import Work
from xuanpai_core.judgement.month import DayPart
from xuanpai_core.leads.models import LeadKind, LeadState
from xuanpai_core.leads.service import NewLead, gather_into, raise_lead
from xuanpai_core.leave import repository
from xuanpai_core.leave.models import LeaveKind, LeaveRequest
from xuanpai_core.leave.requesting import RECORD_TYPE, leave_rule
from xuanpai_core.leave.slots import day_of, days, parts, slot
from xuanpai_core.plugins.wording import day_count
from xuanpai_core.postings.models import Posting


async def horizon(work: Work, first: date, last: date) -> int:
    """The half day from which on attendance cannot keep days yet, looking from ``first`` to ``last``."""
    return slot(await work.driver.fetchval(repository.HORIZON, first, last))


async def lay(work: Work, leave: LeaveRequest) -> None:
    """Lay every half day that attendance does not know yet and can keep. Raises ``MonthSealed``; then nothing is."""
    await work.session.flush()
    first = leave.laid_to_slot
    if first >= leave.after_slot:
        return
    until = min(leave.after_slot, await horizon(work, day_of(first), day_of(leave.after_slot - 1)))
    if until <= first:
        return
    trip = leave.kind is LeaveKind.OFFICIAL_TRIP
    status = AttendanceStatus.OFFICIAL_TRIP if trip else AttendanceStatus.LEAVE
    await lay_leave(work, leave.posting_id, leave.id, list(parts(first, until)), status)
    leave.laid_to_slot = until
    await work.session.flush()


async def shorten(work: Work, leave: LeaveRequest, after: int) -> None:
    """Let it end before ``after``, and give the half days from there on back. Raises ``MonthSealed``."""
    await work.session.flush()
    lifted: Sequence[tuple[date, DayPart]] = list(parts(after, min(leave.after_slot, leave.laid_to_slot)))
    if lifted:
        await lift_leave(work, leave.posting_id, leave.id, lifted)
    leave.after_slot = after
    leave.laid_to_slot = min(leave.laid_to_slot, after)


async def watch_limit(work: Work, leave: LeaveRequest, posting: Posting, until: int) -> None:
    """Make a lead for each calendar year in which the posting's leave is beyond what the rule allows (白河: 30 days).

    Once a year and posting; official trips apart. ``until``: the half day before which the leave ends, or ended before
    it was shortened. An open lead says what is so by now, also where the leave is within the limit again.
    """
    if leave.kind is LeaveKind.OFFICIAL_TRIP:
        return
    await work.session.flush()
    for year in range(day_of(leave.first_slot).year, day_of(until - 1).year + 1):
        await _watch_year(work, leave, posting, year)


async def _watch_year(work: Work, leave: LeaveRequest, posting: Posting, year: int) -> None:
    start, end = date(year, 1, 1), date(year + 1, 1, 1)
    rule = await leave_rule(work, posting.region_code, max(start, day_of(leave.first_slot)))
    if rule is None or rule.yearly_limit_days is None:
        return
    total = days(0, await repository.taken_half_days(work, posting.id, slot(start), slot(end)))
    limit = rule.yearly_limit_days
    over = f"超过全年{limit}天的规定,多{day_count(total - limit)}。"
    judged = over if total > limit else f"没有超过全年{limit}天的规定。"
    told = f"{await repository.cadre_name(work, posting.cadre_id)}{year}年累计请假{day_count(total)},{judged}"
    facts = {"year": year, "days": str(total), "limit": limit, "leave_id": str(leave.id)}
    lead = await repository.limit_lead(work, limit_key(posting.id, year))
    if lead is not None:
        if lead.state is LeadState.OPEN and lead.facts.get("days") != str(total):
            gather_into(work, lead, lead.since, lead.until, told, facts)
    elif total > limit and leave.after_slot > leave.first_slot:
        await raise_lead(
            work,
            NewLead(
                kind=LeadKind.LEAVE_LIMIT,
                region_code=posting.region_code,
                subject_type=RECORD_TYPE,
                subject_key=limit_key(posting.id, year),
                since=start,
                until=min(date(year, 12, 31), day_of(leave.after_slot - 1)),
                reason=told,
                posting_id=posting.id,
                facts=facts,
                clauses=(rule.clause,),
            ),
        )


def limit_key(posting_id: UUID, year: int) -> str:
    """What names the lead of a posting and a year."""
    return f"{posting_id}:{year}"
