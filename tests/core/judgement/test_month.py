"""A month is judged by days in the village, exactly (JZ-02, JZ-03, JZ-04)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plugins.facts import posting
from xuanpai_core.judgement.month import DayMark, DayPart, DayStatus, MonthFacts, MonthVerdict, judge_month
from xuanpai_core.periods import Month
from xuanpai_core.plugins.decisions import AttendanceNorm, Clause, PartialMonth, Strictness
from xuanpai_core.plugins.facts import MonthAttendance, PostingFacts
from xuanpai_core.vocabulary import Outcome

CLAUSE = Clause(document="《办法》", words="每月到岗率不少于20天", reference="JZ-02")
MAY = Month(date(2026, 5, 1))
OCTOBER = Month(date(2025, 10, 1))
OCTOBER_WORKDAYS = frozenset(
    date(2025, 10, day) for day in (9, 10, 11, 13, 14, 15, 16, 17, 20, 21, 22, 23, 24, 27, 28, 29, 30, 31)
)


def norm(**changes: Any) -> AttendanceNorm:
    return AttendanceNorm(**{"min_days": 20, "clause": CLAUSE, "reason": "每月二十天。", **changes})


def marks(
    first: int,
    last: int,
    status: DayStatus = DayStatus.ON_DUTY,
    *,
    confirmed: bool = True,
    part: DayPart = DayPart.WHOLE,
    month: Month = MAY,
) -> tuple[DayMark, ...]:
    return tuple(
        DayMark(day=month.start.replace(day=day), status=status, confirmed=confirmed, part=part)
        for day in range(first, last + 1)
    )


def judge(
    *days: tuple[DayMark, ...],
    by: AttendanceNorm | None = None,
    month: Month = MAY,
    of: PostingFacts | None = None,
    workdays: frozenset[date] | None = None,
) -> MonthVerdict:
    facts = MonthFacts(month=month, posting=of or posting(), marks=sum(days, ()), workdays=workdays)
    return judge_month(by or norm(), facts)


def test_nineteen_days_are_one_short() -> None:
    verdict = judge(marks(1, 19))

    assert verdict == MonthVerdict(
        month=MAY,
        outcome=Outcome.UNMET,
        measured=Decimal(19),
        required=20,
        missing=Decimal(1),
        clause=CLAUSE,
        reason="2026年5月到岗19天,要求不少于20天,还缺1天。",
    )


def test_twenty_days_meet_the_norm() -> None:
    verdict = judge(marks(1, 20))

    assert (verdict.outcome, verdict.measured, verdict.missing) == (Outcome.MET, Decimal(20), Decimal(0))
    assert verdict.reason == "2026年5月到岗20天,达到不少于20天的要求。"


def test_three_check_ins_on_one_day_count_once() -> None:
    verdict = judge(marks(1, 19), marks(19, 19), marks(19, 19))

    assert (verdict.outcome, verdict.measured) == (Outcome.UNMET, Decimal(19))


def test_nineteen_and_a_half_days_are_not_enough() -> None:
    verdict = judge(marks(1, 19), marks(20, 20, part=DayPart.MORNING))

    assert (verdict.outcome, verdict.measured, verdict.missing) == (
        Outcome.UNMET,
        Decimal("19.5"),
        Decimal("0.5"),
    )
    assert verdict.reason == "2026年5月到岗19.5天,要求不少于20天,还缺0.5天。"


def test_a_morning_and_an_afternoon_make_a_day_and_two_mornings_do_not() -> None:
    morning, afternoon = marks(20, 20, part=DayPart.MORNING), marks(20, 20, part=DayPart.AFTERNOON)

    assert judge(marks(1, 19), morning, afternoon).outcome is Outcome.MET
    assert judge(marks(1, 19), morning, morning).measured == Decimal("19.5")


def test_weekends_and_holidays_count() -> None:
    verdict = judge(marks(1, 20, month=OCTOBER), month=OCTOBER, workdays=OCTOBER_WORKDAYS)

    assert verdict.outcome is Outcome.MET


def test_all_eighteen_workdays_of_october_2025_are_still_two_short() -> None:
    worked = tuple(DayMark(day=day, status=DayStatus.ON_DUTY, confirmed=True) for day in OCTOBER_WORKDAYS)

    verdict = judge(worked, month=OCTOBER, workdays=OCTOBER_WORKDAYS)

    assert (verdict.outcome, verdict.measured, verdict.missing) == (Outcome.UNMET, Decimal(18), Decimal(2))
    assert verdict.reason == (
        "2025年10月到岗18天,要求不少于20天,还缺2天。当月在任期间只有18个工作日,其余须在周末或节假日到岗。"
    )


@pytest.mark.parametrize(("days", "outcome"), [(17, Outcome.UNMET), (18, Outcome.MET)])
def test_capped_to_workdays_october_2025_asks_for_eighteen(days: int, outcome: Outcome) -> None:
    verdict = judge(
        marks(1, days, month=OCTOBER),
        by=norm(cap_to_workdays=True),
        month=OCTOBER,
        workdays=OCTOBER_WORKDAYS,
    )

    assert (verdict.outcome, verdict.required) == (outcome, 18)


def test_the_cap_never_raises_the_norm() -> None:
    workdays = frozenset(MAY.start + timedelta(days=day) for day in range(22))

    assert judge(marks(1, 20), by=norm(cap_to_workdays=True), workdays=workdays).required == 20


def test_the_cap_waits_for_a_calendar_that_is_not_published() -> None:
    verdict = judge(marks(1, 18), by=norm(cap_to_workdays=True), workdays=None)

    assert (verdict.outcome, verdict.required) == (Outcome.UNMET, 20)
    assert verdict.reason.endswith("当年放假安排尚未导入,暂不按工作日放宽。")


def test_a_partial_month_is_exempt_by_default() -> None:
    verdict = judge(marks(20, 26), of=posting(start_date=date(2026, 5, 20)))

    assert (verdict.outcome, verdict.measured, verdict.required) == (Outcome.EXEMPT, Decimal(7), 0)
    assert verdict.reason == "2026年5月当月在任12天,不足整月,按规定不作评定;到岗7天。"
    assert verdict.clause == CLAUSE


@pytest.mark.parametrize(("last", "outcome"), [(26, Outcome.UNMET), (27, Outcome.MET)])
def test_prorated_twelve_days_of_may_ask_for_eight(last: int, outcome: Outcome) -> None:
    verdict = judge(
        marks(20, last),
        by=norm(partial_month=PartialMonth.PRORATE_CEIL),
        of=posting(start_date=date(2026, 5, 20)),
    )

    assert (verdict.outcome, verdict.required) == (outcome, 8)


def test_a_last_month_is_prorated_by_its_last_day_too() -> None:
    verdict = judge(
        marks(1, 10),
        by=norm(partial_month=PartialMonth.PRORATE_CEIL),
        of=posting(end_date=date(2026, 5, 15)),
    )

    assert (verdict.outcome, verdict.required) == (Outcome.MET, 10)


def test_days_before_the_posting_and_of_other_months_do_not_count() -> None:
    verdict = judge(
        marks(1, 25),
        marks(1, 30, month=Month(date(2026, 4, 1))),
        by=norm(partial_month=PartialMonth.PRORATE_CEIL),
        of=posting(start_date=date(2026, 5, 20)),
    )

    assert verdict.measured == Decimal(6)


def test_a_month_outside_the_posting_is_not_judged() -> None:
    verdict = judge(marks(1, 20), of=posting(end_date=date(2026, 4, 30)))

    assert (verdict.outcome, verdict.measured) == (Outcome.NOT_APPLICABLE, Decimal(0))
    assert verdict.reason == "2026年5月当月不在任,不作评定。"


def test_without_a_norm_a_month_is_counted_and_not_judged() -> None:
    verdict = judge_month(None, MonthFacts(month=MAY, posting=posting(), marks=marks(1, 3)))

    assert (verdict.outcome, verdict.measured, verdict.clause) == (Outcome.NOT_APPLICABLE, Decimal(3), None)
    assert verdict.reason == "2026年5月到岗3天;本地没有月到岗天数的规定,不作评定。"


def test_approved_trips_count_by_default() -> None:
    verdict = judge(marks(1, 17), marks(18, 20, DayStatus.OFFICIAL_TRIP))

    assert (verdict.outcome, verdict.measured) == (Outcome.MET, Decimal(20))


def test_approved_trips_do_not_count_where_the_rule_says_so() -> None:
    verdict = judge(marks(1, 17), marks(18, 20, DayStatus.OFFICIAL_TRIP), by=norm(official_travel_counts=False))

    assert (verdict.outcome, verdict.measured, verdict.missing) == (Outcome.UNMET, Decimal(17), Decimal(3))
    assert verdict.reason.endswith("已批因公外出3天,按规定不计到岗。")


@pytest.mark.parametrize("counts", [True, False])
def test_trips_that_nobody_approved_never_count(counts: bool) -> None:
    verdict = judge(
        marks(1, 17),
        marks(18, 20, DayStatus.OFFICIAL_TRIP, confirmed=False),
        by=norm(official_travel_counts=counts),
    )

    assert (verdict.outcome, verdict.measured) == (Outcome.UNMET, Decimal(17))
    assert verdict.reason == "2026年5月到岗17天,要求不少于20天,还缺3天。另有3天未经核实或批准,不计。"


@pytest.mark.parametrize("status", [DayStatus.LEAVE, DayStatus.ABSENT])
def test_leave_and_absence_are_no_presence(status: DayStatus) -> None:
    assert judge(marks(1, 19), marks(20, 31, status)).measured == Decimal(19)


def test_a_trip_and_a_check_in_on_one_day_count_once() -> None:
    assert judge(marks(1, 19), marks(19, 19, DayStatus.OFFICIAL_TRIP)).measured == Decimal(19)


def test_short_of_a_soft_norm_only_warns() -> None:
    verdict = judge(marks(1, 21), by=norm(min_days=22, strictness=Strictness.SOFT))

    assert (verdict.outcome, verdict.missing) == (Outcome.WARNED, Decimal(1))
    assert verdict.reason == "2026年5月到岗21天,少于一般要求的22天,差1天,仅作提示。"


def test_a_norm_that_the_month_cannot_hold_is_said() -> None:
    february = Month(date(2026, 2, 1))

    verdict = judge(marks(1, 28, month=february), by=norm(min_days=30), month=february)

    assert verdict.outcome is Outcome.UNMET
    assert verdict.reason.endswith("当月只有28天,这项要求无法达到,请组织部门核对规定。")


def test_the_stipend_goes_by_outcome_and_numbers() -> None:
    assert judge(marks(1, 19)).as_attendance() == MonthAttendance(
        month=MAY, outcome=Outcome.UNMET, measured=Decimal(19), required=20
    )


MARKS = st.lists(
    st.builds(
        DayMark,
        day=st.dates(date(2026, 4, 20), date(2026, 6, 10)),
        status=st.sampled_from(DayStatus),
        confirmed=st.booleans(),
        part=st.sampled_from(DayPart),
    ),
    max_size=60,
)


@given(days=MARKS, random=st.randoms(use_true_random=False), counts=st.booleans())
def test_a_verdict_never_depends_on_the_order_of_the_facts(days: Any, random: Any, counts: bool) -> None:
    shuffled = random.sample(days, len(days))
    rule = norm(official_travel_counts=counts, partial_month=PartialMonth.PRORATE_CEIL)

    assert judge(tuple(shuffled), by=rule) == judge(tuple(days), by=rule)


@given(days=MARKS, more=MARKS)
def test_more_presence_never_worsens_a_verdict(days: Any, more: Any) -> None:
    assert judge(tuple(days + more)).measured >= judge(tuple(days)).measured
