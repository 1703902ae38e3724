"""Announcing events that must be attended, recording who was there, withdrawing them."""

from datetime import datetime
from uuid import UUID

import strawberry

from xuanpai_core.authz.actions import Action
from xuanpai_core.events.models import EventKind, EventPresence
from xuanpai_core.events.service import (
    EventNotFound,
    NewEvent,
    RecordedPresence,
    announce_event,
    record_attendance,
    withdraw_event,
)
from xuanpai_graphql.context import Info
from xuanpai_graphql.events.types import MustAttendEvent
from xuanpai_graphql.keys import EVENT, EVIDENCE, POSTING
from xuanpai_graphql.lookahead.execute import equals, fetch_one
from xuanpai_graphql.permissions import Writes


@strawberry.input(description="必到事项:五类之一,发生在一个村或乡镇;突发事件可以事后补登")
class AnnounceEventInput:
    """What happens where and when."""

    idempotency_key: str
    kind: EventKind
    region_code: str
    at: datetime
    title: str
    venue: str | None = None


@strawberry.input(description="一个人的到场情况;已批准请假而登记为未到的,记为请假未到")
class PresenceAtEventInput:
    """What is recorded of one posting; ``evidenceIds`` are all its files."""

    posting_id: strawberry.ID
    state: EventPresence
    note: str | None = None
    evidence_ids: list[strawberry.ID] = strawberry.field(default_factory=list)


@strawberry.input(description="登记到场情况;对同一个人再次登记即为更正")
class RecordEventAttendanceInput:
    """Who was there."""

    idempotency_key: str
    event_id: strawberry.ID
    presences: list[PresenceAtEventInput]


@strawberry.type
class EventMutations:
    """Root fields for events that must be attended."""

    @strawberry.mutation(description="发布必到事项", extensions=[Writes(Action.EVENT_ANNOUNCE)])
    async def announce_event(self, info: Info, input: AnnounceEventInput) -> MustAttendEvent:
        """Announce an event at a place within reach."""
        new = NewEvent(
            kind=input.kind, region_code=input.region_code, at=input.at, title=input.title, venue=input.venue
        )
        return await _shown(info, await announce_event(info.context.work, new, input.idempotency_key))

    @strawberry.mutation(description="登记必到事项的到场情况,可以更正", extensions=[Writes(Action.EVENT_ANNOUNCE)])
    async def record_event_attendance(self, info: Info, input: RecordEventAttendanceInput) -> MustAttendEvent:
        """Record who was there."""
        presences = [
            RecordedPresence(
                posting_id=POSTING(one.posting_id),
                state=one.state,
                note=one.note,
                evidence_ids=tuple(EVIDENCE(evidence) for evidence in one.evidence_ids),
            )
            for one in input.presences
        ]
        event_id = EVENT(input.event_id)
        return await _shown(
            info, await record_attendance(info.context.work, event_id, presences, input.idempotency_key)
        )

    @strawberry.mutation(
        description="撤销必到事项,写明原因;撤销后仍可查,不再用于判定", extensions=[Writes(Action.EVENT_ANNOUNCE)]
    )
    async def withdraw_event(self, info: Info, id: strawberry.ID, reason: str, idempotency_key: str) -> MustAttendEvent:
        """Withdraw an event."""
        return await _shown(info, await withdraw_event(info.context.work, EVENT(id), reason, idempotency_key))


async def _shown(info: Info, event_id: UUID) -> MustAttendEvent:
    """The event as the caller sees it; a repeated request may come from one who may no longer know of it."""
    shown = await fetch_one(info, MustAttendEvent, where={equals("id"): event_id})
    if shown is None:
        raise EventNotFound
    return shown
