"""A decision that cannot be true does not come into being."""

from datetime import date

import pytest

from xuanpai_core.periods import Month
from xuanpai_core.plugins.decisions import (
    AttendanceNorm,
    Clause,
    InsuranceRequirement,
    StipendDecision,
    StipendLine,
    StipendState,
)

CLAUSE = Clause(document="《办法》", words="每月到岗不少于20天", reference="JZ-02")


def line(month: int, amount_fen: int, state: StipendState) -> StipendLine:
    return StipendLine(
        month=Month(date(2026, month, 1)), amount_fen=amount_fen, state=state, reason="理由。", clause=CLAUSE
    )


@pytest.mark.parametrize("hole", [0, 1, 2])
def test_a_clause_cites_document_words_and_reference(hole: int) -> None:
    parts = ["《办法》", "原文", "JZ-02"]
    parts[hole] = ""

    with pytest.raises(ValueError, match="条款须写明文件名、原文和编号"):
        Clause(*parts)


@pytest.mark.parametrize("days", [0, 32, -1, 20.0, True])
def test_a_norm_asks_for_days_that_a_month_can_have(days: int) -> None:
    with pytest.raises(ValueError, match="每月到岗天数须是 1 到 31 的整数"):
        AttendanceNorm(min_days=days, clause=CLAUSE, reason="理由。")


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_decision_gives_a_reason(reason: str) -> None:
    with pytest.raises(ValueError, match="理由"):
        AttendanceNorm(min_days=20, clause=CLAUSE, reason=reason)
    with pytest.raises(ValueError, match="理由"):
        StipendLine(
            month=Month(date(2026, 5, 1)),
            amount_fen=1,
            state=StipendState.PAYABLE,
            reason=reason,
            clause=CLAUSE,
        )


@pytest.mark.parametrize("amount", [-1, 1700.0, True])
def test_a_stipend_is_whole_fen_and_not_negative(amount: int) -> None:
    with pytest.raises(ValueError, match="补助金额须是不小于 0 的整数分"):
        line(5, amount, StipendState.PAYABLE)


def test_no_money_without_entitlement() -> None:
    with pytest.raises(ValueError, match="不享受补助的月份金额须为 0"):
        line(5, 1, StipendState.NOT_ENTITLED)


@pytest.mark.parametrize("minimum", [-1, 500_000.0])
def test_a_sum_insured_is_whole_fen_and_not_negative(minimum: int) -> None:
    with pytest.raises(ValueError, match="保额须是不小于 0 的整数分"):
        InsuranceRequirement(minimum_fen=minimum, clause=CLAUSE, reason="理由。")


def test_a_stipend_totals_what_is_payable_and_what_is_held() -> None:
    lines = (
        line(4, 170_000, StipendState.PAYABLE),
        line(5, 93_226, StipendState.ON_HOLD),
        line(6, 0, StipendState.NOT_ENTITLED),
    )

    decision = StipendDecision(lines=lines, clause=CLAUSE, reason="理由。")

    assert (decision.payable_fen, decision.held_fen) == (170_000, 93_226)
