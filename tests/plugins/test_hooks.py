"""Each hook, asked through the host: the named plugin answers, and no other is asked."""

from typing import Any

import pytest

from tests.plugins.facts import ENTRY_DRAFT, GATE_FACTS, INSURANCE_FACTS, NORM_FACTS, REVENUE_FACTS, STIPEND_FACTS
from tests.plugins.sample_region import CLAUSE, SampleRegion
from xuanpai_core.plugins import hookspecs
from xuanpai_core.plugins.decisions import Strictness
from xuanpai_core.plugins.manager import Hook, PluginHost
from xuanpai_core.plugins.metadata import ParameterModel


class Pair:
    """Two regions that rule on everything, in one host."""

    def __init__(self) -> None:
        self.here, self.elsewhere = SampleRegion("region_here"), SampleRegion("region_elsewhere")
        self.host = PluginHost.of({"region_here": self.here, "region_elsewhere": self.elsewhere})

    def ask(self, hook: Hook[Any, Any], facts: object, **raw: object) -> Any:
        """Ask the first of the two, and see that the second was left alone."""
        parameters: ParameterModel = self.host.parse_parameters("region_here", raw)
        answer = self.host.call("region_here", hook, facts, parameters)
        assert self.here.asked == [facts]
        assert self.elsewhere.asked == []
        return answer


@pytest.fixture
def pair() -> Pair:
    return Pair()


def test_hook_rulebook(pair: Pair) -> None:
    parameters = pair.host.parse_parameters("region_here", {"min_days": 14})

    book = pair.host.rulebook("region_here", parameters)

    assert [(rule.matter, rule.title) for rule in book.rules()] == [("term", "任期")]
    assert pair.here.asked == [parameters]
    assert pair.elsewhere.asked == []


def test_hook_review(pair: Pair) -> None:
    soft, hard = (pair.host.parse_parameters("region_here", {"tone": tone}) for tone in ("plain", "formal"))

    found = [pair.host.review("region_here", ENTRY_DRAFT, parameters) for parameters in (soft, hard)]

    assert [(one.code, one.clause, one.strictness) for objections in found for one in objections] == [
        ("SAMPLE", CLAUSE, Strictness.SOFT),
        ("SAMPLE", CLAUSE, Strictness.HARD),
    ]
    assert pair.here.asked == [ENTRY_DRAFT, ENTRY_DRAFT]
    assert pair.elsewhere.asked == []


def test_hook_attendance_norm(pair: Pair) -> None:
    norm = pair.ask(hookspecs.attendance_norm, NORM_FACTS, min_days=14)

    assert norm.min_days == 14
    assert norm.clause == CLAUSE


def test_hook_stipend_for(pair: Pair) -> None:
    decision = pair.ask(hookspecs.stipend_for, STIPEND_FACTS)

    assert [str(line.month) for line in decision.lines] == ["2026-04", "2026-05", "2026-06"]
    assert decision.payable_fen == 300
    assert decision.held_fen == 0


def test_hook_stipend_gate(pair: Pair) -> None:
    gate = pair.ask(hookspecs.stipend_gate, GATE_FACTS)

    assert gate.passed is True
    assert gate.reason == "样例:可以发放。"


def test_hook_insurance_requirement(pair: Pair) -> None:
    requirement = pair.ask(hookspecs.insurance_requirement, INSURANCE_FACTS)

    assert requirement.minimum_fen == 1_000_000
    assert requirement.mandatory


def test_hook_split_revenue(pair: Pair) -> None:
    split = pair.ask(hookspecs.split_revenue, REVENUE_FACTS)

    assert split.lines == ()
    assert split.reason == "样例:不分成。"
