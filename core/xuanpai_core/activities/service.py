"""Recording what was held, taking it back, and whether a county's quarter was dispatched (JZ-24)."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

import orjson

from xuanpai_core.activities import repository
from xuanpai_core.activities.agenda import TOPIC_NAMES, missing_topics
from xuanpai_core.activities.errors import ActivityNotFound, ActivityWithdrawn
from xuanpai_core.activities.recording import RECORD_TYPE, NewActivity, store
from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require, require_place
from xuanpai_core.clock import today
from xuanpai_core.db.session import Work
from xuanpai_core.duties.deeds import tell
from xuanpai_core.errors import FieldProblem, Invalid
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.parties.errors import UnknownParty
from xuanpai_core.periods import EARLIEST_YEAR, quarter_end
from xuanpai_core.plugins.facts import DispatchMeeting, MeetingTopic
from xuanpai_core.regions.code import RegionCode
from xuanpai_core.texts import one_line, paragraphs, shown
from xuanpai_core.vocabulary import ActivityKind

__all__ = [
    "RECORD_TYPE",
    "DispatchState",
    "DispatchStatus",
    "NewActivity",
    "dispatch_meetings",
    "dispatch_status",
    "judge_dispatch",
    "missing_topics",
    "record_activity",
    "withdraw_activity",
]

MOST_PERSON_TIMES = 10_000_000


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


def judge_dispatch(meetings: Iterable[DispatchMeeting]) -> DispatchStatus:
    """Judge one quarter's meetings: the fullest one counts, the earliest of those (JZ-24)."""
    fullest = min(meetings, key=lambda meeting: (-len(meeting.topics), meeting.held_on), default=None)
    if fullest is None:
        return DispatchStatus(DispatchState.NOT_HELD)
    missing = tuple(topic for topic in TOPIC_NAMES if topic not in fullest.topics)
    return DispatchStatus(DispatchState.INCOMPLETE if missing else DispatchState.COMPLETE, fullest.held_on, missing)


async def record_activity(work: Work, new: NewActivity, key: str) -> UUID:
    """Store what was held, complete or not, with who took part and who did not; returns the activity's id.

    Whoever holds the place records there; a posted cadre only at the place of his own posting. Raises ``Forbidden``,
    ``NotFound`` (``UNKNOWN_REGION``), ``UnknownForm``, ``WrongKind``, ``PostingNotFound``, ``UnknownParty``,
    ``PartyMisfit``, ``LeaveNotRecorded``, ``RankTaken``, ``NotRanked``, ``InvalidContent``, ``EvidenceNotFound`` and
    ``Invalid`` (``INVALID_REGION_CODE``, ``NOT_A_COUNTY``, ``HELD_IN_FUTURE``, ``HELD_TOO_EARLY``, ``PLACE_NOT_YET``,
    ``PLACE_NO_MORE``, ``UNKNOWN_TOPIC``, ``INVALID_TEXT``, ``INVALID_PERSON_TIMES``, ``TOO_MANY_FILES``).
    """
    region_code = RegionCode.parse(new.region_code)
    reach = require(work.ctx, Action.ACTIVITY_RECORD)
    if reach.cadre_id is None:
        require_place(work.ctx, Action.ACTIVITY_RECORD, region_code)
    checked = _checked(work, new)

    async def act() -> Outcome:
        return {"id": str(await store(work, checked, region_code, reach))}

    return UUID((await once(work, Action.ACTIVITY_RECORD, key, asdict(checked), act))["id"])


def _checked(work: Work, new: NewActivity) -> NewActivity:
    """What can be told wrong before anything is read."""
    if new.held_on > today(work.clock):
        raise Invalid("召开日期不能晚于今天,请在召开之后再登记。", code="HELD_IN_FUTURE")
    if new.held_on.year < EARLIEST_YEAR:
        raise Invalid(f"日期不能早于{EARLIEST_YEAR}年,请核对。", code="HELD_TOO_EARLY")
    if new.person_times is not None and not 0 <= new.person_times <= MOST_PERSON_TIMES:
        message = f"人次须在 0 到 {MOST_PERSON_TIMES} 之间,请核对。"
        problem = FieldProblem("personTimes", "INVALID_PERSON_TIMES", message)
        raise Invalid(message, code="INVALID_PERSON_TIMES", fields=[problem])
    topics = {
        topic: paragraphs(words, path=f"topics.{shown(topic)}", title=shown(topic))
        for topic, words in new.topics.items()
        if words.strip()
    }
    note = (new.note or "").strip() and paragraphs(new.note or "", path="note", title="备注", limit=2000)
    checked = replace(new, title=one_line(new.title, path="title", title="标题"), note=note or None, topics=topics)
    _demand_readable(checked)
    return checked


def _demand_readable(new: NewActivity) -> None:
    """Refuse what no record can hold, such as half a character or an endless number, before it reaches the key."""
    try:
        orjson.dumps(asdict(new), default=str)
    except orjson.JSONEncodeError:
        raise Invalid("填写的内容里有不能保存的字符或数字,请核对后重新输入。", code="INVALID_TEXT") from None
    for number, party in enumerate(new.parties):
        if not (party.ref.isascii() and party.ref.isprintable()):
            raise UnknownParty(f"parties.{number}", shown(party.code))


async def withdraw_activity(work: Work, activity_id: UUID, reason: str, key: str) -> UUID:
    """Take back a record that was wrong: it is kept, marked, and counts for nothing any more.

    A cadre takes back what he recorded himself. Raises ``ActivityNotFound``, ``ActivityWithdrawn``, ``Forbidden`` and
    ``Invalid`` (``INVALID_TEXT``).
    """
    reach = require(work.ctx, Action.ACTIVITY_RECORD)
    words = paragraphs(reason, path="reason", title="撤回的原因", limit=500)

    async def act() -> Outcome:
        activity = await repository.recorded_within(work, activity_id, reach)
        if activity is None:
            raise ActivityNotFound
        if activity.withdrawn_at is not None:
            raise ActivityWithdrawn
        activity.withdrawn_at, activity.withdrawn_reason = work.clock.now(), words
        await tell(work, RECORD_TYPE, str(activity_id), [])
        before = {"kind": activity.kind, "form": activity.form, "held_on": activity.held_on, "title": activity.title}
        record(work, "activity:withdraw", RECORD_TYPE, activity_id, before=before, reason=words)
        return {}

    await once(work, "activity:withdraw", key, [activity_id, words], act)
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
