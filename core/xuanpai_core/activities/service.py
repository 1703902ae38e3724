"""Recording what was held, and whether a county's quarter was dispatched (JZ-24)."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from xuanpai_core.activities import repository
from xuanpai_core.activities.models import Activity, ActivityKind
from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require_place
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.db.types import new_id
from xuanpai_core.errors import FieldProblem, Invalid
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.periods import quarter_end
from xuanpai_core.plugins.facts import DispatchMeeting, MeetingTopic
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.regions.known import known_county
from xuanpai_core.texts import one_line, paragraphs

TOPIC_NAMES: Mapping[MeetingTopic, str] = {
    MeetingTopic.PROGRESS: "工作开展情况",
    MeetingTopic.PROBLEMS: "存在的问题",
    MeetingTopic.NEXT_STEPS: "下一步工作计划",
}

_DEMANDED: Mapping[ActivityKind, tuple[MeetingTopic, ...]] = {ActivityKind.DISPATCH_MEETING: tuple(TOPIC_NAMES)}


@dataclass(frozen=True, slots=True)
class NewActivity:
    """Something that was held; ``topics`` maps ``MeetingTopic`` to what was said, and may lack some."""

    kind: ActivityKind
    region_code: str
    held_on: date
    title: str
    topics: Mapping[str, str] = field(default_factory=dict)


class DispatchState(StrEnum):
    """How a county's quarter stands."""

    NOT_HELD = "NOT_HELD"
    INCOMPLETE = "INCOMPLETE"
    COMPLETE = "COMPLETE"


@dataclass(frozen=True, slots=True)
class DispatchStatus:
    """Whether the quarter's meeting was held and heard everything; if not, what the fullest one lacks."""

    state: DispatchState
    held_on: date | None = None
    missing: tuple[MeetingTopic, ...] = ()


def missing_topics(kind: ActivityKind, topics: Mapping[str, Any]) -> tuple[MeetingTopic, ...]:
    """The demanded topics of which nothing was said; none missing means that the activity is complete (JZ-24)."""
    return tuple(topic for topic in _DEMANDED[kind] if not str(topics.get(topic, "")).strip())


def judge_dispatch(meetings: Iterable[DispatchMeeting]) -> DispatchStatus:
    """Judge one quarter's meetings: the fullest one counts, the earliest of those (JZ-24)."""
    fullest = min(meetings, key=lambda meeting: (-len(meeting.topics), meeting.held_on), default=None)
    if fullest is None:
        return DispatchStatus(DispatchState.NOT_HELD)
    missing = tuple(topic for topic in TOPIC_NAMES if topic not in fullest.topics)
    return DispatchStatus(DispatchState.INCOMPLETE if missing else DispatchState.COMPLETE, fullest.held_on, missing)


async def record_activity(work: Work, new: NewActivity, key: str) -> UUID:
    """Store what was held, complete or not; returns the activity's id.

    Raises ``Forbidden``, ``NotFound`` (``UNKNOWN_REGION``) and ``Invalid`` (``INVALID_REGION_CODE``,
    ``NOT_A_COUNTY``, ``HELD_IN_FUTURE``, ``UNKNOWN_TOPIC``, ``INVALID_TEXT``).
    """
    county_code = RegionCode.parse(new.region_code)
    require_place(work.ctx, Action.ACTIVITY_RECORD, county_code)
    checked = _checked(work, new)

    async def act() -> Outcome:
        return {"id": str(await _record(work, checked, county_code))}

    return UUID((await once(work, Action.ACTIVITY_RECORD, key, asdict(checked), act))["id"])


def _checked(work: Work, new: NewActivity) -> NewActivity:
    """What can be told wrong before anything is read."""
    if new.held_on > today(work.clock):
        raise Invalid("召开日期不能晚于今天,请在召开之后再登记。", code="HELD_IN_FUTURE")
    return replace(new, title=one_line(new.title, path="title", title="标题"), topics=_checked_topics(new))


def _checked_topics(new: NewActivity) -> dict[str, str]:
    """What was said of each topic; what is blank was not said."""
    demanded = _DEMANDED[new.kind]
    unknown = sorted(set(new.topics) - set(demanded))
    if unknown:
        known = "、".join(f"{topic}({TOPIC_NAMES[topic]})" for topic in demanded)
        message = f"没有“{unknown[0]}”这个议题,请从这些中选:{known}。"
        raise Invalid(message, code="UNKNOWN_TOPIC", fields=[FieldProblem("topics", "UNKNOWN_TOPIC", message)])
    return {
        topic.value: paragraphs(new.topics[topic], path=f"topics.{topic}", title=TOPIC_NAMES[topic])
        for topic in demanded
        if new.topics.get(topic, "").strip()
    }


async def _record(work: Work, new: NewActivity, county_code: RegionCode) -> UUID:
    county, activity_id = await known_county(work, county_code), new_id()
    work.session.add(
        Activity(
            tenant_id=work.tenant_id,
            id=activity_id,
            kind=new.kind,
            region_code=county.code,
            held_on=new.held_on,
            title=new.title,
            topics=dict(new.topics),
            recorded_by=work.ctx.actor.account_id,
        )
    )
    await work.session.flush()
    after = {"kind": new.kind, "region_code": county.code, "held_on": new.held_on, "title": new.title}
    record(work, Action.ACTIVITY_RECORD, "activity", activity_id, after=after)
    return activity_id


async def dispatch_meetings(work: Work, county_code: str, quarter: date) -> tuple[DispatchMeeting, ...]:
    """The quarter's dispatch meetings of this county, as rules are told of them. Asks nobody's permission."""
    return tuple(
        DispatchMeeting(
            held_on=meeting.held_on,
            topics=frozenset(MeetingTopic) - frozenset(missing_topics(meeting.kind, meeting.topics)),
        )
        for meeting in await repository.held(
            work, ActivityKind.DISPATCH_MEETING, county_code, quarter, quarter_end(quarter)
        )
    )


async def dispatch_status(work: Work, county_code: str, quarter: date) -> DispatchStatus:
    """Whether the county was dispatched in the quarter that begins on ``quarter`` (JZ-24); raises ``Forbidden``."""
    require_place(work.ctx, Action.ACTIVITY_READ, RegionCode.parse(county_code))
    return judge_dispatch(await dispatch_meetings(work, county_code, quarter))
