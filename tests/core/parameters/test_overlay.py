"""Which parameters hold where and when, as plain data."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.parameters.paper_region import PAPER, PaperParameters, paper_host
from xuanpai_core.db.types import new_id
from xuanpai_core.parameters.overlay import StoredChange, holding, segments
from xuanpai_core.rulebooks.models import RuleKind
from xuanpai_core.rulebooks.writing import wanted_rules

CITY, COUNTY, TOWNSHIP, OTHER = "2107", "210726", "210726101", "210726102"
START = date(2025, 1, 1)
BASE = PaperParameters().model_dump(mode="json")


@dataclass(frozen=True)
class Activated:
    """An activation over the city."""

    region_code: str = CITY
    valid_from: date = START
    valid_to: date | None = None
    parameters: dict[str, Any] = field(default_factory=lambda: dict(BASE))


def change(place: str, first: date, until: date | None = None, *dropped: str, **values: Any) -> StoredChange:
    return StoredChange(new_id(), place, values, dropped, first, until)


def read(values: Any) -> PaperParameters:
    return PaperParameters.model_validate(values)


def test_each_place_has_its_own_and_what_it_leaves_open_holds_from_above() -> None:
    changes = [
        change(TOWNSHIP, date(2025, 3, 1), visits=3),
        change(COUNTY, date(2025, 2, 1), min_days=22, visits=4),
        change(OTHER, date(2025, 3, 1), visits=5),
    ]

    def on(place: str, day: date) -> tuple[int, int]:
        held = holding(BASE, changes, place, day)
        return held["min_days"], held["visits"]

    assert on(CITY, date(2025, 3, 1)) == (20, 2)
    assert on(COUNTY, date(2025, 1, 31)) == (20, 2)
    assert on(COUNTY, date(2025, 3, 1)) == (22, 4)
    assert on(TOWNSHIP + "201", date(2025, 2, 28)) == (22, 4)
    assert on(TOWNSHIP + "201", date(2025, 3, 1)) == (22, 3)
    assert on(OTHER, date(2025, 3, 1)) == (22, 5)


def test_of_one_place_the_later_beginning_counts_and_its_end_brings_the_earlier_back() -> None:
    changes = [
        change(TOWNSHIP, date(2025, 5, 1), date(2025, 7, 1), visits=6),
        change(TOWNSHIP, date(2025, 3, 1), visits=3),
    ]

    held = [holding(BASE, changes, TOWNSHIP, date(2025, month, 1))["visits"] for month in (2, 3, 5, 6, 7)]

    assert held == [2, 3, 6, 6, 3]


def test_what_a_place_gives_back_holds_again_as_above() -> None:
    changes = [
        change(COUNTY, START, visits=4),
        change(TOWNSHIP, date(2025, 2, 1), visits=3),
        change(TOWNSHIP, date(2025, 4, 1), None, "visits"),
    ]

    held = [holding(BASE, changes, TOWNSHIP, date(2025, month, 1))["visits"] for month in (1, 2, 4)]

    assert held == [4, 3, 4]
    deepest = [one for one in segments(Activated(), changes, read) if one.region_code == TOWNSHIP]
    assert [(one.valid_from, one.valid_to) for one in deepest] == [(date(2025, 2, 1), date(2025, 4, 1))]


def test_segments_are_cut_where_anything_above_changes_and_stay_within_the_activation() -> None:
    changes = [
        change(COUNTY, date(2025, 3, 1), date(2025, 5, 1), min_days=22),
        change(TOWNSHIP, date(2025, 2, 1), visits=3),
        change(CITY, date(2026, 1, 1), visits=9),
    ]

    found = segments(Activated(valid_to=date(2025, 12, 1)), changes, read)

    told = [
        (one.region_code, one.valid_from, one.valid_to, one.parameters.min_days, one.parameters.visits)  # type: ignore[attr-defined]
        for one in found
    ]
    assert told == [
        (CITY, START, date(2025, 12, 1), 20, 2),
        (COUNTY, date(2025, 3, 1), date(2025, 5, 1), 22, 2),
        (TOWNSHIP, date(2025, 2, 1), date(2025, 3, 1), 20, 3),
        (TOWNSHIP, date(2025, 3, 1), date(2025, 5, 1), 22, 3),
        (TOWNSHIP, date(2025, 5, 1), date(2025, 12, 1), 20, 3),
    ]


def test_an_activation_that_was_taken_back_has_no_segment() -> None:
    assert segments(Activated(valid_to=START), [change(TOWNSHIP, START, visits=3)], read) == []


def test_a_deeper_place_lays_down_only_what_differs_there() -> None:
    changes = [change(TOWNSHIP, date(2025, 3, 1), visits=3), change(COUNTY, date(2025, 4, 1), weekly=False)]

    laid = wanted_rules(paper_host(), PAPER, segments(Activated(), changes, read))

    told = [(one.region_code, one.kind, one.matter, one.valid_from, one.valid_to) for one in laid]
    assert told == [
        (CITY, RuleKind.DECISION, "attendance_norm", START, None),
        (CITY, RuleKind.DUTY, "paper.report", START, None),
        (CITY, RuleKind.DUTY, "paper.study", START, None),
        (CITY, RuleKind.DUTY, "paper.visits", START, None),
        (COUNTY, RuleKind.WAIVED, "paper.report", date(2025, 4, 1), None),
        (TOWNSHIP, RuleKind.DUTY, "paper.visits", date(2025, 3, 1), None),
    ]
    assert [one.content.get("at_least") for one in laid if one.matter == "paper.visits"] == [2, 3]


def _made(place: str, begins: int, lasts: int | None, values: dict[str, Any], *, gives_back: bool) -> StoredChange:
    first = START + timedelta(days=begins)
    until = None if lasts is None else first + timedelta(days=lasts)
    return change(place, first, until, "visits") if gives_back else change(place, first, until, **values)


_PLACES = (CITY, COUNTY, TOWNSHIP, OTHER)
_CHANGES = st.builds(
    _made,
    st.sampled_from(_PLACES),
    st.integers(0, 300),
    st.none() | st.integers(1, 200),
    st.fixed_dictionaries({}, optional={"visits": st.integers(1, 5), "weekly": st.booleans()}),
    gives_back=st.booleans(),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(_CHANGES, max_size=5), _CHANGES)
def test_a_later_change_changes_no_earlier_day_and_no_place_beside_it(
    changes: list[StoredChange], new: StoredChange
) -> None:
    days = [START + timedelta(days=offset) for offset in range(0, 400, 7)]

    for place in (*_PLACES, TOWNSHIP + "201", "210727"):
        for day in days:
            before, after = (holding(BASE, some, place, day) for some in (changes, [*changes, new]))
            if day < new.valid_from or not place.startswith(new.region_code):
                assert after == before
    rules = [
        wanted_rules(paper_host(), PAPER, segments(Activated(), some, read)) for some in (changes, [*changes, new])
    ]
    for day in (day for day in days if day < new.valid_from):
        assert _on(rules[0], day) == _on(rules[1], day)


def _on(rules: Any, day: date) -> list[tuple[str, str, Any]]:
    return sorted(
        (rule.region_code, rule.matter, str(rule.content))
        for rule in rules
        if rule.valid_from <= day and (rule.valid_to is None or day < rule.valid_to)
    )
