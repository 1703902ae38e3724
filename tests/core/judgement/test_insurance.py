"""The uncovered days of a posting are found exactly (JZ-32)."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuanpai_core.judgement.insurance import DayRange, InsuranceVerdict, PolicyFacts, insurance_gaps
from xuanpai_core.plugins.decisions import Clause, InsuranceRequirement
from xuanpai_core.vocabulary import Outcome

CLAUSE = Clause(document="《办法》", words="按照50万元保额标准", reference="JZ-32")
MINIMUM = 50_000_000
HALF_A_MILLION = InsuranceRequirement(minimum_fen=MINIMUM, clause=CLAUSE, reason="须有五十万元保额。")
NONE_NEEDED = InsuranceRequirement(minimum_fen=0, clause=CLAUSE, reason="县派不作要求。")
START, END = date(2019, 1, 1), date(2020, 3, 31)


def policy(starts_on: date, ends_on: date, fen: int = MINIMUM, number: str = "PA-1") -> PolicyFacts:
    return PolicyFacts(policy_number=number, sum_insured_fen=fen, starts_on=starts_on, ends_on=ends_on)


def check(*policies: PolicyFacts, **changes: Any) -> InsuranceVerdict:
    fields = {"start_date": START, "end_date": END, "as_of": date(2019, 6, 1), **changes}
    return insurance_gaps(HALF_A_MILLION, policies=policies, **fields)


def test_a_policy_of_2019_leaves_91_days_of_2020_open() -> None:
    verdict = check(policy(date(2019, 1, 1), date(2019, 12, 31)))

    assert verdict == InsuranceVerdict(
        outcome=Outcome.UNMET,
        gaps=(DayRange(date(2020, 1, 1), date(2020, 3, 31)),),
        insufficient=(),
        clause=CLAUSE,
        reason="2020年1月1日至2020年3月31日共91天没有保额50万元的人身意外伤害保险,请补办。",
    )
    assert verdict.days_uncovered == 91


def test_one_fen_too_little_covers_nothing() -> None:
    short = policy(START, END, fen=49_999_999)

    verdict = check(short)

    assert verdict.outcome is Outcome.UNMET
    assert verdict.gaps == (DayRange(START, END),)
    assert verdict.insufficient == (short,)
    assert verdict.reason == (
        "2019年1月1日至2020年3月31日共456天没有保额50万元的人身意外伤害保险,请补办。"
        "已有保单保额不足,不计入:PA-1保额499999.99元。"
    )


def test_exactly_half_a_million_over_the_whole_term_is_enough() -> None:
    verdict = check(policy(START, END))

    assert (verdict.outcome, verdict.gaps, verdict.days_uncovered) == (Outcome.MET, (), 0)
    assert verdict.reason == ("2019年1月1日至2020年3月31日共456天均有保额不低于50万元的人身意外伤害保险。")


def test_no_policy_leaves_the_whole_term_open() -> None:
    assert check().gaps == (DayRange(START, END),)


def test_policies_that_follow_on_each_other_combine() -> None:
    verdict = check(
        policy(date(2020, 1, 1), date(2020, 12, 31), number="PA-2"),
        policy(date(2018, 7, 1), date(2019, 12, 31)),
    )

    assert (verdict.outcome, verdict.gaps) == (Outcome.MET, ())


def test_overlapping_and_nested_policies_leave_only_the_true_gaps() -> None:
    verdict = check(
        policy(date(2019, 2, 1), date(2019, 8, 31)),
        policy(date(2019, 3, 1), date(2019, 4, 30), number="PA-2"),
        policy(date(2019, 8, 1), date(2019, 10, 31), number="PA-3"),
        policy(date(2019, 11, 2), date(2020, 3, 30), number="PA-4"),
    )

    assert verdict.gaps == (
        DayRange(date(2019, 1, 1), date(2019, 1, 31)),
        DayRange(date(2019, 11, 1), date(2019, 11, 1)),
        DayRange(date(2020, 3, 31), date(2020, 3, 31)),
    )
    assert verdict.days_uncovered == 33


def test_sums_of_two_policies_do_not_add_up() -> None:
    halves = (policy(START, END, fen=25_000_000), policy(START, END, fen=25_000_000, number="PA-2"))

    verdict = check(*halves)

    assert verdict.gaps == (DayRange(START, END),)
    assert verdict.insufficient == halves


def test_a_small_policy_does_not_hide_a_sufficient_one() -> None:
    verdict = check(policy(START, END, fen=1), policy(START, END, number="PA-2"))

    assert verdict.outcome is Outcome.MET


def test_a_policy_outside_the_term_is_not_mentioned() -> None:
    verdict = check(policy(date(2018, 1, 1), date(2018, 12, 31), fen=1))

    assert (verdict.gaps, verdict.insufficient) == ((DayRange(START, END),), ())


def test_policies_that_touch_the_term_on_one_day_cover_that_day() -> None:
    verdict = check(policy(date(2018, 1, 1), START), policy(END, date(2020, 12, 31), number="PA-2"))

    assert verdict.gaps == (DayRange(date(2019, 1, 2), date(2020, 3, 30)),)


def test_an_open_posting_is_looked_at_up_to_the_day() -> None:
    verdict = check(policy(START, date(2019, 5, 30)), end_date=None, as_of=date(2019, 6, 1))

    assert verdict.gaps == (DayRange(date(2019, 5, 31), date(2019, 6, 1)),)


def test_an_open_posting_that_has_not_begun_needs_cover_on_its_first_day() -> None:
    verdict = check(end_date=None, as_of=date(2018, 12, 1))

    assert verdict.gaps == (DayRange(START, START),)


@pytest.mark.parametrize(
    ("requirement", "reason"),
    [(NONE_NEEDED, "县派不作要求。"), (None, "本地没有人身意外伤害保险的规定。")],
)
def test_where_none_is_demanded_nothing_is_missing(requirement: InsuranceRequirement | None, reason: str) -> None:
    verdict = insurance_gaps(requirement, start_date=START, end_date=END, policies=(), as_of=START)

    assert (verdict.outcome, verdict.gaps, verdict.reason) == (Outcome.NOT_APPLICABLE, (), reason)


PERIODS = st.tuples(st.integers(-40, 500), st.integers(0, 200), st.booleans())


@given(periods=st.lists(PERIODS, max_size=8), random=st.randoms(use_true_random=False))
def test_the_gaps_are_exactly_the_days_that_nothing_covers(periods: Any, random: Any) -> None:
    policies = [
        policy(
            START + timedelta(days=offset),
            START + timedelta(days=offset + length),
            fen=MINIMUM if enough else MINIMUM - 1,
            number=f"PA-{index}",
        )
        for index, (offset, length, enough) in enumerate(periods)
    ]
    term = {START + timedelta(days=day) for day in range((END - START).days + 1)}
    covered = {
        one.starts_on + timedelta(days=day)
        for one in policies
        if one.sum_insured_fen >= MINIMUM
        for day in range((one.ends_on - one.starts_on).days + 1)
    }

    verdict = check(*random.sample(policies, len(policies)))

    open_days = {gap.first + timedelta(days=day) for gap in verdict.gaps for day in range(gap.days)}
    assert open_days == term - covered
    assert verdict.days_uncovered == len(open_days)
    assert verdict == check(*policies)
