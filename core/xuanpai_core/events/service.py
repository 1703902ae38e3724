"""Events that must be attended: announced at their place, attendance recorded there, judged by month (JZ-06)."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require, require_place
from xuanpai_core.clock import civil_date
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.duties.deeds import tell_many
from xuanpai_core.events import repository
from xuanpai_core.events.errors import EventNotFound, EventNotYet, EventWithdrawn, InvalidEvent, NotConcerned
from xuanpai_core.events.facts import away_at, away_in, why_away
from xuanpai_core.events.judging import EventFacts, JudgedEvent, MonthOfEvents, Standing, judge_event, judge_month
from xuanpai_core.events.models import EventAttendance, EventKind, EventPresence, MustAttendEvent
from xuanpai_core.events.recording import RECORD_TYPE, RecordedPresence, attendance_key, record_attendance
from xuanpai_core.events.rules import rule_at
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.periods import Month
from xuanpai_core.plugins.presence import EventRule
from xuanpai_core.postings.errors import PostingNotFound
from xuanpai_core.regions.code import RegionCode, RegionLevel
from xuanpai_core.regions.known import known_region
from xuanpai_core.texts import one_line, paragraphs

__all__ = [
    "RECORD_TYPE",
    "Concerned",
    "EventNotFound",
    "EventNotYet",
    "EventWithdrawn",
    "JudgedEvent",
    "MonthOfEvents",
    "NewEvent",
    "NotConcerned",
    "RecordedPresence",
    "Standing",
    "announce_event",
    "attendance_key",
    "concerned_by",
    "month_of_events",
    "record_attendance",
    "withdraw_event",
]

_SUBJECT = "must_attend_event"
_REASON_LIMIT = 500
FARTHEST = timedelta(days=366)
"""How far ahead an event may be announced, and how long after it may be noted down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """An event in a village or a township; an emergency is noted down when it is over."""

    kind: EventKind
    region_code: str
    at: datetime
    title: str
    venue: str | None = None


@dataclass(frozen=True, slots=True)
class Concerned:
    """One of those who must attend: what was recorded, and what is proposed where nothing is."""

    posting_id: UUID
    cadre_name: str
    region_code: str
    place_name: str
    state: EventPresence | None
    proposed: EventPresence | None
    judged: JudgedEvent


async def announce_event(work: Work, new: NewEvent, key: str) -> UUID:
    """Announce an event at a place within reach; returns its id.

    Raises ``Forbidden``, ``NotFound`` (``UNKNOWN_REGION``), ``InvalidEvent``, ``Invalid`` (``INVALID_TEXT``),
    ``InvalidRegionCode``.
    """
    code = RegionCode.parse(new.region_code)
    require_place(work.ctx, Action.EVENT_ANNOUNCE, code)
    if code.level not in {RegionLevel.TOWNSHIP, RegionLevel.VILLAGE}:
        raise InvalidEvent("regionCode", "WRONG_LEVEL", "必到事项发生在村或乡镇,请选择一个村或乡镇。")
    if abs(new.at - work.clock.now()) > FARTHEST:
        raise InvalidEvent("at", "OUT_OF_RANGE", f"时间须在前后{FARTHEST.days}天以内,请核对。")
    title = one_line(new.title, path="title", title="事项名称")
    venue = None if new.venue is None else one_line(new.venue, path="venue", title="地点")

    async def act() -> Outcome:
        await known_region(work, code)
        event_id = new_id()
        event = MustAttendEvent(
            tenant_id=work.tenant_id,
            id=event_id,
            kind=new.kind,
            region_code=str(code),
            at=new.at,
            day=civil_date(new.at),
            title=title,
            venue=venue,
            announced_by=work.ctx.actor.account_id,
            announced_at=work.clock.now(),
        )
        work.session.add(event)
        after = {"kind": new.kind, "region_code": str(code), "at": new.at, "title": title}
        record(work, Action.EVENT_ANNOUNCE, _SUBJECT, event_id, after=after)
        return {"event_id": str(event_id)}

    outcome = await once(work, Action.EVENT_ANNOUNCE, key, asdict(new), act)
    return UUID(outcome["event_id"])


async def withdraw_event(work: Work, event_id: UUID, reason: str, key: str) -> UUID:
    """Withdraw an event within reach, with a reason: it stays visible, and nobody is judged by it.

    Raises ``EventNotFound``, ``EventWithdrawn``, ``Invalid`` (``INVALID_TEXT``), ``Forbidden``.
    """
    reach = require(work.ctx, Action.EVENT_ANNOUNCE)
    words = paragraphs(reason, path="reason", title="撤销原因", limit=_REASON_LIMIT)

    async def act() -> Outcome:
        event = await repository.hold(work, event_id, reach)
        if event is None:
            raise EventNotFound
        if event.withdrawn_at is not None:
            raise EventWithdrawn
        event.withdrawn_by, event.withdrawn_at = work.ctx.actor.account_id, work.clock.now()
        event.withdraw_reason = words
        told = await work.session.scalars(
            select(EventAttendance.posting_id).where(
                EventAttendance.tenant_id == work.tenant_id, EventAttendance.event_id == event_id
            )
        )
        await tell_many(work, RECORD_TYPE, {attendance_key(event_id, posting_id): () for posting_id in told})
        record(work, "event:withdraw", _SUBJECT, event_id, reason=words)
        return {}

    await once(work, "event:withdraw", key, [event_id, words], act)
    return event_id


async def month_of_events(work: Work, posting_id: UUID, month: Month) -> MonthOfEvents:
    """The verdict on a posting's month; raises ``PostingNotFound`` and ``Forbidden``."""
    if not await repository.posting_known(work, posting_id, require(work.ctx, Action.EVENT_READ)):
        raise PostingNotFound
    events = await repository.events_of(work, posting_id, month.start, month.end)
    recorded = await repository.recorded(work, [event.id for event in events], [posting_id])
    away = await away_in(work, posting_id, month.start, month.end)
    facts = [
        _facts(
            event,
            recorded.get((event.id, posting_id)),
            why_away(away, event.at),
            await rule_at(work, event.region_code, event.day),
        )
        for event in events
    ]
    return judge_month(month, facts, work.clock.now())


async def concerned_by(work: Work, event_id: UUID) -> list[Concerned]:
    """Those who must attend and are within reach, with what is proposed: leave excuses before anybody recorded it.

    Raises ``EventNotFound`` and ``Forbidden``.
    """
    reach = require(work.ctx, Action.EVENT_READ)
    event = await repository.known(work, event_id, reach)
    if event is None:
        raise EventNotFound
    postings = await repository.concerned(work, event, reach)
    ids = [posting.posting_id for posting in postings]
    recorded, away = await repository.recorded(work, [event_id], ids), await away_at(work, ids, event.at)
    rule = await rule_at(work, event.region_code, event.day)
    found = []
    for posting in postings:
        row, words = recorded.get((event_id, posting.posting_id)), away.get(posting.posting_id)
        judged = judge_event(_facts(event, row, words, rule), work.clock.now())
        found.append(
            Concerned(
                posting.posting_id,
                posting.cadre_name,
                posting.region_code,
                posting.place_name,
                None if row is None else row.state,
                EventPresence.ON_LEAVE if row is None and words is not None else None,
                judged,
            )
        )
    return found


def _facts(event: MustAttendEvent, row: EventAttendance | None, away: str | None, rule: EventRule) -> EventFacts:
    return EventFacts(
        event_id=event.id,
        kind=event.kind,
        title=event.title,
        at=event.at,
        state=None if row is None else row.state,
        away=away,
        rule=rule,
    )
