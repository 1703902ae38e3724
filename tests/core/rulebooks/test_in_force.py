"""Which rule holds where: the nearest plugin's, under the nearest parameters; and how stored ones change."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.parameters.paper_region import PAPER, PaperParameters, paper_host
from xuanpai_core.db.types import new_id
from xuanpai_core.plugins.api import Duty
from xuanpai_core.rulebooks.content import dump
from xuanpai_core.rulebooks.in_force import Rulebooks, StoredRule
from xuanpai_core.rulebooks.models import RuleInForce, RuleKind
from xuanpai_core.rulebooks.writing import Segment, WantedRule, rewriting, wanted_rules

CITY, COUNTY, TOWNSHIP = "2107", "210726", "210726101"
START, TODAY = date(2025, 1, 1), date(2025, 10, 24)


def duty(visits: int) -> dict[str, Any]:
    [found] = [
        rule
        for rule in paper_host().rulebook(PAPER, PaperParameters(visits=visits)).duties
        if rule.at_least == visits and rule.matter == "paper.visits"
    ]
    return dump(found)


def stored(
    place: str, activated_at: str, visits: int | None, first: date = START, until: date | None = None
) -> StoredRule:
    kind, content = (RuleKind.WAIVED, {}) if visits is None else (RuleKind.DUTY, duty(visits))
    return StoredRule(new_id(), PAPER, place, kind, "paper.visits", content, first, until, activated_at)


def owed(rules: Rulebooks, place: str, on: date = TODAY) -> int | None:
    found = rules.one(Duty, "paper.visits", place, on)
    return found[1].at_least if found else None


def test_a_plugin_of_ones_own_goes_before_a_parameter_of_one_from_further_up() -> None:
    city, handed_down, county = stored(CITY, CITY, 2), stored(TOWNSHIP, CITY, 3), stored(COUNTY, COUNTY, 7)

    without, within = Rulebooks([city, handed_down]), Rulebooks([handed_down, county, city])

    assert [owed(without, place) for place in (CITY, COUNTY, TOWNSHIP)] == [2, 2, 3]
    assert [owed(within, place) for place in (CITY, COUNTY, TOWNSHIP)] == [2, 7, 7]


def test_what_a_place_leaves_out_is_not_owed_there_though_it_is_above() -> None:
    rules = Rulebooks([stored(CITY, CITY, 2), stored(COUNTY, CITY, None, TODAY)])

    assert [owed(rules, place) for place in (CITY, COUNTY, TOWNSHIP)] == [2, None, None]
    assert owed(rules, TOWNSHIP, TODAY - timedelta(days=1)) == 2
    assert rules.in_force(COUNTY, TODAY) == {}
    assert rules.in_force(COUNTY, TODAY, RuleKind.DUTY) == {}
    assert rules.every(Duty, TOWNSHIP, TODAY) == []
    assert set(rules.in_force(CITY, TODAY, RuleKind.DUTY)) == {"paper.visits"}


def row(wanted: WantedRule) -> RuleInForce:
    return RuleInForce(
        id=new_id(),
        region_code=wanted.region_code,
        kind=wanted.kind,
        matter=wanted.matter,
        content=wanted.content,
        valid_from=wanted.valid_from,
        valid_to=wanted.valid_to,
    )


def wanted(visits: int, *, weekly: bool) -> list[WantedRule]:
    parameters = PaperParameters(visits=visits, weekly=weekly)
    return wanted_rules(paper_host(), PAPER, [Segment(CITY, START, None, parameters)])


_BOOKS = st.tuples(st.integers(0, 200), st.integers(1, 4), st.booleans())


@settings(max_examples=60, deadline=None)
@given(st.lists(_BOOKS, min_size=1, max_size=6))
def test_a_later_rulebook_changes_no_earlier_day_and_never_overlaps(books: list[tuple[int, int, bool]]) -> None:
    rows: list[RuleInForce] = []
    for offset, visits, weekly in books:
        since = START + timedelta(days=offset)
        before = {day: _on(rows, day) for day in _days(0, offset)}
        change = rewriting(rows, wanted(visits, weekly=weekly), since)
        for ended, valid_to in change.ends:
            ended.valid_to = valid_to
        rows += [row(rule) for rule in change.missing]

        assert {day: _on(rows, day) for day in before} == before
        for day in _days(offset, 260):
            held = dict(_on(rows, day))
            assert len(held) == len(_on(rows, day))
            assert held["paper.visits"]["at_least"] == visits
            assert ("paper.report" in held) is weekly
        again = rewriting(rows, wanted(visits, weekly=weekly), since)
        assert again.count == 0


def _days(first: int, until: int) -> list[date]:
    return [START + timedelta(days=offset) for offset in range(first, until, 5)]


def _on(rows: list[RuleInForce], day: date) -> list[tuple[str, Any]]:
    held = [one for one in rows if one.valid_from <= day and (one.valid_to is None or day < one.valid_to)]
    return sorted(((one.matter, one.content) for one in held), key=lambda pair: pair[0])
