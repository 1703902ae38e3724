"""Who attended the events of a month, as a table (JZ-06)."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from xuanpai_core.clock import SHANGHAI
from xuanpai_core.db.types import new_id
from xuanpai_core.events.judging import EventFacts, Standing, judge_month
from xuanpai_core.events.models import EventKind, EventPresence
from xuanpai_core.periods import Month
from xuanpai_core.plugins.decisions import Clause
from xuanpai_core.plugins.presence import EventRule
from xuanpai_core.vocabulary import Outcome

NOW = datetime(2025, 10, 24, 9, tzinfo=SHANGHAI)
OCTOBER = Month.parse("2025-10")
PRESENT, ABSENT, ON_LEAVE = EventPresence.PRESENT, EventPresence.ABSENT, EventPresence.ON_LEAVE
LEAVE = "2025年10月8日已批准请假"


def event(
    day: int, state: EventPresence | None = PRESENT, away: str | None = None, kind: EventKind = EventKind.KEY_TASK
) -> EventFacts:
    """An event at nine of a day of October 2025."""
    at = NOW.replace(day=day)
    return EventFacts(event_id=new_id(), kind=kind, title=f"第{day}日", at=at, state=state, away=away)


def test_five_events_and_four_attended_miss_one_and_name_it() -> None:
    events = [event(day) for day in (1, 3, 5, 7)] + [event(9, ABSENT, kind=EventKind.MAJOR_DISPUTE)]

    said = judge_month(OCTOBER, events, NOW)

    assert (said.outcome, said.required, said.count(Standing.ATTENDED), said.count(Standing.MISSED)) == (
        Outcome.UNMET,
        5,
        4,
        1,
    )
    assert said.reason == "2025年10月必到5件,到4件;未到1件:2025年10月9日重大纠纷“第9日”。"


@pytest.mark.parametrize(
    ("facts", "standing", "outcome"),
    [
        (event(8), Standing.ATTENDED, Outcome.MET),
        (event(8, PRESENT, LEAVE), Standing.ATTENDED, Outcome.MET),
        (event(8, ABSENT), Standing.MISSED, Outcome.UNMET),
        (event(8, ABSENT, LEAVE), Standing.EXCUSED, Outcome.EXEMPT),
        (event(8, None, LEAVE), Standing.EXCUSED, Outcome.EXEMPT),
        (event(8, ON_LEAVE, LEAVE), Standing.EXCUSED, Outcome.EXEMPT),
        # The leave was cancelled after it had been recorded.
        (event(8, ON_LEAVE), Standing.MISSED, Outcome.UNMET),
        (event(8, None), Standing.UNRECORDED, Outcome.WARNED),
        (event(24), Standing.ATTENDED, Outcome.MET),
        (event(25, None), Standing.UPCOMING, Outcome.NOT_APPLICABLE),
        (event(25, None, LEAVE), Standing.UPCOMING, Outcome.NOT_APPLICABLE),
    ],
)
def test_one_event_stands_as_it_was_recorded_and_leave_excuses(
    facts: EventFacts, standing: Standing, outcome: Outcome
) -> None:
    said = judge_month(OCTOBER, [facts], NOW)

    assert ([one.standing for one in said.events], said.outcome) == ([standing], outcome)


@pytest.mark.parametrize(
    ("state", "standing"),
    [(ABSENT, Standing.MISSED), (ON_LEAVE, Standing.MISSED), (PRESENT, Standing.ATTENDED), (None, Standing.UNRECORDED)],
)
def test_where_leave_is_no_excuse_it_is_none(state: EventPresence | None, standing: Standing) -> None:
    ruled = EventRule(
        leave_excuses=False, clause=Clause(document="《芳山镇办法》", words="请假也须到场", reference="九")
    )

    said = judge_month(OCTOBER, [replace(event(8, state, LEAVE), rule=ruled)], NOW)

    assert [one.standing for one in said.events] == [standing]
    assert (said.events[0].reason == f"{LEAVE},依据《芳山镇办法》九,请假也须到场。") is (standing is Standing.MISSED)


def test_an_event_is_judged_from_the_minute_it_begins() -> None:
    later = NOW + timedelta(minutes=1)
    facts = EventFacts(event_id=new_id(), kind=EventKind.EMERGENCY, title="山洪", at=later, state=ABSENT)

    assert judge_month(OCTOBER, [facts], NOW).events[0].standing is Standing.UPCOMING
    assert judge_month(OCTOBER, [facts], later).events[0].standing is Standing.MISSED


def test_a_month_without_events_asks_for_nothing() -> None:
    said = judge_month(OCTOBER, [], NOW)

    assert (said.outcome, said.required, said.reason) == (
        Outcome.NOT_APPLICABLE,
        0,
        "2025年10月没有已开始的必到事项。",
    )
