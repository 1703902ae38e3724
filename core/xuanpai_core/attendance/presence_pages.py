"""Presence as people look at it: of one posting, or of everybody below a place, within the caller's reach."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select, tuple_

from xuanpai_core.attendance.presence import PresenceVerdict, judge_presence_of
from xuanpai_core.attendance.presence_day import day_verdict
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.errors import Invalid
from xuanpai_core.judgement.presence_day import DayVerdict
from xuanpai_core.periods import day_come
from xuanpai_core.plugins.service import ToldPosting, told_postings
from xuanpai_core.postings.errors import PostingNotFound
from xuanpai_core.postings.models import Posting
from xuanpai_core.postings.reach import in_post, within_posting
from xuanpai_core.postings.turning import cursor_of, read_cursor
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.vocabulary import Outcome

LONGEST = timedelta(days=400)
"""So far back one looks at once: a year of the term and what lies around it."""
_BATCH = 100
_MOST_LOOKED_AT = 500


@dataclass(frozen=True, slots=True)
class PostingPresence:
    """A posting and what every norm says of it; ``day``: of one posting, the day that was asked for."""

    posting: ToldPosting
    verdicts: tuple[PresenceVerdict, ...]
    day: DayVerdict | None = None


@dataclass(frozen=True, slots=True)
class PresencePage:
    """Some postings; ``after`` goes on behind the last that was looked at, None: that was all."""

    entries: tuple[PostingPresence, ...]
    after: str | None


async def presence_of(
    work: Work, posting_id: UUID, on: date | None = None, since: date | None = None
) -> PostingPresence:
    """One posting: the day ``on`` (today) and the periods that hold it, or all from ``since`` to then.

    Raises ``Forbidden``, ``PostingNotFound`` (unknown and out of reach look the same), ``Invalid`` (``DAY_IN_FUTURE``,
    ``INVALID_PERIOD``).
    """
    reach = require(work.ctx, Action.ATTENDANCE_READ)
    day = day_come(on, today(work.clock))
    if since is not None and not day - LONGEST <= since <= day:
        raise Invalid(f"起始日期须在截止日期之前,一次最多看 {LONGEST.days} 天。", code="INVALID_PERIOD")
    told = await told_postings(work, Posting.id == posting_id, within_posting(reach))
    if not told:
        raise PostingNotFound
    verdicts = await judge_presence_of(work, told, day, since)
    return PostingPresence(told[0], verdicts[posting_id], await day_verdict(work, told[0], day))


async def presence_page(
    work: Work,
    region_code: str,
    on: date | None = None,
    *,
    only: Collection[Outcome] = (),
    running: bool | None = None,
    first: int = 20,
    after: str | None = None,
) -> PresencePage:
    """Whoever is in post below the place on ``on`` (today), by place; of each the verdicts that are asked for.

    ``only``: those with one of these outcomes; ``running``: those of periods that run, or that are over. Whoever has
    none of them is left out. At most 500 postings are looked at: a page may be short, and ``after`` leads on. Raises
    ``Forbidden``, ``InvalidRegionCode``, ``Invalid`` (``DAY_IN_FUTURE``, ``BAD_CURSOR``).
    """
    reach = require(work.ctx, Action.ATTENDANCE_READ)
    day = day_come(on, today(work.clock))
    low, high = RegionCode.parse(region_code).range()
    here = (
        within_posting(reach),
        Posting.region_code >= low,
        Posting.region_code < high,
        in_post(day),
    )
    found: list[PostingPresence] = []
    looked_at, behind = 0, None if after is None else read_cursor(after)
    while True:
        more = [] if behind is None else [tuple_(Posting.region_code, Posting.id) > behind]
        ids = await _some(work, [*here, *more])
        entries = await _judged(work, ids, day, only, running)
        for number, posting_id in enumerate(ids, start=1):
            behind = posting_id
            if (entry := entries.get(posting_id[1])) is not None:
                found.append(entry)
            if len(found) == first:
                all_seen = number == len(ids) and len(ids) < _BATCH
                return PresencePage(tuple(found), None if all_seen else cursor_of(behind))
        looked_at += len(ids)
        if len(ids) < _BATCH or behind is None:
            return PresencePage(tuple(found), None)
        if looked_at >= _MOST_LOOKED_AT:
            return PresencePage(tuple(found), cursor_of(behind))


async def _some(work: Work, conditions: Sequence[object]) -> list[tuple[str, UUID]]:
    rows = await work.session.execute(
        select(Posting.region_code, Posting.id)
        .where(Posting.tenant_id == work.tenant_id, *conditions)  # type: ignore[arg-type]
        .order_by(Posting.region_code, Posting.id)
        .limit(_BATCH)
    )
    return [(row.region_code, row.id) for row in rows]


async def _judged(
    work: Work, ids: Sequence[tuple[str, UUID]], day: date, only: Collection[Outcome], running: bool | None
) -> dict[UUID, PostingPresence]:
    if not ids:
        return {}
    told = await told_postings(work, Posting.id.in_([posting_id for _, posting_id in ids]))
    judged = await judge_presence_of(work, told, day)
    found = {}
    for posting in told:
        verdicts = tuple(
            verdict
            for verdict in judged[posting.posting_id]
            if (not only or verdict.outcome in only) and (running is None or verdict.running is running)
        )
        if verdicts:
            found[posting.posting_id] = PostingPresence(posting, verdicts)
    return found
