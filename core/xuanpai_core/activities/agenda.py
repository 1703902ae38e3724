"""What must be heard: the topics that a kind of activity demands by itself, and those of a region's form."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from xuanpai_core.errors import FieldProblem, Invalid
from xuanpai_core.plugins.facts import MeetingTopic
from xuanpai_core.plugins.forms import ActivityForm
from xuanpai_core.texts import paragraphs, shown
from xuanpai_core.vocabulary import ActivityKind

Topic: TypeAlias = tuple[str, str]
"""A topic's code and its Chinese title."""

TOPIC_NAMES: Mapping[MeetingTopic, str] = {
    MeetingTopic.PROGRESS: "工作开展情况",
    MeetingTopic.PROBLEMS: "存在的问题",
    MeetingTopic.NEXT_STEPS: "下一步工作计划",
}

_DEMANDED: Mapping[ActivityKind, tuple[MeetingTopic, ...]] = {ActivityKind.DISPATCH_MEETING: tuple(TOPIC_NAMES)}


def agenda_of(kind: ActivityKind, form: ActivityForm | None) -> tuple[Topic, ...]:
    """What must be heard: first what the kind demands by itself (JZ-24), then what the form adds."""
    own = tuple((topic.value, TOPIC_NAMES[topic]) for topic in _DEMANDED.get(kind, ()))
    known = {code for code, _ in own}
    return own + tuple(topic for topic in (form.topics if form else ()) if topic[0] not in known)


def check_topics(agenda: Sequence[Topic], topics: Mapping[str, str]) -> dict[str, str]:
    """What was said of each topic, in the agenda's order; what is blank was not said.

    Raises ``Invalid`` (``UNKNOWN_TOPIC``, ``INVALID_TEXT``).
    """
    unknown = sorted(set(topics) - {code for code, _ in agenda})
    if unknown:
        known = "、".join(f"{code}({title})" for code, title in agenda) or "无"
        message = f"没有“{shown(unknown[0])}”这个议题,请从这些中选:{known}。"
        raise Invalid(message, code="UNKNOWN_TOPIC", fields=[FieldProblem("topics", "UNKNOWN_TOPIC", message)])
    return {
        code: paragraphs(topics[code], path=f"topics.{code}", title=title)
        for code, title in agenda
        if topics.get(code, "").strip()
    }


def unheard(agenda: Sequence[Topic], topics: Mapping[str, Any]) -> tuple[Topic, ...]:
    """The topics of which nothing was said; none of them means that the activity is complete."""
    return tuple(topic for topic in agenda if not str(topics.get(topic[0], "")).strip())


def missing_topics(kind: ActivityKind, topics: Mapping[str, Any]) -> tuple[MeetingTopic, ...]:
    """What the kind demands by itself and of which nothing was said (JZ-24)."""
    return tuple(MeetingTopic(code) for code, _ in unheard(agenda_of(kind, None), topics))
