"""Presence by week, month, year and term, in days, halves and nights, exactly and in words."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.core.judgement.presence_facts import CLAUSE, calendar, day, days, judge, marks, norm
from tests.plugins.facts import posting
from xuanpai_core.judgement.month import DayPart, DayStatus, MonthFacts, judge_month
from xuanpai_core.judgement.presence import Uncounted, monthly
from xuanpai_core.judgement.presence_periods import periods_between
from xuanpai_core.periods import Month
from xuanpai_core.plugins.decisions import AttendanceNorm, Clause, PartialMonth, Strictness
from xuanpai_core.plugins.duties import Cadence
from xuanpai_core.plugins.presence import Measure, Shortened, YearOf
from xuanpai_core.vocabulary import Outcome

WEEKLY = norm(Cadence.WEEK, 2)
YEARLY = norm(Cadence.YEAR, 250)
CAPPED = norm(Cadence.MONTH, 22, strictness=Strictness.SOFT, holidays_count=False, cap_to_workdays=True)
PLAIN_22 = norm(Cadence.MONTH, 22, strictness=Strictness.SOFT, holidays_count=False)
NIGHTLY = norm(Cadence.MONTH, 10, measure=Measure.NIGHTS)
JUNE = posting(start_date=date(2025, 6, 1))


def said(verdict: Any) -> tuple[Any, ...]:
    return verdict.outcome, verdict.measured, verdict.required, verdict.missing


@pytest.mark.parametrize(
    ("count", "outcome", "reason"),
    [
        (1, Outcome.UNMET, "2025年第43周(10月20日至10月26日)到岗1天,要求不少于2天,还缺1天。"),
        (2, Outcome.MET, "2025年第43周(10月20日至10月26日)到岗2天,达到不少于2天的要求。"),
        (3, Outcome.MET, "2025年第43周(10月20日至10月26日)到岗3天,达到不少于2天的要求。"),
        (5, Outcome.MET, "2025年第43周(10月20日至10月26日)到岗5天,达到不少于2天的要求。"),
    ],
)
def test_two_days_a_week_are_asked_and_more_is_no_breach(count: int, outcome: Outcome, reason: str) -> None:
    verdict = judge(WEEKLY, "2025-10-22", marks(days("2025-10-20", count)))

    assert (verdict.outcome, verdict.reason, verdict.clause) == (outcome, reason, CLAUSE)


def test_a_first_week_with_two_days_left_is_not_judged() -> None:
    saturday = posting(start_date=date(2025, 10, 25))

    verdict = judge(WEEKLY, "2025-10-25", marks(days("2025-10-25", 1)), of=saturday)

    assert said(verdict) == (Outcome.EXEMPT, Decimal(1), 0, Decimal(0))
    assert verdict.reason == "2025年第43周(10月20日至10月26日)在任2天,不足整周,按规定不作评定;到岗1天。"


@pytest.mark.parametrize(
    ("shortened", "outcome", "required"),
    [
        (Shortened.EXEMPT, Outcome.EXEMPT, 0),
        (Shortened.PRORATE_CEIL, Outcome.MET, 1),
        (Shortened.WHOLE, Outcome.UNMET, 2),
    ],
)
def test_a_shortened_week_is_judged_as_the_rule_says(shortened: Shortened, outcome: Outcome, required: int) -> None:
    saturday, by = posting(start_date=date(2025, 10, 25)), norm(Cadence.WEEK, 2, shortened=shortened)

    verdict = judge(by, "2025-10-25", marks(days("2025-10-25", 1)), of=saturday)

    assert (verdict.outcome, verdict.required) == (outcome, required)


def test_a_week_across_months_and_the_year_is_one_iso_week() -> None:
    held = posting(start_date=date(2024, 1, 1))
    verdict = judge(WEEKLY, "2024-12-31", marks([date(2024, 12, 30), date(2025, 1, 5)]), of=held)

    assert verdict.outcome is Outcome.MET
    assert verdict.period.name == "2025年第1周(12月30日至1月5日)"
    assert (verdict.period.first, verdict.period.last) == (date(2024, 12, 30), date(2025, 1, 5))


@pytest.mark.parametrize(
    ("count", "outcome", "reason"),
    [
        (
            249,
            Outcome.UNMET,
            "到岗249天,要求不少于250天,还缺1天。",
        ),
        (
            250,
            Outcome.MET,
            "到岗250天,达到不少于250天的要求。",
        ),
    ],
)
def test_two_hundred_and_fifty_days_of_a_year_need_weekends(count: int, outcome: Outcome, reason: str) -> None:
    verdict = judge(YEARLY, "2025-07-01", marks(days("2025-01-01", count)))

    year, weekends = "任期第1年(2025年1月1日至2025年12月31日)", "其间只有248个工作日,其余须在周末或节假日到岗。"
    assert (verdict.outcome, verdict.reason, verdict.possible) == (outcome, f"{year}{reason}{weekends}", True)


def test_the_year_of_the_term_begins_on_its_own_day_and_the_calendars_in_january() -> None:
    there = marks(days("2025-06-01", 365))

    own = judge(YEARLY, "2026-05-31", there, of=JUNE)
    next_own = judge(YEARLY, "2026-06-01", there, of=JUNE)
    calendars = judge(norm(Cadence.YEAR, 250, year_of=YearOf.CALENDAR), "2025-12-31", there, of=JUNE)

    assert (own.period.first, own.period.last, own.measured) == (date(2025, 6, 1), date(2026, 5, 31), Decimal(365))
    assert (next_own.period.number, next_own.period.first, next_own.measured) == (2, date(2026, 6, 1), Decimal(0))
    assert (calendars.outcome, calendars.measured) == (Outcome.EXEMPT, Decimal(214))
    assert calendars.reason == "2025年在任214天,不足整年,按规定不作评定;到岗214天。"


def test_a_term_that_began_on_the_leap_day_turns_on_the_first_of_march_and_loses_no_day() -> None:
    leap = posting(start_date=date(2024, 2, 29))
    periods = periods_between(Cadence.YEAR, YearOf.TERM, leap, date(2024, 2, 29), date(2028, 3, 1))

    assert [(period.first.isoformat(), str(period.last)) for period in periods] == [
        ("2024-02-29", "2025-02-28"),
        ("2025-03-01", "2026-02-28"),
        ("2026-03-01", "2027-02-28"),
        ("2027-03-01", "2028-02-28"),
        ("2028-02-29", "2029-02-28"),
    ]


def test_the_leap_day_is_a_day_like_any_other() -> None:
    held = posting(start_date=date(2024, 1, 1))
    there = marks(days("2024-02-10", 20))

    verdict = judge(norm(Cadence.MONTH, 20), "2024-02-01", there, of=held)

    assert said(verdict) == (Outcome.MET, Decimal(20), 20, Decimal(0))


def test_nineteen_days_and_three_holidays_are_nineteen() -> None:
    there = marks([*days("2025-10-01", 3), *days("2025-10-09", 19)])

    verdict = judge(PLAIN_22, "2025-10-15", there)

    assert said(verdict) == (Outcome.WARNED, Decimal(19), 22, Decimal(3))
    assert verdict.uncounted == (
        Uncounted(
            (date(2025, 10, 1), date(2025, 10, 2), date(2025, 10, 3)),
            "国庆节在村3天(10月1日至3日)属节假日,按规定不计。",
        ),
    )
    assert verdict.reason == (
        "2025年10月到岗19天,少于一般要求的22天,差3天,仅作提示。"
        "国庆节在村3天(10月1日至3日)属节假日,按规定不计。其间只有18个工作日,其余须在周末到岗。"
    )


def test_twenty_one_days_are_a_hint_and_not_a_breach() -> None:
    verdict = judge(norm(Cadence.MONTH, 22, strictness=Strictness.SOFT), "2025-09-15", marks(days("2025-09-01", 21)))

    assert (verdict.outcome, verdict.soft) == (Outcome.WARNED, True)
    assert verdict.reason == "2025年9月到岗21天,少于一般要求的22天,差1天,仅作提示。"


@pytest.mark.parametrize(("count", "outcome"), [(18, Outcome.WARNED), (19, Outcome.MET)])
def test_a_february_of_nineteen_workdays_asks_for_nineteen_where_the_rule_gives_way(
    count: int, outcome: Outcome
) -> None:
    verdict = judge(CAPPED, "2025-02-10", marks(days("2025-02-05", count)))

    assert (verdict.outcome, verdict.required) == (outcome, 19)
    assert verdict.reason.endswith("其间只有19个工作日,按规定只要求19天。")


def test_a_february_that_nobody_could_keep_is_said_to_be_one() -> None:
    # 15 to 23 February 2026 are days off: 19 days are left.
    verdict = judge(PLAIN_22, "2026-02-10", marks([day("2026-02-01") + timedelta(days=n) for n in range(28)]))

    assert (verdict.outcome, verdict.measured, verdict.possible) == (Outcome.WARNED, Decimal(19), False)
    assert verdict.reason.endswith("其间可计的只有19天,这项要求无法达到,请组织部门核对规定。")


def test_october_2025_has_eighteen_workdays_for_a_norm_of_twenty() -> None:
    worked = sorted(found for found in calendar().workdays if (found.year, found.month) == (2025, 10))

    plain = judge(norm(Cadence.MONTH, 20), "2025-10-31", marks(worked))
    capped = judge(norm(Cadence.MONTH, 20, cap_to_workdays=True), "2025-10-31", marks(worked))

    assert said(plain) == (Outcome.UNMET, Decimal(18), 20, Decimal(2))
    assert plain.reason == ("2025年10月到岗18天,要求不少于20天,还缺2天。其间只有18个工作日,其余须在周末或节假日到岗。")
    assert said(capped) == (Outcome.MET, Decimal(18), 18, Decimal(0))


def test_a_year_that_is_not_published_is_said_and_nothing_is_guessed() -> None:
    held = posting(start_date=date(2026, 1, 1))

    verdict = judge(CAPPED, "2027-02-10", marks(days("2027-02-01", 21)), of=held, published=calendar(2026, 2027))

    assert (verdict.outcome, verdict.required) == (Outcome.WARNED, 22)
    assert verdict.reason == (
        "2027年2月到岗21天,少于一般要求的22天,差1天,仅作提示。"
        "2027年放假安排尚未公布,暂不按工作日放宽。2027年放假安排尚未公布,暂未扣除节假日。"
    )


def test_a_week_without_a_workday_asks_nothing_where_the_rule_gives_way() -> None:
    verdict = judge(norm(Cadence.WEEK, 2, cap_to_workdays=True), "2026-02-18", of=posting())

    assert said(verdict) == (Outcome.EXEMPT, Decimal(0), 0, Decimal(0))
    assert verdict.reason == "2026年第8周(2月16日至2月22日)没有工作日,不作要求;到岗0天。"


@pytest.mark.parametrize(("counts", "outcome", "measured"), [(True, Outcome.MET, 20), (False, Outcome.UNMET, 17)])
def test_approved_trips_count_where_the_rule_says_so(counts: bool, outcome: Outcome, measured: int) -> None:
    trips = marks(days("2025-09-20", 3), DayStatus.OFFICIAL_TRIP)

    verdict = judge(
        norm(Cadence.MONTH, 20, official_travel_counts=counts), "2025-09-01", marks(days("2025-09-01", 17)), trips
    )

    assert (verdict.outcome, verdict.measured) == (outcome, Decimal(measured))
    assert ("已批因公外出3天(9月20日至22日),按规定不计到岗。" in verdict.reason) is not counts


def test_what_nobody_approved_never_counts() -> None:
    trips = marks(days("2025-09-20", 2), DayStatus.OFFICIAL_TRIP, confirmed=False)

    verdict = judge(norm(Cadence.MONTH, 20), "2025-09-01", marks(days("2025-09-01", 17)), trips)

    assert verdict.measured == Decimal(17)
    assert verdict.reason.endswith("另有2天(9月20日至21日)未经核实或批准,不计。")


def test_halves_add_up_and_two_mornings_of_one_day_do_not() -> None:
    morning, afternoon = (marks(days("2025-10-21", 1), part=part) for part in (DayPart.MORNING, DayPart.AFTERNOON))
    first = marks(days("2025-10-20", 1))

    assert judge(WEEKLY, "2025-10-22", first, morning, morning).measured == Decimal("1.5")
    assert judge(WEEKLY, "2025-10-22", first, morning, afternoon).outcome is Outcome.MET
    assert "还缺0.5天" in judge(WEEKLY, "2025-10-22", first, morning).reason


@pytest.mark.parametrize(
    ("today", "present", "reachable", "ending"),
    [
        ("2025-10-22", 0, True, "本期到10月26日结束,还有5天可计,再到岗2天即可达到。"),
        ("2025-10-25", 0, True, "本期到10月26日结束,还有2天可计,再到岗2天即可达到。"),
        ("2025-10-26", 0, False, "本期到10月26日结束,可计的只剩1天,已无法达到。"),
        ("2025-10-26", 1, True, "本期到10月26日结束,还有1天可计,再到岗1天即可达到。"),
    ],
)
def test_a_running_week_says_what_it_needs_and_whether_that_can_be(
    today: str, present: int, reachable: bool, ending: str
) -> None:
    verdict = judge(WEEKLY, today, marks(days("2025-10-20", present)), today=day(today))

    assert (verdict.outcome, verdict.running, verdict.reachable) == (Outcome.UNMET, True, reachable)
    assert verdict.reason.endswith(ending)


def test_a_running_period_does_not_count_what_has_not_happened_and_believes_approved_leave() -> None:
    planned = marks(days("2025-10-25", 2), DayStatus.OFFICIAL_TRIP)
    leave = marks(days("2025-10-24", 3), DayStatus.LEAVE)

    trip = judge(WEEKLY, "2025-10-24", planned, today=day("2025-10-24"))
    away = judge(WEEKLY, "2025-10-24", leave, today=day("2025-10-24"))

    assert (trip.measured, trip.reachable) == (Decimal(0), True)
    assert (away.reachable, away.reason.endswith("可计的只剩0天,已无法达到。")) == (False, True)


def test_a_period_that_is_over_is_not_running_and_cannot_be_reached() -> None:
    verdict = judge(WEEKLY, "2025-10-22", today=day("2025-10-27"))

    assert (verdict.running, verdict.reachable) == (False, False)


@pytest.mark.parametrize(("count", "outcome"), [(9, Outcome.UNMET), (10, Outcome.MET)])
def test_ten_nights_a_month_are_asked(count: int, outcome: Outcome) -> None:
    verdict = judge(NIGHTLY, "2025-09-10", nights=days("2025-09-01", count))

    assert (verdict.outcome, verdict.measured) == (outcome, Decimal(count))
    assert verdict.reason == (
        "2025年9月夜宿9晚,要求不少于10晚,还缺1晚。" if count == 9 else "2025年9月夜宿10晚,达到不少于10晚的要求。"
    )


def test_the_night_of_new_years_eve_belongs_to_december() -> None:
    eve = [date(2025, 12, 31)]
    one = norm(Cadence.MONTH, 1, measure=Measure.NIGHTS)
    year = norm(Cadence.YEAR, 1, measure=Measure.NIGHTS, year_of=YearOf.CALENDAR)

    assert [judge(one, on, nights=eve).measured for on in ("2025-12-31", "2026-01-01")] == [Decimal(1), Decimal(0)]
    assert [judge(year, on, nights=eve).measured for on in ("2025-12-31", "2026-01-01")] == [Decimal(1), Decimal(0)]


def test_days_and_nights_are_counted_apart() -> None:
    verdict = judge(NIGHTLY, "2025-09-10", marks(days("2025-09-01", 30)))

    assert said(verdict) == (Outcome.UNMET, Decimal(0), 10, Decimal(10))


def test_a_term_is_judged_from_its_first_day_to_its_planned_last() -> None:
    held = posting(start_date=date(2025, 1, 1), planned_end=date(2026, 12, 31))
    term = norm(Cadence.TERM, 400)

    short = judge(term, "2025-06-01", marks(days("2025-01-01", 399)), of=held)
    endless = judge(term, "2025-06-01", marks(days("2025-01-01", 100)), today=day("2025-06-01"))

    assert (short.outcome, short.period.name) == (Outcome.UNMET, "任期(2025年1月1日至2026年12月31日)")
    assert (endless.running, endless.reachable, endless.period.last) == (True, True, None)
    assert endless.reason.endswith("任期届满之日没有登记,还须到岗300天。")


def test_who_is_not_in_post_yet_is_not_judged() -> None:
    verdict = judge(WEEKLY, "2025-10-24", today=day("2025-10-22"), of=posting(start_date=date(2025, 10, 24)))

    assert (verdict.outcome, verdict.reason) == (
        Outcome.NOT_APPLICABLE,
        "2025年第43周(10月20日至10月26日)不在任,不作评定。",
    )


@pytest.mark.parametrize("cap", [False, True])
@pytest.mark.parametrize("partial", list(PartialMonth))
@pytest.mark.parametrize("holidays_count", [False, True])
@pytest.mark.parametrize("start", [date(2025, 1, 1), date(2025, 10, 14)])
@pytest.mark.parametrize("count", [0, 8, 17, 18, 20, 23])
def test_the_month_is_judged_as_its_sheet_is(
    cap: bool, partial: PartialMonth, holidays_count: bool, start: date, count: int
) -> None:
    clause = Clause(document="《办法》", words="每月到岗率不少于20天", reference="JZ-02")
    rule = AttendanceNorm(
        min_days=20,
        clause=clause,
        reason="每月二十天。",
        partial_month=partial,
        cap_to_workdays=cap,
        holidays_count=holidays_count,
    )
    held, there = posting(start_date=start), marks(days("2025-10-02", count))
    october = calendar().between(date(2025, 10, 1), date(2025, 10, 31))

    sheet = judge_month(
        rule,
        MonthFacts(
            month=Month(date(2025, 10, 1)),
            posting=held,
            marks=there,
            workdays=october.workdays,
            holidays=october.holidays,
        ),
    )
    verdict = judge(monthly(rule), "2025-10-20", there, of=held)

    assert said(verdict) == (sheet.outcome, sheet.measured, sheet.required, sheet.missing)
