"""Whether somebody attended the events of a month that must be attended: plain data in, a verdict out (JZ-06)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from xuanpai_core.clock import SHANGHAI
from xuanpai_core.events.models import EventKind, EventPresence
from xuanpai_core.events.rules import DEFAULT
from xuanpai_core.periods import Month
from xuanpai_core.plugins.presence import EventRule
from xuanpai_core.plugins.wording import day_name, month_name
from xuanpai_core.vocabulary import Outcome

KIND_NAMES = {
    EventKind.IMPORTANT_MEETING: "重要会议",
    EventKind.KEY_TASK: "重点工作",
    EventKind.HARD_PROBLEM: "难点问题",
    EventKind.MAJOR_DISPUTE: "重大纠纷",
    EventKind.EMERGENCY: "突发事件",
}


class Standing(StrEnum):
    """How one event stands for one posting; UNRECORDED is no absence, UPCOMING has not begun."""

    ATTENDED = "ATTENDED"
    EXCUSED = "EXCUSED"
    MISSED = "MISSED"
    UNRECORDED = "UNRECORDED"
    UPCOMING = "UPCOMING"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFacts:
    """One event and what is known of one posting: ``away`` says in words why it was approved to be elsewhere.

    ``rule`` is that of the event's own place and day.
    """

    event_id: UUID
    kind: EventKind
    title: str
    at: datetime
    state: EventPresence | None = None
    away: str | None = None
    rule: EventRule = DEFAULT


@dataclass(frozen=True, slots=True)
class JudgedEvent:
    """An event and how it stands for the posting, with the reason in one Chinese sentence."""

    facts: EventFacts
    standing: Standing
    reason: str


@dataclass(frozen=True, slots=True)
class MonthOfEvents:
    """The verdict on one posting's month; ``required`` counts the events that have begun and are not excused."""

    events: tuple[JudgedEvent, ...]
    outcome: Outcome
    reason: str

    def count(self, standing: Standing) -> int:
        """How many events stand so."""
        return sum(judged.standing is standing for judged in self.events)

    @property
    def required(self) -> int:
        """How many were to be attended."""
        return sum(judged.standing not in {Standing.UPCOMING, Standing.EXCUSED} for judged in self.events)


def judge_event(facts: EventFacts, now: datetime) -> JudgedEvent:
    """How the event stands at ``now``. Presence needs no excuse, and what is recorded as leave needs approved leave."""
    if facts.at > now:
        return JudgedEvent(facts, Standing.UPCOMING, "还没有开始。")
    if facts.state is EventPresence.PRESENT:
        return JudgedEvent(facts, Standing.ATTENDED, "已到场。")
    if facts.away is not None and facts.rule.leave_excuses:
        return JudgedEvent(facts, Standing.EXCUSED, f"{facts.away},请假未到,不记违规。")
    if facts.state is None:
        return JudgedEvent(facts, Standing.UNRECORDED, "还没有登记是否到场。")
    if facts.away is not None:
        clause = facts.rule.clause
        reason = f"{facts.away},依据{clause.document}{clause.reference},请假也须到场。"
        return JudgedEvent(facts, Standing.MISSED, reason)
    if facts.state is EventPresence.ON_LEAVE:
        return JudgedEvent(facts, Standing.MISSED, "登记为请假未到,但当时没有已批准的请假。")
    return JudgedEvent(facts, Standing.MISSED, "未到场。")


def judge_month(month: Month, events: Sequence[EventFacts], now: datetime) -> MonthOfEvents:
    """The verdict on a month: one event missed is a breach; what nobody recorded is only pointed out.

    EXEMPT: whatever there was, leave excused. NOT_APPLICABLE: nothing has begun yet, or there is nothing.
    """
    judged = tuple(judge_event(facts, now) for facts in events)
    by_standing = {standing: [one for one in judged if one.standing is standing] for standing in Standing}
    return MonthOfEvents(judged, _outcome(by_standing), _reason(month, by_standing))


def event_name(facts: EventFacts) -> str:
    """The event in words: ``2025年10月8日突发事件“山洪转移”``."""
    return f"{day_name(facts.at.astimezone(SHANGHAI).date())}{KIND_NAMES[facts.kind]}“{facts.title}”"


def _outcome(found: dict[Standing, list[JudgedEvent]]) -> Outcome:
    if found[Standing.MISSED]:
        return Outcome.UNMET
    if found[Standing.UNRECORDED]:
        return Outcome.WARNED
    if found[Standing.ATTENDED]:
        return Outcome.MET
    return Outcome.EXEMPT if found[Standing.EXCUSED] else Outcome.NOT_APPLICABLE


def _reason(month: Month, found: dict[Standing, list[JudgedEvent]]) -> str:
    begun = sum(len(found[standing]) for standing in Standing if standing is not Standing.UPCOMING)
    if not begun:
        return f"{month_name(month)}没有已开始的必到事项。"
    parts = [f"{month_name(month)}必到{begun}件,到{len(found[Standing.ATTENDED])}件"]
    for standing, words in (
        (Standing.MISSED, "未到"),
        (Standing.EXCUSED, "请假未到"),
        (Standing.UNRECORDED, "没有登记"),
    ):
        if found[standing]:
            names = "、".join(event_name(judged.facts) for judged in found[standing])
            parts.append(f"{words}{len(found[standing])}件:{names}")
    return ";".join(parts) + "。"
