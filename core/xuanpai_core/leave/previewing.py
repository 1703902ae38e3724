"""What would become of leave if it were asked for now: who would approve it, and what stands in its way."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.errors import Conflict, Invalid
from xuanpai_core.judgement.month import DayPart
from xuanpai_core.leave import repository
from xuanpai_core.leave.chains import Chain
from xuanpai_core.leave.errors import ExtensionNotLater, LeaveNotFound
from xuanpai_core.leave.models import LeaveKind
from xuanpai_core.leave.requesting import (
    Stretch,
    after_of,
    chain_at,
    check_days,
    check_stretch,
    is_late,
    leave_rule,
    of_oneself,
)
from xuanpai_core.leave.slots import day_of, days, overlap, slot, stretch_name
from xuanpai_core.postings.errors import PostingNotFound
from xuanpai_core.postings.models import Posting


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """``days`` are those of the whole leave; ``late``: it begins on an earlier day.

    ``places`` are the names of the places of ``chain``. ``obstacle`` is why it would be refused, in words.
    ``taken_days``: how much leave of ``year``, that of its first day, was approved before, official trips apart;
    ``total_days``: how much it would be with this. None for an official trip.
    """

    days: Decimal
    late: bool
    chain: Chain
    places: tuple[str, ...]
    year: int
    taken_days: Decimal | None
    total_days: Decimal | None
    yearly_limit_days: int | None
    obstacle: str | None


async def preview_leave(work: Work, kind: LeaveKind, stretch: Stretch) -> Preview:
    """Leave of one's own posting on those half days. Writes nothing. Raises ``Forbidden``, ``PostingNotFound``."""
    cadre_id = of_oneself(work)
    first, after = stretch.first, stretch.after
    posting = await repository.own_posting(work, cadre_id, None, day_of(first), hold=False)
    if posting is None:
        raise PostingNotFound
    obstacle = await _obstacle(work, posting, first, after, since=first)
    return await _preview(work, posting, kind, first, after, since=first, obstacle=obstacle)


async def preview_extension(work: Work, leave_id: UUID, to_day: date, to_part: DayPart) -> Preview:
    """One's own leave if it lasted until then. Writes nothing. Raises ``Forbidden``, ``LeaveNotFound``."""
    found = await repository.look_at(work, leave_id, of_oneself(work))
    if found is None:
        raise LeaveNotFound
    leave, posting = found
    first, since, after = leave.first_slot, leave.after_slot, after_of(to_day, to_part)
    if after <= since:
        refusal = ExtensionNotLater(stretch_name(first, since), days(first, since))
        obstacle: str | None = refusal.message
    else:
        obstacle = await _obstacle(work, posting, first, after, since=since, other_than=leave.id)
    return await _preview(work, posting, leave.kind, first, after, since=since, obstacle=obstacle)


async def _obstacle(
    work: Work, posting: Posting, first: int, after: int, *, since: int, other_than: UUID | None = None
) -> str | None:
    """Why the half days from ``since`` on would be refused; being late is no obstacle where it may be made up for."""
    try:
        check_stretch(work, first, after)
        is_late(work, day_of(since), stated=True)
        await check_days(work, posting, since, after, other_than=other_than)
    except (Invalid, Conflict) as refusal:
        return refusal.message
    return None


async def _preview(
    work: Work, posting: Posting, kind: LeaveKind, first: int, after: int, *, since: int, obstacle: str | None
) -> Preview:
    chain = await chain_at(work, posting, kind, max(1, after - first))
    year = day_of(first).year
    taken = total = limit = None
    if kind is not LeaveKind.OFFICIAL_TRIP:
        start, end = slot(date(year, 1, 1)), slot(date(year, 12, 31)) + 2
        half_days = await repository.taken_half_days(work, posting.id, start, end)
        taken, total = days(0, half_days), days(0, half_days + overlap(since, after, start, end))
        rule = await leave_rule(work, posting.region_code, day_of(first))
        limit = None if rule is None else rule.yearly_limit_days
    return Preview(
        days=days(first, after),
        late=day_of(since) < today(work.clock),
        chain=chain,
        places=tuple([await repository.place_name(work, place) for place in chain.places]),
        year=year,
        taken_days=taken,
        total_days=total,
        yearly_limit_days=limit,
        obstacle=obstacle,
    )
