"""Recording who was at an event: by people at its place, proposed from facts, told as deeds (JZ-06)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.db.session import Work
from xuanpai_core.duties.deeds import Deed, tell_many
from xuanpai_core.events import repository
from xuanpai_core.events.errors import (
    EventNotFound,
    EventNotYet,
    EventWithdrawn,
    InvalidEvent,
    NoApprovedLeave,
    NotConcerned,
)
from xuanpai_core.events.facts import away_at
from xuanpai_core.events.models import EventAttendance, EventPresence, MustAttendEvent
from xuanpai_core.evidence.service import link, unlink
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.parties.tokens import of_posting, of_region
from xuanpai_core.texts import one_line

RECORD_TYPE = "event_attendance"
DEED = "must_attend_event"
"""The kind of the deed that attending counts for; its feature ``kind:EMERGENCY`` says at what."""
MOST_AT_ONCE = 200
_NOTE_LIMIT = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedPresence:
    """What is recorded of one posting; ``evidence_ids`` are all the files that prove it."""

    posting_id: UUID
    state: EventPresence
    note: str | None = None
    evidence_ids: tuple[UUID, ...] = ()


def attendance_key(event_id: UUID, posting_id: UUID) -> str:
    """The key under which evidence and deeds of one attendance are kept (record type ``event_attendance``)."""
    return f"{event_id}:{posting_id}"


async def record_attendance(work: Work, event_id: UUID, presences: Sequence[RecordedPresence], key: str) -> UUID:
    """Record, or correct, who was at an event within reach that has begun.

    Whoever was away with approval and is said to be absent is recorded as on leave. Raises ``EventNotFound``,
    ``EventWithdrawn``, ``EventNotYet``, ``NotConcerned``, ``NoApprovedLeave``, ``InvalidEvent``, ``EvidenceNotFound``,
    ``Invalid`` (``INVALID_TEXT``, ``TOO_MANY_FILES``), ``Forbidden``.
    """
    reach = require(work.ctx, Action.EVENT_ANNOUNCE)
    ids = [presence.posting_id for presence in presences]
    if not 1 <= len(ids) <= MOST_AT_ONCE:
        raise InvalidEvent("presences", "OUT_OF_RANGE", f"一次登记1到{MOST_AT_ONCE}人。")
    if len(set(ids)) != len(ids):
        raise InvalidEvent("presences", "TWICE", "同一个人只能登记一次,请核对名单。")
    notes = {presence.posting_id: _note(presence.note) for presence in presences}

    async def act() -> Outcome:
        event = await repository.hold(work, event_id, reach)
        if event is None:
            raise EventNotFound
        if event.withdrawn_at is not None:
            raise EventWithdrawn
        if event.at > work.clock.now():
            raise EventNotYet
        if not set(ids) <= {one.posting_id for one in await repository.concerned(work, event, reach)}:
            raise NotConcerned(event.day)
        await _store(work, event, presences, notes)
        return {}

    await once(work, "event:record", key, [event_id, [asdict(presence) for presence in presences]], act)
    return event_id


async def _store(
    work: Work, event: MustAttendEvent, presences: Sequence[RecordedPresence], notes: Mapping[UUID, str | None]
) -> None:
    ids = [presence.posting_id for presence in presences]
    away = await away_at(work, ids, event.at)
    earlier = await repository.recorded(work, [event.id], ids)
    before = {str(posting_id): row.state for (_, posting_id), row in earlier.items()}
    after: dict[str, EventPresence] = {}
    deeds: dict[str, list[Deed]] = {}
    for presence in presences:
        posting_id = presence.posting_id
        state = _state(presence, away=posting_id in away)
        row = earlier.get((event.id, posting_id))
        if row is None:
            row = EventAttendance(tenant_id=work.tenant_id, event_id=event.id, posting_id=posting_id)
            work.session.add(row)
        row.state, row.note = state, notes[posting_id]
        row.recorded_by, row.recorded_at = work.ctx.actor.account_id, work.clock.now()
        key = attendance_key(event.id, posting_id)
        await link(work, presence.evidence_ids, RECORD_TYPE, key, posting_id=posting_id, checked=True)
        await unlink(work, RECORD_TYPE, key, keep=presence.evidence_ids)
        after[str(posting_id)] = state
        deeds[key] = _deeds(event, presence, state)
    await tell_many(work, RECORD_TYPE, deeds)
    record(work, "event:record", DEED, event.id, before=before or None, after=after)


def _state(presence: RecordedPresence, *, away: bool) -> EventPresence:
    if presence.state is EventPresence.ON_LEAVE and not away:
        raise NoApprovedLeave
    if presence.state is EventPresence.ABSENT and away:
        return EventPresence.ON_LEAVE
    return presence.state


def _deeds(event: MustAttendEvent, presence: RecordedPresence, state: EventPresence) -> list[Deed]:
    if state is not EventPresence.PRESENT:
        return []
    parties = frozenset({of_posting(presence.posting_id), of_region(event.region_code)})
    features = [f"kind:{event.kind}", *(["evidence"] if presence.evidence_ids else [])]
    return [Deed.of_day(DEED, parties, event.day, dict.fromkeys(features, event.day))]


def _note(note: str | None) -> str | None:
    if note is None or not note.strip():
        return None
    return one_line(note, path="note", title="备注", limit=_NOTE_LIMIT)
