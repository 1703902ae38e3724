"""Duties: kept in step with what changes, explained, and excused from."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import Extent, require, within
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.duties import generating, repository
from xuanpai_core.duties.errors import InvalidExemption, OccurrenceNotFound
from xuanpai_core.duties.facts import Excuse, Owed
from xuanpai_core.duties.judging import Verdict, judge, verdict, window
from xuanpai_core.duties.keeping import Kept
from xuanpai_core.duties.models import DutyExemption, DutyOccurrence, OccurrenceState
from xuanpai_core.duties.naming import feature_titles
from xuanpai_core.duties.planning import Horizon
from xuanpai_core.duties.postings import tell_untold
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.jobs.queue import enqueue
from xuanpai_core.plugins.duties import Cadence, Duty, Subject
from xuanpai_core.postings.models import Posting
from xuanpai_core.rulebooks.service import rulebooks
from xuanpai_core.texts import paragraphs

_AT_ONCE = 20_000
"""How many periods, at most, are made while somebody waits; more are left to a job."""
_NEARBY = timedelta(days=31)
"""How far outside its period a deed may lie and still be told of as one that does not count."""
REGENERATE = "duties.regenerate"


@dataclass(frozen=True, slots=True)
class Explanation:
    """One period of a duty, the duty itself, and what is said of it today, deed by deed (``verdict``)."""

    occurrence_id: UUID
    duty: Duty
    region_code: str
    period_start: date
    period_end: date | None
    due_on: date
    verdict: Verdict


async def subject_changed(
    work: Work,
    *,
    postings: Collection[UUID] = (),
    units: Collection[UUID] = (),
    entries: Collection[UUID] = (),
    places: Collection[str] = (),
) -> None:
    """Bring every period of these subjects up to date: one began, ended, or is no longer what it was.

    ``entries`` are of registers, ``places`` region codes of counties, townships and villages. Asks nobody's permission.
    """
    await generating.refresh(work, postings=postings, units=units, entries=entries, places=places)


async def rules_changed(work: Work, region_code: str, since: date) -> None:
    """Bring the periods below a place in step with rules that are others from ``since`` on.

    At once where that is little work, so that a county sees its duties; otherwise by a job. Asks nobody's permission.
    """
    day = today(work.clock)
    rules = await generating.duty_rules(work)
    if not generating.steps(rules, region_code):
        return
    await tell_untold(work, region_code)
    horizon = horizon_since(since, day)
    counted = await repository.count_subjects(work, region_code)
    if generating.periods_expected(rules, horizon, counted) > _AT_ONCE:
        await enqueue(work, REGENERATE, region_code=region_code, since=since.isoformat())
    else:
        await generating.walk(work, region_code, horizon)


def horizon_since(since: date, day: date) -> Horizon:
    """From ``since`` to as far ahead as periods are made."""
    return Horizon(since, generating.ahead(day), day)


async def generate(work: Work, region_code: str, until: date) -> Kept:
    """Make the periods below the place that begin by ``until``; judge anew those of this month, and what has no end."""
    await tell_untold(work, region_code)
    day = today(work.clock)
    return await generating.walk(work, region_code, generating.nightly(day, until))


async def rebuild(work: Work, region_code: str) -> Kept:
    """Make every period below the place from nothing: the very rows that were there, under other ids."""
    await tell_untold(work, region_code)
    return await generating.rebuild(work, region_code)


async def explain(work: Work, occurrence_id: UUID) -> Explanation:
    """What is said of a period of a duty, and why this deed counts and that one does not.

    Raises ``Forbidden`` and ``OccurrenceNotFound`` (unknown and out of reach look the same).
    """
    found = await _in_reach(work, occurrence_id, require(work.ctx, Action.DUTY_READ))
    duty = (await repository.duties_of(work, {found.rule_id}))[found.rule_id]
    excuses = (await repository.excuses(work, {found.token})).get((found.token, found.matter), [])
    day = today(work.clock)
    partial = found.state is OccurrenceState.EXEMPT and duty.cadence is not Cadence.STANDING
    owed = Owed(
        found.id,
        found.rule_id,
        found.token,
        tuple(found.others),
        found.period_start,
        found.period_end,
        found.due_on,
        partial,
    )
    first, last = window(duty, found.period_start, found.period_end)
    near = (max(first, date.min + _NEARBY) - _NEARBY, min(last, date.max - _NEARBY) + _NEARBY)
    [facts] = await repository.facts(work, [(found.token, duty, *near)])
    titles = feature_titles(await rulebooks(work), duty, found.region_code, found.period_start)
    judgement = judge(duty, owed, facts, excuses, day, titles)
    return Explanation(
        found.id,
        duty,
        found.region_code,
        found.period_start,
        found.period_end,
        found.due_on,
        verdict(duty, owed, judgement, day),
    )


async def exempt(
    work: Work, occurrence_id: UUID, reason: str, key: str, *, first: date | None = None, last: date | None = None
) -> UUID:
    """Excuse the subject of this occurrence from its duty, by default over its period; returns the exemption's id.

    What has no last day is excused from ``first`` (default today) until ``last`` (default: until further notice).
    Raises ``Forbidden``, ``OccurrenceNotFound``, ``InvalidExemption``, ``Invalid`` (``INVALID_TEXT``).
    """
    reach = require(work.ctx, Action.DUTY_EXEMPT)
    said = paragraphs(reason, path="reason", title="免除的理由", limit=500)

    async def act() -> Outcome:
        found = await _in_reach(work, occurrence_id, reach)
        return {"id": str(await _exempt(work, found, _days(work, found, first, last), said))}

    content = {"occurrence_id": occurrence_id, "reason": said, "first": first, "last": last}
    return UUID((await once(work, Action.DUTY_EXEMPT, key, content, act))["id"])


def _days(work: Work, found: DutyOccurrence, first: date | None, last: date | None) -> Excuse:
    stands = found.period_end is None
    begins = first or (today(work.clock) if stands else found.period_start)
    ends = last or found.period_end
    if ends is not None and ends < begins:
        raise InvalidExemption
    return Excuse(begins, ends, "")


async def _exempt(work: Work, found: DutyOccurrence, days: Excuse, reason: str) -> UUID:
    exemption = DutyExemption(
        tenant_id=work.tenant_id,
        id=new_id(),
        matter=found.matter,
        token=found.token,
        region_code=found.region_code,
        valid_from=days.first,
        valid_to=days.last,
        reason=reason,
        recorded_by=work.ctx.actor.account_id,
    )
    work.session.add(exemption)
    await work.session.flush()
    await _refresh_subject(work, found)
    after = {"matter": found.matter, "token": found.token, "valid_from": days.first, "valid_to": days.last}
    record(work, Action.DUTY_EXEMPT, "duty_exemption", exemption.id, after=after, reason=reason)
    return exemption.id


async def _refresh_subject(work: Work, found: DutyOccurrence) -> None:
    """All periods of the subject, whose exemption may reach beyond the one that was named."""
    match found.subject:
        case Subject.POSTING if found.posting_id is not None:
            await subject_changed(work, postings=[found.posting_id])
        case Subject.UNIT if found.unit_id is not None:
            await subject_changed(work, units=[found.unit_id])
        case Subject.ENTRY:
            await subject_changed(work, entries=await repository.entries_of(work, found.token, found.matter))
        case _:
            await subject_changed(work, places=[found.region_code])


async def _in_reach(work: Work, occurrence_id: UUID, reach: Extent) -> DutyOccurrence:
    """The occurrence, if it is of the caller's places, units or own postings; raises ``OccurrenceNotFound``."""
    await work.session.flush()
    own = select(Posting.id).where(
        Posting.tenant_id == work.tenant_id,
        within(reach, unit_id=Posting.sending_unit_id, cadre_id=Posting.cadre_id),
    )
    found = await work.session.scalar(
        select(DutyOccurrence)
        .where(DutyOccurrence.tenant_id == work.tenant_id, DutyOccurrence.id == occurrence_id)
        .where(
            within(reach, region_code=DutyOccurrence.region_code, unit_id=DutyOccurrence.unit_id)
            | DutyOccurrence.posting_id.in_(own)
        )
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise OccurrenceNotFound
    return found
