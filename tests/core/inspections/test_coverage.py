"""How many of a place's cadres were looked at in a period, and who is missing (JZ-12)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from xuanpai_core.inspections.coverage import CoverageState, PlaceFacts, judge_coverage
from xuanpai_core.plugins.decisions import Clause, Strictness
from xuanpai_core.plugins.duties import Cadence
from xuanpai_core.plugins.presence import Coverage, InspectionRule
from xuanpai_core.regions.code import RegionLevel

CLAUSE = Clause(document="《办法》", words="乡镇党委每月检查选派干部出勤情况", reference="JZ-12")
OCTOBER = (date(2025, 10, 1), date(2025, 10, 31))
QUARTER = (date(2025, 10, 1), date(2025, 12, 31))
EVERYONE = InspectionRule(
    matter="inspection.township",
    title="乡镇党委每月检查出勤",
    clause=CLAUSE,
    level=RegionLevel.TOWNSHIP,
    cadence=Cadence.MONTH,
    coverage=Coverage.EVERYONE,
)
SAMPLE = replace(EVERYONE, matter="inspection.county", title="县委组织部每月抽查出勤", coverage=Coverage.SAMPLE)
IN_TIME, LATE = date(2025, 10, 24), date(2025, 11, 3)


def people(count: int) -> dict[UUID, str]:
    """So many people in post."""
    return {UUID(int=number): f"干部{number}" for number in range(1, count + 1)}


def first(count: int) -> set[UUID]:
    """The first so many of them."""
    return {UUID(int=number) for number in range(1, count + 1)}


def test_seven_of_eight_leave_one_who_is_named() -> None:
    verdict = judge_coverage(EVERYONE, OCTOBER, PlaceFacts("210726101", people(8), first(7)), IN_TIME)

    assert (verdict.state, verdict.required, verdict.done, verdict.missing_count) == (CoverageState.OPEN, 8, 7, 1)
    assert verdict.missing == (UUID(int=8),)
    assert verdict.reason == (
        "2025年10月“乡镇党委每月检查出勤”应检查在任全体8人,已检查7人,还差1人:干部8,2025年10月31日前完成。"
    )
    assert verdict.rule.clause.reference == "JZ-12"


def test_after_the_month_the_same_is_overdue() -> None:
    verdict = judge_coverage(EVERYONE, OCTOBER, PlaceFacts("210726101", people(8), first(7)), LATE)

    assert (verdict.state, verdict.overdue_days) == (CoverageState.OVERDUE, 3)
    assert verdict.reason.endswith("还差1人:干部8,2025年10月31日到期,已逾期3天。")


@pytest.mark.parametrize("day", [IN_TIME, LATE])
def test_all_of_them_are_done_whenever_one_asks(day: date) -> None:
    verdict = judge_coverage(EVERYONE, OCTOBER, PlaceFacts("210726101", people(5), first(6)), day)

    assert (verdict.state, verdict.done, verdict.missing, verdict.overdue_days) == (CoverageState.DONE, 5, (), 0)
    assert verdict.reason == "2025年10月“乡镇党委每月检查出勤”应检查在任全体5人,已检查5人,已完成。"


def test_ten_percent_of_37_are_four() -> None:
    verdict = judge_coverage(SAMPLE, OCTOBER, PlaceFacts("210726", people(37), set()), IN_TIME)

    assert (verdict.state, verdict.required, verdict.done, verdict.missing_count) == (CoverageState.OPEN, 4, 0, 4)
    assert verdict.missing == ()
    assert verdict.reason == (
        "2025年10月“县委组织部每月抽查出勤”在任37人,按10%应抽查4人,已检查0人,还差4人(没有随机抽样),2025年10月31日前完成。"
    )


def test_no_finding_in_the_month_is_overdue_after_it() -> None:
    verdict = judge_coverage(SAMPLE, OCTOBER, PlaceFacts("210726", people(37), set()), LATE)

    assert (verdict.state, verdict.done, verdict.overdue_days) == (CoverageState.OVERDUE, 0, 3)


def test_whoever_was_drawn_is_to_be_looked_at_and_nobody_else_will_do() -> None:
    facts = PlaceFacts("210726", people(37), {UUID(int=1), UUID(int=20), UUID(int=21)}, drawn=first(4))

    verdict = judge_coverage(SAMPLE, OCTOBER, facts, LATE)

    assert (verdict.state, verdict.required, verdict.done) == (CoverageState.OVERDUE, 4, 1)
    assert verdict.missing == (UUID(int=2), UUID(int=3), UUID(int=4))
    assert "抽中4人,已检查1人,还差3人:干部2、干部3、干部4" in verdict.reason


def test_whoever_was_drawn_and_has_left_is_not_missing() -> None:
    facts = PlaceFacts("210726", people(3), first(2), drawn={UUID(int=2), UUID(int=99)})

    verdict = judge_coverage(SAMPLE, OCTOBER, facts, LATE)

    assert (verdict.state, verdict.required, verdict.done) == (CoverageState.DONE, 1, 1)


def test_a_sample_smaller_than_the_share_does_not_take_its_place() -> None:
    """Who draws one of 37 where four are asked for still owes three, drawn or not."""
    one = PlaceFacts("210726", people(37), first(1), drawn=first(1))
    four = replace(one, looked_at=first(4))
    others = replace(one, looked_at=first(5) - first(1))

    owing, done, missed = [judge_coverage(SAMPLE, OCTOBER, facts, LATE) for facts in (one, four, others)]

    assert (owing.state, owing.required, owing.done, owing.missing_count) == (CoverageState.OVERDUE, 4, 1, 3)
    assert "在任37人,按10%应抽查4人,只抽中1人,已检查1人,还差3人,2025年10月31日到期" in owing.reason
    assert (done.state, done.done, done.missing_count) == (CoverageState.DONE, 4, 0)
    assert (missed.state, missed.done, missed.missing) == (CoverageState.OVERDUE, 3, (UUID(int=1),))


def test_a_full_sample_of_which_one_has_left_owes_nobody_in_the_place_of_that_one() -> None:
    facts = PlaceFacts("210726", people(36), first(3), drawn={*first(3), UUID(int=99)})

    verdict = judge_coverage(SAMPLE, OCTOBER, facts, LATE)

    assert (verdict.state, verdict.required, verdict.done) == (CoverageState.DONE, 3, 3)


def test_enough_people_without_a_lot_will_do_and_it_is_said() -> None:
    verdict = judge_coverage(SAMPLE, OCTOBER, PlaceFacts("210726", people(37), first(4)), LATE)

    assert (verdict.state, verdict.sample_drawn) == (CoverageState.DONE, False)
    assert verdict.reason.endswith("已检查4人,已完成(没有随机抽样)。")


def test_another_share_and_another_period() -> None:
    rule = replace(SAMPLE, sample_percent=Decimal("12.5"), cadence=Cadence.QUARTER, title="督查室定期督查")

    verdict = judge_coverage(rule, QUARTER, PlaceFacts("2107", people(9), first(1)), LATE)

    assert (verdict.state, verdict.required, verdict.missing_count) == (CoverageState.OPEN, 2, 1)
    assert verdict.reason.startswith("2025年第4季度“督查室定期督查”在任9人,按12.5%应抽查2人,已检查1人,还差1人")


def test_where_nobody_is_in_post_nothing_is_owed() -> None:
    verdict = judge_coverage(EVERYONE, OCTOBER, PlaceFacts("210726101", {}, first(1)), LATE)

    assert (verdict.state, verdict.overdue_days) == (CoverageState.NOBODY, 0)
    assert verdict.reason == "2025年10月“乡镇党委每月检查出勤”:没有在任的选派干部,不作要求。"


def test_a_soft_rule_only_hints() -> None:
    rule = replace(EVERYONE, strictness=Strictness.SOFT)

    verdict = judge_coverage(rule, OCTOBER, PlaceFacts("210726101", people(2), set()), LATE)

    assert verdict.hint
    assert verdict.reason.endswith("已逾期3天(提示)。")


def test_of_many_who_are_missing_ten_are_named() -> None:
    verdict = judge_coverage(EVERYONE, OCTOBER, PlaceFacts("210726101", people(12), set()), IN_TIME)

    assert len(verdict.missing) == 12
    assert "还差12人:干部1、" in verdict.reason
    assert "干部10等," in verdict.reason
    assert "干部11" not in verdict.reason
