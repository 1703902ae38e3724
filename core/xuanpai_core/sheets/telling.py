"""What a sheet tells beside its days: how much of the month was served, and the nights where the place counts them."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from xuanpai_core.attendance.service import nights_of
from xuanpai_core.calendars.service import workdays_of
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.judgement.presence import PresenceFacts, concerns, judge_presence
from xuanpai_core.judgement.presence_periods import PresencePeriod
from xuanpai_core.periods import Month
from xuanpai_core.plugins.duties import Cadence
from xuanpai_core.plugins.presence import Measure, PresenceNorm
from xuanpai_core.plugins.service import ToldPosting, told_postings
from xuanpai_core.postings.models import Posting
from xuanpai_core.rulebooks.in_force import Rulebooks
from xuanpai_core.rulebooks.service import rulebooks
from xuanpai_core.sheets.content import Facts, told_verdict

_ONE_DAY = timedelta(days=1)


async def facts_of(
    work: Work, posting_ids: Sequence[UUID], month: Month, by_night: Collection[UUID]
) -> dict[UUID, Facts]:
    """What is so of these postings' month: from or until when, where not the whole of it, was served; of those in
    ``by_night`` the nights spent in the village, by the day of the evening.
    """
    await work.session.flush()
    rows = await work.session.execute(
        select(Posting.id, Posting.start_date, Posting.end_date).where(
            Posting.tenant_id == work.tenant_id, Posting.id.in_(posting_ids)
        )
    )
    found = {posting_id: _served(start, end, month) for posting_id, start, end in rows}
    if by_night:
        for posting_id, nights in (await nights_of(work, sorted(by_night), month.start, month.end)).items():
            found[posting_id]["nights"] = [night.night.isoformat() for night in nights]
    return found


async def night_verdicts(work: Work, posting_ids: Sequence[UUID], month: Month) -> dict[UUID, dict[str, Any] | None]:
    """For whom nights are counted by the rulebook of the month's last day, and what the month's norm says of them.

    None: the norm is that of another period.
    """
    books, last = await rulebooks(work), month.end - _ONE_DAY
    told = await told_postings(work, Posting.id.in_(posting_ids))
    norms = {posting.posting_id: _norms(books, posting, last) for posting in told}
    counted = [posting_id for posting_id, laid_down in norms.items() if laid_down]
    if not counted:
        return {}
    nights = await nights_of(work, counted, month.start, month.end)
    calendar, day = await workdays_of(work, month.start, month.end), today(work.clock)
    found: dict[UUID, dict[str, Any] | None] = {}
    for posting in told:
        if not norms[posting.posting_id]:
            continue
        facts = PresenceFacts(
            posting=posting.facts,
            marks=(),
            nights=frozenset(night.night for night in nights[posting.posting_id]),
            calendar=calendar,
            today=day,
        )
        monthly = [norm for norm in norms[posting.posting_id] if norm.cadence is Cadence.MONTH]
        verdict = (
            judge_presence(monthly[0], PresencePeriod(Cadence.MONTH, month.start, last), facts) if monthly else None
        )
        found[posting.posting_id] = None if verdict is None else told_verdict(verdict)
    return found


def as_kept(kept: Facts | None, now: Facts) -> Facts | None:
    """``now`` as far as the sheet tells of it: a rule on nights that came later makes no signature void."""
    if kept is None:
        return None
    return {name: value for name, value in now.items() if name != "nights" or "nights" in kept}


def tells_nights(facts: Facts | None) -> bool:
    """Whether a sheet with these facts has nights on it."""
    return facts is not None and "nights" in facts


def _norms(books: Rulebooks, posting: ToldPosting, on: date) -> list[PresenceNorm]:
    return [
        norm
        for _, norm in books.every(PresenceNorm, posting.facts.region_code, on)
        if norm.measure is Measure.NIGHTS and concerns(norm, posting.facts)
    ]


def _served(start: date, end: date | None, month: Month) -> Facts:
    told: Facts = {}
    if start > month.start:
        told["first"] = start.isoformat()
    if end is not None and end < month.end - _ONE_DAY:
        told["last"] = end.isoformat()
    return told
