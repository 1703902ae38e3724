"""Whether a target is reached, at its very line."""

from decimal import Decimal

import pytest

from xuanpai_core.plugins.api import Comparison, Strictness, Target
from xuanpai_core.villages.targets import Average, Measured, judge_target
from xuanpai_core.vocabulary import Outcome

RATE = Target(code="rate", title="社区化率", unit="%", comparison=Comparison.AT_LEAST, line=Decimal(30))
GROWTH = Target(code="growth", title="增幅", unit="%", comparison=Comparison.ABOVE)
ORGANISATIONS = Target(
    code="organisations",
    title="新组建组织",
    unit="个",
    comparison=Comparison.AT_LEAST,
    line=Decimal(3),
    most=Decimal(4),
)
INCOME = Target(code="income", title="经营性收入", unit="元", comparison=Comparison.AT_LEAST, line=Decimal(50_000))


def outcome(target: Target, value: str, average: str | None = None, how: Strictness = Strictness.HARD) -> Outcome:
    mean = None if average is None else Average(Decimal(average))
    return judge_target(target, how, Measured(Decimal(value), 2025), mean, running=False).outcome


@pytest.mark.parametrize(("value", "said"), [("29.9", Outcome.UNMET), ("30", Outcome.MET), ("30.0000", Outcome.MET)])
def test_the_line_itself_is_enough(value: str, said: Outcome) -> None:
    assert outcome(RATE, value) is said


@pytest.mark.parametrize(("value", "said"), [("8.0", Outcome.UNMET), ("8.1", Outcome.MET), ("7.9999", Outcome.UNMET)])
def test_above_the_average_is_not_at_it(value: str, said: Outcome) -> None:
    assert outcome(GROWTH, value, "8.0") is said


@pytest.mark.parametrize(("value", "said"), [("2", Outcome.UNMET), ("4", Outcome.MET), ("5", Outcome.UNMET)])
def test_an_upper_bound_holds_where_a_region_sets_one(value: str, said: Outcome) -> None:
    assert outcome(ORGANISATIONS, value) is said


def test_a_soft_target_warns() -> None:
    assert outcome(RATE, "29.9", how=Strictness.SOFT) is Outcome.WARNED
    assert outcome(RATE, "30", how=Strictness.SOFT) is Outcome.MET


def test_without_an_average_nothing_is_said_of_standing_above_it() -> None:
    verdict = judge_target(GROWTH, Strictness.SOFT, Measured(Decimal(8), 2025), None, running=False)

    assert (verdict.outcome, verdict.required) == (Outcome.NOT_APPLICABLE, None)
    assert "平均数还没有登记" in verdict.reason


def test_what_was_never_measured_falls_short_once_the_year_is_over() -> None:
    over = judge_target(RATE, Strictness.HARD, None, None, running=False)
    running = judge_target(RATE, Strictness.HARD, None, None, running=True)

    assert (over.outcome, running.outcome) == (Outcome.UNMET, Outcome.NOT_APPLICABLE)


def test_the_reason_is_a_sentence_with_both_numbers() -> None:
    short = judge_target(INCOME, Strictness.SOFT, Measured(Decimal(49_999), 2025), None, running=False)
    mean = judge_target(
        GROWTH, Strictness.SOFT, Measured(Decimal("8.50"), 2025), Average(Decimal(8), 12), running=False
    )

    assert short.reason == "“经营性收入”2025年为49999元,要求不少于5万元,没有达到。"
    assert mean.reason == "“增幅”2025年为8.5%,要求高于本镇街已登记12个村的平均8%,已达到。"
